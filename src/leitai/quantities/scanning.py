"""The scanner: every place of a text that may be a number, in one pass."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from leitai.quantities.lexicon import one_of, table
from leitai.quantities.numerals import NumeralError, number
from leitai.quantities.units import PERCENT, RANK, RATIO, Unit, classifier_pattern, unit, unit_pattern

_C = "一二两俩三四五六七八九十百千万亿零〇几数半"
_GAP = "[ \u3000\u00a0]?"
_SCALE = "(?:百万|千万|十万|万亿|百亿|千亿|百(?!分)|千(?![瓦伏])|[万亿])"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_ARABIC = (
    rf"[-−]?{_DIGITS}{_GAP}(?:[多余几]?{_SCALE}(?:{_DIGITS}[百千万])?)?(?:[多余几]|来(?=[个名人户家亩米斤里件条座]))?"
)
_NUMERAL = f"(?:[{_C}]+)(?:点[零一二三四五六七八九]+)?[多余来]?[百千万亿]*多?"
_NOISE = (
    r"(?:https?://|www\.)[^\s\u3000-\u9fff]+|\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|\d{1,2}(?:[时点]\d{1,2}分(?!钟)|:\d\d(?::\d\d)?)|[〔\[(](?:19|20)\d\d[〕\])]\d+号|\d+(?:\.\d+)*[A-Za-z][A-Za-z.]*(?<!TEU)\w*"
)


@dataclass(slots=True)
class Token:
    """A number found. `high` is set for a range.

    `form` is arabic, chinese, nth (第七), first (首个), top (前三, 30强), fraction, pair (193/200) or noise.
    """

    start: int
    end: int
    form: str
    numeral: str
    printed: str
    unit: Unit | None
    low: Decimal
    high: Decimal | None = None
    high_unit: Unit | None = None
    rules: tuple[str, ...] = ()


@cache
def _scanner() -> re.Pattern[str]:
    firsts = one_of(table("units")["classifiers"]["first"])
    return re.compile(
        rf"(?=[{_C}0-9第首前hw−〔\[(-])(?:"
        rf"(?P<noise>{_NOISE})"
        rf"|百分之(?P<percent>{_DIGITS}|[{_C}]+(?:点[零一二三四五六七八九]+)?)"
        rf"|(?P<below>(?<![{_C}])[{_C}]{{1,12}}|(?<!\d)\d{{1,9}})分之(?P<above>{_DIGITS}|[{_C}]+)"
        r"|(?<!另)(?P<moiety>一半|半数)"
        rf"|(?<![{_C}])(?P<tenth>[一二三四五六七八九])成(?P<hundredth>[一二三四五六七八九])(?=[,;。、)以左的\n]|$)"
        r"|(?P<twomonths>两月)(?!份)"
        rf"|第{_GAP}(?P<nth>\d+|[{_C}]+){_GAP}(?P<nthof>座次|{classifier_pattern()})?"
        rf"|首(?P<first>{firsts})"
        r"|(?<=之)(?P<head>首)(?=[,;。、)\n]|$)"
        rf"|(?<![提此之以日])前(?P<top>\d+(?!\d|天|小时|分钟|个?工作日|周)|[一二三四五六七八九十百]+(?!天|小时|分钟|周))(?P<topof>名|位|强)?"
        rf"|(?<![A-Za-z\d./])(?P<over>\d+)/(?P<under>\d+)(?![\d/.])"
        rf"|(?<![A-Za-z\d.])(?P<arabic>{_ARABIC}){_GAP}(?P<unit>强|{unit_pattern()})?"
        rf"|(?<![{_C}\d.])(?P<clow>[{_C}]{{1,3}})(?:至|到|[-—–~～]{{1,2}})(?P<chigh>[{_C}]{{1,3}}){_GAP}(?P<crange>{unit_pattern()})"
        rf"|(?<![{_C}\d.])零?(?P<chinese>{_NUMERAL}){_GAP}(?P<cunit>{unit_pattern()})"
        r")",
        re.ASCII,
    )


def scan(clean: str, times: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Every candidate of a text in plain shape, in order, ranges and shared units joined.

    What lies in one of `times`, places in order, is left out.
    """
    found: list[Token] = []
    place, count = 0, len(times)
    for match in _scanner().finditer(clean):
        start, end = match.span()
        while place < count and times[place][1] <= start:
            place += 1
        if place < count and times[place][0] <= start and end <= times[place][1]:
            continue
        found.extend(_READ[match.lastgroup or ""](match))
    return _joined(clean, found)


