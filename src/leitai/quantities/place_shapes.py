"""How places and bodies look that the tree of divisions does not know."""

import re
from functools import cache

from leitai.quantities.lexicon import HAN, one_of, table
from leitai.quantities.places import one_sign, short_name

# A township of one people has two signs more than others (某某畲族乡).
_OWN = rf"{HAN}{{2}}(?:[畲回满苗侗瑶壮彝白傣土藏黎]|土家|布依|仡佬|蒙古|朝鲜)族(?:自治)?乡|{HAN}{{2,3}}(?:街道|镇|乡)"
# A part of a city without townships (湖东片), where it acts or stands in a list of its like.
_PART = (
    rf"(?:(?![{'新老旧城大小成连整相图照'}]){HAN}){{2}}(?<![图照影芯药名唱底刀卡胶切瓦鳞麦鸦])片"
    rf"(?=(?:、{HAN}{{2}}片)*(?:分别|共|已|累计|拆|完成|新增|腾|整治|签约|建成|清|投入|实现))"
)
# A village that stands in a list dealt out by 分别, or before its year (上垟村去年收入…).
_ACTS = (
    "共|现|已|有|把|将(?!军)|通过|投入|建成|引进|成立|流转|实现|接待|完成|占地|率先|利用|依托|人均|盘活|种植|每年|吸纳"
)
_VILLAGE = (
    rf"(?:(?![{'各该全本旧新老中行自城农乡示美精特薄重贫先移有个的等每些数'}]){HAN}){{2,3}}村"
    rf"(?=(?:、{HAN}{{2}}村)+分别|[去今]年|(?:{_ACTS})|(?<=、{HAN}{HAN}村)分别|(?<=其中{HAN}{HAN}村)[0-9][0-9.]*(?![0-9.个]))"
)


@cache
def unknown() -> re.Pattern[str]:
    """A place at the head of a clause, behind a sign (the groups `above` and `own`, or `name`)."""
    return re.compile(
        r"[,;。:、\n “”(年月日](?:(?<![年月日])|(?<=[0-9][年月日]))"
        rf"(?={HAN}{{1,20}}[镇乡道县区市村片])"
        "(?:其中|地处|位于|从(?=[^,。;]{2,24}(?:了解到|获悉|得知|悉,))|今年|去年|近年来|近日|日前|目前|在|(?:记者)?(?:走进|来到|走访)|仅)?"
        + _shape()
    )


@cache
def short_form() -> re.Pattern[str]:
    """A short name alone: of a county behind its city (湖州市 + 安吉), or each of a list."""
    return re.compile(short_name())


COMES_TO = ("走进", "来到", "赶赴")


@cache
def visited() -> re.Pattern[str]:
    """A place within a clause whom somebody came to (工作人员来到奉化区裘村镇): what follows is told of it."""
    return re.compile(rf"(?:{'|'.join(COMES_TO)}){_shape()}")


@cache
def _shape() -> str:
    """How divisions that the tree does not know look."""
    one_signs = "".join(sorted(one_sign()))
    return (
        rf"(?:(?P<above>{short_name()})(?![省市州盟县旗区]|地区)(?P<own>{_OWN})"
        rf"|(?P<name>(?:{HAN}{{2,3}}[市州])?(?:{HAN}{{1,3}}[县区市])?(?:{HAN}{{2}}管理区)?(?:{_OWN})|(?:{HAN}{{2,3}}[市州])?{HAN}{{2,3}}[县区市]|[{one_signs}]县(?![级乡域直区])|{_PART}|{_VILLAGE}))"
        rf"(?!{HAN}?(?:书记交流|街道)|[街乡区市]?(?:级|域|场)|民(?!政)|[内街]|(?<=区)[块位]|(?<=乡)[村贤亲愁土风情]|里(?!程)|上(?![半报交榜升市线年月周台])|(?<=县)城)"
    )


@cache
def body_of() -> re.Pattern[str]:
    """The rest of a body's name behind its county, where the body does something itself."""
    reports = (
        "通报|发布|公布|介绍|获悉|了解|表示|统计|数据|消息|召开|举行|举办|揭牌|局长|主任|书记|负责人|党委|领导|院长"
    )
    return re.compile(
        rf"(?:(?:(?:应急)?(?:转贷|过桥)|行政(?:服务|审批)|政务服务|人才服务)中心|政务客厅|农(?:信|商)?(?:联社|合行|商银行|商行)"
        rf"|(?:国税|地税|税务|公安|供销|电力)系统|(?:交警|公安|市场监管|税务|环保)部门|(?:人力社保|人社|市场监管|公安|税务|(?:综合行政|行政综合|综合)执法|应急管理)局(?=共|累计|立案|查处|办理|出动|对)|{HAN}{{2,10}}(?<!设立)(?:转贷|产业|引导|担保)基金|人民医院(?:医共体)?)"
        rf"(?!(?!梳理){HAN}{{0,3}}(?:{reports})|新?院区|新院|分院|大楼|主体|工程|项目)"
    )


