"""Whether a figure goes on with what was told before it: a part of it, its breakdown, the next of a list."""

import re

from leitai.quantities.dates import Moment
from leitai.quantities.figures import Role, Status
from leitai.quantities.layout import Layout, Sentence
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind


def _before_sentence(reading: Reading) -> Reading | None:
    """The last figure before the sentence of a figure."""
    one = reading.earlier
    for _ in range(LONGEST_SENTENCE):
        if one is None or one.sentence is not reading.sentence:
            return one
        one = one.earlier
    return None


LONGEST_SENTENCE = 60  # figures of a sentence over which one looks back


def told_in_part(reading: Reading, moment: Moment) -> bool:
    """到8月底完成4件。其中改路62公里;改小区9个: what goes on behind ； in a list of parts."""
    before = reading.earlier
    while (
        before is not None and before.status is Status.PLANNED and before.sentence.number >= reading.sentence.number - 1
    ):
        before = before.earlier  # 种养类项目6个、总投资14亿元;加工类项目5个
    return reading.sentence.joined and before is not None and before.period == moment.iso


def opens(reading: Reading, moment: Moment, sentence: Sentence, clean: str) -> bool:
    """11月1日网上销售额6亿元;揽收快件9万件: the day that opens a sentence, or a clause of it, is that of all of it."""
    before = reading.earlier
    first = moment.start == sentence.start or clean[moment.start - 1] == ","
    return first and before is not None and before.period == moment.iso


def parts_of_it(reading: Reading, moment: Moment, clean: str) -> bool:
    """其中东浦镇办件9000件;西坞镇…: the parts of what was told before, and what goes on behind ；."""
    before = reading.earlier
    goes_on = reading.sentence.joined and before is not None and before.period == moment.iso
    return goes_on or clean.startswith("其中", reading.sentence.start)


def of_same_things(reading: Reading, moment: Moment) -> bool:
    """今天56个项目开工。交通项目9个;城建项目16个: kinds of the things that were counted at the time."""
    thing = (reading.indicator or "")[-LONGEST_THING:]
    named = len(reading.indicator or "") > LONGEST_THING and not (reading.indicator or "").startswith("在")
    if reading.unit.kind is not Kind.COUNT or reading.status is not Status.ACTUAL or not named:
        return False
    if _HAS.match(reading.lead):
        return False  # 全县有规上企业120家: what there is
    one = reading.earlier
    for _ in range(LOOKED_BACK):
        if one is None or one.sentence.paragraph != reading.sentence.paragraph or one.start < moment.start:
            break
        alike = one.token.printed == reading.token.printed and thing in (one.indicator or "")
        if alike and one.status is Status.ACTUAL:
            return one.period == moment.iso
        one = one.earlier
    return False


_HAS = re.compile("(?:[全该][县市区镇乡])?(?:现|共|还)?有")
LONGEST_THING = 2  # signs of the word for the things counted: 项目, 企业
LOOKED_BACK = 12  # figures before a kind among which those of all kinds are looked for


def part_of_timeless(reading: Reading, moment: Moment, clean: str) -> bool:
    """2014年…。截至目前签约4191户。其中5个…: the parts of what is of no time are of none."""
    whole = _before_sentence(reading) if clean.startswith("其中", reading.sentence.start) else None
    timeless = whole is not None and whole.period is None and whole.status is Status.ACTUAL
    return timeless and whole is not None and whole.start > moment.start


def left_off(reading: Reading, moment: Moment) -> bool:
    """Whether a sentence of no time stands between: what is told after it is no more of the time before it."""
    if reading.unit.kind is not Kind.PERCENT:
        return False
    one = _before_sentence(reading)
    return one is not None and one.start > moment.start and one.role is Role.MEASURE and one.period is None


def silent(reading: Reading) -> bool:
    """Whether the figure before it in its sentence tells a deed of no time, or a price that changed: so does this."""
    before = reading.prior.prior if reading.prior is not None and reading.link == "to" else reading.prior
    if before is None or before.role is not Role.MEASURE or before.status is not Status.ACTUAL or before.period:
        return False
    return reading.link != "subject"


def told_on(reading: Reading, moment: Moment) -> bool:
    """Whether a figure goes on telling what was done: the one before it in its sentence had the period carried."""
    prior = reading.prior
    return prior is not None and prior.period == moment.iso and not prior.period_explicit


def new_actor(reading: Reading, moment: Moment, parts: Layout, clean: str) -> bool:
    """Whether a sentence turns to another actor than the one whose time was spoken of."""
    before = reading.earlier
    if before is None or before.actor == reading.actor or reading.actor_source not in {"clause", "sentence"}:
        return False
    if reading.sentence.joined or parts.sentence_at(moment.start) is reading.sentence or breaks_down(reading, clean):
        return False
    if clean.startswith("其中", reading.sentence.start) or clean.startswith("其中", reading.lead_start):
        return False
    if _of_many(before):
        return False  # 甲镇以93分列第一,乙镇列第六。甲镇…: a list that goes on
    return moment.granularity != "year" or moment.start > parts.sentence_at(moment.start).start


def _of_many(reading: Reading) -> bool:
    """Whether the sentence of a figure ranks several actors one after the other."""
    one: Reading | None = reading
    actors = set[str | None]()
    while one is not None and one.sentence is reading.sentence:
        actors.add(one.actor if one.role is Role.RANK else reading.actor)
        one = one.earlier
    return len(actors) > 1


def is_part(reading: Reading, clean: str) -> bool:
    """全县代办4.3万件,…。某镇代办5120件: a township's figure of what was told of the county just before."""
    if reading.actor_source != "clause" or (reading.actor or "")[-1:] not in "镇乡道":
        return False
    compared = _COMPARED.match(clean, reading.end, reading.sentence.end) is not None
    one = reading.earlier
    for _ in range(LONGEST_SENTENCE):
        if one is None or one.sentence.number < reading.sentence.number - 1:
            return False
        alike = one.unit.base == reading.unit.base and one.actor != reading.actor
        within = compared and (reading.actor or "").startswith(one.actor or "?")
        if alike and (within or one.indicator == reading.indicator):
            return True
        one = one.earlier
    return False


_COMPARED = re.compile("[多余]?[^,。;0-9]{0,3},?[均都]?(?:位?[居列]|排|占)(?:全|各|首|第|在)")


def breaks_down(reading: Reading, clean: str) -> bool:
    """东浦镇、西坞镇的活动分别有20场、15场: the parts of what was told of the county just before."""
    before = reading.earlier
    if is_part(reading, clean):
        return True
    if before is None or "actor respectively" not in reading.rules:
        return False
    return before.sentence is reading.sentence or (reading.actor or "").startswith(before.actor or "?")


def aims_on(reading: Reading, moment: Moment) -> bool:
    """2014年生产总值目标115亿元。税收14亿元: an aim behind an aim of the same time."""
    before = _before_sentence(reading) if reading.status is Status.TARGET else None
    return before is not None and before.status is Status.TARGET and before.period == moment.iso


def behind_aims(reading: Reading, moment: Moment) -> bool:
    """今年要新增300家。工期由90天缩短到70天…: what is so is not told for the time that only aims were set for."""
    if reading.status is not Status.ACTUAL or reading.sentence.joined:
        return False
    before = _before_sentence(reading)
    return before is not None and before.status is Status.TARGET and before.period == moment.iso