def _number(text: str) -> Decimal | None:
    try:
        return number(text)
    except NumeralError:
        return None


def _plain_number(match: re.Match[str], group: str, unit_group: str, form: str) -> Iterator[Token]:
    stripped, printed = match[group].rstrip(" \u3000\u00a0"), match[unit_group]
    value = _number(stripped.replace(" ", "") if " " in stripped else stripped)
    if value is None:
        return
    start = match.start(group)
    end = match.end() if printed else start + len(stripped)
    spoken = _spoken_sum(match, start, form, value) if printed == "个" else None
    if spoken is not None:
        yield spoken
        return
    whole = table("units")["half"].get(printed)
    if whole:
        yield Token(start, end, form, stripped, printed, unit(whole), value + Decimal("0.5"))
        return
    near = _NEIGHBOURS.fullmatch(stripped) if form == "chinese" else None
    if near and printed and (number(near["b"]) - number(near["a"]) == 1 or near[0][:2] == "三五"):
        tens, scale = number(near["tens"] or "零"), number("一" + near["scale"]) if near["scale"] else Decimal(1)
        low, high = ((tens + number(near[group])) * scale for group in ("a", "b"))
        yield Token(start, end, form, stripped, printed, unit(printed), low, high, None, ("neighbouring digits",))
        return
    if printed == "强":
        yield Token(start, end, "top", stripped, printed, RANK, value)
        return
    yield Token(start, end, form, stripped, printed or "", unit(printed) if printed else None, value)


def _arabic(match: re.Match[str]) -> Iterator[Token]:
    return _plain_number(match, "arabic", "unit", "arabic")


def _chinese(match: re.Match[str]) -> Iterator[Token]:
    return _plain_number(match, "chinese", "cunit", "chinese")


def _chinese_range(match: re.Match[str]) -> Iterator[Token]:
    low, high = _number(match["clow"]), _number(match["chigh"])
    if low is not None and high is not None:
        yield Token(match.start("clow"), match.end(), "chinese", match["clow"] + match["chigh"], match["crange"],
                    unit(match["crange"]), low, high, None, ("range",))  # fmt: skip


def _ordinal(group: str, unit_group: str, form: str, match: re.Match[str]) -> Iterator[Token]:
    value = _number(match[group])
    if value is not None:
        yield Token(match.start(), match.end(), form, match[group], match[unit_group] or "", RANK, value)


def _nth(match: re.Match[str]) -> Iterator[Token]:
    return _ordinal("nth", "nthof", "nth", match)


def _top(match: re.Match[str]) -> Iterator[Token]:
    return _ordinal("top", "topof", "top", match)


def _first(match: re.Match[str]) -> Iterator[Token]:
    yield Token(match.start(), match.end(), "first", "首", match["first"], RANK, Decimal(1))


def _head(match: re.Match[str]) -> Iterator[Token]:
    """居全市之首."""
    yield Token(match.start(), match.end(), "first", "首", "位", RANK, Decimal(1))


def _percent(match: re.Match[str]) -> Iterator[Token]:
    value = _number(match["percent"])
    if value is not None:
        yield Token(match.start(), match.end(), "fraction", match["percent"], "%", PERCENT, value)


def _fraction(match: re.Match[str]) -> Iterator[Token]:
    above, below = _number(match["above"]), _number(match["below"])
    if above is not None and below:
        yield Token(match.start(), match.end(), "fraction", match["above"], "", RATIO, above / below)


LARGEST_DENOMINATOR = 10


def _slash(match: re.Match[str]) -> Iterator[Token]:
    """1/3 is a fraction; 193/200 are two counts of one whole."""
    above, below = Decimal(match["over"]), Decimal(match["under"])
    counted = match.string[max(0, match.start() - 2) : match.start()] == "%("
    if 0 < above < below <= LARGEST_DENOMINATOR and not counted:
        yield Token(match.start(), match.end(), "fraction", match[0], "", RATIO, above / below)
        return
    for group, value in (("over", above), ("under", below)):
        yield Token(match.start(group), match.end(group), "pair", match[group], "", unit(""), value)


def _moiety(match: re.Match[str]) -> Iterator[Token]:
    yield Token(match.start(), match.end(), "fraction", match[0], "", RATIO, Decimal("0.5"))


def _tenths(match: re.Match[str]) -> Iterator[Token]:
    """九成五 is 95 %."""
    value = number(match["tenth"]) + number(match["hundredth"]) / 10
    yield Token(match.start(), match.end(), "chinese", match[0], "成", unit("成"), value)


