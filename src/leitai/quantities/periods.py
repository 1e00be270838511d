"""The governing period of a figure: the time expression it stands under, carried as far as the text carries it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leitai.quantities.dates import Moment
from leitai.quantities.document import Document
from leitai.quantities.figures import Role, Status
from leitai.quantities.layout import Layout, Sentence
from leitai.quantities.links import flow_verb
from leitai.quantities.reading import Reading
from leitai.quantities.statuses import PROMISE
from leitai.quantities.trimming import doing
from leitai.quantities.units import Kind

_AGAINST = re.compile("(?:比|较|与|于|自|从|由)$")
_UNTIL = re.compile("(?:到|至|截至|截止|止)$")
_STATISTICS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.RANK})
_COUNTED = frozenset({Kind.COUNT, Kind.LENGTH, Kind.AREA, Kind.MASS, Kind.VOLUME})
_BROAD = frozenset({"year", "quarter", "month", "span"})


def assign(readings: Sequence[Reading], document: Document) -> None:
    """Set the period of every reading from the moments before it in its paragraph, or from the heading."""
    moments, parts, clean = document.moments, document.parts, document.clean
    place, current = 0, None
    headings = _Headings(moments, parts, clean)
    spanned: Sentence | None = None
    for reading in readings:
        own: Moment | None = None
        if _many_years(reading, clean):
            current, spanned = None, reading.sentence
        while place < len(moments) and moments[place].start < reading.start:
            own = moments[place]
            place += 1
            if _governs(own, clean) and not (
                reading.link == "to" and reading.prior and own.start > reading.prior.start
            ):
                current = own
        current = _those_days(reading, moments[max(0, place - SPANS_BACK) : place]) or current
        if reading.role in {Role.QUALIFIER, Role.THRESHOLD} or reading.lead.endswith("连续"):
            continue
        if reading.link == "to" and reading.prior is not None and "period of the start" not in reading.prior.rules:
            reading.prior.period, reading.prior.period_explicit = None, False
        if _told_by_place(reading, own, clean):
            continue
        if current is not None and _new_actor(reading, current, parts, clean):
            current = None
            _from_heading(reading, headings)
        elif not _from_current(reading, current, parts, clean) and reading.sentence is not spanned:
            _from_heading(reading, headings)


def _those_days(reading: Reading, moments: Sequence[Moment]) -> Moment | None:
    """5天 after 5月1日至5日 are those days: the figures that follow are of them."""
    if reading.unit.base != "d" or reading.role is not Role.QUALIFIER or reading.lead:
        return None
    for moment in reversed(moments):
        if moment.granularity == "span" and moment.shape != "same" and _days(moment.iso or "") == reading.token.low:
            return replace(moment, start=reading.start, end=reading.end)
    return None


SPANS_BACK = 12  # times before a figure among which a span of days is looked for


def _days(iso: str) -> int:
    """The number of days of a span of days, nought for any other time."""
    first, _, last = iso.partition("/")
    if len(first) != 10 or len(last) != 10:
        return 0
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _told_by_place(reading: Reading, own: Moment | None, clean: str) -> bool:
    """Give the period of a figure that its place tells: start or end of a change, a share, a rank behind its time."""
    iso = own.iso if own is not None else None
    prior = reading.prior.period if reading.prior else None
    if own is not None and iso and reading.role is Role.RANK and own.end == reading.start:
        _give(reading, iso, True, "period of the rank")  # 今年首个
    elif own is not None and iso and _starts_from(own, reading, clean):
        _give(reading, iso, True, "period of the start")
    elif own is not None and iso and reading.link == "to" and own.start >= reading.lead_start:
        _give(reading, iso, True, "period of the end")
    elif _is_share(reading):
        _give(reading, prior, False, "period of what it is a share of")
    elif _of_the_end(reading):
        _give(reading, prior, True, "period of the end")
    else:
        return False
    return True


def _give(reading: Reading, iso: str | None, explicit: bool, rule: str) -> None:
    reading.period, reading.period_explicit = iso, explicit
    reading.rules.append(rule)


def _governs(moment: Moment, clean: str) -> bool:
    if moment.iso is None or moment.shape == "same":
        return False
    if clean[moment.end : moment.end + 1] in {"首", "第"} and clean[moment.start - 1 : moment.start] not in ",。;\n":
        return False
    if _CONDITION.match(clean, moment.end):
        return False
    if moment.granularity in _BROAD and (_EVENT.match(clean, moment.end) or _OF_TASKS.match(clean, moment.start)):
        return False
    if _YARDSTICK.match(clean, moment.end) and clean[moment.start - 1 : moment.start] not in {"由", "从"}:
        return False
    return not _AGAINST.search(clean, max(0, moment.start - 2), moment.start)


# 是去年的1.5倍: what a figure is measured by is no time of it.
_YARDSTICK = re.compile("(?:同期|全年|水平)?的[0-9]")
# 6月30日前签约的农户: a term that those it speaks of must meet.
_CONDITION = re.compile("[之以]?前[^,。;0-9]{1,8}的")
_OF_TASKS = re.compile("(?<![,。;:\n])全年(?:任务|目标)|全年(?:任务|目标)(?![是为:])")
# 明年6月投产, dates what is told of, not the figures after it.
_EVENT = re.compile(
    "(?:底|初|中旬|上旬|下旬)?前?[\u4e00-\u9fff]{0,6}?(?:投产|投用|开工|动工|完工|竣工|开园|开业|开馆|交付|启用|封顶|结顶|开建|上线|投运|通车)(?=[,。;]|的)"
)


def _starts_from(moment: Moment, reading: Reading, clean: str) -> bool:
    """由2019年的38.6%提高到…: the year belongs to the first level only."""
    return moment.start >= reading.lead_start and clean[moment.start - 1 : moment.start] in {"由", "从"}


def _many_years(reading: Reading, clean: str) -> bool:
    """Whether a stretch of years is told of (近五年, 三年来): its figures are of no single year."""
    if reading.unit.base != "a":
        return False
    before = clean.endswith(("过去", "近", "最近", "前"), 0, reading.start)
    return before or clean.startswith(("来", "以来", "间"), reading.end)


def _is_share(reading: Reading) -> bool:
    """全镇有企业9家,占全市的8%: a share of what was told just before is of its time."""
    prior = reading.prior
    return reading.unit.kind is Kind.PERCENT and prior is not None and _SHARE.fullmatch(reading.lead) is not None


_SHARE = re.compile("约?占比?(?:到|达)?(?:[全该][市县区省国镇]|总[数量])?[^,。;]{0,6}")


def _of_the_end(reading: Reading) -> bool:
    """从2017年的38亿元增加到2022年的61亿元,年均增长9%: what is said of the change is of its end."""
    prior = reading.prior
    return prior is not None and "phrase taken over" in reading.rules and "period of the end" in prior.rules


def _other_voice(reading: Reading, moment: Moment, parts: Layout, clean: str) -> bool:
    """Whether a speech of whole sentences holds the time or the figure only: each voice has its own time."""
    start = parts.paragraphs[reading.sentence.paragraph].start
    if parts.sentence_at(moment.start) is reading.sentence:
        return False
    return _speech(clean, start, moment.start) != _speech(clean, start, reading.start)


def _speech(clean: str, start: int, place: int) -> int:
    """Where the quotation begins that holds a place, -1 if none does."""
    opened = clean.rfind("“", max(start, place - LONGEST_SPEECH), place)
    return opened if opened >= 0 and clean.find("”", opened, place) < 0 else -1


LONGEST_SPEECH = 600


def _from_current(reading: Reading, moment: Moment | None, parts: Layout, clean: str) -> bool:
    if moment is None:
        return False
    sentence = parts.sentence_at(moment.start)
    if sentence.paragraph != reading.sentence.paragraph or _other_voice(reading, moment, parts, clean):
        return False
    same = sentence is reading.sentence
    first = reading.prior is None or reading.prior.start < moment.start or _listed_on(reading, moment, clean)
    if reading.status is Status.PLANNED and moment.granularity != "year" and not (same and first):
        return True
    if not same and _BY_NOW.match(clean, reading.lead_start):
        return True
    if moment.granularity != "year" and _YEARLY.match(reading.indicator or ""):
        return True
    if (not same and _TERMS.search(reading.lead)) or (not first and _CAN.search(reading.lead)):
        return True
    if (
        not same
        and reading.status in {Status.TARGET, Status.EXPECTED}
        and not (reading.sentence.joined or clean.startswith("其中", reading.sentence.start))
    ):
        return True
    if not (same or _carries(reading, moment, sentence.number, parts, clean)):
        return True
    if moment.granularity not in _BROAD and not _day_governs(reading, moment, clean):
        return True
    _give(reading, (moment.iso or "").partition("T")[0], same, "period" if same else "period carried")
    return True


# What something can do, costs or brings by its terms, at whatever time: 日处理能力, 日费率, 每户奖励.
_BY_NOW = re.compile("(?:目前|至今|迄今)(?:已经?)?累计")  # since whenever it began, not since the time last told
_CAN = re.compile("(?:处理|生产|接待|供水|供电|发电|承载|停车|救援)能力")
_TERMS = re.compile("总投资(?:约|达|为|额)*$|日[费利]率|[的至]日$|每[户家人个][^,。;]{0,4}(?:奖励|补助|奖补|补贴)")


def _listed_on(reading: Reading, moment: Moment, clean: str) -> bool:
    """再拆除47户、6500平方米: what is listed with a figure has its period."""
    prior = reading.prior
    return prior is not None and clean[prior.end : reading.start] == "、" and prior.period == moment.iso


# 年产值 is of no quarter or month.
_YEARLY = re.compile("年(?![度末底初中轻货龄检报会级])")


def _new_actor(reading: Reading, moment: Moment, parts: Layout, clean: str) -> bool:
    """Whether a sentence turns to another actor than the one whose time was spoken of."""
    before = reading.earlier
    if before is None or before.actor == reading.actor or reading.actor_source not in {"clause", "sentence"}:
        return False
    if reading.sentence.joined or parts.sentence_at(moment.start) is reading.sentence or _breaks_down(reading):
        return False
    if clean.startswith("其中", reading.sentence.start):
        return False
    return moment.granularity != "year" or moment.start > parts.sentence_at(moment.start).start


def _breaks_down(reading: Reading) -> bool:
    """东浦镇、西坞镇的活动分别有20场、15场: the parts of what was told of the county just before."""
    before = reading.earlier
    if before is None or "actor respectively" not in reading.rules:
        return False
    return before.sentence is reading.sentence or (reading.actor or "").startswith(before.actor or "?")


class _Headings:
    """The period that the nearest heading states, where the heading is of a report on that period."""

    def __init__(self, moments: Sequence[Moment], parts: Layout, clean: str) -> None:
        self.parts, self.clean = parts, clean
        self.known: dict[int, Moment] = {}
        for moment in moments:
            number = parts.sentence_at(moment.start).paragraph
            paragraph = parts.paragraphs[number]
            if not paragraph.heading:
                continue
            told = moment.shape != "whole" or clean[moment.start].isdigit()
            told = told and not _FIGURE.search(clean, paragraph.start, paragraph.end)
            report = told or _REPORT.search(clean, paragraph.start, paragraph.end)
            if report and moment.iso and moment.granularity in _BROAD:
                self.known.setdefault(number, _first_half(moment, clean))
        self.last = max(self.known, default=-1)

    def before(self, paragraph: int) -> Moment | None:
        """The period of the last such heading above a paragraph."""
        numbers = [number for number in self.known if number < paragraph]
        return self.known[max(numbers)] if numbers else None

    def promised(self, paragraph: int) -> Moment | None:
        """The same, where that heading speaks of aims (二、2020年目标任务)."""
        moment = self.before(paragraph)
        heading = None if moment is None else self.parts.paragraphs[self.parts.sentence_at(moment.start).paragraph]
        if heading is None or not PROMISE.search(self.clean, heading.start, heading.end):
            return None
        return moment


def _first_half(moment: Moment, clean: str) -> Moment:
    """年中总结 in a heading looks back at the first half of the year."""
    if clean[moment.end - 2 : moment.end] != "年中":
        return moment
    year = (moment.iso or "")[:4]
    return replace(moment, iso=f"{year}-01/{year}-06", granularity="span")


_FIGURE = re.compile("[0-9][万亿]*(?:元|%|户|家|个|亩|人|件|项)")
_REPORT = re.compile(
    "总结|报告|通报|情况|成绩单|答卷|数据|运行|摘要|盘点|公报|季报|月报|简报|实绩|亮绩|成绩|晒出|开局|战报|进展|快报|综述|收官"
)


def _from_heading(reading: Reading, headings: "_Headings") -> None:
    if headings.last < 0 or reading.unit.kind is Kind.DURATION:
        return
    if reading.status in {Status.PLANNED, Status.EXPECTED}:
        moment = headings.promised(reading.sentence.paragraph)
    else:
        moment = headings.before(reading.sentence.paragraph)
    if moment is not None and (moment.granularity == "year" or _is_flow(reading) or _told_on(reading, moment)):
        _give(reading, moment.iso, False, "period of the heading")


def _day_governs(reading: Reading, moment: Moment, clean: str) -> bool:
    if moment.granularity == "rate":
        return "," not in clean[moment.end : reading.start] or (
            reading.prior is not None and reading.prior.period == moment.iso and reading.status is Status.EXPECTED
        )
    if "T" in (moment.iso or "") and not _UNTIL.search(clean, max(0, moment.start - 2), moment.start):
        return clean[moment.end : moment.end + 1] == ","
    until = _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
    own_clause = moment.start >= reading.lead_start
    before = reading.prior
    if before is not None and before.start > moment.end and before.period == moment.iso:
        return True
    return until or own_clause or clean[moment.end : moment.end + 1] == ","


def _is_flow(reading: Reading) -> bool:
    """Whether a figure is of a time: statistics are, and counts of what was done (走访企业), not of what there is."""
    if reading.unit.kind in _STATISTICS:
        return True
    return reading.unit.kind in _COUNTED and _told(reading.indicator or "")


def _told(phrase: str) -> bool:
    """Whether a phrase says what was done: with a verb before the thing (走访企业, 新开工项目)."""
    fresh = re.match("新[改扩续]?[建增开]", phrase) or (doing().match(phrase, 1) if phrase.startswith("新") else None)
    return flow_verb().match(phrase) is not None or fresh is not None


def _carries(reading: Reading, moment: Moment, number: int, parts: Layout, clean: str) -> bool:
    """Over ；a period carries to all; over 。 a broad one does, but a plan is not of a quarter or a month."""
    between = parts.sentences[number + 1 : reading.sentence.number + 1]
    joined = all(sentence.joined for sentence in between)
    if moment.granularity == "rate" or (not joined and _left_off(reading, moment)):
        return False
    if clean.endswith(("截至", "截止", "截止到"), 0, moment.start):
        return True
    if moment.granularity in _BROAD and _parts_of_it(reading, moment, clean):
        return True
    if moment.granularity not in _BROAD:
        return joined and _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
    return (
        joined
        or moment.granularity == "year"
        or _is_flow(reading)
        or _told_on(reading, moment)
        or _breaks_down(reading)
    )


def _parts_of_it(reading: Reading, moment: Moment, clean: str) -> bool:
    """其中东浦镇办件9000件;西坞镇…: the parts of what was told before, and what goes on behind ；."""
    before = reading.earlier
    goes_on = reading.sentence.joined and before is not None and before.period == moment.iso
    return goes_on or clean.startswith("其中", reading.sentence.start)


def _left_off(reading: Reading, moment: Moment) -> bool:
    """Whether a sentence of no time stands between: what is told after it is no more of the time before it."""
    one = reading.earlier
    if reading.unit.kind is not Kind.PERCENT:
        return False
    while one is not None and one.sentence is reading.sentence:
        one = one.earlier
    return one is not None and one.start > moment.start and one.role is Role.MEASURE and one.period is None


def _told_on(reading: Reading, moment: Moment) -> bool:
    """Whether a figure goes on telling what was done: the one before it in its sentence had the period carried."""
    prior = reading.prior
    return prior is not None and prior.period == moment.iso and not prior.period_explicit
