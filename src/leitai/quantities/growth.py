"""Growth: a figure that says by how much a level changed, against what, and which way."""

import re
from collections.abc import Sequence
from functools import cache

from leitai.quantities.figures import Basis, Growth, Role
from leitai.quantities.lexicon import any_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind


@cache
def _turn(key: str) -> re.Pattern[str]:
    down = key == "down"
    moved = (
        "|后移" if down else "|前移|(?<=年初)新增|(?<=[底末])新增"
    )  # no part of a verb of change: 千强镇前移 names the figure
    moved += "|(?<=[工本间用电水力])省" if down else ""
    sold = f"|(?<=同比){'少' if down else '多'}[一-鿿]{{1,2}}"
    return re.compile(
        rf"(?<!最)({any_of(key)}{moved}{sold})(?:了|出|率|幅|速|幅度|速度|度|净)?(?:{any_of('lead_out')}|高于|低于)*$"
    )


@cache
def _grown_by() -> re.Pattern[str]:
    """同比增加31亩, 比去年同期多2万元: an amount is growth only where the clause says against what, and which way."""
    turns = f"(?:{any_of('up')}|{any_of('down')}|[前后]移|新增)[了出]?"
    against = (
        f"(?:{any_of('yoy')}|{any_of('mom')}|[比较](?:今?年初|[去上]年[底末]|[一二三四]季度|[0-9]{{1,2}}月[底末份]))"
    )
    sold = "同比[多少][一-鿿]{1,2}"  # 同比多卖3亿元
    return re.compile(f"(?:{against}[^,;。]{{0,4}}{turns}|{sold})(?:约|近|超过|超)?$")


@cache
def _basis_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<mom>{any_of('mom')})|(?P<yoy>{any_of('yoy')})|(?P<cagr>{any_of('cagr')})")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('change_to')}|从|由)了?(?:{any_of('lead_out')})*$")


def judge(reading: Reading, clean: str) -> None:
    """Mark a percentage as growth where a verb of change stands before it (增长9.6%, 增速8%, 高3.5个百分点)."""
    if reading.role is not Role.MEASURE:
        return
    prior, since = reading.prior, _since_last_year(reading, clean)
    listed = reading.link == "list" and prior is not None and prior.growth is not None
    grown = reading.unit.kind is Kind.PERCENT or (
        not _COMPARES.isdisjoint(reading.lead) and _grown_by().search(reading.lead) is not None
    )
    if not (listed or since or grown):
        return
    if listed and prior is not None and prior.growth is not None:
        turned = (reading.token.low < 0) != (prior.token.low < 0)
        reading.role, reading.growth = Role.GROWTH, _turned(prior.growth) if turned else prior.growth
        reading.rules.append("growth of the list")
        return
    lead = reading.lead.removesuffix("高达")  # 占比高达24%
    pace = _PACE.search(lead)
    if pace is not None and reading.link != "to" and reading.unit.kind is Kind.PERCENT:
        reading.role, reading.growth = Role.GROWTH, Growth(_basis(lead), "down" if pace[1][0] in "降跌减" else "up")
        reading.rules.append("growth by its pace")
        return
    if reading.link == "to" or _level().search(lead):
        return
    up, down = _turn("up").search(lead), _turn("down").search(lead)
    if not (up or down):
        return
    lower = down is not None and (up is None or down.start() <= up.start())
    if reading.token.low < 0:
        lower = not lower
    basis = Basis.YOY if since else _basis(lead)
    if basis is Basis.UNSPECIFIED:
        basis = Basis.MOM if _month_before(reading, clean) else _said_before(reading, clean)
    reading.role, reading.growth = Role.GROWTH, Growth(basis, "down" if lower else "up")
    reading.rules.append("growth")


_COMPARES = frozenset("比较同环")


@cache
def _grown_since() -> re.Pattern[str]:
    return re.compile(f"今年[^,;。0-9]{{0,6}}(?:{any_of('up')}|{any_of('down')})[了出]?(?:约|近|超过|超)?$")


def _since_last_year(reading: Reading, clean: str) -> bool:
    """去年养护1480公里,今年增加120公里: against the level of last year, told just before in the sentence."""
    if reading.prior is None or "今年" not in reading.lead or not _grown_since().search(reading.lead):
        return False
    low = max(reading.sentence.start, reading.lead_start - REACH)
    return "去年" in clean[low : reading.prior.end]


_COMPARED = re.compile("[与同和](?:[去上]年同期|[去上]年)相比,|[比较][去上]年同期,")


def _said_before(reading: Reading, clean: str) -> Basis:
    """与去年同期相比,…增长9%: said at the head of the sentence; 两年平均增长6% is a rate of those years."""
    prior = reading.prior
    if prior is not None and prior.unit.base == "a" and prior.end == reading.lead_start:
        return Basis.CAGR if reading.lead.startswith("平均") else Basis.UNSPECIFIED
    low = max(reading.sentence.start, reading.lead_start - REACH)
    return Basis.YOY if _COMPARED.search(clean, low, reading.lead_start) else Basis.UNSPECIFIED


_FROM_MONTH = re.compile("[比较]([0-9]{1,2})月份?(?![0-9底初])")
_MONTH = re.compile("(?<![0-9])(1[0-2]|[1-9])月")


def _month_before(reading: Reading, clean: str) -> bool:
    """11月…,比10月提高: against the month before the one that is told of."""
    found = _FROM_MONTH.search(reading.lead)
    if found is None:
        return False
    low = max(clean.rfind("\n", 0, reading.lead_start), reading.lead_start - FAR)
    told = [int(one[1]) for one in _MONTH.finditer(clean, max(0, low), reading.lead_start)]
    return bool(told) and told[-1] % 12 == (int(found[1]) + 1) % 12


FAR = 160  # characters before a clause among which the month told of is looked for
REACH = 80  # characters before a clause among which 与去年同期相比 is looked for


# 降幅收窄到9.5%, 增速最快的是某镇,达19%: the pace itself is told.
_PACE = re.compile(
    "(增[速幅]|[降跌减]幅)(?:(?:收窄|扩大|回升|回落|提高|提升|缩小)[到至为]|最[快高大慢低小]的是[^,。;:]{2,12},达?到?)(?:约|近)?$"
)


def _turned(growth: Growth) -> Growth:
    """The same growth the other way."""
    return Growth(growth.basis, "down" if growth.direction == "up" else "up")


def find_levels(readings: Sequence[Reading]) -> None:
    """Point every growth at the level before it in its sentence that has the same phrase."""
    for reading in readings:
        if reading.growth is None or reading.of is not None:
            continue
        one = reading.prior
        while one is not None and reading.of is None:
            if one.role is Role.MEASURE and one.indicator == reading.indicator:
                reading.of = one
            one = one.prior


def _basis(lead: str) -> Basis:
    found = [
        match.lastgroup
        for match in _basis_pattern().finditer(lead)
        if lead[match.end() : match.end() + 1] != "底" and not lead.startswith("可比增", match.start() - 1)
    ]
    return Basis(found[-1] or "unspecified") if found else Basis.UNSPECIFIED
