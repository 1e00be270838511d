"""What time expressions mean for a text published on a known day.

Forms: 2019-04-23T19 (hour), 2019-04-23, 2019-03, 2019Q1, 2018, 2019-01/2019-09 (first and last month or day), P1Y.
"""

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import date

from leitai.quantities.anchors import Anchor, day_iso, last_day, months_iso
from leitai.quantities.lexicon import table
from leitai.quantities.numerals import number

_FUTURE = re.compile("计划|力争|预计|确保|将|拟|到了?$|有望|争取|要求|限")
_FUTURE_AFTER = re.compile(
    "[^,。;]{0,8}?(?:计划(?!数|的|任务|进度)|拟|须|必须|力争|将|确保|要完成|还要|前完成)|前|[^。;]{0,10}?(?:预计|将于|有望)"
)
_DUE = re.compile("(?:建成|交付|投产|投用|启用|通车|开学|开园|开馆|开业|结顶|完工|竣工)(?![了后的])")
_COMPARED = re.compile(
    "(?:[从由比较]|(?<!截)[到至])$"
)  # a year that is only measured by or aimed at (从2018年的…, 到2025年…)
_SENTENCE_END = re.compile("[。;\n]")
Shaped = tuple[str | None, str]


@dataclass(slots=True)
class Moment:
    """A time expression at its place. `iso` is None where it cannot be resolved; `shape` names its form."""

    start: int
    end: int
    iso: str | None
    granularity: str
    shape: str


_REACHES = re.compile("(?:排|延续|持续|推迟|忙|排单|排产)到了?$")


_NEAR = re.compile("[\u4e00-\u9fff]{0,4}(?:在即|将至|临近|将近)")  # 9月1日开学在即


def reaches(moment: Moment, clean: str) -> bool:
    """Whether a time is only how far something reaches (订单排到年底), or near (开学在即)."""
    near = _NEAR.match(clean, moment.end) is not None
    return near or _REACHES.search(clean, max(0, moment.start - 5), moment.start) is not None


def resolve(
    clean: str,
    matches: Iterable[re.Match[str]],
    published: date | None,
    paragraph_at: Callable[[int], int],
    headings: Set[int] = frozenset(),
) -> list[Moment]:
    """The matches as moments. Years carry on within a paragraph, which `paragraph_at` numbers; those of a heading
    (the numbers of which are `headings`) are kept for 全年 below it.
    """
    anchor, paragraph, out = Anchor(published), -1, []
    last: int | None = None
    for match in matches:
        here = paragraph_at(match.start())
        if here != paragraph:
            anchor = anchor.next_paragraph(heading=paragraph in headings)
            paragraph = here
        if last is not None and _SENTENCE_END.search(clean, last, match.start()):
            anchor.leave()
        last = match.end()
        line = clean.rfind("\n", max(0, match.start() - 8), match.start()) + 1
        future = _FUTURE.search(clean, max(line, match.start() - 8, 0), match.start()) is not None
        anchor.ahead = future or _FUTURE_AFTER.match(clean, match.end()) is not None
        anchor.as_of = clean.endswith(("截至", "截止", "到", "至"), 0, match.start())
        anchor.due = _DUE.match(clean, match.end()) is not None
        out.append(_moment(match, anchor))
    return _spanned(out, clean)


def _spanned(moments: list[Moment], clean: str) -> list[Moment]:
    """去年10月 至 今年2月, 2011年 至 今年11月: two times that a word of reach joins are one."""
    out: list[Moment] = []
    for moment in moments:
        before = out[-1] if out else None
        iso = _span(before, moment) if before is not None and clean[before.end : moment.start] in _REACH else None
        if before is not None and iso is not None:
            out[-1] = Moment(before.start, moment.end, iso, "span", "years" if len(iso) == 9 else moment.shape)
        else:
            out.append(moment)
    return out


_REACH = frozenset({"至", "到", "—", "－", "-", "~", "～", "起至"})


def _span(first: Moment, last: Moment) -> str | None:
    """From the beginning of one time to the end of a later one, both told as finely as the finer of them, or None."""
    low, high = first.iso or "", last.iso or ""
    if not (_PLAIN.fullmatch(low) and _PLAIN.fullmatch(high)) or low[: len(high)] >= high[: len(low)]:
        return None
    low += "-01" if len(low) == YEAR < len(high) else ""
    high += "-12" if len(high) == YEAR < len(low) else ""
    return f"{low}/{high}"


YEAR = len("2019")
_PLAIN = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")


_WITH_YEAR = frozenset({"iso", "years", "whole", "bare"})


