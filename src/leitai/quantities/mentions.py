"""Divisions named in a text: by the tree, by their shape where the tree does not know them, and by words like 全市."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leitai.quantities.layout import Layout
from leitai.quantities.lexicon import HAN, SUPERLATIVE, any_of, one_of, pattern_of, table
from leitai.quantities.names import COUNTY_KINDS, DivisionName, Gazetteer
from leitai.quantities.place_shapes import (
    COMES_TO,
    DESKS,
    FIRMS,
    NAMESAKE,
    OFFICE,
    body_of,
    dealt_out,
    far,
    its_township,
    its_village,
    short_form,
    unknown,
    visited,
    with_rate,
)
from leitai.quantities.places import called_in_full, is_known, is_stem, place_of_text, short_name
from leitai.quantities.traps import Labels

_NUMBERED = re.compile(
    "(?:^|(?<=[县区市]))[两三四五六七八九十](?![个大强小重家条座处批类年月县])(?=..)|一(?=都镇)|(?<=[一-鿿])和(?=(?:镇|乡|街道)$)"
)  # 三溪镇, but not 三大镇
SUFFIX = {"city": "市", "county": "区县", "province": "省"}
_SCOPE_AFTER = re.compile(
    "各?(?:乡镇|镇街|街道|同类|第(?![一二三]产业)[一二三四五六七八九十0-9]|首[个家位批条例座]|前[一二三四五六七八九十0-9]+(?!季|个月|月|年|[0-9])"
    "|的[0-9.]+%|各(?!主要|大?景区|大|类|项)|县[(（市]|之首|平均|排[名位]|下达)"
)
_AMONG_OTHERS = re.compile(
    "(?:、[\u4e00-\u9fff]{2,8}){0,5}(?:等|(?:以及|[和及与]|、)[\u4e00-\u9fff]{2,5})[0-9一二三四五六七八九十两]+个?(?:中心|重点)?(?:乡镇|镇街|镇|街道|县|区)"
    "|[\u4e00-\u9fff]{1,6}等[0-9一二三四五六七八九十两]+[个条处座家项]"
)
_OPENS = re.compile("(?:^|[,;。:、\\n“”) (年月日度]|今年|去年|目前|其中|此外|同时|以来|由|而)$")
_NUMBERED_WORK = re.compile("[0-9一二三四五]号")  # 苍南1号海上风电项目
_KIND_AFTER = re.compile("镇|乡|街道|街(?!区)|党委|党工委|书记")


_MEASURED_BY = re.compile("(?:[高低快慢好优多少]于|[比较])[^,。;0-9]{1,8}、$")
_FIRM = re.compile("新区|管理区|[一-鿿]{2,12}?(?:公司|集团|股份|大学|学院)")  # 浙江某某机械有限公司
_MOST = re.compile(f"{SUPERLATIVE}的是$")
_OFFICER = re.compile("(?:党(?:工)?委)?(?:书记|副书记)|镇长|乡长|街道办事处主任|主任")


SHORTEST = 2  # signs before 来到, of which the first is the line's end put before the text
_HAN_SIGN = re.compile(HAN)
_TOLD_OF = re.compile("[一-鿿]{0,6}[村社区]?,")
_AT_HEAD = re.compile("(?:^|[。\n])在$")  # 在东浦镇,…: of whom a sentence tells


@cache
def _object_before() -> re.Pattern[str]:
    return re.compile(f"{any_of('object_before')}$")


# 县经信局, 区招商中心: a body of the county or city spoken of; 市场监管局, 市民中心, 区域中心 name none.
_BODY = (
    f"[县区市](?![场民值域面价城乡块间位内县]|政(?!府|协))(?:委|政府|纪委|领导|财政(?!收入|总收入|支出|局|所|预算|奖|专)|{HAN}{{1,8}}?(?:(?<!分)局|委|办|组|办公室|中心))"
    f"(?!{HAN}{{0,3}}分局|{HAN}{{0,4}}(?:负责|局长|主任|书记|数据|统计))"
)


@cache
def _whole_words() -> re.Pattern[str]:
    names = [name for name in table("words")["actors"]["whole"] if not name.endswith("里")]
    opens = r"(?:(?<=[,;。:\n“”月日年度底来])|^)"  # 市里, but not of 城市里
    firsts = "".join(sorted({name[0] for name in names} | set("市县区")))
    return re.compile(rf"(?=[{firsts}])(?:{one_of(names)}|{opens}[市县区]里|(?:(?<=[,;。:\n”])|^){_BODY})")


LONGEST_PLACE = 6
_GENERIC = frozenset({"开发区", "经济开发区", "高新区", "经开区", "新区", "工业区"})  # every county has one


@cache
def _place_before() -> re.Pattern[str]:
    """A place of the country, by its short or its whole name, right before another name."""
    return re.compile(rf"(?:^|(?<=[,;。:、\n “(]))(?P<name>{short_name()})[市县区]?$")


@dataclass(slots=True)
class Mention:
    """A division named at a place. `subject` is False where it is only a scope or an object.

    `opens` says that it stands at the head of a clause, and of 全市 and the like that it is no body (县经信局).
    `above` is the county of a body that acts under its own name, and the township of a village that does.
    """

    start: int
    end: int
    name: str
    code: str | None
    division: DivisionName | None
    subject: bool
    opens: bool = True
    above: str = ""


def speaks(clean: str, end: int) -> bool:
    """Whether the division that ends at a place is named as that of an officer who speaks (某某镇党委书记)."""
    return _OFFICER.match(clean, end) is not None


def mention_of(division: DivisionName) -> Mention:
    """A division as a mention at no place."""
    return Mention(0, 0, division.full_name, division.code, division, True)


class Mentions:
    """All divisions named in a text, in order (`all`), and its 全市, 全县 and the like (`wholes`)."""

    def __init__(self, clean: str, gazetteer: Gazetteer, labels: Labels) -> None:
        # The text behind a line's end: a pattern that begins with a sign is searched for by that sign.
        self._lined = "\n" + clean
        self.clean, self.gazetteer, self.labels = clean, gazetteer, labels
        self._named: dict[str, bool] = {}
        known = self._known()
        starts, ends = [one.start for one in known], [one.end for one in known]
        others = (*self._unknown(), *self._far(), *self._by_form())
        apart = [one for one in others if bisect_left(starts, one.end) == bisect_right(ends, one.start)]
        self.all = [self._with_body(one) for one in sorted([*known, *apart], key=lambda one: one.start)]
        self.wholes = self._words()

    def _known(self) -> list[Mention]:
        pattern = self.gazetteer.pattern
        if pattern is None:
            return []
        out: list[Mention] = []
        for found in pattern.finditer(self.clean):
            if self._elsewhere(found.start(), out[-1] if out else None):
                continue
            mention = self._mention(found.start(), found.end(), found[0], out[-1] if out else None)
            if mention is not None:
                if out and mention.start < out[-1].end:
                    out.pop()
                out.append(mention)
        return out

    def _elsewhere(self, start: int, before: Mention | None) -> bool:
        """Whether a place of the country that the tree does not know stands before a name (南安水头镇)."""
        if before is not None and before.end == start:
            return False
        found = _place_before().search(self.clean, max(0, start - LONGEST_PLACE), start)
        return found is not None and not self._knows(found["name"])

    def _knows(self, name: str) -> bool:
        return name in self.gazetteer.short or any(f"{name}{sign}" in self.gazetteer.called for sign in "市县区")

    def _mention(self, start: int, end: int, name: str, before: Mention | None) -> Mention | None:
        division = self._meant(name, start, end, before)
        if division is None:
            return None
        above = before is not None and before.end == start and before.division is not None
        if above and before is not None and before.division and self.gazetteer.within(division, before.division):
            start = before.start
        end = _stretched(self.clean, end, division)
        opens = _OPENS.search(self.clean, max(0, start - 3), start) is not None
        return Mention(start, end, division.full_name, division.code, division, self._is_subject(start, end), opens)

    def _meant(self, name: str, start: int, end: int, before: Mention | None) -> DivisionName | None:
        choices = self.gazetteer.called.get(name)
        if choices is None:
            choices = [
                one for one in self.gazetteer.short.get(name, []) if self._short_is_meant(one, name, start, end, before)
            ]
        if name in _GENERIC:
            choices = [one for one in choices if self._county_is_named(one)]
        if not choices:
            return None
        if len(choices) > 1 and name not in self.gazetteer.called:
            choices = [one for one in choices if self._is_named(one.name)] or choices
        if len(choices) > 1 and before is not None and before.division is not None:
            near = [one for one in choices if self.gazetteer.within(one, before.division)]
            return near[0] if near else choices[0]
        return choices[0]

    def _county_is_named(self, division: DivisionName) -> bool:
        county = self.gazetteer.by_code.get(division.parent or "")
        return county is not None and (self._is_named(county.name) or self._is_named(county.name[:-1]))

    def _short_is_meant(self, one: DivisionName, name: str, start: int, end: int, before: Mention | None) -> bool:
        """A short name is an ordinary word too often: it needs its kind, its county before it, or three characters."""
        after = self.clean[end : end + 3]
        if pattern_of("word_after").match(after) or _NUMBERED_WORK.match(after) or _FIRM.match(self.clean, end):
            return False
        if one.kind in COUNTY_KINDS:
            return not _KIND_AFTER.match(after) or after.startswith("街道党")
        kind = _KIND_AFTER.match(after)
        if kind is not None:
            return (
                one.name.endswith(kind[0])
                or (kind[0] == "街" and one.kind == "street")
                or len(kind[0]) > 2
                or kind[0] == "书记"
            )
        if before is not None and before.end == start and before.division and before.division.kind in COUNTY_KINDS:
            return self.gazetteer.within(one, before.division)
        return len(name) >= 3 or self._is_named(one.name)

    def _is_subject(self, start: int, end: int) -> bool:
        if (
            _SCOPE_AFTER.match(self.clean, end)
            or self.labels.around(start, end)
            or _AMONG_OTHERS.match(self.clean, end)
        ):
            return False
        if _AT_HEAD.search(self.clean, max(0, start - 2), start) and _TOLD_OF.match(self.clean, end):
            return True
        before = self.clean[max(0, start - 3) : start]
        singled_out = _OFFICER.match(self.clean, end) or _MOST.search(self.clean, max(0, start - 6), start)
        if before.endswith("是") and singled_out:
            return True
        return not _object_before().search(before) or before.endswith("、")

    def _unknown(self) -> list[Mention]:
        out = []
        for found in (*unknown().finditer(self._lined), *visited().finditer(self._lined)):
            name = found["name"] or f"{called_in_full(found['above'])}{found['own']}"
            own = _within_county(found["name"] or found["own"])
            bad = pattern_of("no_name").search(_NUMBERED.sub("", own)) is not None and not _of_the_country(own)
            start, end = found.start("above" if found["above"] else "name") - 1, found.end() - 1
            head = found.start() < SHORTEST or _HAN_SIGN.match(self.clean, found.start() - SHORTEST) is None
            if found.re is visited() and head:
                continue  # 来到某镇 at the head of a clause is found by that
            city = _CITY_ALONE.match(name) if bad else None
            if city is not None and is_known(city[0]):
                name, end, bad = city[0], start + len(city[0]), False  # 泉州市 + 淘宝镇
            if bad or _no_county(name):
                continue
            county = short_form().match(self.clean, end) if name[-1] == "市" else None
            if county is not None and self._is_named(f"{county[0]}县"):
                start, end, name = end, county.end(), f"{county[0]}县"  # 湖州市 + 安吉农村公路
            told_of = self.clean.endswith(",在", 0, start) and _TOLD_OF.match(self.clean, end) is not None
            told_of = told_of or self.clean.endswith(COMES_TO, 0, start)
            out.append(Mention(start, end, name, None, None, told_of or self._is_subject(start, end)))
        return out

    def _with_body(self, mention: Mention) -> Mention:
        """乐清市应急转贷中心发放…: a body of a county that acts is told with its name, unless it only reports."""
        if mention.name[-1] not in "镇乡道县市区":
            return mention
        village = its_village().match(self.clean, mention.end) if mention.subject else None
        if village is not None:
            return _renamed(mention, mention.name + village["village"], village.end())
        if mention.name[-1] in "镇乡道":
            office = OFFICE.match(self.clean, mention.end)
            return _renamed(mention, mention.name + office[0], office.end()) if office else mention
        own = its_township().match(self.clean, mention.end) if self.clean[mention.end - 1] in "县市区" else None
        if own is not None and pattern_of("no_name").search(_NUMBERED.sub("", own[0])) is None:
            mention.name, mention.end = mention.name + own[0], own.end()
            mention.code, mention.division = None, None
            return mention
        own = NAMESAKE.match(self.clean, mention.end) if mention.division is not None else None
        if own is not None and self.clean[mention.end - 1] not in ("市县区" if own["zone"] else "市"):
            return _renamed(mention, self.clean[mention.start : own.end()], own.end())
        found = body_of().match(self.clean, mention.end)
        return _renamed(mention, self.clean[mention.start : found.end()], found.end()) if found else mention

    def _far(self) -> Iterator[Mention]:
        """Places of the country that act at the head of a clause, though no township or county is named."""
        for found in far().finditer(self._lined):
            group = next(name for name in ("province", "named", "own", "label", "city") if found[name])
            start, end = found.start(group) - 1, found.end() - 1
            if found["province"] or found["zone"] or found["own"] or found["port"]:
                yield Mention(start, end, self.clean[start:end], None, None, self._is_subject(start, end))
                continue
            short = found["named"] or found["label"] or found["city"]
            ending = self.clean[end + 1] if found["named"] else None
            if short == found["city"] and self.clean[found.start() - 1 : found.start()] not in {"", "。", "\n"}:
                continue
            name = None if self._knows(short) else called_in_full(short, ending)
            if name is not None:
                yield Mention(start, end, name, None, None, True)

    def _by_form(self) -> Iterator[Mention]:
        """Short names and desks that only the form of the sentence shows: 甲、乙、丙分别, 甲(8.5%)."""
        for listed in dealt_out().finditer(self.clean) if "分别" in self.clean else ():
            for one in short_form().finditer(listed[0]):
                if not self._knows(one[0]):
                    start = listed.start() + one.start()
                    yield Mention(start, start + len(one[0]), called_in_full(one[0]) or one[0], None, None, True)
        for bodies in (DESKS, FIRMS) if "公司" in self.clean else (DESKS,):
            for found in bodies.finditer(self.clean):
                yield Mention(found.start(), found.end(), found[0], None, None, True)
        for found in with_rate().finditer(self.clean) if "%)" in self.clean else ():
            if not self._knows(found[1]):
                yield Mention(found.start(1), found.end(1), found[1], None, None, True)

    def _words(self) -> list[Mention]:
        return [self._whole_word(*found.span()) for found in _whole_words().finditer(self.clean)]

    def _whole_word(self, start: int, end: int) -> Mention:
        name = self.clean[start:end]
        spoken_of = name in table("words")["actors"]["whole"]
        return Mention(start, end, name, None, None, self._whole_is_subject(start, end), spoken_of)

    def _whole_is_subject(self, start: int, end: int) -> bool:
        opens = _OPENS.search(self.clean, max(0, start - 3), start) is not None
        if (
            opens
            and self.clean[start - 1 : start] == "、"
            and _MEASURED_BY.search(self.clean, max(0, start - 12), start)
        ):
            return False  # 增速高于全国、全省
        return (opens or self.clean.endswith(("放眼", "纵观"), 0, start)) and self._is_subject(start, end)

    def _is_named(self, name: str) -> bool:
        """Whether the text has the whole name somewhere."""
        if name not in self._named:
            self._named[name] = name in self.clean
        return self._named[name]


def _renamed(mention: Mention, name: str, end: int) -> Mention:
    """A mention of a body or a village that acts under its own name; what it lies in is kept above it."""
    mention.above, mention.name, mention.end = mention.name, name, end
    return mention


def _within_county(name: str) -> str:
    """A township's name without the county before it (宜都市 + 王家畈镇), if that is one of the country."""
    county = _BEFORE_TOWNSHIP.match(name)
    return name[county.end() :] if county is not None and not _no_county(county[0]) else name


