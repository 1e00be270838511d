"""What time expressions mean for a text published on a known day.

Forms: 2019-04-23T19 (hour), 2019-04-23, 2019-03, 2019Q1, 2018, 2019-01/2019-09 (first and last month or day), P1Y.
"""

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import date

from leitai.quantities.anchors import Anchor
from leitai.quantities.date_shapes import CALENDAR
from leitai.quantities.spoken_dates import SPOKEN

_FUTURE = re.compile("计划|力争|预计|确保|将|拟|到了?$|有望|争取|要求|限")
_FUTURE_AFTER = re.compile(
    "[^,。;]{0,8}?(?:计划(?!数|的|任务|进度)|拟|须|必须|力争|将|确保|要完成|还要|前完成)|前|[^。;]{0,10}?(?:预计|将于|有望)"
)
_DUE = re.compile("(?:建成|交付|投产|投用|启用|通车|开学|开园|开馆|开业|结顶|完工|竣工)(?![了后的])")
# a year that is only measured by or aimed at (从2018年的…, 到2025年…)
_COMPARED = re.compile("(?:[从由比较]|(?<!截)[到至])$")
_SENTENCE_END = re.compile("[。;\n]")


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
            out[-1] = Moment(
                before.start, moment.end, iso, "span", "years" if len(iso) == len("2018/2019") else moment.shape
            )
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
    shape = next(name for name in _READERS if match[name] is not None)
    iso, granularity = _READERS[shape](match, anchor)
    compared = shape == "whole" and _COMPARED.search(match.string, max(0, match.start() - 2), match.start())
    beside = match.string.startswith(("相比", "比", "以来", "至今"), match.end()) and shape == "whole"  # 与2022年相比
    feast = shape in {"feast", "holiday"} and match.string.endswith(("比", "较"), 0, match.start())
    if not (compared or beside or feast):
        anchor.remember(iso, shape, match[0], told=match["year"] is not None or shape in _WITH_YEAR)
    return Moment(match.start(), match.end(), iso, granularity, shape)


_READERS = CALENDAR | SPOKEN