def _moment(match: re.Match[str], anchor: Anchor) -> Moment:
    shape = next(name for name in _SHAPES if match[name] is not None)
    iso, granularity = _SHAPES[shape](match, anchor)
    compared = shape == "whole" and _COMPARED.search(match.string, max(0, match.start() - 2), match.start())
    beside = match.string.startswith(("相比", "比", "以来", "至今"), match.end()) and shape == "whole"  # 与2022年相比
    feast = shape in {"feast", "holiday"} and match.string.endswith(("比", "较"), 0, match.start())
    if not (compared or beside or feast):
        anchor.remember(iso, shape, match[0], told=match["year"] is not None or shape in _WITH_YEAR)
    return Moment(match.start(), match.end(), iso, granularity, shape)


def _month(text: str) -> int:
    return int(number(text))


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
    return (f"{day}T{value:02d}", "hour") if minute is None else (f"{day}T{value:02d}:{int(minute):02d}", "minute")


def _iso(match: re.Match[str], _anchor: Anchor) -> Shaped:
    day, time = day_iso(int(match["iy"]), _month(match["im"]), int(match["id"])), match["itime"]
    if day is None or time is None:
        return day, "day"
    return f"{day}T{time.zfill(len(time) + (time[1] == ':'))}", "second" if time.count(":") == 2 else "minute"


def _years(match: re.Match[str], anchor: Anchor) -> Shaped:
    first = anchor.spelled(match["ya"]) if match["ya"] == "今年" else match["ya"]
    return f"{first}/{match['yb']}" if first else None, "span"


def _same(match: re.Match[str], anchor: Anchor) -> Shaped:
    """上年同期: the period spoken of, a year earlier."""
    period = anchor.period or (anchor.before if _BROAD_FORM.fullmatch(anchor.before or "") else None)
    if period is None:
        known = anchor.published is not None and match["same"] != "同期"
        return (str(anchor.published.year - 1) if known and anchor.published else None), "year"
    if match["same"] == "同期":
        return period, _granularity(period)
    named, back = match["same"][:4], 2 if match["same"].startswith("前年") else 1
    if named.isdigit():  # 2019年同期
        back = int(period[:4]) - int(named) if period[:4].isdigit() else 0
    earlier = re.sub(r"[12]\d{3}(?=$|[QH/-])", lambda found: str(int(found[0]) - back), period)
    return earlier.replace("-02-29", "-02-28"), _granularity(earlier)


_BROAD_FORM = re.compile(r"\d{4}-\d\d/\d{4}-\d\d|\d{4}Q\d|\d{4}-\d\d")


def _granularity(iso: str) -> str:
    return "span" if "/" in iso else {4: "year", 6: "quarter", 7: "month", 10: "day"}.get(len(iso), "hour")


_RATES = {"年": "P1Y", "月": "P1M", "季度": "P3M", "周": "P1W", "天": "P1D", "日": "P1D"}


def _rate(match: re.Match[str], _anchor: Anchor) -> Shaped:
    return _RATES[match["rate"][1:]], "rate"


_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def _place(text: str) -> int:
    return _ORDINALS[text] if text in _ORDINALS else int(text)


def _quarter(match: re.Match[str], anchor: Anchor) -> Shaped:
    place = _place(match["q"] or "一")
    year = anchor.year_of(match["year"], 3 * place - 2)
    if match["qedge"] and year is not None:
        return day_iso(year, 3 * place, last_day(year, 3 * place)), "day"
    return (f"{year:04d}Q{place}" if year is not None else None), "quarter"


def _quarters(match: re.Match[str], anchor: Anchor) -> Shaped:
    first, last = (1, _place(match["qn"])) if match["qn"] else (_place(match["qa"]), _place(match["qb"]))
    return months_iso(anchor.year_of(match["year"], 3 * last - 2), 3 * first - 2, 3 * last), "span"


def _half(match: re.Match[str], anchor: Anchor) -> Shaped:
    first = 1 if match["halfyear"] == "上半年" else 7
    return months_iso(anchor.year_of(match["year"], first), first, first + 5), "span"


_MONTH_OF = {"元旦": 1, "春节": 2, "清明": 4, "五一": 5, "端午": 6, "中秋": 9, "国庆": 10}


def _holiday(match: re.Match[str], anchor: Anchor) -> Shaped:
    """国庆长假 is the days off of that year as announced; none where the table does not know the year."""
    name = match["holiday"] or match["feast"]
    year = anchor.year_of(match["year"], _MONTH_OF[name])
    days = table("holidays")[name].get(str(year))
    if days and match["feast"] and anchor.ahead:
        return days[0], "day"  # 预计明年五一前开业
    anchor.feast = "/".join(dict.fromkeys(days)) if days else None
    return anchor.feast, "span"


def _that_feast(_match: re.Match[str], anchor: Anchor) -> Shaped:
    """节日期间 is the holiday last told."""
    return anchor.feast, "span"