_CITY_ALONE = re.compile(f"{HAN}{{2,3}}市(?={HAN}{{2,}}[镇乡道]$)")
_BEFORE_TOWNSHIP = re.compile(f"{HAN}{{2,7}}[县区市](?={HAN}{{2,}}[镇乡道]$)")


_ORDINARY_PARTS = frozenset({"老城区", "古城区", "新城区", "新市区", "山城区", "水城区", "山区"})


def _of_the_country(name: str) -> bool:
    """Whether a name that looks like an ordinary word is that of a county or city (萧山区, 诸城市)."""
    name = _CITY_BEFORE.sub("", name)
    ordinary = name in _ORDINARY_PARTS or name.endswith("市区")
    return not ordinary and name[-1] in "县市区" and is_known(name)


_CITY_BEFORE = re.compile(f"^{HAN}{{2,3}}[市州](?={HAN}{{2,}}[县区市]$)")


def _no_county(name: str) -> bool:
    """Whether a name ends like a county or city and is none of the country, nor was one by another ending."""
    stem = name[:-1]
    parts = {stem, stem.rpartition("市")[2], stem.rpartition("州")[2]}
    return name[-1] in "县市区" and not name.endswith("市区") and not any(is_stem(part) for part in parts if part)


_COUNTY = re.compile(f"{HAN}{{2,3}}?[县市区](?=$|{HAN}{{2,}}[镇乡道]$)")