# 某街道办事处组织500人: told with its office where that acts.
OFFICE = re.compile("办事处(?=组织|出动|开展|积极|共|累计|完成|投入|[0-9])")


@cache
def its_township() -> re.Pattern[str]:
    """A township behind its county or city that the tree does not know (温州市 + 某某镇), before what it does."""
    return re.compile(rf"(?:{_OWN})(?=[,、今去]|共|已|累计|完成|实现|新增|[0-9])")


_ZONE = "高新技术产业开发区|高新区|经开区|经济(?:技术)?开发区"
_PORT = "港(?=完成|实现|累计|货物|集装箱|今年|[0-9])"
# Behind the short name of a county or city that the tree knows: a zone or a port that acts under its own name.
NAMESAKE = re.compile(f"(?P<zone>(?:{_ZONE})(?!管委会|党工委|[一-鿿]{{0,3}}(?:通报|介绍|召开|主任)))|{_PORT}")


@cache
def its_village() -> re.Pattern[str]:
    """A village behind its township that is told of itself (某镇石埠村地处…), and no quarter that is rebuilt."""
    acts = (
        "的(?!城中村)|人居|立足|村集体|[0-9]+余?亩|地处|位于|已(?!签|拆|腾)|[共现]?有|曾?是|曾|,|拥有|通过|利用|依托"
        "|发展|种植|接待|占地|拆除"
    )
    return re.compile(rf"的?(?P<village>(?!{HAN}{{0,3}}[旧整各乡农城新两个])(?!有){HAN}{{2,4}}村)(?={acts})")


@cache
def _provinces() -> str:
    return one_of(table("places")["endings"]["省"].split())


@cache
def far() -> re.Pattern[str]:
    """Behind the sign that opens a clause: a province that acts (安徽省委要求), a zone that acts under its own name

    (龙港新区完成…) or is named after a city of the country (南宁高新区), a short name before 全市 (丽水全市), and
    the city that a sentence is about (在安徽芜湖,…).
    """
    return re.compile(
        rf"[,;。\n“](?:(?<=\n)[0-9]{{1,2}}[、.])?(?:(?P<province>(?:{_provinces()})省)(?![级内外道会直城市]|{HAN}{{1,5}}[市县州区](?![级内外]))"
        rf"|(?={HAN}{{2,6}}?(?:港|全[市县区]|高新|经开|经济|新区))(?P<named>{short_name()})(?:(?P<port>{_PORT})|(?P<ending>(?=全[市县区]))|(?P<zone>{_ZONE}|新区)(?!管委会))"
        rf"|(?P<own>(?!经济|高新|各|该|全|国家|省级){HAN}{{2,4}}(?:新区|管理区|集聚区|工业园区|产业园区))(?=完成|实现|累计|新增|规上|财政|[今去]年|固定资产|工业|招商)"
        rf"|(?<=\n)(?P<label>{short_name()})(?=:)"
        rf"|在(?:{_provinces()})?省?(?P<city>{short_name()})(?=,))"
    )


# 区政务中心办理…, 村(社区)代办站办理…: where people's matters are handled, told by its level alone.
DESKS = re.compile(
    r"(?:(?<=其中)|(?<![一-鿿、]))(?:[县区市](?:政务(?:服务)?|行政服务|行政审批|公共资源交易)中心|乡镇街?(?:道)?便民服务中心|村\(社区\)代办站)"
    "(?=共?(?:办理|受理|办结|完成))"
)


# 浙江康明机械有限公司去年纳税1395万元: what a firm reports of itself is not told of its township.
FIRMS = re.compile(
    "(?:(?<=[,;。:\n“])|^)(?!引进|招引|其中|位于|[由与和为向对在从以给])[一-鿿()]{4,20}?(?:股份)?有限(?:责任)?公司"
    "(?![的等、和与及,]|[总董]|负责人|相关)"
)


@cache
def with_rate() -> re.Pattern[str]:
    """Places of a list that each have their figure in brackets (云和(22.5%)、松阳(21.0%))."""
    return re.compile(rf"[,、;有是]({short_name()})(?=\(-?[0-9.]+[%亿万])")


@cache
def dealt_out() -> re.Pattern[str]:
    """Places of the country that 分别 deals out (九江、赣州和南昌,分别发放贷款…)."""
    return re.compile(rf"(?<![一-鿿、]){short_name()}(?:、{short_name()})*[、和及与]{short_name()}(?=,?分别)")
