"""From phrases to the indicators of the catalogue: the nearest name or alias whose unit can hold the figure."""

import re
from collections import Counter
from collections.abc import Sequence

from leitai.quantities.figures import Role
from leitai.quantities.names import Catalogue
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind, measure_of

ENOUGH = 0.6
_GROWTH_ENDINGS = ("同比增长", "增长", "增速", "")
_RANK_ENDINGS = ("全市位次", "位次", "排名", "位列", "")
Match = tuple[str, float]


def match(readings: Sequence[Reading], catalogue: Catalogue) -> None:
    """Set code and score of the indicator whose name or alias is nearest to the phrase."""
    known: dict[tuple[str, str, bool], Match | None] = {}
    for reading in readings:
        if reading.indicator is None or (reading.role is Role.GROWTH and reading.unit.kind is not Kind.PERCENT):
            continue  # 同比增加31亩 is an amount of change: it must never stand as the level
        key = (reading.indicator, _wanted(reading), reading.role is Role.GROWTH)
        if key not in known:
            known[key] = best(catalogue, *key)
        found = known[key]
        if found is not None and _among_those(catalogue.by_code[found[0]].name, reading.scope):
            reading.code, reading.score = found
            reading.rules.append("catalogue")


_AMONG = re.compile("全[国省市县区镇]")


def _among_those(name: str, scope: str | None) -> bool:
    """Whether a rank is held among those that the name of the indicator says: 居全县第三 is no 全市位次."""
    wanted, told = _AMONG.search(name), _AMONG.search(scope or "")
    return wanted is None or told is None or wanted[0] == told[0]


def _wanted(reading: Reading) -> str:
    """What the unit of the indicator must measure. The first of its kind may be counted as one."""
    if reading.unit.kind is Kind.RANK:
        return "count" if reading.token.form == "first" or reading.token.printed not in {"", "名", "位"} else "rank"
    return measure_of(reading.unit.name)


def best(catalogue: Catalogue, phrase: str, wanted: str, growth: bool) -> Match | None:
    """The code of the nearest indicator with its score (bigram F1), or None below 0.6."""
    if growth:
        level = _nearest(catalogue, (phrase,), "")
        grown = catalogue.by_code[level[0]].name + "同比增长" if level is not None else ""
        if level is not None and grown in catalogue.phrases:
            return catalogue.phrases[grown], level[1]
    endings = _GROWTH_ENDINGS if growth else _RANK_ENDINGS if wanted == "rank" else ("",)
    return _nearest(catalogue, tuple(phrase + ending for ending in endings), wanted)


def _nearest(catalogue: Catalogue, texts: Sequence[str], wanted: str) -> Match | None:
    for text in texts:
        code = catalogue.phrases.get(text)
        if code is not None and _fits(catalogue, code, wanted):
            return code, 1.0
    scored = max((_closest(catalogue, text, wanted) for text in texts), default=(0.0, ""))
    return (scored[1], round(scored[0], 3)) if scored[0] >= ENOUGH else None


def _closest(catalogue: Catalogue, text: str, wanted: str) -> tuple[float, str]:
    own = grams(text)
    shared: Counter[str] = Counter()
    for gram in own:
        shared.update(catalogue.grams.get(gram, ()))
    scored = (
        (2 * count / (len(own) + max(1, len(other) - 1)), catalogue.phrases[other]) for other, count in shared.items()
    )
    return max((one for one in scored if _fits(catalogue, one[1], wanted)), default=(0.0, ""))


def _fits(catalogue: Catalogue, code: str, wanted: str) -> bool:
    """Whether an indicator is kept in a unit of that measure; nothing wanted fits all."""
    return not wanted or measure_of(catalogue.by_code[code].unit) == wanted


def grams(text: str) -> set[str]:
    """The pairs of neighbouring signs of a text (the sign itself where there is only one)."""
    return {text[place : place + 2] for place in range(len(text) - 1)} if len(text) > 1 else {text}