def _counties(mentions: Mentions) -> Iterator[Mention]:
    """The counties that a text names, by themselves or before a township of theirs."""
    for one in mentions.all:
        found = _COUNTY.match(one.name)
        if found is not None and (one.subject or found.end() < len(one.name)):
            whole = found.end() == len(one.name)
            yield one if whole else Mention(one.start, one.start + found.end(), found[0], None, None, True)


GUESSED, SUFFIX_SIGNS = 2, frozenset("市县区")  # the first two signs of a title, with the ending of 全市


def title_place(clean: str, parts: Layout, mentions: Mentions) -> Mention | None:
    """The place that the title or the dateline of a text names by its short name, where no title names a division."""
    title = next((one for one in parts.paragraphs if not one.outside), None)
    if title is None or (title.heading and mentions.all and mentions.all[0].start < title.end):
        return None
    found = place_of_text(clean, parts)
    county = next(_counties(mentions), None)
    if found is None:
        return None
    guessed = found[2][GUESSED:] in SUFFIX_SIGNS and not is_stem(found[2][:GUESSED])
    if guessed and (county is None or found[2][:GUESSED] not in county.name):
        return county  # a word of the title that is no place, and the county that the text names, if any
    return Mention(found[0], found[1], found[2], None, None, True)


def _stretched(clean: str, end: int, division: DivisionName) -> int:
    """六和街 is 六和街道 cut short: the sign belongs to the name."""
    if division.kind == "street" and clean[end - 1] != "道" and clean.startswith("街", end):
        return end + (2 if clean.startswith("街道", end) else 1)
    return end
