"""Phrases of counts: the verb before a number and the thing counted behind it, or what was done with the things."""

import re

from leitai.quantities.links import flow_verb
from leitai.quantities.nouns import OF_PEOPLE, noun_of
from leitai.quantities.reading import Reading
from leitai.quantities.topics import bare_deed
from leitai.quantities.trimming import LONGEST, LONGEST_LIST, SHORT, Cuts, last_verb
from leitai.quantities.units import Kind

_LISTED = re.compile("^(.*?)([\u4e00-\u9fff]{2}了).*等$")


def counted(reading: Reading, lead: str) -> str:
    """The phrase of a count or a rank, whose clause before the number says `lead`."""
    apart = reading.tail.startswith("的") and not _ONE_OF.search(reading.lead)
    still = reading.tail[:1] in _STILL_SIGNS and _STILL.fullmatch(reading.tail)
    if still and not reading.lead.endswith("期") and _REST.fullmatch(reading.lead):
        return reading.tail
    noun = "" if lead and apart else noun_of(reading)
    if reading.unit.kind is Kind.RANK:
        return _of_its_kind(lead, noun) if _is_of_kind(reading) else lead
    told = _SIZE_TOLD.search(reading.lead) if "规模" in reading.lead else None
    told = told or (_PRIZE.search(lead) if lead.endswith("奖") else None)
    if told is not None:
        return told[1]
    eased = _EASED.match(reading.tail) if lead.endswith(("解决", "化解", "缓解", "满足")) else None
    if eased is not None:
        return lead[-SHORT:] + eased[1]
    behind = _named_as(reading, lead) or (_task(reading) if lead.endswith("完成") and apart else "")
    if behind:
        return behind
    called = _CALLED_UP.search(lead) if lead.endswith("等") and "、" in lead else None
    if called is not None and not noun:
        return called[1]
    lead = _LISTED.sub(r"\2", lead) if lead.endswith("等") else lead
    lead = _AT_PLACE.sub("", lead) if lead.startswith("完成") else lead
    if not noun and _LEFT.search(lead) and _NOT_DONE.match(reading.tail):
        return _NOT_DONE.sub("", reading.tail)
    if not noun:
        return _phase(lead, reading) or with_shared_verb(lead, reading)
    if _DONE_WITH.fullmatch(noun):
        return noun
    if not lead and reading.listed and _ABOUT.fullmatch(reading.lead):
        return _shared_verb(reading) + noun
    if _ONE_OF.search(reading.lead):
        return noun_of(reading) or lead
    if reading.lead.endswith("的"):
        return _of_kind(lead, noun)
    return _with_verb(lead, noun, reading)


def _named_as(reading: Reading, lead: str) -> str:
    """认定143个城镇为美丽城镇建设省级样板: what the things counted were named as."""
    found = _NAMED_AS.fullmatch(reading.tail) if "为" in reading.tail else None
    told = found is not None and (not lead or _NAMES.search(lead) is not None)
    return found[1] if found is not None and told else ""


def _task(reading: Reading) -> str:
    """完成2700多户的拆迁任务, 完成695户的签约: the task that things were done for."""
    found = _TASK.fullmatch(reading.tail)
    return (found[1] or found[2]) if found is not None else ""


_NAMES = re.compile("认定|评定|命名")
_NAMED_AS = re.compile("(?:(?!被)[一-鿿]){2,4}为([一-鿿“”]{4,16})")
_TASK = re.compile("的([一-鿿]{2,6}?)(?:任务|工作)|的((?:房屋|土地)?征收|签约|腾空|拆除|搬迁|征收|征迁|评估|改造|整治)")


_EASED = re.compile("[一-鿿]{0,4}?的([一-鿿]{2,8}(?:问题|难题|需求))")  # 解决5万人的饮用水问题
_CALLED_UP = re.compile("(组织|联合|抽调|调集|出动)[^,]*、[^,]*等$")  # 组织执法中队、环卫所等300多人


def _is_of_kind(reading: Reading) -> bool:
    """Whether a rank counts things (首个, 第25家) and no places."""
    return (reading.token.form == "first" and reading.token.printed != "位") or reading.token.printed in _OF_KIND


def _with_verb(lead: str, noun: str, reading: Reading) -> str:
    """The verb at the end of the words before a count with the thing counted (走访 + 企业)."""
    handed = _HANDED_TO.search(reading.lead) if reading.lead.endswith("给") else None
    if handed is not None:
        return handed[0] + noun
    verb = last_verb().search(_NEAR.sub("", lead))
    lead = verb[0] if verb else "" if _FOR.search(reading.lead) else _head_of(lead)
    noun = noun if lead else _with_predicate(noun, reading)
    phrase = lead + ("了" if lead and reading.lead.endswith("了") and lead[-1] != "了" else "") + noun
    return phrase[-(LONGEST_LIST if "、" in lead else LONGEST) :]


