"""The words around a number: its clause before and after, without what stands in brackets."""

import re
from collections.abc import Sequence

from leitai.quantities.lexicon import HAN, SUPERLATIVE
from leitai.quantities.links import RESPECTIVELY
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_LIMIT = re.compile("(?:及|或)?以[上下](?:的?[\u4e00-\u9fff]|$)")
_TAIL = re.compile(
    r"(?:[^,;:。、!?！？;\n()“”‘’「」《—…]+|“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|《[^《》\n]*》|《"
    r"|(?<=[\u4e00-\u9fff])\([\u4e00-\u9fff、]*\)|—(?!—))*"
)
_BRACKETS = re.compile(r"\([^()]*\)")
# 面积不足60平方米的门店有9家: a bound, then what it holds for.
_BOUND = re.compile("(?:超过?|高于|低于|不足|不到|不满|少于|多于|达到?|满)了?$")
# 完成全年8000人目标的26.8%: the aim that a share is of, with its number inside.
_OF_AIM = re.compile("的?(?:计划|任务|目标)(?:数|量)?的")
_DONE_OF = re.compile("(?:完成|占|达到?|为)了?(?:年度|全年|今年|年)?$")
# 排全省26个山区县第9位, 在全省90个城市中列第17名: a count that says among how many.
_AMONG = re.compile(
    f"(?:(?:分别)?(?:居|列|排|位居|位列|名列|排名|排在)|在)(?:全[国省市区县州]|{HAN}{{2,3}}[省市区县]?)?{HAN}{{0,4}}$|全[国省市区县州]$"
)
_COME_OF = re.compile(
    rf"{HAN}{{0,8}}?(?:\([市区县旗、]+\))?(?:[中里内]|当中)?(?:分别|依次)?(?:居|列|排|位居|位列|名列|排名|排在)?"
)
_WHAT = re.compile("的(?:[\u4e00-\u9fff]{1,6}?(?:还有|共有|已有|仅有|只有|有|达到?|共)?)?")
_SIZED = re.compile("的?(?:项目|工程|企业|园区)(?:共?有|达)?")  # 10亿—50亿元项目17个
REACH = 60
_REACHES = re.compile("(?:达到?了?|为|有|仅|仅为|高达)?")
_MOST = re.compile(
    f"(?:^|(?<=[,;。:、\n]))(?:[0-9]{{1,2}}月[0-9]{{1,2}}日)?[\u4e00-\u9fff]{{2,12}}{SUPERLATIVE}(?:的是[^,;。:]{{2,12}})?,$"
)  # 增速最快的是某镇,达…


def surround(readings: Sequence[Reading], clean: str) -> None:
    """Set lead and tail of every reading. A clause never crosses a sentence or another number."""
    starts = [reading.start for reading in readings] + [len(clean)]
    before: Reading | None = None
    for place, reading in enumerate(readings):
        sentence = reading.sentence
        floor = max(sentence.start, reading.start - REACH)
        if before is not None and before.sentence is sentence:
            floor = max(floor, _floor(before, reading, clean))
        reading.lead_start = _lead_start(clean, floor, reading.start)
        if _REACHES.fullmatch(clean, reading.lead_start, reading.start):
            found = _MOST.search(clean, floor, reading.lead_start)
            reading.lead_start = found.start() if found else reading.lead_start
        if before is not None and before.sentence is sentence:
            _behind_list(clean, before, reading)
        ceiling = min(starts[place + 1], sentence.end, reading.end + REACH)
        found = _TAIL.match(clean, reading.end, ceiling)
        reading.tail_end = found.end() if found else reading.end
        reading.runs_on = reading.tail_end == starts[place + 1]
        reading.lead = clean[reading.lead_start : reading.start]
        reading.tail = clean[reading.end : reading.tail_end]
        before = reading


def _floor(before: Reading, reading: Reading, clean: str) -> int:
    """Where the words of a number may begin after another: behind it; before it where it is a limit or in brackets."""
    between = clean[before.end : reading.start]
    shut = between.find(")")
    if shut >= 0 and "(" not in between[:shut] and "(" in clean[before.lead_start - 1 : before.start]:
        return _lead_start(clean, before.sentence.start, before.lead_start - 1) if before.lead_start else 0
    if (
        reading.unit.kind is Kind.PERCENT
        and _OF_AIM.fullmatch(between)
        and _DONE_OF.search(clean, before.lead_start, before.start)
    ):
        return before.lead_start
    if reading.unit.kind is Kind.RANK and before.unit.kind is Kind.COUNT and _COME_OF.fullmatch(between):
        among = clean[_lead_start(clean, before.sentence.start, before.start) : before.start]
        return before.lead_start if _AMONG.search(among) else before.end
    sized = before.token.high is not None and reading.unit.kind is Kind.COUNT and _SIZED.fullmatch(between)
    if sized or _LIMIT.match(between) or (_BOUND.search(before.lead) and _WHAT.fullmatch(between)):
        return before.lead_start
    return before.end


def _lead_start(clean: str, floor: int, start: int) -> int:
    """Behind the last mark before a number that ends a clause. A quotation closed before the number is part of it."""
    place, depth = start - 1, 0
    while place >= floor:
        sign = clean[place]
        if sign not in _MARKS:
            place -= 1
            continue
        if sign in "”’」)》":
            depth += 1
        elif sign in "“‘「(《":
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and (sign in ",;:。!?！？\n" or _breaks(clean, place, start)):
            return place + 1
        place -= 1
    return floor


_MARKS = frozenset("”’」)》“‘「(《,;:。!?！？\n— \u3000\t")


def _breaks(clean: str, place: int, start: int) -> bool:
    """Whether a dash or a space parts two clauses."""
    sign = clean[place]
    if sign == "—":
        return clean[place - 1] == "—"
    return sign in " \u3000\t" and start - place > 2


def _behind_list(clean: str, before: Reading, reading: Reading) -> None:
    """After a number, the words of the next one begin behind the last 、 (分别 and its list keep together)."""
    place = clean.rfind("、", before.end, reading.start)
    while place >= 0 and clean.rfind("(", before.end, place) > clean.rfind(")", before.end, place):
        place = clean.rfind("、", before.end, place)  # 九个县(市、区)第六位
    if place < 0 or reading.lead_start != before.end or RESPECTIVELY.search(clean, place, reading.start):
        return
    if place + 1 < reading.start or place > before.end:
        reading.lead_start, reading.listed = place + 1, True


def without_brackets(text: str) -> str:
    """A phrase without bracketed words."""
    return _BRACKETS.sub(lambda found: found[0] if _in_a_word(found) else "", text) if "(" in text else text


_END_OF_WORD = re.compile("(?:额|率|量|费|值|收入)(?:约|近|超|达|为)?$")


def _in_a_word(found: re.Match[str]) -> bool:
    """营业(销售)额: a bracket with another reading of a word's first half is a part of the word."""
    other = found[0][1:-1]
    return len(other) == len("销售") and _END_OF_WORD.match(found.string, found.end()) is not None
