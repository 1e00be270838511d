"""One fact printed twice is one row: the lead paragraph says again what the body says."""

from collections.abc import Sequence

from leitai.quantities.reading import Reading


def link(readings: Sequence[Reading]) -> None:
    """Point a reading at the one that says the same with more about it (same number, unit and phrase)."""
    seen: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        key = (reading.unit.base, reading.token.low, reading.token.high, reading.indicator)
        first = seen.setdefault(key, reading)
        if first is reading or first.sentence.paragraph == reading.sentence.paragraph:
            continue
        if (
            first.actor is not None
            and reading.actor is not None
            and first.actor_source in {"clause", "sentence"}
            and first.actor != reading.actor
        ):
            continue
        first.same_as = reading
        if first.actor_source not in {"clause", "sentence"}:
            first.actor, first.actor_code, first.actor_source = reading.actor, reading.actor_code, "cross_paragraph"