_LEFT = re.compile("[仅只还][剩有]$|^剩$")
_NOT_DONE = re.compile("(?:迟迟|至今|仍|尚)")  # 仅剩6户迟迟不愿签约
_SIZE_TOLD = re.compile(
    "(?:后|,|^|[\u4e00-\u9fff])((?:办学|招生|建设|养殖|经营|床位)规模)(?:约|达到?|为)+$"
)  # 建成后办学规模为60个班级
_PRIZE = re.compile("(?:评选?|决|产生)出?了?([一二三特优][一-鿿]{1,3}奖)$")  # 评选出一等奖1名
_NEAR = re.compile("(?:周边|沿线|附近|辖区|当地|本地)的?$")  # 服务周边3个乡镇


def _of_kind(lead: str, noun: str) -> str:
    """Words before 的 and the thing counted: 涉及的地块 is 涉及地块; where they are from is left out."""
    given = last_verb().search(lead)
    if not lead or lead.startswith("来自"):
        return noun
    if given and len(noun) >= SHORT and lead[max(0, given.start() - 1)] not in "未没不":
        return given[0] + noun
    return f"{lead}的{noun}"[-LONGEST:]


_HANDED_TO = re.compile("(?:出租|流转|销售|供应|捐赠|分配|交付|赠送)给$")  # 先后出租给20多家企业
_FOR = re.compile("[为给对向]$")
_NOT_YET = ("未", "还未", "尚未", "仍未")
_GLADLY = re.compile("(?:已经?|均已?|都|全部|悉数|将|要|须|成功|圆满|顺利|正式|陆续|先后|直接)*")
# what only says how, or that it is so just now, names nothing
_HOW = re.compile(
    "正|目前|如今|眼下|现|一直|持续|轮番|同台|公开|冒|座|进行|分别|不断|一起|共同|同时|因|由|为|以|按|每|是|有|的|可|能|就|[^,]{0,4}(?:率|着|得)$"
)
LONGEST_PREDICATE = 14


def _with_predicate(noun: str, reading: Reading) -> str:
    """17个村已启动签约: things that do something are named with it; people are not."""
    tail = reading.tail
    if reading.runs_on or reading.token.printed in OF_PEOPLE or not tail.startswith(noun):
        return noun
    predicate = tail[len(noun) :]
    if not predicate.startswith(_NOT_YET):
        predicate = _GLADLY.sub("", predicate, count=1)
        if _HOW.match(predicate):
            return noun
    told = SHORT <= len(predicate) <= LONGEST_PREDICATE and len(noun + predicate) <= LONGEST
    return noun + predicate if told else noun


# Words of place, of circumstance, or a list of names: they say which things are counted, not what they are.
_WHICH = re.compile(
    "^(?:[向因给在从对]|来自|会上|眼下|如今|该|周边|附近|最后|沿线|以?前)|(?:街道|[市县区镇乡村期路段里内上]|、[^、]{2,8}|等)$"
)


def _head_of(lead: str) -> str:
    """Words before a count whose noun follows: without those that only say which things; a verb before a list stays."""
    if lead in _IDLE_LEADS:
        return ""
    if not _WHICH.search(lead):
        return lead
    verb = flow_verb().match(lead)
    return verb[0] if verb and verb[0] not in {"完成", "实现"} else ""


_STATES = frozenset({"合格", "达标", "过关", "优良", "满意", "正常", "为优", "良好"})  # 水源地3处全部合格: how they are
_ALL_DONE = re.compile("(?:已?(?:全部|均已?|都已?|悉数|全数)(?:完成)?)([\u4e00-\u9fff]{2,6})$")


_HAPPENED = re.compile(
    "(?:[今昨]天|[今昨]日|当天|当日)?(?:已经?|全部|均|都|成功|集体|陆续|先后|顺利|同时|如期){0,3}"
    "((?:集中|正式|已|超额)?(?:开工建设|完工投入使用|竣工达产|建成投产|部分投产|达产|投入使用|完成[一-鿿]{2,6}|开竣工|开工|动工|签约|竣工|投产|投用|落户|落地|上岗"
    "|通过[一-鿿]{2,8}|入围|受益|封顶|结顶|通车|开业|入驻开工|入驻|完工|交付|回归))(?=[,;。、: \n]|$)"
)


def happened(reading: Reading, clean: str) -> str:
    """56个项目今天集中开工: a count of things by the noun and what happened with them."""
    if reading.unit.kind is not Kind.COUNT or reading.tail.startswith("的"):
        return ""
    told = _IN_TIME.fullmatch(reading.tail)
    if told is not None:
        return told[1]
    if _REST.fullmatch(reading.lead):
        alone = _HAPPENED.match(clean, reading.end)
        if alone is not None:
            return alone[1]  # 其中20个已经开工
    noun = _THING.match(reading.tail)
    found = _HAPPENED.match(clean, reading.end + noun.end()) if noun else None
    return noun[0] + found[1] if noun and found else ""


# 48个已超额完成年度任务, 11个按期完工
_IN_TIME = re.compile("(?:已经?|均|都|全部){0,2}((?:超额|提前|按期|如期)(?:完成|完工|竣工|交付|投产|投用)[一-鿿]{0,8})")
_THING = re.compile(
    "[一-鿿“”]{0,8}?(?:项目|工程|企业|学校|医院|行政村|社区|乡镇|园区?|小区|对象|家庭|农户|专家|干部|代办员|公司|“[^”]{1,6}”)"
    "(?![一-鿿]{0,2}?(?:数|量|(?<!超)额))"
)


