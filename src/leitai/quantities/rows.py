"""Figures and dates as plain rows, in the order of the text."""

from decimal import Decimal

from leitai.quantities.extraction import extract
from leitai.quantities.figures import DateMention, Extraction, Figure


def rows_of(extraction: Extraction) -> list[dict[str, object]]:
    """One dict a figure or date, fit for JSON. The fields are described in the README of the room.

    A time that nothing in the text resolves (4月 in a text of no known year) is no row.
    """
    dates = [one for one in extraction.dates if one.iso is not None]
    things: list[Figure | DateMention] = sorted([*extraction.figures, *dates], key=lambda one: one.start)
    return [_row(one) if isinstance(one, Figure) else _date_row(one) for one in things]


def rows_in(text: str) -> list[dict[str, object]]:
    """The rows of a text by itself, with no tree, no catalogue and no date of publication."""
    return rows_of(extract(text))


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value and -(10**15) < whole < 10**15 else float(value)


def _row(figure: Figure) -> dict[str, object]:
    return {
        "id": figure.id,
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "kind": str(figure.kind),
        "is_fact": True,
        "value": _number(figure.base_value),
        "value_min": _number(figure.base_min),
        "value_max": _number(figure.base_max),
        "base_unit": figure.base_unit,
        "printed_value": _number(figure.value),
        "unit": figure.unit,
        "comparator": str(figure.comparator),
        "modifier": figure.modifier,
        "role": str(figure.role),
        "status": str(figure.status),
        "actor": figure.actor,
        "actor_code": figure.actor_code,
        "actor_source": figure.actor_source,
        "indicator": figure.indicator,
        "indicator_spans": [list(span) for span in figure.indicator_spans],
        "indicator_code": figure.indicator_code,
        "indicator_score": figure.indicator_score,
        "period": figure.period,
        "period_explicit": figure.period_explicit,
        "growth": _growth(figure),
        "of": figure.of,
        "of_span": list(figure.of_span) if figure.of_span else None,
        "scope": figure.scope,
        "same_as": figure.same_as,
        "sentence": list(figure.sentence),
        "doubts": [{"code": doubt.code, "message": doubt.message} for doubt in figure.doubts],
        "rules": list(figure.rules),
    }


def _growth(figure: Figure) -> dict[str, object] | None:
    growth = figure.growth
    return None if growth is None else {"basis": str(growth.basis), "direction": growth.direction, "of": growth.of}


def _date_row(mention: DateMention) -> dict[str, object]:
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": "date",
        "is_fact": True,
        "iso": mention.iso,
        "granularity": mention.granularity,
        "role": "period",
        "sentence": list(mention.sentence),
        "rules": list(mention.rules),
    }
