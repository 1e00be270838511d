"""What looks like a number and is none: names, slogans, idioms, labels, words with a numeral inside."""

import re
from bisect import bisect_right
from functools import cache

from leitai.quantities.lexicon import any_of, pattern_of, table, words
from leitai.quantities.scanning import Token
from leitai.quantities.units import Kind

_QUOTED = re.compile(
    r"“[^“”\n]{1,16}”|‘[^‘’\n]{1,16}’|\"[^\"\n]{1,16}\"|「[^」\n]{1,16}」|『[^』\n]{1,16}』|《[^《》\n]{0,60}》"
)
_CLAUSE_MARK = re.compile("[,;。:!?！？；]")
_MEASURES = frozenset({Kind.MONEY, Kind.PERCENT, Kind.AREA, Kind.LENGTH, Kind.MASS, Kind.VOLUME})
_VAGUE_BEFORE = re.compile(
    "(?:近|超过|超|逾|(?<![签节合预条])约|破|突破|(?<![以网线])上|过|数|几|不到|不足|达|接近|将近|跨过|冲破)$"
)
_UNIT_LABEL = re.compile(
    "(?:以上|级|元?(?:企业|项目|产业|俱乐部|村(?!民)|镇|县|强|大关|台阶|园区|集群|楼宇|工程|产值|大项目|主体|个体))"
)
_ONE_COUNTS = re.compile(
    "(?:新增|引进|增加|减少|仅|只有|唯一|建成|落户|新设|增设|关停|获评|创成|建有|开工|竣工|签约|解决|收到)了?$"
)
_LEADING_SCALE = frozenset("百千万亿")


