"""Phrases that lack what they are about: a topic put before all of a sentence, the crop or trade just measured."""

import re
from functools import cache

from leitai.quantities.lexicon import any_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

LONGEST_TOPIC = 40  # signs from the beginning of a sentence within which its topic ends
_TOPIC = re.compile("([\u4e00-\u9fff]{2,8}?)(?:工作)?方面,")


@cache
def bare_deed() -> re.Pattern[str]:
    """A verb without an object, or the number of what it did (签约, 完工数)."""
    return re.compile(f"{any_of('verbs', 'count_verbs', 'doing')}[数率量]?")


def topic(phrase: str, reading: Reading, clean: str) -> str:
    """管网改造方面,1—3月开工18条: what a sentence says it is about, for a phrase that is only a deed."""
    start = reading.sentence.start
    if reading.unit.kind not in {Kind.COUNT, Kind.RANK}:
        return ""
    found = _TOPIC.match(clean, start, min(reading.start, start + LONGEST_TOPIC))
    if found is None or found[1] in phrase or bare_deed().fullmatch(phrase) is None:
        return ""
    return found[1]


_MEASURE = re.compile(
    "([\u4e00-\u9fff]{2,6}?)(?:总?产[值量]|产出|采[收摘]量|(?:交易|销售|出口)[量额]|销量|(?:种植|养殖|栽培|播种|投产)?面积)"
)


def of_same_thing(phrase: str, reading: Reading) -> str:
    """杨梅产量410吨,产值3000万元: the crop whose measure was told just before, for a measure that names none."""
    if phrase not in _OF_CROP:
        return ""
    one = reading.earlier if reading.prior is not None or reading.sentence.joined else None
    for _ in range(_LOOKED_BACK):
        if one is None or one.sentence.paragraph != reading.sentence.paragraph:
            break
        found = _MEASURE.fullmatch(one.indicator or "")
        if found and found[1] not in _WHOLE:
            return found[1]
        if one.indicator not in _OF_LAND and one.indicator != phrase:
            break
        one = one.earlier
    return ""


_LOOKED_BACK = 4
_OF_LAND = frozenset({"投产", "投产面积", "挂果", "种植", "种植面积"})


def same_measure(phrase: str, reading: Reading) -> str:
    """第一产业增加值28亿元、第二产业260亿元: what is measured of the one before, for one of the same ending."""
    prior, size = reading.prior, len(phrase)
    before = (prior.indicator or "") if prior is not None and prior.unit.base == reading.unit.base else ""
    if size <= len(_ENDING) or len(before) <= size or before.startswith(phrase):
        return ""
    alike = before[size - len(_ENDING) : size] == phrase[-len(_ENDING) :]
    return before[size:] if alike and _MEASURED.fullmatch(before, size) else ""


_ENDING = "产业"  # so many signs of an ending are compared
_MEASURED = re.compile(
    "(?:人均)?[\u4e00-\u9fff]{0,4}(?:增加值|产值|收入|投资|税收|贷款|余额|存款|支出|面积|产量|销售额)"
)
_OF_CROP = frozenset({"产值", "总产值", "产量", "总产量", "销量", "销售额", "交易量", "交易额", "出口量", "出口额"})
_WHOLE = frozenset(
    {"投产", "种植", "建筑", "占地", "用地", "规上工业", "工业", "规上", "农业", "生产", "累计", "实现", "完成"}
)
