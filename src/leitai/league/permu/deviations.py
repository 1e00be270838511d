"""What is added to a score or taken from it, and what puts an enterprise into the last grade, each with its reason.

They stand in columns of the list that may be left out: `bonus` and `deduction` (points, positive) with `bonus_reason`
and `deduction_reason`, and `veto` (the reason itself). No Django.
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leitai.league.domain.adjusting import Adjustment, Effect
from leitai.league.domain.faults import Fault
from leitai.league.domain.permu import Veto
from leitai.league.permu.lists import ListError

COLUMNS = {"bonus": Effect.BONUS, "deduction": Effect.PENALTY}


@dataclass(frozen=True, slots=True)
class Deviations:
    """In the order of the list."""

    adjustments: tuple[Adjustment, ...]
    vetoes: tuple[Veto, ...]


def read_deviations(text: str) -> Deviations:
    """The deviations in a list that was read already. Raises ListError with every fault."""
    faults: list[Fault] = []
    adjustments: list[Adjustment] = []
    vetoes = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")), start=2):
        adjustments += _adjustments(number, row, faults)
        reason = _cell(row, "veto")
        vetoes += [Veto(_cell(row, "code"), reason)] if reason else []
    if faults:
        raise ListError(faults)
    return Deviations(tuple(adjustments), tuple(vetoes))


def _adjustments(number: int, row: Mapping[str, str | None], faults: list[Fault]) -> Iterator[Adjustment]:
    for column, effect in COLUMNS.items():
        written, reason = _cell(row, column), _cell(row, f"{column}_reason")
        points = _points(written)
        if points is None or points < 0:
            what = f"is {written!r}, not a number of points"
            faults.append(Fault(f"line {number}, {column}", what, "write a positive number, or leave it empty"))
        elif points and not reason:
            faults.append(Fault(f"line {number}, {column}_reason", "is empty", "say why, everybody reads it"))
        elif reason and not points:
            faults.append(Fault(f"line {number}, {column}", "is empty", "write the points that the reason is for"))
        elif points:
            yield Adjustment(_cell(row, "code"), effect, points, reason)


def _points(written: str) -> float | None:
    """Points, 0 for an empty cell; None where it is no number."""
    try:
        points = float(written.replace(",", "") or 0)
    except ValueError:
        return None
    return points if math.isfinite(points) else None


def _cell(row: Mapping[str, str | None], column: str) -> str:
    return (row.get(column) or "").strip()