def _days_off(match: re.Match[str], anchor: Anchor) -> Shaped:
    """5天假期 is the holiday of so many days that was over, or under way, when the text came out."""
    count = int(number(match["daysoff"]))
    for years in table("holidays").values() if anchor.published else ():
        for days in years.values():
            first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
            gone = (anchor.published - first).days if anchor.published else -1
            if (last - first).days + 1 == count and 0 <= gone <= count + AFTER_HOLIDAY:
                return f"{first}/{last}", "span"
    return None, "span"


AFTER_HOLIDAY = 10  # days after a holiday in which 5天假期 means that one


def _months(match: re.Match[str], anchor: Anchor) -> Shaped:
    first, last = _month(match["ma"]), _month(match["mb"])
    return months_iso(anchor.year_of(match["year"], last), first, last), "span"


def _first_months(match: re.Match[str], anchor: Anchor) -> Shaped:
    last = _month(match["first"])
    return months_iso(anchor.year_of(match["year"], last), 1, last), "span"


def _day(match: re.Match[str], anchor: Anchor) -> Shaped:
    month = _month(match["dm"])
    if anchor.published and month == anchor.published.month % 12 + 1 and month > 1:
        anchor.ahead = True  # 9月16日 said in August: a day eleven months gone would be told with its year
    year = anchor.year_of(match["year"], month)
    day = day_iso(year, month, int(match["dd"]))
    if match["ed"] and day:
        end = day_iso(year, _month(match["em"]) if match["em"] else month, int(match["ed"]))
        return (f"{day}/{end}" if end else None), "span"
    return _clock(match, "", day)


_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}


def _one_month(match: re.Match[str], anchor: Anchor) -> Shaped:
    month = _month(match["m"])
    year = anchor.year_of(match["year"], month)
    return (None, "month") if year is None else _part_of_month(year, month, match["mpart"])


def _part_of_month(year: int, month: int, part: str | None) -> Shaped:
    if part in {"底", "末"}:
        return day_iso(year, month, last_day(year, month)), "day"
    if part in _TENTHS:
        first, last = _TENTHS[part or ""]
        return f"{day_iso(year, month, first)}/{day_iso(year, month, last or last_day(year, month))}", "span"
    return f"{year:04d}-{month:02d}", "month"


def _edge(match: re.Match[str], anchor: Anchor) -> Shaped:
    headed = match["year"] is None and anchor.year is None and anchor.headed_earlier()
    anchor.ahead = True
    if match["edge"] == "年内" and not match["year"] and anchor.published:
        return f"{anchor.published.year:04d}", "year"
    return _edge_of(anchor.titled if headed else anchor.year_of(match["year"], None), match["edge"])


def _edge_of(year: int | None, edge: str) -> Shaped:
    if year is None:
        return None, "day"
    if edge == "年内":
        return f"{year:04d}", "year"
    if edge.endswith("中"):
        return f"{year:04d}-06", "month"
    return f"{year:04d}-{'01-01' if edge.endswith('初') else '12-31'}", "day"


_THIRD_PLAN = 1966  # from the third on, the five-year plans have followed each other


def _five_years(match: re.Match[str], _anchor: Anchor) -> Shaped:
    """“十三五”末 is the last day of 2020, “十三五”期间 all of its years."""
    first = _THIRD_PLAN + 5 * (int(number(match["fiveyears"][:-1])) - 3)
    if match["fiveend"].endswith("末"):
        return f"{first + 4}-12-31", "day"
    return f"{first}/{first + 4}", "span"


def _whole(match: re.Match[str], anchor: Anchor) -> Shaped:
    year = anchor.spelled(match["whole"])
    told = anchor.period if anchor.period and anchor.period.isdigit() else None
    if told and match["whole"] == "上年" and match.string[match.start() - 1 : match.start()] in {"比", "较"}:
        year = int(told) - 1  # 去年…,比上年: the year before that one
    if (
        match["whole"] == "去年"
        and anchor.tells_last_year()
        and match.string[match.start() - 1 : match.start()] in {"比", "较"}
    ):
        year = (anchor.year or 0) - 1  # out in January: 2018年…,比去年增加
    if year is not None and match["wholeedge"]:
        return _edge_of(year, match["wholeedge"])
    return (f"{year:04d}" if year is not None else None), "year"


_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}


def _near(match: re.Match[str], anchor: Anchor) -> Shaped:
    word = match["near"]
    if word[0] in "次翌第":
        told = _DAY_FORM.match(anchor.period or "")
        following = date.fromisoformat(told[0]).toordinal() + 1 if told else 0
        return _clock(match, "n", date.fromordinal(following).isoformat() if told else None)
    if word[0] == "当":
        spoken = _DAY_FORM.match(anchor.period or anchor.before or "")
        return _clock(match, "n", spoken[0] if spoken else anchor.day)
    return _clock(match, "n", anchor.day_from(_DAYS[word[0]]))


