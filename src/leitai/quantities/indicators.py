"""From phrases to the indicators of the catalogue."""

from collections import Counter
from collections.abc import Sequence

from leitai.quantities.figures import Role
from leitai.quantities.names import Catalogue
from leitai.quantities.reading import Reading

ENOUGH = 0.6


def match(readings: Sequence[Reading], catalogue: Catalogue) -> None:
    """Set code and score of the indicator whose name or alias is nearest to the phrase."""
    known: dict[tuple[str, bool], tuple[str, float] | None] = {}
    for reading in readings:
        if reading.indicator is None:
            continue
        key = (reading.indicator, reading.role is Role.GROWTH)
        if key not in known:
            known[key] = best(catalogue, *key)
        found = known[key]
        if found is not None:
            reading.code, reading.score = found
            reading.rules.append("catalogue")


def best(catalogue: Catalogue, phrase: str, growth: bool) -> tuple[str, float] | None:
    """The code of the nearest indicator with its score (bigram F1), or None below 0.6."""
    tries = [phrase + "增长", phrase] if growth else [phrase]
    for text in tries:
        if text in catalogue.phrases:
            return catalogue.phrases[text], 1.0
    text = tries[0]
    own = grams(text)
    found: Counter[str] = Counter()
    for gram in own:
        found.update(catalogue.grams.get(gram, ()))
    scored = [(2 * shared / (len(own) + max(1, len(other) - 1)), other) for other, shared in found.items()]
    score, other = max(scored, default=(0.0, ""))
    return (catalogue.phrases[other], round(score, 3)) if score >= ENOUGH else None


def grams(text: str) -> set[str]:
    """The pairs of neighbouring signs of a text (the sign itself where there is only one)."""
    return {text[place : place + 2] for place in range(max(1, len(text) - 1))}
