"""The periods that headings state, where a heading is of a report on that period."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from leitai.quantities.aims import PROMISE
from leitai.quantities.carrying import BROAD
from leitai.quantities.dates import Moment
from leitai.quantities.layout import Layout, Paragraph

_FIGURE = re.compile("[0-9][万亿]*[多余]?(?:元|%|户|家|个|亩|人|件|项|平方米|公里|吨)")
_REPORT = re.compile(
    "总结|报告|通报|情况|成绩单|答卷|数据|运行|摘要|盘点|公报|季报|月报|简报|实绩|亮绩|成绩|晒出|开局|战报|进展|快报|综述|收官|经济账|账本|账单|路线图|任务书"
)
# 第二季度镇街擂台赛: part of a name of a meeting
OF_MEETING = re.compile(
    "[\u4e00-\u9fff]{0,8}?(?:擂台赛|打擂|擂台|交流会|比武|现场会|推进会|例会|述职会|动员会|座谈会|新闻发布会)"
)


class Headings:
    """The period that the nearest heading states, where the heading is of a report on that period."""

    def __init__(self, moments: Sequence[Moment], parts: Layout, clean: str) -> None:
        self.parts, self.clean = parts, clean
        self.known: dict[int, Moment] = {}
        self.with_figures: set[int] = set()
        for moment in moments:
            number = parts.sentence_at(moment.start).paragraph
            paragraph = parts.paragraphs[number]
            if self._announces(moment, paragraph):
                self.known[number] = moment
            if not paragraph.heading or OF_MEETING.match(clean, moment.end):
                continue
            told = moment.shape != "whole" or clean[moment.start].isdigit()
            figure = _FIGURE.search(clean, paragraph.start, paragraph.end) is not None
            if figure and told and _told_again(moment, moments, paragraph):
                self.with_figures.add(number)
            told = told and (not figure or number in self.with_figures)
            report = told or _REPORT.search(clean, paragraph.start, paragraph.end)
            if report and moment.iso and moment.granularity in BROAD:
                self.known.setdefault(number, _first_half(moment, clean))
        self.numbers = sorted(self.known)
        self.last = max(self.known, default=-1)

    def _announces(self, moment: Moment, paragraph: Paragraph) -> bool:
        """截至3月底,主要项目进展如下: a line that ends in such a colon tells the time of the list under it."""
        told = self.clean[max(paragraph.start, paragraph.end - 3) : paragraph.end].rstrip().endswith((":", "如下"))
        return told and moment.iso is not None and moment.shape != "same" and moment.granularity != "rate"

    def before(self, paragraph: int) -> Moment | None:
        """The period of the last such heading above a paragraph."""
        place = bisect_left(self.numbers, paragraph)
        return self.known[self.numbers[place - 1]] if place else None

    def only_statistics(self, paragraph: int) -> bool:
        """Whether that heading tells a figure itself: its period is that of the statistics under it alone."""
        place = bisect_left(self.numbers, paragraph)
        return place > 0 and self.numbers[place - 1] in self.with_figures

    def promised(self, paragraph: int) -> Moment | None:
        """The same, where that heading speaks of aims (二、2020年目标任务)."""
        moment = self.before(paragraph)
        heading = None if moment is None else self.parts.sentence_at(moment.start)
        if heading is None or not PROMISE.search(self.clean, heading.start, heading.end):
            return None
        return moment


def _told_again(moment: Moment, moments: Sequence[Moment], paragraph: Paragraph) -> bool:
    """Whether the text takes up the period of its title with its first time (前三季度GDP增长7.4%)."""
    following = next((one for one in moments if one.start >= paragraph.end and one.granularity in BROAD), None)
    return following is not None and following.iso == moment.iso


def _first_half(moment: Moment, clean: str) -> Moment:
    """年中总结 in a heading looks back at the first half of the year."""
    if clean[moment.end - 2 : moment.end] != "年中":
        return moment
    year = (moment.iso or "")[:4]
    return replace(moment, iso=f"{year}-01/{year}-06", granularity="span")
