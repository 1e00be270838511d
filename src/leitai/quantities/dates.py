"""Time expressions, and what they mean for a text published on a known day.

Forms: 2019-04-23T19 (hour), 2019-04-23, 2019-03, 2019Q1, 2018, 2019-01/2019-09 (first and last month or day), P1Y (a rate).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from leitai.quantities.lexicon import any_of
from leitai.quantities.numerals import number

_YEAR = r"(?:(?P<digits>(?:19|20)[0-9]{2})年(?!代)|(?P<written>[一二][零〇九一二三四五六七八]{3})年(?!代)|(?P<word>今年|去年|前年|明年|后年|上年|当年|同年|次年|本年|全年(?!红)))"
_YEARS = _YEAR.replace("?P<digits>", "").replace("?P<written>", "").replace("?P<word>", "")
_M = "(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
_D = "(?:3[01]|[12][0-9]|0?[1-9])"
_PART = "(?:上午|下午|晚上|晚间|晚|凌晨|中午|傍晚|早上|清晨|早晨|夜间|夜里|早)"
_CLOCK = rf"(?P<part>{_PART})?(?:(?P<hour>[0-2]?[0-9])(?:[时点](?P<half>半)?(?P<minute>[0-5]?[0-9])?分?(?!钟)|:(?P<colon>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?))?"
_TO = "[-—–~～－至到]{1,2}"


def _pattern() -> str:
    return (
        rf"(?<![0-9])(?P<iso>(?P<iy>(?:19|20)[0-9]{{2}})(?P<isep>[-/.])(?P<im>{_M})(?P=isep)(?P<id>{_D})(?![0-9]))(?: ?(?P<itime>[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?))?"
        rf"|(?<![0-9])(?P<years>(?P<ya>(?:19|20)[0-9]{{2}})年?{_TO}(?P<yb>(?:19|20)[0-9]{{2}})年)"
        rf"|(?P<same>(?:上年|去年|前年)同期|同期(?=[增减下提高多少]))"
        rf"|(?P<rate>每(?:年|月|季度|周|天|日)|一年(?={any_of('yearly_next')}))"
        rf"|(?<![0-9.])(?P<year>{_YEARS})?(?:"
        rf"(?P<quarter>第?(?P<q>[一二三四]|[1-4])季度|首季度?)"
        rf"|(?P<quarters>(?:前(?P<qn>[二两三四])个?|(?P<qa>[一二三四])至(?P<qb>[一二三四]))季度)"
        rf"|(?P<halfyear>上半年|下半年)"
        rf"|(?P<months>(?P<ma>{_M})月?份?{_TO}(?P<mb>{_M})月份?(?![0-9]))"
        rf"|前(?P<first>{_M})个?月"
        rf"|(?P<day>(?P<dm>{_M})月(?P<dd>{_D})[日号])(?:{_TO}(?:(?P<em>{_M})月)?(?P<ed>{_D})[日号]|{_CLOCK})"
        rf"|(?P<month>(?P<m>{_M})月(?!饼|亮|季|嫂|薪)份?(?P<mpart>上旬|中旬|下旬|底|末|初)?)"
        rf"|(?P<edge>年底|年末|年初|年中|岁末|底(?!线|部|气|数|层)|末)"
        rf")"
        rf"|(?<![0-9])(?P<whole>{_YEARS})(?P<wholeedge>底|末|初)?(?!级|规划|生)"
        rf"|(?P<near>今天|昨天|前天|明天|后天|今日|昨日|明日|当天|当日|今晨|今晚|今早|昨晚|昨晨|昨夜|前晚|当晚){_CLOCK.replace('?P<', '?P<n')}"
        rf"|(?P<monthword>上个月|上月|本月|这个月|当月|下个月|下月|月底|月末)(?P<monthedge>底|末|初)?(?:(?P<mwd>{_D})[日号])?"
        r"|(?<![0-9.])(?P<ago>[0-9]{1,2}|[一二两三四五六七八九十]+)(?P<agounit>年|个月|天)前(?!后)"
        rf"|(?P<weekword>上周|本周|这周|下周)(?!刊|边|[一-日末])"
        rf"|(?P<quarterword>上季度|上个季度|本季度|下季度)"
        rf"|(?<![0-9.])(?<![0-9][至到—-])(?P<daynumber>{_D})日(?=[上下晚凌早起,、。召一前至0-9]){_CLOCK.replace('?P<', '?P<d')}"
        r"|(?<![0-9A-Za-z.])(?P<bare>20[0-4][0-9])(?=[“‘\"《「])"
    )


@cache
def _dates() -> re.Pattern[str]:
    return re.compile(rf"(?=[0-9一二三四五六七八九十今去前明后上当同次本全每首下昨月这年岁底末两])(?:{_pattern()})")


@dataclass(slots=True)
class Moment:
    """A time expression at its place. `iso` is None where it cannot be resolved."""

    start: int
    end: int
    iso: str | None
    granularity: str
    shape: str
    published: date | None = None


@dataclass(slots=True)
class _Anchor:
    """What later expressions lean on: the day of publication, and the year, month and period last spoken of."""

    published: date | None
    year: int | None = None
    month: int | None = None
    period: str | None = None
    this_year: bool = False


def find(clean: str) -> list[re.Match[str]]:
    """Every time expression of a text in plain shape, in order, not yet resolved."""
    return [match for match in _dates().finditer(clean) if match.end() > match.start() and _meant(clean, match)]


def _meant(clean: str, match: re.Match[str]) -> bool:
    """Whether a match is a time and no part of a word: a bare 底 or 末 and a written numeral need care."""
    groups = match.re.groupindex
    edge = match["edge"]
    if edge in {"底", "末"} and match["year"] is None:
        return False
    before = clean[match.start() - 1 : match.start()]
    if match["months"] and match["year"] is None and before and before in "第":
        return False
    return bool(groups)


def resolve(
    clean: str, matches: list[re.Match[str]], published: date | None, breaks: Callable[[int], int]
) -> list[Moment]:
    """The matches as moments. `breaks` gives the number of the paragraph at a place: years carry within it."""
    anchor, paragraph, out = _Anchor(published), -1, []
    for match in matches:
        here = breaks(match.start())
        if here != paragraph:
            paragraph, anchor = here, _Anchor(published)
        future = _FUTURE.search(clean, max(0, match.start() - 8), match.start()) is not None
        ahead = future or clean[match.end() : match.end() + 1] == "前"
        out.append(_moment(match, anchor, ahead))
    return out


_FUTURE = re.compile("计划|力争|预计|确保|将|拟|到$|有望|争取")


def _moment(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Moment:
    for group, shape in _SHAPES:
        if match[group] is not None:
            iso, granularity = shape(match, anchor, ahead)
            _remember(anchor, iso, group, match[0])
            return Moment(match.start(), match.end(), iso, granularity, group)
    iso = _months_iso(_year(match, anchor, None, ahead), 1, _month(match["first"]))
    _remember(anchor, iso, "months", match[0])
    return Moment(match.start(), match.end(), iso, "span", "months")


def _remember(anchor: _Anchor, iso: str | None, group: str, word: str) -> None:
    """Keep the period for 同期, and the year for months that follow; 去年 by itself sets no year."""
    if iso is None or iso.startswith("P") or group == "same":
        return
    anchor.period = iso
    anchor.this_year = anchor.this_year or word.startswith(("今年", "本年"))
    if iso[:4].isdigit() and group != "ago" and not (group == "whole" and word in _WORDS):
        anchor.year = int(iso[:4])
    if re.match(r"\d{4}-\d\d", iso):
        anchor.month = int(iso[5:7])


_WORDS = {"今年": 0, "本年": 0, "全年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}


def _written_year(match: re.Match[str]) -> int | None:
    if match["digits"]:
        return int(match["digits"])
    return int("".join(str(number(sign)) for sign in match["written"])) if match["written"] else None


def _spelled(text: str, anchor: _Anchor, ahead: bool) -> int | None:
    found = _YEAR_ONLY.match(text)
    if found is None:
        return None
    published, written = anchor.published, _written_year(found)
    if written is not None:
        return written
    word = found["word"]
    if word in {"当年", "同年"}:
        return anchor.year or (published.year if published else None)
    if word == "上年" and anchor.year:
        return anchor.year - 1
    if word == "次年":
        return anchor.year + 1 if anchor.year else None
    if word == "全年" and anchor.year:
        return anchor.year
    if word == "全年" and published and published.month <= LOOKING_BACK and not ahead:
        return published.year - 1
    return published.year + _WORDS[word] if published else None


LOOKING_BACK = 2  # until February, 全年 without more is the year gone by
_YEAR_ONLY = re.compile(_YEAR)


def _year(match: re.Match[str], anchor: _Anchor, month: int | None, ahead: bool) -> int | None:
    """The year of an expression: its own, the one spoken of just before, or the last such time before publication."""
    if match["year"]:
        return _spelled(match["year"], anchor, ahead)
    published = anchor.published
    if anchor.year is not None and (published is None or anchor.year != published.year):
        return anchor.year
    if published is None:
        return anchor.year
    passed = month is not None and month > published.month and not ahead and not anchor.this_year
    return published.year - 1 if passed else published.year


def _month(text: str) -> int:
    return int(number(text))


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _day_iso(year: int | None, month: int, day: int) -> str | None:
    if year is None or not 1 <= day <= _last(year, month):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _months_iso(year: int | None, first: int, last: int) -> str | None:
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if year is not None and first <= last else None


Shaped = tuple[str | None, str]


def _clock(match: re.Match[str], prefix: str, day: str | None) -> Shaped:
    """A day with the hour that follows it: 晚7时 is T19. A part of the day alone adds nothing."""
    hour = match[f"{prefix}hour"]
    if day is None or hour is None:
        return day, "day"
    late = (match[f"{prefix}part"] or "") in {"下午", "晚上", "晚间", "晚", "傍晚"}
    value = int(hour) + (12 if late and int(hour) < 12 else 0)
    minute = match[f"{prefix}minute"] or match[f"{prefix}colon"] or ("30" if match[f"{prefix}half"] else None)
    if value > 24:
        return day, "day"
    if minute is None:
        return f"{day}T{value:02d}", "hour"
    return f"{day}T{value:02d}:{int(minute):02d}", "minute"


def _iso(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    day = _day_iso(int(match["iy"]), int(match["im"]), int(match["id"]))
    time = match["itime"]
    if day is None or time is None:
        return day, "day"
    return f"{day}T{time.zfill(len(time) + (time[1] == ':'))}", "second" if time.count(":") == 2 else "minute"


def _years(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    return f"{match['ya']}/{match['yb']}", "span"


def _same(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    """上年同期: the period spoken of, a year earlier."""
    if anchor.period is None:
        return (
            (str(anchor.published.year - 1), "year") if anchor.published and match["same"] != "同期" else (None, "year")
        )
    if match["same"] == "同期":
        return anchor.period, "span"
    back = 2 if match["same"].startswith("前年") else 1
    earlier = re.sub(r"[12]\d{3}(?=$|[QH/-])", lambda found: str(int(found[0]) - back), anchor.period)
    return earlier.replace("-02-29", "-02-28"), _granularity(earlier)


def _granularity(iso: str) -> str:
    if "/" in iso:
        return "span"
    return {4: "year", 6: "quarter", 7: "month", 10: "day"}.get(len(iso), "hour")


_RATES = {"年": "P1Y", "月": "P1M", "季度": "P3M", "周": "P1W", "天": "P1D", "日": "P1D"}


def _rate(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    return _RATES[match["rate"][1:]], "rate"


_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def _place(text: str) -> int:
    return _ORDINALS[text] if text in _ORDINALS else int(text)


def _quarter(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    place = _place(match["q"] or "一")
    year = _year(match, anchor, 3 * place - 2, ahead)
    return (f"{year:04d}Q{place}" if year is not None else None), "quarter"


def _quarters(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    first, last = (1, _place(match["qn"])) if match["qn"] else (_place(match["qa"]), _place(match["qb"]))
    year = _year(match, anchor, 3 * last - 2, ahead)
    return _months_iso(year, 3 * first - 2, 3 * last), "span"


def _half(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    first = 1 if match["halfyear"] == "上半年" else 7
    return _months_iso(_year(match, anchor, first, ahead), first, first + 5), "span"


def _months(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    first, last = _month(match["ma"]), _month(match["mb"])
    return _months_iso(_year(match, anchor, last, ahead), first, last), "span"


def _day(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    month = _month(match["dm"])
    year = _year(match, anchor, month, ahead)
    day = _day_iso(year, month, int(match["dd"]))
    if match["ed"] and day and year is not None:
        end = _day_iso(year, _month(match["em"]) if match["em"] else month, int(match["ed"]))
        return (f"{day}/{end}" if end else None), "span"
    return _clock(match, "", day)


_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}


def _one_month(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    month = _month(match["m"])
    year = _year(match, anchor, month, ahead)
    if year is None:
        return None, "month"
    return _part_of_month(year, month, match["mpart"])


def _part_of_month(year: int, month: int, part: str | None) -> Shaped:
    if part in {"底", "末"}:
        return _day_iso(year, month, _last(year, month)), "day"
    if part in _TENTHS:
        first, last = _TENTHS[part or ""]
        return f"{_day_iso(year, month, first)}/{_day_iso(year, month, last or _last(year, month))}", "span"
    return f"{year:04d}-{month:02d}", "month"


def _edge(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    year = _year(match, anchor, None, True)
    return _edge_iso(year, match["edge"])


def _edge_iso(year: int | None, edge: str) -> Shaped:
    if year is None:
        return None, "day"
    if edge.endswith("初"):
        return f"{year:04d}-01", "month"
    if edge.endswith("中"):
        return f"{year:04d}-06", "month"
    return f"{year:04d}-12-31", "day"


def _whole(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    year = _spelled(match["whole"], anchor, ahead)
    if year is not None and match["wholeedge"]:
        return _edge_iso(year, match["wholeedge"])
    return (f"{year:04d}" if year is not None else None), "year"


_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}


def _near(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    word = match["near"]
    if word[0] == "当":
        return _clock(match, "n", anchor.period[:10] if anchor.period and len(anchor.period) >= 10 else None)
    if anchor.published is None:
        return None, "day"
    return _clock(match, "n", (anchor.published + timedelta(days=_DAYS[word[0]])).isoformat())


def _month_word(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    word, published = match["monthword"], anchor.published
    if published is None:
        return None, "month"
    if word == "当月" and anchor.year and anchor.month:
        return f"{anchor.year:04d}-{anchor.month:02d}", "month"
    shift = -1 if word.startswith("上") else 1 if word.startswith("下") else 0
    count = published.year * 12 + published.month - 1 + shift
    year, month = count // 12, count % 12 + 1
    if match["mwd"]:
        return _day_iso(year, month, int(match["mwd"])), "day"
    return _part_of_month(year, month, "底" if word.startswith("月") else match["monthedge"])


def _week_word(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    if anchor.published is None:
        return None, "span"
    shift = -7 if match["weekword"][0] == "上" else 7 if match["weekword"][0] == "下" else 0
    monday = anchor.published - timedelta(days=anchor.published.weekday()) + timedelta(days=shift)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "span"


def _quarter_word(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    if anchor.published is None:
        return None, "quarter"
    shift = -1 if match["quarterword"].startswith("上") else 1 if match["quarterword"].startswith("下") else 0
    count = anchor.published.year * 4 + (anchor.published.month - 1) // 3 + shift
    return f"{count // 4:04d}Q{count % 4 + 1}", "quarter"


def _day_number(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    """A day without month: of the month spoken of, else the last such day before publication."""
    day, published = int(match["daynumber"]), anchor.published
    if anchor.year and anchor.month:
        return _clock(match, "d", _day_iso(anchor.year, anchor.month, day))
    if published is None:
        return None, "day"
    back = day > published.day and not ahead
    count = published.year * 12 + published.month - 1 - back
    return _clock(match, "d", _day_iso(count // 12, count % 12 + 1, day))


def _bare(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    return match["bare"], "year"


def _ago(match: re.Match[str], anchor: _Anchor, ahead: bool) -> Shaped:
    """五年前 is a year, 3个月前 a month, 3天前 a day."""
    published, count = anchor.published, int(number(match["ago"]))
    shape = {"年": "year", "个月": "month", "天": "day"}[match["agounit"]]
    if published is None:
        return None, shape
    if shape == "year":
        return f"{published.year - count:04d}", shape
    if shape == "day":
        return (published - timedelta(days=count)).isoformat(), shape
    months = published.year * 12 + published.month - 1 - count
    return f"{months // 12:04d}-{months % 12 + 1:02d}", shape


_Shape = Callable[[re.Match[str], _Anchor, bool], Shaped]
_SHAPES: tuple[tuple[str, _Shape], ...] = (
    ("iso", _iso), ("years", _years), ("same", _same), ("rate", _rate), ("quarter", _quarter), ("quarters", _quarters),
    ("halfyear", _half), ("months", _months), ("day", _day), ("month", _one_month), ("edge", _edge), ("whole", _whole),
    ("near", _near), ("monthword", _month_word), ("weekword", _week_word), ("quarterword", _quarter_word),
    ("daynumber", _day_number), ("ago", _ago), ("bare", _bare),
)  # fmt: skip

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_IN_ADDRESS = re.compile(r"((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_TEXT = re.compile(r"((?:19|20)\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)")
HEAD_LINES = 5


def published_in(clean: str) -> date | None:
    """The day of publication that a text tells in its address or dateline, if it tells one."""
    head = clean.split("\n", HEAD_LINES)[:HEAD_LINES]
    for found in _candidates(head):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def _candidates(head: list[str]) -> Iterator[re.Match[str]]:
    for line in head[:2]:
        for address in _ADDRESS.finditer(line):
            yield from reversed(list(_IN_ADDRESS.finditer(address[0])))
    for line in head:
        yield from _IN_TEXT.finditer(line)
