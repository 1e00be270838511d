"""Things named after a division (温州体育中心), which are not the division."""

import re

from leitai.quantities.mentions import Mention, Mentions
from leitai.quantities.names import COUNTY_KINDS, DivisionName, Gazetteer

_FACILITY = re.compile(
    "[\u4e00-\u9fff]{0,8}?(?:基地|公园|大桥|机场|医院|场馆|[体图书博物美术]馆|剧院|广场|大厦|动车站|火车站|高铁站|码头|体育中心|会展中心|产业园|工业园|物流园)"
)

_STRETCH = re.compile("[至到][一-鿿]{2,6}?(?:段|公路|高速|铁路|快速路|大道)")


def set_facilities_aside(clean: str, mentions: Mentions, gazetteer: Gazetteer, submitter: DivisionName | None) -> None:
    """温州体育中心 in a brief of one of its districts is a thing there, and not the city that acts."""
    if not mentions.all:
        return
    tellers = [one for one in (submitter, mentions.all[0].division) if one is not None]
    for mention in mentions.all:
        if not mention.subject:
            continue
        if _STRETCH.match(clean, mention.end):
            mention.subject = False  # 完成瑞安至苍南段投资32亿元
            continue
        bracketed = clean[mention.start - 1 : mention.start] == "(" and _FACILITY.match(clean, mention.end)
        if bracketed:
            mention.subject = False  # 鳌江五桥(龙港时代大桥)
        elif _names_facility(clean, mention):
            mention.subject = not any(_narrower(teller, mention.division, gazetteer) for teller in tellers)


def _names_facility(clean: str, mention: Mention) -> bool:
    division = mention.division
    if division is None or division.kind not in COUNTY_KINDS or division.name == clean[mention.start : mention.end]:
        return False
    return _FACILITY.match(clean, mention.end) is not None


def _narrower(teller: DivisionName, division: DivisionName | None, gazetteer: Gazetteer) -> bool:
    return division is not None and teller is not division and gazetteer.within(teller, division)