class Labels:
    """The quoted and titled stretches of a text; a number inside one belongs to a name."""

    def __init__(self, clean: str) -> None:
        found = [m.span() for m in _QUOTED.finditer(clean) if m[0][0] == "《" or not _CLAUSE_MARK.search(m[0])]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]
        self.names: dict[str, set[str]] = {}
        for start, end in found:
            if end - start > 4:
                self.names.setdefault(clean[end - 3 : end - 1], set()).add(clean[start + 1 : end - 1])

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The label that holds a stretch, as its span with quotes, or None."""
        place = bisect_right(self.starts, start) - 1
        if place >= 0 and end < self.ends[place]:
            return self.starts[place], self.ends[place]
        return None


@cache
def _classifiers(key: str) -> frozenset[str]:
    return frozenset(table("units")["classifiers"][key])


def trap_of(token: Token, clean: str, labels: Labels) -> str | None:
    """The class of trap that a token falls in, or None where it counts or measures something."""
    if token.form == "noise":
        return "noise"
    if _in_label(token, clean, labels) or _named_elsewhere(token, clean, labels):
        return "name"
    check = _CHECKS.get(token.form)
    return check(token, clean) if check else None


def _in_label(token: Token, clean: str, labels: Labels) -> bool:
    label = labels.around(token.start, token.end)
    if label is None:
        return False
    if clean[label[0]] == "《":
        return True
    whole = token.end - token.start >= label[1] - label[0] - 5
    return not (whole and token.form == "arabic" and token.unit is not None and token.unit.kind in _MEASURES)


def _named_elsewhere(token: Token, clean: str, labels: Labels) -> bool:
    """惠企十条 bare, where the text has it in quotes elsewhere."""
    if token.form != "chinese":
        return False
    names = labels.names.get(clean[token.end - 2 : token.end], ())
    return any(len(name) > token.end - token.start and clean.endswith(name, 0, token.end) for name in names)


def _arabic(token: Token, clean: str) -> str | None:
    after = clean[token.end : token.end + 6]
    before = clean[max(0, token.start - 3) : token.start]
    if before[-1:] in {"·", "+", "双"} or after[:1] in {"+", "·"}:
        return "slogan"
    if before[-1:].isascii() and before[-1:].isalpha():
        return "name"
    if token.unit is None:
        return "name" if pattern_of("label_heads").match(after) else None
    if token.unit.kind is Kind.DURATION and pattern_of("plan_heads").match(after) and token.printed == "年":
        return "name"
    if token.printed == "千伏" or (token.printed == "吨" and _OF_GRADE.match(after)):
        return "name"
    if token.printed in {"度", "分"} and _COORDINATE.search(clean, max(0, token.start - 10), token.start):
        return "name"
    if token.printed in {"期", "层"} and re.match("工程|项目|改造", after):
        return "ordinal_label"
    if token.printed == "大" and after.startswith("关"):
        return "unit_only"  # 首次突破30万大关
    if token.printed == "大" and not re.match("[\u4e00-\u9fff]", after):
        return "not_number"
    return None


def _chinese(token: Token, clean: str) -> str | None:
    if clean.endswith("双", 0, token.start) and token.numeral[0] in "十一":
        return "name"  # 双十一
    around = clean[max(0, token.start - 3) : token.end + 5]
    if token.numeral.startswith("一一") or any(idiom in around for idiom in words("idioms")):
        return "idiom"  # 唯一一个
    if token.printed == "年" and (
        _YEARS_OF_SLOGAN.match(clean, token.end)
        or _SLOGAN_BEFORE.search(clean, max(0, token.start - LONGEST_SLOGAN), token.start)
    ):
        return "slogan"
    return _vague(token, clean) or _worded(token, clean)


def _vague(token: Token, clean: str) -> str | None:
    first, before = token.numeral[0], clean[max(0, token.start - 3) : token.start]
    vague = token.numeral[-1] in "多余" or _VAGUE_BEFORE.search(before)
    if first in _LEADING_SCALE and (not vague or first == "亿" or _UNIT_LABEL.match(clean, token.end)):
        return "unit_only"  # 产值过亿元 tells how large, and no number
    if token.numeral in {"一", "半"} and not _one_is_meant(token, before, clean[token.end : token.end + 1]):
        return "indefinite"
    if token.numeral in {"几", "数"}:
        return "indefinite"
    return None


LONGEST_SLOGAN = 10
# 一年见成效、三年大变样: the years of a slogan
_YEARS_OF_SLOGAN = re.compile("[一-鿿]{2,6}、[两三四五六十]年[一-鿿]{2}")
_SLOGAN_BEFORE = re.compile("[一两三四五]年[一-鿿]{2,6}、$")
_NO_STRETCH = re.compile("[红报会来多度总刊年末边一]|$")


def _one_is_meant(token: Token, before: str, after: str) -> bool:
    """一 and 半 count before units of measure, and after verbs that say something was added or done."""
    unit = token.unit
    if unit is None:
        return False
    if token.printed in {"倍", "成"} or (token.printed == "番" and before.endswith("翻")):
        return True
    if unit.kind is Kind.DURATION:
        if (
            token.printed in {"年", "周", "天"}
            and before[-1:] in {",", ";", "。", ":"}
            and not _NO_STRETCH.match(after)
        ):
            return token.numeral == "半" or token.printed in {"周", "天"}
        return (
            token.printed in table("units")["half"]
            or token.printed in {"个月", "小时", "个小时", "分钟", "个工作日", "个多月"}
            or bool(_SPENT.search(before))
        )
    return unit.kind in _MEASURES or bool(_ONE_COUNTS.search(before))


_NUMBERED = re.compile("[一二三四五][、和]$")
_CONGRESS = re.compile("二?十[一二三四五六七八九]?$")  # 党的十九大, 二十大
_OF_SESSION = re.compile("[一二三四五六七八九十]+次|[县市区省镇]?(?:人大|政协|党代|人代|委|理事|董事|全国|中央)")
_SESSION = re.compile("(?:会议|全会|全体会议?|党代会|代表大会|人代会)")
_SLOGAN_OF_ONE = re.compile('[“"][一-鿿][”"]')
_COORDINATE = re.compile("(?:[东西]经|[南北]纬)(?:[0-9.]+度)?$")
_OF_GRADE = re.compile("级(?!及?以上)")  # 3000吨级码头
_SPENT = re.compile("(?:用|用时|历时|仅|不到|不足|近|约|在|需|(?<![重主首])要|用了|足足|提前|超过|缩短|延长)$")


def _worded(token: Token, clean: str) -> str | None:
    after = clean[token.end : token.end + 6]
    if token.numeral in {"零", "〇"}:
        return "not_number"  # 从签约到清零只花了3天
    if len(token.numeral) == 1 and token.printed in _classifiers("after_digits_only"):
        listed = token.printed == "大" and clean[token.start - 1 : token.start] == "等"
        return None if listed else "not_number"
    if token.printed == "大" and (after.startswith("关") or _CONGRESS.match(token.numeral)):
        return "unit_only" if after.startswith("关") else "name"  # 首破千亿大关, 党的十九大
    if token.printed == "年" and pattern_of("plan_heads").match(after):
        return "name"
    if token.unit is not None and token.unit.kind is Kind.COUNT and pattern_of("slogan_heads").match(after):
        return "slogan"
    if (token.printed == "届" and _OF_SESSION.match(after)) or (token.printed == "次" and _SESSION.match(after)):
        return "name"  # 县政协七届二次会议, 十六届人大
    if token.printed == "个" and _SLOGAN_OF_ONE.match(after):
        return "slogan"  # 三个“一”
    if token.printed == "类" and clean[token.start - 1 : token.start] == "劣":
        return "name"  # 劣五类水体
    if token.printed == "组" and after.startswith("组长"):
        return "ordinal_label"
    if token.printed in {"类", "级", "期"} and _NUMBERED.search(clean, max(0, token.start - 2), token.start):
        return "ordinal_label"  # 一、二类海水
    if token.printed in {"位", "名"} and clean[token.start - 1 : token.start] in {"末", "后"}:
        return "ordinal_label"
    if _anaphora(token, clean, after):
        return "anaphora"
    return None


def _anaphora(token: Token, clean: str, after: str) -> bool:
    opens = token.start == 0 or clean[token.start - 1] in ",，;；。:：、 \n(这上前此以"
    return opens and token.printed in words("anaphora_classifiers") and bool(pattern_of("anaphora_next").match(after))


_OF_TRADES = re.compile("、第[一二三]产业")
_RANKS = re.compile(rf"(?:{any_of('rank_verbs')}|{any_of('scopes')})[^,。;]{{0,12}}$")
_SCOPE_END = re.compile(rf"{any_of('scopes')}[^,。;]{{0,4}}$")


def _nth(token: Token, clean: str) -> str | None:
    after = clean[token.end : token.end + 4]
    before = clean[max(0, token.start - 14) : token.start]
    if token.printed in _classifiers("rank"):
        return None
    if token.printed and after.startswith("年头"):
        return "ordinal_label"
    if token.printed:
        counted = token.printed in {"个", "家"} and token.low > 1
        scoped = token.printed in _classifiers("rank_of_kind") and _SCOPE_END.search(before)
        return None if counted or scoped else "ordinal_label"
    if pattern_of("ordinal_heads").match(after) or _OF_TRADES.match(clean, token.end):
        return "ordinal_label"  # 领先第一、第二产业
    closed = not re.match("[\u4e00-\u9fff]", after) or after[0] in "的和与,上升跃跌前退降落提到至下"
    return None if closed and (_RANKS.search(before) or before[-1:] not in {"", "“"}) else "ordinal_label"


def _top(token: Token, clean: str) -> str | None:
    """前三 and 30强 rank; 百强 is a name."""
    if token.printed == "强":
        return "name" if token.numeral[0] in _LEADING_SCALE else None
    after = clean[token.end : token.end + 2]
    before = clean[max(0, token.start - 14) : token.start]
    if token.printed:
        return None
    closed = not re.match("[\u4e00-\u9fff0-9%]", after) or after[0] in "的和甲"
    return None if closed and _RANKS.search(before) else "not_number"


_CHECKS = {"arabic": _arabic, "chinese": _chinese, "nth": _nth, "top": _top}
