"""Phrases that figures take from each other: dealt out by 分别, or lent to a time taken."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from leitai.quantities.counting import happened
from leitai.quantities.figures import Role
from leitai.quantities.lexicon import HAN
from leitai.quantities.links import around_respectively, flow_verb
from leitai.quantities.nouns import noun_of
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import DEGREE, MARKS, NAMELESS, SHORT, Cuts, best_piece
from leitai.quantities.units import Kind

ANAPHORA = re.compile("^(?:[两三四五六2-6](?:项(?:指标)?|个指标)|两者|前者|后者|均(?![价值线等衡]|单价)|都(?!市))")


def lend(readings: Sequence[Reading]) -> None:
    """A time taken that names nothing itself is about the next figure: 只用9天,化解了4大堵点."""
    following: Reading | None = None
    for reading in reversed(readings):
        if reading.role is Role.QUALIFIER and following is not None and following.sentence is reading.sentence:
            reading.of = following if following.role is not Role.QUALIFIER else following.of
            if reading.of is not None and (reading.indicator is None or _ends_in_next(reading)):
                reading.indicator = reading.of.indicator
        following = reading


def share_noun(readings: Sequence[Reading], clean: str) -> None:
    """东浦镇6家、西坞镇9家企业停业: a bare count of one place is of the things counted with the next."""
    following: Reading | None = None
    for reading in reversed(readings):
        if following is not None and following.prior is reading and _shares_noun(reading, following, clean):
            reading.indicator = following.indicator
            reading.rules.append("noun of the next")
        following = reading


def _shares_noun(reading: Reading, following: Reading, clean: str) -> bool:
    """Whether a count names nothing, and the next in the list, in the same unit, names what is counted."""
    if "phrase taken over" not in reading.rules or clean[reading.end : reading.end + 1] not in {"、", "和"}:
        return False
    alike = reading.token.printed == following.token.printed and reading.actor_source == "clause"
    return alike and "phrase taken over" not in following.rules and noun_of(following) != ""


def _ends_in_next(reading: Reading) -> bool:
    """用45天完成林家片区300户签约: what was done in the time is named by the next figure, up to which its words run."""
    return reading.runs_on and (reading.indicator or "").startswith("完成")


LONGEST_PART, LONGEST_TOLD = 8, 6


def tell_apart(readings: Sequence[Reading]) -> None:
    """项目50个,总投资9亿元…其中省重点11个,总投资6亿元: a part has its name before words already used of the whole."""
    used: dict[tuple[int, str | None, str, str | None], str] = {}
    part: Reading | None = None
    for reading in readings:
        if part is not None and part.sentence is not reading.sentence:
            part = None
        phrase = reading.indicator or ""
        key = (reading.sentence.paragraph, phrase, reading.unit.base, reading.actor)
        whole = used.setdefault(key, part.indicator or "" if part else "")
        if part is not None and whole != part.indicator and _told(reading, part):
            whole_name = _name_of(part)
            phrase = phrase.removeprefix(whole_name[-SHORT:]) if len(whole_name) > SHORT * 2 else phrase
            reading.indicator = f"{whole_name}{phrase}"
            reading.rules.append("part of a whole")
        elif _opens_part(reading, phrase):
            part = reading


def _name_of(part: Reading) -> str:
    """The name of a part: only its grade where it was told by that alone (省级6项)."""
    name = part.indicator or ""
    return name[:2] if "grade of the things" in part.rules else name


def _told(reading: Reading, part: Reading) -> bool:
    """Whether a figure tells of the things counted in so few words that their name must stand before them."""
    phrase = reading.indicator or ""
    if phrase == "总投资":
        return False
    return reading.role is Role.MEASURE and len(phrase) <= LONGEST_TOLD and not (part.indicator or "").endswith(phrase)


def _opens_part(reading: Reading, phrase: str) -> bool:
    """Whether a count begins a sentence or follows 其中, so that the figures behind it are of the things counted."""
    if reading.unit.kind is not Kind.COUNT or not 2 <= len(phrase) <= LONGEST_PART or flow_verb().match(phrase):
        return False
    return reading.lead_start == reading.sentence.start or reading.lead.startswith("其中")


_ITEMS = re.compile("[、和与及]")


def deal_out(run: Sequence[Reading], cuts: Cuts, clean: str) -> None:
    """分别: the names before it, or the figures before it, go to the figures after it in order."""
    first = run[0]
    if "actor respectively" in first.rules:
        if "phrase taken over" in first.rules:
            _give_all(run, _told_before(first, clean) or (first.prior.indicator if first.prior else None))
        elif not any(reading.indicator for reading in run):
            _give_all(run, happened(run[-1], clean) or noun_of(run[-1]) or None)  # 分别有4个、2个项目开工
        return
    before, after = around_respectively(first.lead)
    named = cuts.without(before, first.lead_start, first.lead_start + len(before))
    items = [item for item in _ITEMS.split(best_piece(named, first)) if item]
    if len(items) != len(run) and named.count("、") == len(run) - 1:
        items = best_piece(named, first).split("、")  # 服装及衣着附件、塑料制品
    if len(items) != len(run):
        items = _counted_before(first, len(run)) or _served_before(first, len(run), clean) or items
    if len(items) == len(run):
        told = _told_of_each(after, first)
        for reading, item in zip(run, _completed(items), strict=True):
            _give(reading, told if _PLACE.search(item) and told else item + told[-LONGEST_TOLD:] * (len(told) >= SHORT))
        return
    shares = _shares_of(after, len(run)) or _measured_by_each(before, after, len(run))
    if shares:
        for reading, phrase in zip(run, shares, strict=True):
            _give(reading, phrase)
        return
    earlier = _earlier(first, len(run))
    rated = _RATES.search(first.lead)
    earlier = _of_rates(earlier, first) if rated is not None and first.role is Role.RANK else earlier
    if not items and first.prior is not None and first.prior.role is Role.RANK and not _is_run(earlier):
        _give_all(run, first.prior.indicator)
        return
    degree = items[-1] if items and items[-1] in DEGREE else ""
    degree = rated[1] if rated is not None and first.role is Role.RANK else degree
    if earlier and (not items or degree or ANAPHORA.match(items[0]) or _IDLE_ITEM.search(items[-1])):
        share = _SHARE.match(after)
        more = share[0] if share else degree
        for reading, one in zip(run, earlier, strict=True):
            plain = (one.indicator or "").removesuffix(more)
            _give(reading, f"{plain}{more}" if one.indicator else None)
            reading.of = one


def deal_growth_out(run: Sequence[Reading], readings: Sequence[Reading]) -> None:
    """甲税、乙税分别收入5亿元和6亿元,同比增长19%和12%: as many rates behind the levels are of them in order."""
    if run[0].role is Role.GROWTH or "respectively" not in run[0].rules:
        return
    place = bisect_left(readings, run[-1].start, key=lambda one: one.start) + 1
    rates = readings[place : place + len(run)]
    if len(rates) != len(run) or rates[0].prior is not run[-1] or "phrase taken over" not in rates[0].rules:
        return
    if any(rate.role is not Role.GROWTH for rate in rates) or any(rate.link != "list" for rate in rates[1:]):
        return
    _give_levels(rates, run)


def _give_levels(rates: Sequence[Reading], levels: Sequence[Reading]) -> None:
    """Each rate of growth is of the level in its place."""
    for rate, level in zip(rates, levels, strict=True):
        _give(rate, level.indicator)
        rate.of = level


def deal_rates_out(readings: Sequence[Reading], clean: str) -> None:
    """甲收入1278元、乙存款13243元,同比增长4%、12.4%: two rates behind two levels are of them in order."""
    for place in range(2, len(readings) - 1):
        first, second = readings[place], readings[place + 1]
        if first.role is not Role.GROWTH or second.role is not Role.GROWTH or second.link != "list":
            continue
        levels = readings[place - 2 : place]
        alike = all(one.role is Role.MEASURE and one.sentence is first.sentence for one in levels)
        listed = "、" in clean[levels[0].end : levels[1].start] and "," not in clean[levels[0].end : levels[1].start]
        if alike and listed and "phrase taken over" in first.rules and levels[0].unit.base == levels[1].unit.base:
            _give_levels((first, second), levels)


def _shares_of(after: str, count: int) -> list[str]:
    """分别占全县水果面积、产量、产值的68%、60%和75%: what each is a share of, the first with the words of all."""
    found = _OF_EACH.fullmatch(after)
    items = found[1].split("、") if found else []
    if len(items) != count or len(items[0]) <= len(items[1]):
        return []
    shared = items[0][: -len(items[1])]
    return [f"占{items[0]}", *(f"占{shared}{item}" for item in items[1:])]


_OF_EACH = re.compile("占([一-鿿]{2,10}(?:、[一-鿿]{2,4})+)的")


def _measured_by_each(before: str, after: str, count: int) -> list[str]:
    """GDP增速分别高于全国、全省2.2、0.9个百分点: how far it is above each of those it is measured by."""
    found = _ABOVE_EACH.fullmatch(after)
    told = MARKS.sub("", before.rpartition(",")[2])
    if found is None or not told or told in DEGREE:
        return []
    items = _ITEMS.split(found[2])
    return [f"{told}{found[1]}{item}" for item in items] if len(items) == count else []


_ABOVE_EACH = re.compile("([高低快慢优多少]于|高出)([一-鿿]{2,8}(?:[、和与][一-鿿]{2,8})+)")


def _counted_before(first: Reading, count: int) -> list[str]:
    """甲、乙、丙三个景区分别接待…: the names that a number before them sums up."""
    prior = first.prior
    if prior is None or prior.unit.kind is not Kind.COUNT or prior.token.low != count or first.lead_start != prior.end:
        return []
    kind = noun_of(prior)
    kind = kind if kind in _DIVISIONS else ""  # of three villages only what they did is told
    items = [f"{item}{kind}" for item in _ITEMS.split(prior.lead) if item]
    return items if len(items) == count else []


def _served_before(first: Reading, count: int, clean: str) -> list[str]:
    """博士、硕士到企业就业,每月分别补贴…: the names at the head of the clause before."""
    low = max(first.sentence.start, first.start - LONGEST_BEFORE)
    found = _served(count).search(clean, low, first.start)
    return found[1].split("、") if found else []


_DIVISIONS = frozenset({"村", "行政村", "镇", "乡", "街道", "乡镇", "镇街", "社区", "县", "区", "市"})
LONGEST_BEFORE = 60


@cache
def _served(count: int) -> re.Pattern[str]:
    return re.compile(
        f"(?:^|(?<=[,;。:]))((?:{HAN}{{2,6}}、){{{count - 1}}}{HAN}{{2,6}}?)(?:来|到|在|赴|落户|进入)[^、。;,]{{0,14}},"
        "[^、。;,]{0,10}分别[^,。;]{0,6}$"
    )


def _of_rates(earlier: list[Reading], first: Reading) -> list[Reading]:
    """接待游客38.7万人次,增长16.5%;收入2.9亿元,增长19.2%,两项增幅分列全市第二、第三: the levels that grew."""
    rates: list[Reading] = []
    one = first.earlier
    while one is not None and one.sentence.paragraph == first.sentence.paragraph and len(rates) < len(earlier):
        if one.role is Role.GROWTH:
            rates.insert(0, one)
        one = one.earlier
    return rates if len(rates) == len(earlier) else earlier


_RATES = re.compile("[两三四23]项?(?:指标)?(增[幅速]|增长率)")


def _is_run(readings: Sequence[Reading]) -> bool:
    """Whether figures are ranks that 分别 dealt out themselves."""
    return bool(readings) and all(one.role is Role.RANK and "respectively" in one.rules for one in readings)


SHORT_ITEM, LONGER = 4, 4
_PLACE = re.compile("(?:村|镇|乡|街道|社区|园区|景区|县|[^地片]区|市)$")
_SHARE = re.compile("占[^,的]{2,8}(?=的)")
_IDLE_TOLD = re.compile("同比|环比|^比|^较|同期|增长|^均$|^其$")


def _told_of_each(after: str, first: Reading) -> str:
    """What the words behind 分别 say of each name before it (甲村、乙村分别拆除…), if they name anything."""
    told = best_piece(after, first)
    return "" if _IDLE_TOLD.search(told) or len(told) < SHORT or told in NAMELESS else told


def _completed(items: list[str]) -> list[str]:
    """城镇、农村居民人均收入: short items take the end of the last, whose beginning is as long as they are."""
    shared = _MEASURED.search(items[0])
    if shared is not None and len(items) == 2 and _MEASURED.fullmatch(items[1]):
        return [items[0], items[0][: shared.start()] + items[1]]  # 规模工业增加值、产值
    size, last = len(items[0]), items[-1]
    if size > SHORT_ITEM or len(last) < size + LONGER or any(len(item) != size for item in items[:-1]):
        return items
    return [item + last[size:] for item in items[:-1]] + [last]


_MEASURED = re.compile("(?:增加值|总?产值|销售产值|利润|税收)$")
_IDLE_ITEM = re.compile("名义|同比|环比|^比|^较|同期|增长|^均|^其$|^$")


def _told_before(first: Reading, clean: str) -> str:
    """瑞安、永嘉投资完成率低于序时进度,分别为…: the words between the divisions and the comma."""
    if first.after_names is None or (first.prior is not None and first.prior.start > first.after_names):
        return ""
    words_between = clean[first.after_names : max(first.after_names, first.lead_start)]
    return MARKS.sub("", _COMPARED.sub("", words_between.strip(",")))


_COMPARED = re.compile("(?:低于|高于|落后|超过|均|都|列|居|排).*$")


def _give_all(run: Sequence[Reading], phrase: str | None) -> None:
    for reading in run:
        _give(reading, phrase)


def _give(reading: Reading, phrase: str | None) -> None:
    reading.indicator = phrase
    reading.rules.append("respectively")


def _earlier(first: Reading, count: int) -> list[Reading]:
    told: list[Reading] = []
    one = first.prior
    while one is not None:
        if one.start < first.lead_start:
            told.insert(0, one)
        one = one.prior
    alike = [one for one in told if one.unit.kind is told[-1].unit.kind]
    found = (alike if len(alike) >= count else told)[-count:]
    return found if len(found) == count else []
