"""One fact printed twice is one row: the lead paragraph says again what the body says."""

from collections import defaultdict
from collections.abc import Sequence

from leitai.quantities.indicators import grams
from leitai.quantities.reading import Reading

ALIKE = 0.5
REMEMBERED = 8  # figures of one value that are looked back to, so that a table of zeros stays linear
_SURE = frozenset({"clause", "sentence", "paragraph", "next_clause"})


def link(readings: Sequence[Reading]) -> None:
    """Point a reading at the one that says the same and knows its actor better."""
    seen: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        key = (reading.unit.base, reading.token.low, reading.token.high, reading.role)
        first = next((one for one in seen[key] if _same(one, reading)), None)
        if first is None:
            seen[key] = [*seen[key][-REMEMBERED:], reading]
        elif first.actor_source in _SURE or reading.actor_source not in _SURE:
            _repeat(reading, first)
        else:
            _repeat(first, reading)
            seen[key] = [*seen[key][-REMEMBERED:], reading]


def _same(first: Reading, reading: Reading) -> bool:
    if first.sentence.paragraph == reading.sentence.paragraph or first.same_as is not None:
        return False
    if None not in (first.period, reading.period) and first.period != reading.period:
        return False
    sure = first.actor_source in _SURE and reading.actor_source in _SURE
    if (sure and first.actor != reading.actor) or first.status is not reading.status:
        return False
    if first.indicator == reading.indicator:
        return bool(first.indicator)
    own, other = grams(first.indicator or ""), grams(reading.indicator or "")
    return 2 * len(own & other) >= ALIKE * (len(own) + len(other)) and bool(first.indicator)


def _repeat(reading: Reading, first: Reading) -> None:
    """`reading` says `first` again; what it does not know itself it learns from there."""
    reading.same_as = first
    reading.rules.append("said again")
    if reading.actor_source not in _SURE and first.actor is not None:
        reading.actor, reading.actor_code, reading.actor_source = first.actor, first.actor_code, "cross_paragraph"
    if reading.period is None:
        reading.period = first.period
