"""Generated enterprises for the per-mu evaluation: numbered, never named after a real one, with codes that check."""

import csv
import io
import math
from collections.abc import Sequence
from random import Random

from leitai.league.domain.permu.enterprises import code_faults

FIGURES = ("tax", "land", "value_added", "energy", "headcount", "rd", "revenue")
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def generate_list(random: Random, townships: Sequence[str], number: int) -> str:
    """A list of enterprises as CSV, spread over the townships."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "name", "township", "marks", "years", *FIGURES])
    for place in range(1, number + 1):
        writer.writerow([credit_code(place), f"演示企业{place:03d}", random.choice(townships), *_firm(random)])
    return text.getvalue()


def credit_code(number: int) -> str:
    """A unified social credit code that checks, of a registration office that does not exist.

    >>> code_faults(credit_code(7))
    []
    """
    stem = f"91330399MAX{number:06d}"
    return next(stem + sign for sign in _SIGNS if not code_faults(stem + sign))


def _firm(random: Random) -> list[str]:
    land = math.exp(random.gauss(2.9, 0.7))
    per_mu = math.exp(random.gauss(4.5, 0.5))
    value_added = land * per_mu
    revenue = value_added * random.uniform(3.2, 5.5)
    figures = {
        "tax": value_added * random.uniform(0.08, 0.26),
        "land": land,
        "value_added": value_added,
        "energy": value_added / math.exp(random.gauss(0.8, 0.4)),
        "headcount": max(3.0, value_added / math.exp(random.gauss(2.7, 0.3))),
        "rd": revenue * random.uniform(0.0, 0.05),
        "revenue": revenue,
    }
    marks = "utility" if random.random() < 0.02 else ""
    return [marks, f"{random.uniform(0.5, 20):.1f}", *(f"{figures[name]:.2f}" for name in FIGURES)]
