"""Whether a figure measures, limits others, or is the time that another took."""

import re

from leitai.quantities.figures import Comparator, Role, Status
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_OR_MORE = re.compile("(?:及|\\(含\\))?以[上下]")
_SHUT = re.compile("(?:及|或)?以[上下]\\)")
_AFTER_LIMIT = re.compile(
    "(?:及?以[上下内]|及以上)?的?(?:重点督导|督导|发(?:提醒|督办|函|通报)|挂|给予|予以|约谈|通报|停发|亮|实行|由其|不予|一律|限[0-9期时]|责令|责成|视为|列为|评为|取消|列入(?:整改|督办|约谈|D类)|降|扣|得满?分|加分|记|作(?:出)?(?:书面|检查|检讨|说明|表态))|(?:及)?以[上下]的,?[^,。;]{0,10}(?:取消|约谈|通报|问责|扣|给予|予以|不得|一律)"
)
_LIMITED = re.compile(
    "(?:及?以[上下]|及以上)的?(?:共?有?[0-9]+[个家户]|企业|规[上下]|[重大]*项目|单位|人才|行政村|村|老人|老年|人员|人群|工业|商贸|户|居民|示范点|高龄|干部|大学生|学历|地块|房屋|大户|农户|商户|农场|家庭)"
)
_FINED = re.compile("以上、[0-9.]+[万千百]?元以下的?罚款|以下的?罚款")
_BELOW_STANDARD = re.compile("(?:低于|高于|达不到)[^,。;]{0,12}标准$")  # 低于要求的最低标准85%
_THOSE_BETWEEN = re.compile("(?:之?间)?的?(?:项目|企业|农户|家庭)[0-9]")  # 50亿-100亿元项目1个
_SHORT_OF = re.compile("(?:低于|不到|不足|少于|未满|不满|高于|多于|大于|小于)$")
_THOSE = re.compile(
    "[序时]{1,2}序?进度的|的(?:[0-9一二两三四五六七八九十]+[个家户名处])?(?:企业|项目|乡镇|镇街|街道|单位|村|社区|网格|学校|部门|农户|家庭|地块|房屋|人群|县)|的[0-9]+[个家户名处]被"
)  # 亩均税收低于10万元的企业: a limit that sorts them
_SORTED = re.compile(
    "的(?:所有|全部|各)[一-鿿]{2}|的[0-9]+[个家户]|的[一-鿿]{2,8}(?:共?有|达到?)[0-9:]|的共?有?[0-9]+[个家户]|的(?:企业|村|农户|户|家庭|项目)[0-9]"
)  # 收入超50万元的村31个
_LIMIT_BEFORE = re.compile(
    "(?:不超过|不得超过|控制在|不低于|不得低于|不高于|不少于|不得少于|最高|最低|最多|至少|上限|下限|单笔最高)(?:为)?$"
)
_RULE = re.compile("规定|约定|明确|原则上|一般|办法|规则|单[笔户]|每[人户次家]|额度|期限|申请")
_TAKEN = re.compile("(?:缩短|压缩|减少|压减|节省|缩减|再减)了?(?:约|近|到|至|为)?(?:即办[和、])?$")


# Before a duration that is measured itself (服务时长40小时, 优良天数300天, 人均6小时), and took no other deed.
_AMOUNT = (
    "(?:时长|工时|学时|课时|天数|时数|寿命|年限|年龄)(?:共计|累计|平均|最[长短多少高低])?,?"
    "(?:约|近|共)?(?:为|达到?|有|超过?|突破|逾)?"
)
_MEASURED = re.compile(
    f"[从由](?:原来|原先|过去|此前|以前|目前|现在)?的?$|(?:用时|时间|工期|周期)(?:最短|最长|平均)(?:为|仅|只需)?$|{_AMOUNT}$"
    "|(?:平均|单[笔件户])[^,。;]{0,8}(?:时间|时长|用时)(?:约|为|仅)?$|(?:人均|平均每人)[^,。;]{0,4}$|(?:服务|工作|值守|值班)(?:超过?|逾|近)?$"
)
_AT_MOST = re.compile("最[长短快慢](?:为|仅|只需)?")
_WHO_FAILS = re.compile("的[一-鿿]{2,8}?(?:不评|不得|不予|取消|扣|约谈|通报|问责|督办|一票否决)")
_AGAIN = re.compile(
    "[^,。;]{1,10}的,?[^,。;]{0,6}(?:约谈|通报|问责|取消|扣|督办|停发|作检[讨查]|亮[黄红]灯|亮[黄红]牌)"
)
_THOSE_WITH = re.compile(
    "(?:及?以[上下])的[一-鿿]{0,6}有|(?:及?以[上下])?的[一-鿿]{0,6}(?:达|共)?[0-9]+[户家]"
)  # 满意率达80%以上的有229件
_BEYOND = re.compile("(?:超过?|突破|逾|破|达到?)$")


