"""A published edition as data for everybody: what is in it stands in `docs/open-data.md`."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from leitai.league import queries
from leitai.league.models import Edition, EditionCell, EditionUnit
from leitai.league.outcomes import manifest_digest
from leitai.ledger.domain.writing import disarmed

FORMAT = "leitai-open-edition-1"
_CELL_COLUMNS = (
    "unit", "indicator", "value", "generated", "fact", "dimension", "weight", "normalised", "contribution", "rank",
    "imputed",
)  # fmt: skip


def edition_data(edition: Edition) -> dict[str, Any]:
    """The board with intervals, dimensions, indicators with their definitions, and the manifest."""
    return {
        "format": FORMAT,
        "edition": edition.code,
        "title": edition.title,
        "title_en": edition.title_en,
        "state": edition.state,
        "period": edition.period,
        "as_of": edition.as_of.isoformat() if edition.as_of else None,
        "corrects": edition.corrects.code if edition.corrects else None,
        "change": edition.change,
        "scheme": {"code": edition.scheme.code, "version": edition.scheme.version, "sha256": edition.scheme.sha256},
        "manifest": edition.manifest,
        "manifest_sha256": manifest_digest(edition.manifest),
        "dimensions": edition.dimensions,
        "indicators": [_indicator(row) for row in queries.indicators_of(edition)],
        "units": [_unit(unit) for unit in queries.board(edition)],
        "notes": edition.notes,
    }


def _unit(unit: EditionUnit) -> dict[str, Any]:
    return {
        "code": unit.division.code,
        "name": unit.name,
        "kind": unit.kind,
        "county": unit.county_code,
        "county_name": unit.county,
        "score": unit.score,
        "rank": unit.rank,
        "rank_low": unit.rank_low,
        "rank_high": unit.rank_high,
        "top_ten": unit.top_ten,
        "rank_in_group": unit.rank_in_group,
        "rank_in_county": unit.rank_in_county,
        "previous_rank": unit.previous_rank,
        "coverage": unit.coverage,
        "generated": unit.generated,
        "dimension_scores": unit.dimension_scores,
        "dimension_ranks": unit.dimension_ranks,
    }


def _indicator(row: queries.Weighed) -> dict[str, Any]:
    subject = row.indicator
    return {
        "code": subject.code,
        "name": subject.name,
        "name_en": subject.name_en,
        "definition": subject.definition,
        "definition_en": subject.definition_en,
        "unit": subject.unit,
        "direction": subject.direction,
        "dimension": row.dimension,
        "weight": row.weight,
    }


def cells_csv(edition: Edition) -> Iterator[str]:
    """Every cell of an edition as lines of CSV, the header first."""
    yield _line(_CELL_COLUMNS)
    for cell in queries.all_cells(edition):
        yield _line([disarmed(value) for value in _cell(cell)])


def _cell(cell: EditionCell) -> list[str | int | float | None]:
    fact = cell.fact
    return [
        cell.unit.division.code,
        cell.indicator.code,
        f"{fact.value.normalize():f}" if fact else None,
        None if fact is None else int(fact.source.kind == "generated"),
        cell.fact_id,
        cell.dimension,
        cell.weight,
        cell.normalised,
        cell.contribution,
        cell.rank,
        int(cell.imputed),
    ]


def _line(values: Any) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()
