"""What a time is by the calendar: 2019年, 一季度, 1—9月, 9月30日晚7时, 国庆长假, “十三五”末.

Each reader takes a match and the times told before it, and gives the ISO form (None where it cannot be told) with its
granularity.
"""

import re
from collections.abc import Callable
from datetime import date

from leitai.quantities.anchors import Anchor, day_iso, last_day, months_iso
from leitai.quantities.lexicon import table
from leitai.quantities.numerals import number

Shaped = tuple[str | None, str]


def month_number(text: str) -> int:
    return int(number(text))


def clock(match: re.Match[str], prefix: str, day: str | None) -> Shaped:
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
    day, time = day_iso(int(match["iy"]), month_number(match["im"]), int(match["id"])), match["itime"]
    if day is None or time is None:
        return day, "day"
    return f"{day}T{time.zfill(len(time) + (time[1] == ':'))}", "second" if time.count(":") == 2 else "minute"


def _years(match: re.Match[str], anchor: Anchor) -> Shaped:
    first = anchor.spelled(match["ya"]) if match["ya"] == "今年" else match["ya"]
    return f"{first}/{match['yb']}" if first else None, "span"


_RATES = {
    "年": "P1Y", "月": "P1M", "个月": "P1M", "季度": "P3M", "季": "P3M", "周": "P1W", "天": "P1D", "日": "P1D",
    "小时": "PT1H",
}  # fmt: skip


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


def _days_off(match: re.Match[str], anchor: Anchor) -> Shaped:
    """5天假期 is the holiday of so many days that was over, or under way, when the text came out."""
    found = _holiday_over(anchor, int(number(match["daysoff"])))
    return (f"{found[0]}/{found[1]}" if found else None), "span"


def _holiday_over(anchor: Anchor, count: int | None) -> tuple[date, date] | None:
    """The holiday (of `count` days, if told) that was over, or under way, when the text came out."""
    for years in table("holidays").values() if anchor.published else ():
        for days in years.values():
            first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
            size, gone = (last - first).days + 1, (anchor.published - first).days if anchor.published else -1
            if (count == size or (count is None and size >= SHORT_HOLIDAY)) and 0 <= gone <= size + AFTER_HOLIDAY:
                return first, last
    return None


def _last_holiday(anchor: Anchor) -> tuple[date, date] | None:
    """The holiday last told; where none was, the one that was just over."""
    if not anchor.feast:
        return _holiday_over(anchor, None)
    first, _, last = anchor.feast.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _that_feast(_match: re.Match[str], anchor: Anchor) -> Shaped:
    """节日期间 is the holiday last told, or the one that was just over."""
    found = _last_holiday(anchor)
    return ("/".join(dict.fromkeys(map(str, found))) if found else None), "span"


def _first_days(match: re.Match[str], anchor: Anchor) -> Shaped:
    """假期首日, 假期前两天: days of the holiday last told, or of the one that was just over."""
    found = _last_holiday(anchor)
    if found is None:
        return None, "day"
    if match["fd"] is None:
        return found[0].isoformat(), "day"
    last = found[0].toordinal() + int(number(match["fd"])) - 1
    return f"{found[0]}/{date.fromordinal(last)}", "span"


_FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}


def _feast_day(match: re.Match[str], anchor: Anchor) -> Shaped:
    """国庆节当天 is the first of October."""
    month, day = _FIXED[match["feastday"]]
    return day_iso(anchor.year_of(match["year"], month), month, day), "day"


def _lunar(match: re.Match[str], anchor: Anchor) -> Shaped:
    """正月初二 by the lunar calendar; none where the table does not know the year."""
    first = table("lunar_new_year").get(str(anchor.year_of(match["year"], 2)))
    if first is None:
        return None, "day"
    day, later = (
        date.fromordinal(date.fromisoformat(first).toordinal() + int(number(text)) - 1) if text else None
        for text in (match["la"], match["lb"])
    )
    return (f"{day}/{later}", "span") if later else (str(day), "day")


SHORT_HOLIDAY = 3  # days of the shortest holiday that 长假期间 may mean
AFTER_HOLIDAY = 10  # days after a holiday in which 5天假期 means that one


def _months(match: re.Match[str], anchor: Anchor) -> Shaped:
    first, last = month_number(match["ma"]), month_number(match["mb"])
    return months_iso(anchor.year_of(match["year"], last), first, last), "span"


def _first_months(match: re.Match[str], anchor: Anchor) -> Shaped:
    last = month_number(match["first"])
    return months_iso(anchor.year_of(match["year"], last), 1, last), "span"


def _day(match: re.Match[str], anchor: Anchor) -> Shaped:
    month = month_number(match["dm"])
    if anchor.published and month == anchor.published.month % 12 + 1 and month > 1:
        anchor.ahead = True  # 9月16日 said in August: a day eleven months gone would be told with its year
    year = anchor.year_of(match["year"], month)
    day = day_iso(year, month, int(match["dd"]))
    if match["ed"] and day:
        end = day_iso(year, month_number(match["em"]) if match["em"] else month, int(match["ed"]))
        return (f"{day}/{end}" if end else None), "span"
    return clock(match, "", day)


_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}


def _one_month(match: re.Match[str], anchor: Anchor) -> Shaped:
    month = month_number(match["m"])
    year = anchor.year_of(match["year"], month)
    return (None, "month") if year is None else part_of_month(year, month, match["mpart"])


def part_of_month(year: int, month: int, part: str | None) -> Shaped:
    if part in {"底", "末"}:
        return day_iso(year, month, last_day(year, month)), "day"
    if part in _TENTHS:
        first, last = _TENTHS[part or ""]
        return f"{day_iso(year, month, first)}/{day_iso(year, month, last or last_day(year, month))}", "span"
    return f"{year:04d}-{month:02d}", "month"


def edge_of(year: int | None, edge: str) -> Shaped:
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


def _bare(match: re.Match[str], _anchor: Anchor) -> Shaped:
    return match["bare"], "year"


CALENDAR: dict[str, Callable[[re.Match[str], Anchor], Shaped]] = {
    "iso": _iso, "years": _years, "bare": _bare, "fiveyears": _five_years, "fiveend": _five_years, "rate": _rate,
    "quarter": _quarter, "quarters": _quarters, "halfyear": _half, "months": _months, "firstmonths": _first_months,
    "month": _one_month, "day": _day, "holiday": _holiday, "feast": _holiday, "daysoff": _days_off,
    "thatfeast": _that_feast, "firstdays": _first_days, "feastday": _feast_day, "lunar": _lunar,
}  # fmt: skip