_SPOKEN_SUM = re.compile("多?亿(?!元?(?:以上|级|及|俱乐部|企业|项目))元?")


def _spoken_sum(match: re.Match[str], start: int, form: str, value: Decimal) -> Token | None:
    """3个多亿 is money as one says it."""
    found = _SPOKEN_SUM.match(match.string, match.end())
    if found is None:
        return None
    return Token(start, found.end(), form, match.string[start : found.end()], "元", unit("元"), value * 10**8)


def _two_months(match: re.Match[str]) -> Iterator[Token]:
    yield Token(match.start(), match.end(), "chinese", "两", "个月", unit("个月"), Decimal(2))


def _noise(match: re.Match[str]) -> Iterator[Token]:
    yield Token(match.start(), match.end(), "noise", "", "", None, Decimal(0))


# By the group that closed last: the unit where there is one, else the number.
_READ = {
    "crange": _chinese_range, "arabic": _arabic, "unit": _arabic, "cunit": _chinese, "nth": _nth, "nthof": _nth,
    "first": _first, "head": _head, "top": _top, "topof": _top, "percent": _percent,
    "above": _fraction, "under": _slash, "noise": _noise, "moiety": _moiety, "hundredth": _tenths,
    "twomonths": _two_months,
}  # fmt: skip

_NEIGHBOURS = re.compile(
    "(?P<tens>[二三四五六七八九]?十)?(?P<a>[一二两三四五六七八])(?P<b>[两二三四五六七八九])"
    "(?P<scale>十|百|千|万|十万|百万)?"
)
_RANGE = re.compile(rf"{_GAP}(?:至|到|[-—–~～－―−]{{1,2}}){_GAP}")
_SHARE = re.compile(r"[、和与及/]")
_FROM = re.compile(r"[从由自][^,。;]{0,24}$")


def _joined(clean: str, found: list[Token]) -> list[Token]:
    """Ranges made one token; a number without unit takes the unit of the one it is listed with."""
    out: list[Token] = []
    for token in found:
        before = out[-1] if out else None
        if before is not None and before.end == token.start and token.numeral[:1] in {"-", "−"}:
            token.start += 1
            token.numeral, token.low = token.numeral[1:], -token.low
        if before is not None and _is_range(clean, before, token):
            out[-1] = _range(before, token)
        else:
            out.append(token)
    for place in range(len(out) - 2, -1, -1):
        _share(clean, out[place], out[place + 1])
    return out


def _is_range(clean: str, low: Token, high: Token) -> bool:
    gap = clean[low.end : high.start] or clean[low.end - 1 : high.start]
    if len(gap) > 4 or not _RANGE.fullmatch(clean, low.end, high.start):
        return False
    plain_forms = {low.form, high.form} <= {"arabic", "chinese"}
    if not plain_forms or high.unit is None or low.high is not None:
        return False
    alike = low.unit is None or low.unit.kind == high.unit.kind
    told = clean[low.end] in "至到" and _FROM.search(clean, max(0, low.start - 25), low.start)
    return alike and not told


def _range(low: Token, high: Token) -> Token:
    first, second = low.low, high.low
    scaled = low.unit is None and not any(sign in low.numeral for sign in "百千万亿")
    if scaled:
        first *= _scale(high.numeral)
    return Token(low.start, high.end, low.form, low.numeral + high.numeral, high.printed, low.unit or high.unit, first,
                 second, high.unit, ("range",))  # fmt: skip


_SCALE_END = re.compile("[百千万亿]+$")


def _scale(numeral: str) -> Decimal:
    found = _SCALE_END.search(numeral.rstrip("多余几"))
    return number("1" + found[0]) if found else Decimal(1)


def _share(clean: str, first: Token, second: Token) -> None:
    if first.printed == "个" and second.unit is not None and second.unit.base == "pp" and second.start - first.end == 1:
        first.unit, first.printed, first.rules = second.unit, second.printed, ("shared unit",)  # 9.2个、18.3个百分点
        return
    if first.form != "arabic" or first.unit is not None or second.form != "arabic" or second.unit is None:
        return
    if first.printed or second.start - first.end != 1 or not _SHARE.match(clean, first.end):
        return
    first.unit, first.rules = second.unit, ("shared unit",)
    if not any(sign in first.numeral for sign in "百千万亿"):
        first.low *= _scale(second.numeral)