_DAY_FORM = re.compile(r"\d{4}-\d\d-\d\d")


def _step(word: str) -> int:
    return -1 if word.startswith("上") else 1 if word.startswith("下") else 0


def _month_before(period: str | None) -> tuple[int, int] | None:
    """The month before a month that was spoken of (9月…比上月); None where it was none."""
    if period is None or _MONTH_FORM.fullmatch(period) is None:
        return None
    year, month = int(period[:4]), int(period[5:])
    return (year, month - 1) if month > 1 else (year - 1, 12)


_MONTH_FORM = re.compile(r"\d{4}-\d\d")


def _month_word(match: re.Match[str], anchor: Anchor) -> Shaped:
    word = match["monthword"]
    if word == "当月" and anchor.told_month:
        return anchor.told_month, "month"
    found = anchor.month_from(_step(word))
    if word.startswith("上") and match.string[match.start() - 1 : match.start()] in {"比", "较"}:
        found = _month_before(anchor.period) or found
    if found is None:
        return None, "month"
    if match["mwd"]:
        return day_iso(*found, int(match["mwd"])), "day"
    return _part_of_month(*found, "底" if word.startswith("月") else match["monthedge"])


def _week_word(match: re.Match[str], anchor: Anchor) -> Shaped:
    if anchor.published is None:
        return None, "span"
    monday = -anchor.published.weekday() + 7 * _step(match["weekword"])
    first, last = anchor.day_from(monday), anchor.day_from(monday + 6)
    return (f"{first}/{last}" if first and last else None), "span"


_QUARTER_FORM = re.compile(r"(\d{4})Q(\d)")


def _quarter_word(match: re.Match[str], anchor: Anchor) -> Shaped:
    told = _QUARTER_FORM.fullmatch(anchor.period or "")
    if told is not None and match["quarterword"][0] == "上":
        count = int(told[1]) * 4 + int(told[2]) - 2
        return f"{count // 4:04d}Q{count % 4 + 1}", "quarter"
    if anchor.published is None:
        return None, "quarter"
    count = anchor.published.year * 4 + (anchor.published.month - 1) // 3 + _step(match["quarterword"])
    return f"{count // 4:04d}Q{count % 4 + 1}", "quarter"


def _day_number(match: re.Match[str], anchor: Anchor) -> Shaped:
    """A day without month: of the month spoken of, else the last such day before publication."""
    day = int(match["daynumber"] or match["dayalone"] or match["daytold"])
    if anchor.told_month and anchor.period:
        return _clock(match, "d", day_iso(int(anchor.told_month[:4]), int(anchor.told_month[5:]), day))
    published = anchor.published
    found = anchor.month_from(-1 if published and day > published.day and not anchor.ahead else 0)
    return _clock(match, "d", day_iso(*found, day)) if found else (None, "day")


def _hour_alone(match: re.Match[str], anchor: Anchor) -> Shaped:
    """截止下午4时: of the day last told."""
    told = _DAY_FORM.match(anchor.period or anchor.before or "")
    return _clock(match, "h", told[0]) if told else (None, "hour")


def _ago(match: re.Match[str], anchor: Anchor) -> Shaped:
    """五年前 is a year, 3个月前 a month, 3天前 a day."""
    count = int(number(match["ago"]))
    if match["agounit"] == "天":
        return anchor.day_from(-count), "day"
    found = anchor.month_from(-count * (12 if match["agounit"] == "年" else 1))
    if found is None or found[0] < 1:
        return None, "month"
    return (f"{found[0]:04d}", "year") if match["agounit"] == "年" else (f"{found[0]:04d}-{found[1]:02d}", "month")


def _bare(match: re.Match[str], _anchor: Anchor) -> Shaped:
    return match["bare"], "year"


_SHAPES: dict[str, Callable[[re.Match[str], Anchor], Shaped]] = {
    "iso": _iso, "years": _years, "same": _same, "rate": _rate, "quarter": _quarter, "quarters": _quarters,
    "halfyear": _half,
    "holiday": _holiday, "feast": _holiday, "daysoff": _days_off, "thatfeast": _that_feast,
    "months": _months, "firstmonths": _first_months, "day": _day, "month": _one_month, "edge": _edge,
    "whole": _whole, "near": _near, "monthword": _month_word, "weekword": _week_word, "quarterword": _quarter_word,
    "fiveyears": _five_years, "fiveend": _five_years, "daynumber": _day_number, "dayalone": _day_number,
    "daytold": _day_number, "houralone": _hour_alone, "ago": _ago, "bare": _bare,
}  # fmt: skip
