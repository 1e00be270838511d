"""Divisions of the whole country by their short names, where a text begins with one (常州… is of 常州市)."""

import re
from collections.abc import Mapping
from functools import cache

from leitai.quantities.layout import Layout, Paragraph
from leitai.quantities.lexicon import HAN, one_of, pattern_of, table, words

_ENDING_OF = {"全县": "县", "我县": "县", "该县": "县", "全市": "市", "我市": "市", "全区": "区", "我区": "区"}
_WHOLE = re.compile("|".join(_ENDING_OF))
_BEFORE = re.compile(
    "[“《【\\s]*(?:(?:20[0-9]{2}年?|[今去]年)?(?:前?[一二三四首]季度?|[上下]半年|前?[0-9]{1,2}(?:[—至到-][0-9]{1,2})?个?月份?)?)?"
)
_BANNER = re.compile("[一-鿿]{2,5}?旗(?![帜下舰袍手])")  # a county of Inner Mongolia
_REGION = re.compile("(?:广西|宁夏|新疆|西藏|内蒙古)(?!市|县|区|自治)")
LONGEST_DATELINE = 40
LONGEST_HEAD = 300  # signs from the beginning of a text within which a paper puts its name


@cache
def endings() -> Mapping[str, tuple[str, ...]]:
    """The endings that each short name may have, the likeliest first: 常州 → 市."""
    found: dict[str, tuple[str, ...]] = {}
    for ending, names in table("places")["endings"].items():
        for name in names.split():
            found[name] = (*found.get(name, ()), ending)
    return found


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(table("places")["ordinary"]["words"].split())


@cache
def short_name() -> str:
    """A pattern for any short name that is no word of the language besides."""
    names = [name for name in endings() if name not in _ordinary()]
    firsts = "".join(sorted({name[0] for name in names}))
    return f"(?=[{firsts}]){one_of(names)}"


def called_in_full(name: str, ending: str | None = None) -> str | None:
    """A short name with its ending: the one asked for where it may have it, the likeliest otherwise.

    >>> called_in_full("常州"), called_in_full("朝阳", "区"), called_in_full("和平")
    ('常州市', '朝阳区', None)
    """
    known = endings().get(name, ())
    if ending in known:
        return f"{name}{ending}"
    return f"{name}{known[0]}" if known and name not in _ordinary() else None


def is_known(name: str) -> bool:
    """Whether the table has a division of that full name (常州市)."""
    return name[-1] in endings().get(name[:-1], ()) or name.endswith("市区")


def is_stem(name: str) -> bool:
    """Whether the table has a division of that name, whatever its ending (长乐 of 长乐市, which is 长乐区 now)."""
    return name in endings() or len(name) == 1


@cache
def endings_of(ending: str) -> frozenset[str]:
    """The short names that have that ending."""
    return frozenset(table("places")["endings"][ending].split())


@cache
def _city() -> re.Pattern[str]:
    """A city or county by its whole name, behind its province (安徽 + 安庆市)."""
    return re.compile("|".join(f"{one_of(sorted(endings_of(one)))}{one}" for one in "市县区"))


@cache
def one_sign() -> frozenset[str]:
    """Counties whose names are one sign before 县 (歙县)."""
    return frozenset(table("places")["one_sign"]["words"].split())


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(one_of(endings()))


@cache
def _dateline() -> re.Pattern[str]:
    month_day = "(?:[0-9]{1,2}月)?[0-9]{1,2}日"
    return re.compile(rf"(?:本报|本网|{HAN}{{2,4}}[社网报])?(?P<name>{short_name()}){month_day}(?:电|讯|消息)")


@cache
def _paper() -> re.Pattern[str]:
    """A paper's own dateline (宁海新闻网讯), which tells whose 我县 a text speaks of."""
    return re.compile(rf"(?<=\n)[ 　]*(?P<name>{short_name()})(?:新闻网?|网|发布|报)讯")


def place_of_text(clean: str, parts: Layout) -> tuple[int, int, str] | None:
    """Where a text is from by the head of its title (常州工业…) or its dateline (新华社常州4月2日电)."""
    title = next((one for one in parts.paragraphs if not one.outside), None)
    if title is None:
        return None
    told = _of_title(clean, title.start) or _within_title(clean, title) if title.heading else None
    return told or _of_dateline(clean, parts)


