"""The bundle of a frozen edition: gathered again from the facts of its moment."""

import csv
import io
from decimal import Decimal

from leitai.league import bundles, freezing
from leitai.league.models import Edition
from leitai.ledger import queries as ledger


def bundle_of(edition: Edition) -> bytes:
    """The archive of an edition, its facts by number. Raises NothingToRank."""
    gathered, _ = freezing.recompute(edition)
    text = _facts(edition, frozenset(gathered.panel.indicators), frozenset(gathered.panel.units))
    return bundles.pack(
        bundles.Bundle(
            edition.manifest, edition.scheme.text, gathered.panel, bytes(edition.result), bytes(edition.spread), text
        )
    )


def _facts(edition: Edition, indicators: frozenset[str], units: frozenset[str]) -> str:
    found = ledger.readings(
        indicators=indicators, divisions=units, periods=frozenset({edition.period}), as_of=edition.as_of
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["fact", "indicator", "division", "period", "value", "generated"])
    for row in found:
        value: Decimal = row.value
        writer.writerow([row.fact_id, row.indicator, row.division, row.period, f"{value:f}", int(row.generated)])
    return text.getvalue()