def set_role(reading: Reading, clean: str) -> None:
    """Tell a limit, and a time taken, from what is measured."""
    kind, after = reading.unit.kind, clean[reading.end : reading.end + 14]
    lead = reading.lead
    counts = reading.role in {Role.MEASURE, Role.GROWTH}
    if (
        counts
        and (after[:1] in _LIMIT_HEADS or lead.endswith("标准") or reading.token.high is not None)
        and _limits(reading, after, clean)
    ):
        reading.role = Role.THRESHOLD
    elif _is_rule(reading, after, lead, clean) or _is_points(reading):
        reading.role, reading.status = Role.THRESHOLD, Status.TARGET
    elif kind is Kind.DURATION and reading.role is Role.MEASURE:
        reading.role = Role.MEASURE if _is_measured(reading, lead, clean) else Role.QUALIFIER


# What follows a limit begins with one of these: 以上, (含)以上, 及以上, 或以下, 的企业, 序时进度的, 之间的.
_LIMIT_HEADS = frozenset("及以(或的序时之间")


def _limits(reading: Reading, after: str, clean: str) -> bool:
    """Whether a figure is a limit that others are sorted by (2000万元以上企业, 低于10万元的企业)."""
    lead, kind = reading.lead, reading.unit.kind
    if reading.token.high is not None and _THOSE_BETWEEN.match(after):
        return True
    if clean[reading.start - 1 : reading.start] == "(" and _OR_MORE.match(after):
        return True
    if _closes(reading, after, clean) or _LIMITED.match(after):
        return True
    if _FINED.match(clean, reading.end) or _BELOW_STANDARD.search(lead):
        return True
    if kind in {Kind.PERCENT, Kind.MONEY} and _THOSE_WITH.match(after):
        return True
    if _SHORT_OF.search(lead) and _THOSE.match(after):
        return True
    return bool(_BEYOND.search(lead) and "总投资" not in lead and _SORTED.match(after))


def _is_measured(reading: Reading, lead: str, clean: str) -> bool:
    """Whether a duration is what a clause tells: a change of it, its amount, or how long a state has lasted."""
    if reading.link == "to" or _TAKEN.search(lead) or _MEASURED.search(lead):
        return True
    prior = reading.prior
    if (
        prior is not None
        and prior.unit.kind is Kind.DURATION
        and prior.role is Role.MEASURE
        and _AT_MOST.fullmatch(lead)
    ):
        return True
    alone = clean[reading.tail_end : reading.tail_end + 1] in set(",。;\n") and (
        prior is None or reading.lead_start > prior.end
    )
    holds = alone and lead.endswith("连续") and len(reading.tail) > 1 and "的" not in reading.tail
    return holds and _HOLDS_RANK.match(reading.tail) is None


# 连续5年跻身百强镇: how long a rank has been held
_HOLDS_RANK = re.compile("(?:均|都)?(?:跻身|位?居|位?列|稳居|蝉联|荣获|获评|入选|入围|排名)")


def _closes(reading: Reading, after: str, clean: str) -> bool:
    """规上企业(年主营业务收入2000万元以上)57家: a limit that ends a bracket."""
    return _SHUT.match(after) is not None and clean.rfind("(", reading.lead_start - 1, reading.start) >= 0


def _is_points(reading: Reading) -> bool:
    """不足90%的扣2分: what a rule gives or takes for its limit."""
    prior = reading.prior
    return prior is not None and prior.role is Role.THRESHOLD and _POINTS.search(reading.lead) is not None


_POINTS = re.compile("(?:扣|加|记)(?:减)?$")


def _is_rule(reading: Reading, after: str, lead: str, clean: str) -> bool:
    if reading.role is not Role.MEASURE or (reading.unit.kind is Kind.DURATION and not _RULE.search(lead)):
        return False
    if reading.comparator is not Comparator.EQUAL and (_AFTER_LIMIT.match(after) or _WHO_FAILS.match(after)):
        return True
    if (reading.token.printed == "次" or lead.endswith("连续")) and _AGAIN.match(clean, reading.end):
        return True  # 连续两次垫底的约谈
    if not _LIMIT_BEFORE.search(lead) or is_grant(reading):
        return False
    return _RULE.search(clean, reading.sentence.start, reading.start) is not None


_GRANT = re.compile("(?:补助|补贴|奖励|奖补|奖金|资助|贴息)(?:金额|标准)?(?:每[户人个项])?(?:最高|上限)(?:可?达|为)?$")
_MOST_EACH = re.compile("(?:最高|上限|封顶)(?:可?达|为)?$")
_ONE_LOAN = re.compile("^单[笔户](?:贷款|额度)?(?:最高|上限)(?:可?达|为)?$")  # 单笔最高2000万元
_GIVEN = re.compile("补助|补贴|奖励|奖补|奖金|资助|贴息|兑现")


def is_grant(reading: Reading) -> bool:
    """举报奖励最高5000元, 每亩补助3000元,每户最高5万元: what is given, told by its highest sum, limits nothing."""
    if reading.unit.kind is not Kind.MONEY:
        return False
    prior = reading.prior
    told = prior is not None and prior.unit.kind is Kind.MONEY and _GIVEN.search(prior.lead)
    if _ONE_LOAN.search(reading.lead):
        return True
    return _GRANT.search(reading.lead) is not None or bool(told and _MOST_EACH.search(reading.lead))