_PART_OF_TITLE = re.compile("[,:” \u3000]+")


def _within_title(clean: str, title: Paragraph) -> tuple[int, int, str] | None:
    """The place that a later part of a title opens with (“十三五”期间,桐庐将新建学校)."""
    for gap in _PART_OF_TITLE.finditer(clean, title.start, title.end):
        found = _any_name().match(clean, gap.end(), title.end)
        name = called_in_full(found[0]) if found else None
        if found and name and not pattern_of("word_after").match(clean, found.end()):
            return gap.end(), found.end(), name
    return None


def _printed(name: str, clean: str) -> str | None:
    """A short name with the ending that the text gives it more than once (长乐市, before it became 长乐区)."""
    if name in _ordinary():
        return None
    return next((f"{name}{ending}" for ending in "县市区" if clean.count(f"{name}{ending}") > 1), None)


def _of_title(clean: str, start: int) -> tuple[int, int, str] | None:
    opened = _BEFORE.match(clean, start)
    start = opened.end() if opened else start
    region = _REGION.match(clean, start)
    if region is not None:
        return start, region.end(), region[0]
    whole = _WHOLE.search(clean)
    ending = _ENDING_OF[whole[0]] if whole else None
    found = _any_name().match(clean, start)
    part = _part_behind(clean, found, ending) if found else None
    if part is not None:
        return part
    if found and clean.startswith("市区", found.end()):
        return start, found.end() + 2, found[0] + "市区"
    name = (_printed(found[0], clean) or called_in_full(found[0], ending)) if found else None
    if found and name and not pattern_of("word_after").match(clean, found.end()):
        return start, found.end(), name
    banner = _BANNER.match(clean, start)
    if banner is not None and clean.count(banner[0]) > 1:
        return start, banner.end(), banner[0]
    stem = clean[start : start + 2]
    if stem[1:] == "县" and stem[0] in one_sign():
        return start, start + 2, stem
    if ending is None or not re.fullmatch(f"{HAN}{{2}}", stem) or stem in words("no_stem"):
        return None
    return None if _heads_a_word(stem, clean) else (start, start + 2, stem + ending)


def _part_behind(clean: str, found: re.Match[str], ending: str | None) -> tuple[int, int, str] | None:
    """The city or county behind its province (安徽安庆市, 陕西白水), the district behind its city (杭州滨江)."""
    after = found.end() + clean.startswith("市", found.end())
    part = _any_name().match(clean, after)
    if after > found.end():  # 湖州市安吉农村联网公路
        known = part is not None and f"{part[0]}县" in clean and found[0] in endings_of("市")
        return (part.start(), part.end(), f"{part[0]}县") if part is not None and known else None
    if found[0] in endings_of("省"):
        whole = _city().match(clean, found.end())
        if whole is not None:
            return whole.start(), whole.end(), whole[0]
        name = called_in_full(part[0], ending) if part is not None else None
        if part is not None and name is not None:
            return part.start(), part.end(), name
    told = part is not None and found[0] in endings_of("市") and part[0] in endings_of("区")
    return (part.start(), part.end(), f"{part[0]}区") if part and told and f"{part[0]}区" in clean else None


def _heads_a_word(stem: str, clean: str) -> bool:
    """Whether two signs stand before the same third one throughout (水葫芦…水葫芦), and that ends no name."""
    following = re.findall(f"{stem}(.)", clean)
    return clean.count(stem) > 1 and len(set(following)) == 1 and following[0] not in "县市区"


def _of_dateline(clean: str, parts: Layout) -> tuple[int, int, str] | None:
    paper = _paper().search(clean, 0, LONGEST_HEAD) if clean.find("讯", 0, LONGEST_HEAD) >= 0 else None
    whole = _WHOLE.search(clean) if paper is not None else None
    if paper is not None and whole is not None:
        name = called_in_full(paper["name"], _ENDING_OF[whole[0]])
        if name is not None and name[-1] == _ENDING_OF[whole[0]]:
            return paper.start("name"), paper.end("name"), name
    for paragraph in parts.paragraphs[:5]:
        found = _dateline().search(clean, paragraph.start, min(paragraph.end, paragraph.start + LONGEST_DATELINE))
        name = called_in_full(found["name"]) if found else None
        if found and name:
            return found.start("name"), found.end("name"), name
    return None
