"""What a time is by when it was said, or by what was told before it: 去年, 上月, 昨晚, 年底前, 上年同期, 当天."""

import re
from collections.abc import Callable
from datetime import date

from leitai.quantities.anchors import Anchor, day_iso
from leitai.quantities.date_shapes import Shaped, clock, edge_of, part_of_month
from leitai.quantities.numerals import number


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


def _edge(match: re.Match[str], anchor: Anchor) -> Shaped:
    headed = match["year"] is None and anchor.year is None and anchor.headed_earlier()
    anchor.ahead = True
    if match["edge"] == "年内" and not match["year"] and anchor.published:
        return f"{anchor.published.year:04d}", "year"
    return edge_of(anchor.titled if headed else anchor.year_of(match["year"], None), match["edge"])


def _whole(match: re.Match[str], anchor: Anchor) -> Shaped:
    year = anchor.spelled(match["whole"])
    spoken = anchor.period if anchor.period is not None else str(anchor.told_before() or "")
    told = int(spoken) if spoken.isdigit() else None
    if told and match["whole"] == "上年" and match.string[match.start() - 1 : match.start()] in {"比", "较"}:
        year = told - 1  # 去年…,比上年: the year before that one
    if (
        match["whole"] == "去年"
        and anchor.tells_last_year()
        and match.string[match.start() - 1 : match.start()] in {"比", "较"}
    ):
        year = (anchor.year or 0) - 1  # out in January: 2018年…,比去年增加
    if year is not None and match["wholeedge"]:
        return edge_of(year, match["wholeedge"])
    return (f"{year:04d}" if year is not None else None), "year"


_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}


def _near(match: re.Match[str], anchor: Anchor) -> Shaped:
    word = match["near"]
    if word[0] in "次翌第":
        told = _DAY_FORM.match(anchor.period or "")
        following = date.fromisoformat(told[0]).toordinal() + 1 if told else 0
        return clock(match, "n", date.fromordinal(following).isoformat() if told else None)
    if word[0] == "当":
        spoken = _DAY_FORM.match(anchor.period or anchor.before or "")
        return clock(match, "n", spoken[0] if spoken else anchor.day)
    return clock(match, "n", anchor.day_from(_DAYS[word[0]]))


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
    return part_of_month(*found, "底" if word.startswith("月") else match["monthedge"])


def _week_word(match: re.Match[str], anchor: Anchor) -> Shaped:
    if anchor.published is None:
        return None, "span"
    monday = -anchor.published.weekday() + 7 * _step(match["weekword"])
    first, last = anchor.day_from(monday), anchor.day_from(monday + 6)
    return (f"{first}/{last}" if first and last else None), "span"


def _week_day(match: re.Match[str], anchor: Anchor) -> Shaped:
    """上周四 is the Thursday of the week before that of publication."""
    if anchor.published is None:
        return None, "day"
    place = "一二三四五六日".find(match["weekday"].replace("天", "日"))
    return anchor.day_from(place - anchor.published.weekday() + 7 * _step(match["weekof"])), "day"


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
        return clock(match, "d", day_iso(int(anchor.told_month[:4]), int(anchor.told_month[5:]), day))
    published = anchor.published
    found = anchor.month_from(-1 if published and day > published.day and not anchor.ahead else 0)
    return clock(match, "d", day_iso(*found, day)) if found else (None, "day")


def _hour_alone(match: re.Match[str], anchor: Anchor) -> Shaped:
    """截止下午4时: of the day last told."""
    told = _DAY_FORM.match(anchor.period or anchor.before or "")
    return clock(match, "h", told[0]) if told else (None, "hour")


def _ago(match: re.Match[str], anchor: Anchor) -> Shaped:
    """五年前 is a year, 3个月前 a month, 3天前 a day."""
    count = int(number(match["ago"]))
    if match["agounit"] == "天":
        return anchor.day_from(-count), "day"
    found = anchor.month_from(-count * (12 if match["agounit"] == "年" else 1))
    if found is None or found[0] < 1:
        return None, "month"
    return (f"{found[0]:04d}", "year") if match["agounit"] == "年" else (f"{found[0]:04d}-{found[1]:02d}", "month")


SPOKEN: dict[str, Callable[[re.Match[str], Anchor], Shaped]] = {
    "whole": _whole, "edge": _edge, "same": _same, "near": _near, "monthword": _month_word, "weekword": _week_word,
    "quarterword": _quarter_word, "daynumber": _day_number, "dayalone": _day_number, "daytold": _day_number,
    "houralone": _hour_alone, "ago": _ago, "weekof": _week_day,
}  # fmt: skip
