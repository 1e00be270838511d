"""The thing counted: the words after a number up to the first verb or adverb."""

import re
from functools import cache

from leitai.quantities.lexicon import any_of, pattern_of
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import LONGEST, MARKS, SHORT, ends, taking


@cache
def _noun_stop() -> re.Pattern[str]:
    return re.compile(
        f"(?<![主重需必])(?!(?<=适)用于|(?<=开)竣工|(?<=存)在|(?<=[许认])可|(?<=具)有|(?<=[智技功产职失弱])能|(?<=退)出名)(?:{any_of('noun_stops')})|(?<!公)共(?![同建享富有治产])"
    )


_PASSIVE = re.compile("([一-鿿]{2,6}?)被(?:全部|彻底|依法|集中|成功)?([一-鿿]{2})")  # 200多吨垃圾被彻底清运
_FROM_WHERE = re.compile("^来自[^,。;]{1,8}?的")
_AFTER = re.compile("^(?:多|余|以上|以下|以内|之内|左右|上下|及以上)?(?:口(?=的))?的?")


RANKED = re.compile("(?:[居列排]|[位名]列|位居|排名|稳居)(?:[全第首前榜末]|各[县镇街区])")
_CHANGES = re.compile("(?:提[升高]|增[长加]|上升|下降|减少|降低)了?(?=$|[约近])")  # 较2017年的70%提升了30%
_ADVERB = re.compile(
    "[接运追收挽带购领]回[\u4e00-\u9fff]{2}|已(?!知)|共$|也|限期|[结封]顶$|大关$|就近|全部|均(?!价)|仅|悉数|须|正在|将(?![军来要])"
)
_JOINS = frozenset({"和", "与", "及", "以及"})
_STANDS = frozenset({"排", "居", "列", "位列", "位居", "名列", "排名", "排在", "暂列", "暂居"})  # 以88分排第六
_GRADE = re.compile(
    "[十百千]?[万亿]元?及?以上(?=[一-鿿]{2})|"
    "[\u4e00-\u9fffⅠⅡⅢⅣⅤ]{1,4}?(?:级|控|星|类|等|科|档|线)及?以上(?=[\u4e00-\u9fff]{2})"
)


def _graded(tail: str) -> int:
    """Where to look for the end of the thing counted: behind the grade it begins with (16个县控以上断面)."""
    found = _GRADE.match(tail) or _CALLED.match(tail)
    return found.end() if found else 1


_CALLED = re.compile("“[^“”]{1,8}”")  # 15家“四无”生产企业


def noun_of(reading: Reading) -> str:
    """The thing counted, from the words after the number up to the first verb or adverb."""
    tail = _FROM_WHERE.sub("", _AFTER.sub("", reading.tail))
    done = _PASSIVE.fullmatch(tail)
    if done is not None:
        return done[1] + done[2]
    if "到" in tail:
        tail = _RISES.sub("", tail)  # 由3个泊位增加到8个
    idle = not tail or tail in _JOINS or tail in _STANDS or pattern_of("change_to").match(tail) or _CHANGES.match(tail)
    if idle or _ADVERB.match(tail) or RANKED.match(tail):
        return ""
    if reading.runs_on and MEASURE_NOUN.search(ends().sub("", tail)):
        head = _head().match(tail)
        return head[0] if head and len(tail) - head.end() > 1 else ""
    called = _CALLED_SO.match(tail) or (_SAY_SO.fullmatch(tail) if "表示" in tail else None)
    if called is not None:
        return called[0][:LONGEST]
    stop = _noun_stop().search(tail, _graded(tail))
    verb = taking().search(tail, SHORT) if reading.runs_on else None
    end = min((found.start() for found in (stop, verb) if found), default=len(tail))
    end -= 1 if tail[end - 1] in _PER and tail.startswith("均", end) else 0  # 茶农 户均增收
    noun = MARKS.sub("", tail[:end])[:LONGEST]
    firm = _FIRMS.match(noun) or (_people().match(noun) if reading.token.printed in OF_PEOPLE else None)
    if firm is None:
        return _AMONG.sub("", noun)
    owned = _OWNED.fullmatch(tail, firm.end())
    return firm[0] + owned[0] if owned else firm[0]


# 12个项目被列为市级重点建设项目, 94个被评为基本达标
_CALLED_SO = re.compile("[一-鿿]{0,2}被(?:列[为入]|评[为定]|认定为|命名为|授予)[一-鿿“”]{2,14}")
_SAY_SO = re.compile("[一-鿿]{2,8}?(?:对[一-鿿]{1,8}?)?表示(?:非常)?(?:满意|认可|支持|赞成)")
_PER = frozenset("户人亩村")
_RISES = re.compile("(?:增加|增至|扩大|提升|减少|下降|上升|扩展|发展)[到至]$")
_OWNED = re.compile("的[一-鿿]{2,6}")  # 解决200家企业的生产用房


OF_PEOPLE = frozenset({"名", "位"})


@cache
def _people() -> re.Pattern[str]:
    """People, before three or more signs of what they do (18名干部 + 分片包干)."""
    return re.compile(f"[\u4e00-\u9fff()]{{0,12}}?(?:{any_of('people')})+(?=[\u4e00-\u9fff]{{3}})")


MEASURE_NOUN = re.compile("(?:率|额|量|值|数|度|分|名|次|收入|投资|税收|面积|支出|存款|贷款|用电|时间)$")


@cache
def _head() -> re.Pattern[str]:
    """The shortest beginning that ends in a thing or in people that are counted."""
    return re.compile(f"[\u4e00-\u9fff]{{0,8}}?{any_of('heads')}")


_AMONG = re.compile("(?<=[\u4e00-\u9fff])(?<!其|初|高|集|期|空)中$")  # 9个断面中,…


# Firms and households end the thing counted, unless they only begin a longer word (企业数, 企业家).
_FIRMS = re.compile(
    "[\u4e00-\u9fff]{0,8}?(?:企业|公司|农户|商户|住户|高校|银行)(?![数家主法负代服协联集上总类园均]|创业|孵化)(?=[\u4e00-\u9fff])"
)