def done_to(reading: Reading, clean: str) -> str:
    """300户全部搬离: what was done with all the things counted names them, where no figure of its own follows."""
    found = _ALL_DONE.match(reading.tail)
    if found is None or reading.unit.kind is not Kind.COUNT or found[1] in _STATES:
        return ""
    return found[1] if clean[reading.tail_end : reading.tail_end + 1] in {"", ",", ";", "。", ")", "、"} else ""


_STILL_SIGNS = frozenset("仍正还")
_STILL = re.compile("(?:仍|正|还)在?[\u4e00-\u9fff]{2,4}")  # 剩下3件仍在整改
LONGEST_REST = 3
_REST = re.compile("(?:其余|余下|剩下|剩余|另外|还有|其中|另有|[一二三四五]期)?的?")
_MEANS = re.compile("(?:力争|确保|必须|须|要|将|计划|预计|可|能|已|均|都|于|在)+$")
_DEED_THEN = re.compile(
    "(?:[之以]?前|内|中旬|[初底])?(?:全部|全面|陆续|悉数|基本)?([\u4e00-\u9fff]{2,3})(?=[,;。、)]|$)"
)


def done_then(reading: Reading, cuts: Cuts, clean: str) -> str:
    """余下15户力争月底前签完: things are named by what is done with them at the time that follows them."""
    counted_or_built = reading.unit.kind in {Kind.COUNT, Kind.AREA, Kind.LENGTH}
    if not counted_or_built or len(reading.lead) > LONGEST_REST or not _REST.fullmatch(reading.lead):
        return ""
    place = cuts.span_in(reading.end, reading.sentence.end)
    if place is None:
        return ""
    between, found = clean[reading.end : place[0]], _DEED_THEN.match(clean, place[1])
    if found is None or len(between) > LONGEST_PREDICATE or _NOT_ALONE.search(between):
        return ""
    before = (reading.prior.indicator or "") if reading.prior is not None and not between else ""
    phase = reading.lead if reading.lead.endswith("期") else ""
    return before if before.endswith(found[1]) else phase + _MEANS.sub("", between).removeprefix("的") + found[1]


_NOT_ALONE = re.compile("[^\u4e00-\u9fff]")
_AT_PLACE = re.compile("^完成.{2,}?(?:周边|沿线|片区|区块|地块|路段|一带)(?=[\u4e00-\u9fff]{2,4}$)")
_ONE_OF = re.compile("一[支个名批家所座条]$")  # 组建一支28人的队伍: the size of one thing
# 完成旧村562户签约: what was done with the things counted names them.
_DONE_WITH = re.compile("签约|腾空|拆除|搬迁|征收|征迁|安置|整改|改造|销号")


_ABOUT = re.compile("约|近|超|逾|超过")


def _shared_verb(reading: Reading) -> str:
    """服务4个乡镇、约20万群众: the verb of the count before it, where that has its noun behind it too."""
    prior = reading.prior
    noun = noun_of(prior) if prior is not None else ""
    phrase = (prior.indicator or "") if prior is not None else ""
    verb = phrase.removesuffix(noun) if noun else ""
    return verb if last_verb().fullmatch(verb) else ""


def with_shared_verb(lead: str, reading: Reading) -> str:
    """走访企业80家、商户20户: the second noun takes the verb of the first."""
    prior = reading.prior
    if prior is None or prior.unit.kind is Kind.PERCENT or not reading.listed:
        return lead
    verb = flow_verb().match(prior.indicator or "")
    if verb is None or not lead or verb[0] in {"完成", "实现"} or len(lead) > LONGEST_SHARED:
        return lead
    return lead if flow_verb().match(lead + "者") or bare_deed().fullmatch(lead) else verb[0] + lead


LONGEST_SHARED = 8
_PHASE = re.compile("[一二三四五六]期$")


def _phase(lead: str, reading: Reading) -> str:
    """新房一期90套…二期60套: a phase by itself is one of what the figure before it named by phase."""
    before = (reading.prior or reading.earlier or reading).indicator or ""
    return _PHASE.sub(lead, before) if _PHASE.fullmatch(lead) and _PHASE.search(before) else ""


_BUILT = re.compile("(?:建成|打造|创建|成立|成为|建设|新建|获评|创成|设立|推出|建立|取得)了?$")


def _of_its_kind(lead: str, noun: str) -> str:
    """建成全省首个智慧菜场 is about the thing; 引种全县第一株柚树 about what was done with it."""
    verb = last_verb().search(lead)
    return noun if verb is None or _BUILT.search(verb[0]) else verb[0] + noun


_IDLE_LEADS = frozenset({"中", "中已有", "中有", "突出抓好", "对", "要求", "把", "将", "我们", "从", "建有"})
_OF_KIND = frozenset({"个", "家", "部", "条", "台", "座", "例", "支", "所", "处"})
