"""Figures that only set the scene: who sat in a meeting, and the subject that another figure is about."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from leitai.quantities.dates import Moment
from leitai.quantities.document import Document
from leitai.quantities.figures import Role, Status
from leitai.quantities.nouns import noun_of
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import PEERS, doing
from leitai.quantities.units import Kind

_NAME_END = re.compile(
    "(?:交流会|现场会|比拼会|推进会|座谈会|比看会|述职会|动员会|例会|大会|会议|擂台赛|比武会|论坛|工作会|晾晒会|分析会|部署会|协调会|恳谈会|评议会)(?=[上开召举在后,。;]|$)"
    "|(?<=[\u4e00-\u9fff”])会(?=,)"
)
_NAME_BREAKS = ",。;!?！？、\n"
LONGEST_NAME = 60
REACH = 400  # a meeting is named this many characters before its figures at most
_OPENING = re.compile("^.*(?:召开的?|举行的?|举办的?|组织的?|启动的?)")
_PEOPLE = re.compile(
    "[“‘]?(?:一把手|(?:乡镇|镇街|街道|镇|乡|县|市)?[^,。;]{0,12}(?:书记|镇长|乡镇|镇街|街道|代表|嘉宾|局长|主任|单位|县市区|县)|[^,。;]{0,6}(?:发言|交流|演讲|汇报)|(?:参加|出席)了?[^,。;]{0,20}会)"
)
_SITTING = re.compile(
    "登台|上台|发言|亮相|同台|参加|出席|来自|交流|演讲|比拼|亮绩|汇报|授旗|作表态|到场|到会|与会"
    "|参赛|决赛|评委|谈感受|晒成绩|定承诺"
)
_CLASSIFIERS = frozenset("名位个场人家")
_SIZE = re.compile("(?:有|共有|辖|下辖|分散着|分布着|共|全市|全区|全县|辖区)$")


def judge(readings: Sequence[Reading], document: Document) -> None:
    """Mark figures of context, and give those of a meeting to the meeting."""
    following: Reading | None = None
    for reading in reversed(readings):
        if reading.role is Role.MEASURE and _OF_A_THING.match(reading.tail) and reading.unit.kind in _EXTENTS:
            _set_aside(reading, "size of a thing")
        elif reading.role is Role.MEASURE and reading.unit.kind is Kind.LENGTH and _LIES.search(reading.lead):
            _set_aside(reading, "where a place lies")
        elif reading.role is Role.MEASURE and reading.unit.kind is Kind.COUNT:
            _judge(reading, following, document.moments, document.clean)
        following = reading


# 50米宽的大道, 2539平方公里的县域: how large a thing is that the sentence speaks of by the way
_OF_A_THING = re.compile("[宽高]的|的(?:县域|镇域|区域|辖区)")
_LIES = re.compile(
    "(?<!平均)海拔(?:高度)?[约达为近]?$|(?:距离?|相距)[^,。;0-9]{0,10}(?:约|近|仅|只有|有)?$|海拔[^,。;]{1,16}[到至]$"
)  # 平均海拔537米, 距县城30公里
_EXTENTS = frozenset({Kind.AREA, Kind.LENGTH})


def _set_aside(reading: Reading, rule: str) -> None:
    """Make a figure one of context, which has no period, and say by which rule."""
    reading.role, reading.period, reading.period_explicit = Role.CONTEXT, None, False
    reading.rules.append(rule)


def _judge(reading: Reading, following: Reading | None, moments: Sequence[Moment], clean: str) -> None:
    inside = reading.prior if reading.lead == "其中" and _SITTING.match(reading.tail) else None
    if _sits(reading, clean) or (inside is not None and _sits(inside, clean)):
        meeting = _meeting(reading, moments, clean)
        if meeting is not None:
            reading.actor, reading.actor_code, reading.actor_source = f"会议:{meeting}", None, "meeting"
        _set_aside(reading, "scene of a meeting")
    elif _is_subject(reading, following, moments) or _among(reading, following, clean) or _named_one_by_one(reading):
        reading.role = Role.CONTEXT
        if following is not None and _of_its_time(reading, following, moments):
            reading.period = following.period
        reading.rules.append("subject of the next figure")
    elif _is_helper(reading, clean):
        reading.role = Role.CONTEXT
        reading.rules.append("those it was done with")
    elif _OUT_OF.search(reading.lead) and _CHOSEN.match(reading.tail):
        _set_aside(reading, "among which some were chosen")
    elif _ATTENDS.search(reading.lead):
        _set_aside(reading, "scene of a meeting")
    elif _is_size(reading) and re.match("(?:乡镇|镇街|街道|行政村|村居|社区|县|区)", reading.tail):
        _set_aside(reading, "size of a division")


_WHOLE = re.compile("全[县市区镇乡省]")
_WITH_SCORE = re.compile("以(?:总分|综合得分|总得分|得分|综合评分)?$")
_INVESTED = re.compile("(?:项目|工程).{0,6}(?:完成(?:投资)?|总投资)(?:约|近|超|逾)?$")
_OUT_OF = re.compile("从$")
_CHOSEN = re.compile("[一-鿿]{2,12}?中(?:[一-鿿]{0,4}(?:[选挑评产脱]|优))")  # 从十余家茶企中择优筛选出4家
_ATTENDS = re.compile("(?:应到|实到|列席)[^,。;]{0,6}$")  # 应到代表96人,实到95人


def _is_size(reading: Reading) -> bool:
    """下辖20个乡镇及203个行政村: of how many parts a division is made."""
    prior = reading.prior
    listed = prior is not None and _SIZE.search(prior.lead) is not None and reading.lead[-1:] in {"及", "和", "、"}
    return _SIZE.search(reading.lead) is not None or listed


def _sits(reading: Reading, clean: str) -> bool:
    if reading.status is Status.EXPECTED:
        return False  # 预计将有3500多名老人参与
    if reading.token.printed not in _CLASSIFIERS or not _PEOPLE.match(clean, reading.end):
        return False
    sentence = clean[reading.sentence.start : reading.sentence.end]
    told = clean[max(0, reading.sentence.start - 200) : reading.sentence.end]
    return bool(_SITTING.search(sentence)) and ("会" in told or "赛" in told)


def _meeting(reading: Reading, moments: Sequence[Moment], clean: str) -> str | None:
    """The meeting last named before the figure (in its sentence to the end), without time and 召开的."""
    found = None
    for found in _NAME_END.finditer(clean, max(0, reading.start - REACH), reading.sentence.end):
        if found.end() > reading.start:
            break
    if found is None:
        return None
    start = max(found.start() - LONGEST_NAME, *(clean.rfind(sign, 0, found.start()) + 1 for sign in _NAME_BREAKS))
    name = _OPENING.sub("", clean[start : found.end()]).strip()
    start = found.end() - len(name)
    first = bisect_left(moments, start - 30, key=lambda one: one.start)
    for moment in moments[first : first + 8]:
        if moment.start <= start < moment.end <= found.end() - 4 and moment.shape not in {
            "whole",
            "bare",
            "quarter",
            "year",
        }:
            start = moment.end
    return clean[start : found.end()].strip("上在,\n ") or None


def _is_subject(reading: Reading, following: Reading | None, moments: Sequence[Moment]) -> bool:
    """8个部门抽调40名: the first count is only who did the second."""
    if following is None or following.prior is not reading or following.link != "subject":
        return False
    scored = reading.token.printed == "分" or _WITH_SCORE.search(reading.lead) is not None
    if scored and following.role is Role.RANK:
        return False  # 以94分列第一: what the rank was won with
    if following.role is Role.QUALIFIER or _STATE.fullmatch(reading.lead) or _TASK.search(reading.lead):
        return False
    place = bisect_left(moments, reading.start, key=lambda one: one.start) - 1
    if following.start == reading.end and following.unit.kind in {Kind.MONEY, Kind.AREA, Kind.LENGTH}:
        return False  # 发放贷款797笔9389万元, 征收房屋1049户18万平方米
    if following.unit.kind is Kind.MONEY and _INVESTED.search(following.lead):
        return False  # 11个工业项目完成投资2.3亿元
    if following.lead.startswith(("共", "合计", "总计")) and following.lead_start == reading.end:
        return False  # 违章建筑200多处共15万平方米
    timed = place >= 0 and moments[place].start == reading.lead_start and moments[place].end == reading.start
    if timed and following.unit is reading.unit:
        return True  # 一季度480个项目开工350个: the second is part of the first
    if not timed and _is_whole(reading, following):
        return False
    lead = reading.lead.strip("、,近约今年")
    return (
        not lead
        or _WHOLE.fullmatch(lead) is not None
        or (reading.actor or "").endswith(lead)
        or following.unit.kind is not Kind.COUNT
    )


def _is_whole(reading: Reading, following: Reading) -> bool:
    """到8月底,18个安置点封顶11个: of the things a sentence opens with, the second says how many were done."""
    if reading.prior is not None:
        return False
    alike = reading.unit.base == following.unit.base and reading.token.printed == following.token.printed
    return alike and not noun_of(following) and following.role is Role.MEASURE


_WITH = re.compile("(?:联合|携手|会同|带领|率领)$")
_MATES = re.compile(
    "(?:[一-鿿]{0,6}?)(?:银行|机构|部门|单位|企业|公司|商户|村|社区|街道|乡镇|学校|医院|成员|队员|干部|党员|专家|人)"
)


def _is_helper(reading: Reading, clean: str) -> bool:
    """联合3家银行推出贷款: only with whom something was done."""
    found = _MATES.match(reading.tail) if _WITH.search(reading.lead) else None
    return found is not None and (
        len(reading.tail) - found.end() >= 2 or clean[reading.tail_end : reading.tail_end + 1].isdigit()
    )


def _of_its_time(reading: Reading, following: Reading, moments: Sequence[Moment]) -> bool:
    """Whether a subject is told of at the time of what it did."""
    between = bisect_left(moments, reading.end, key=lambda one: one.start)
    timed = between < len(moments) and moments[between].start < following.start
    told = following.role is not Role.RANK and following.status is Status.ACTUAL
    return reading.period is None and told and not timed and not (following.period or "P").startswith("P")


# 续建58个投资…: what state they are in is told of the count itself.
_STATE = re.compile("(?:续建|在建|新建|新开工|开工|竣工|完工|复工|储备)")
_TASK = re.compile("(?:任务|计划|目标)数?$")
_AMONG = re.compile("[^,。;、0-9]{0,10}[里中],")


def _among(reading: Reading, following: Reading | None, clean: str) -> bool:
    """在60个经济强镇里,某镇排第5位: only among whom the next figure stands."""
    if following is None or following.prior is not reading:
        return False
    if following.role is Role.RANK and following.lead_start == reading.end and PEERS.fullmatch(following.lead):
        return True  # 53个县市第1
    if following.role is Role.RANK and following.lead_start <= reading.start:
        return True  # 排全省26个山区县第9位
    if _AMONG.match(clean, reading.end) is None:
        return False
    return following.role is Role.RANK or reading.lead.startswith("在")


def _named_one_by_one(reading: Reading) -> bool:
    """东浦、西坞2个镇: a count of what its own clause lists."""
    lead = reading.lead
    if doing().match(lead) is not None:
        return False  # 征收东浦、西坞2个村
    return "、" in lead and not reading.link and lead.count("、") + 1 == reading.token.low and "等" not in lead[-4:]
