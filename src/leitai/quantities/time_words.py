"""The time expressions of Chinese briefs as one pattern."""

import re
from functools import cache

from leitai.quantities.lexicon import any_of, one_of, table

YEAR = (
    r"(?:(?P<digits>(?:19|20)[0-9]{2})年(?!代)|(?P<written>[一二][零〇九一二三四五六七八]{3})年(?!代)"
    r"|(?P<word>今年|去年|(?<!此)前年|明年|(?<![成产用建工之以今])后年|上一?年|前一年|[这那]一年|当年|同年|次年|本年|全年(?!红)))"
)
_YEARS = re.sub(r"\?P<\w+>", "", YEAR)
_M = "(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
_D = "(?:3[01]|[12][0-9]|0?[1-9])"
_TO = "[-—–~～－至到]{1,2}"
_CLOCK = (
    r"(?P<part>上午|下午|晚上|晚间|晚|凌晨|中午|傍晚|早上|清晨|早晨|夜间|夜里|早)?"
    r"(?:(?P<hour>[0-2]?[0-9])"
    r"(?:[时点](?P<half>半)?(?P<minute>[0-5]?[0-9])?分?(?!钟)|:(?P<colon>[0-5][0-9])(?::[0-5][0-9])?))?"
)
_NEAR_CLOCK, _DAY_CLOCK = _CLOCK.replace("?P<", "?P<n"), _CLOCK.replace("?P<", "?P<d")
_HOUR_ALONE = _CLOCK.replace("?P<", "?P<h").replace("早)?", "早)")


def _within_a_year() -> str:
    """Quarters, months and days, which may stand behind a year."""
    return (
        r"(?P<quarter>第?(?P<q>[一二三四]|[1-4])季度(?P<qedge>末|底)?|首季度?)"
        r"|(?P<quarters>(?:前(?P<qn>[二两三四2-4])个?|(?P<qa>[一二三四])至(?P<qb>[一二三四]))季度)"
        r"|(?P<halfyear>上半年|下半年)"
        rf"|(?P<lunar>(?:农历)?(?:正月|大年)初(?P<la>[一二三四五六七八九十])(?:{_TO}初?(?P<lb>[一二三四五六七八九十]))?)"
        r"|[“\"]?(?P<feastday>元旦|五一|国庆)”?节?当[天日]"
        rf"|[“\"]?(?P<holiday>{one_of(table('holidays'))})”?节?(?:小长假|长假|假期|[“\"]?黄金周[”\"]?|假日|[3-8三五七八]天(?!前|长假|假)|(?=期间))"
        rf"|(?(year)[“\"]?(?P<feast>{one_of(table('holidays'))})”?(?!节?[文品风货])|(?!))"
        r"|(?P<firstdays>长假|假期)(?:首日|第一天|前(?P<fd>[二两三四2-4])天)"
        r"|(?P<thatfeast>[节假]日|长假|假期|黄金周)(?:期间|里)"
        r"|(?P<daysoff>[3-8三五七八])天(?:小?长假|假期|假日)"
        rf"|(?P<months>(?P<ma>{_M})月?份?{_TO}(?P<mb>{_M})月份?(?![0-9]+[日号]))"
        rf"|(?P<firstmonths>(?<![提目以之])前(?P<first>{_M}|两)个?月)"
        rf"|(?P<day>(?P<dm>{_M})月(?P<dd>{_D})[日号])(?:{_TO}(?:(?P<em>{_M})月)?(?P<ed>{_D})[日号]|{_CLOCK})"
        rf"|(?P<month>(?P<m>{_M})月(?!饼|亮|季|嫂|薪)份?(?:当月)?(?P<mpart>上旬|中旬|下旬|底|末|初(?!信|访|次|级|审|诊|检|评))?)"
        r"|(?P<edge>年底|年末|年初(?!预算|计划|目标|预期|确定|部署)|年中|(?<![0-9一二两三四五六七八九十多几半])年内|岁末|底(?!线|部|气|数|层)|末)"
    )


def _pattern() -> str:
    return (
        r"(?<![0-9])(?P<iso>(?P<iy>(?:19|20)[0-9]{2})(?P<isep>[-/.])"
        rf"(?P<im>{_M})(?P=isep)(?P<id>{_D})(?![0-9]))(?: ?(?P<itime>[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?))?"
        rf"|(?<![0-9])(?P<years>(?P<ya>(?:19|20)[0-9]{{2}}|今年)(?:年|起|年起)?{_TO}(?P<yb>(?:19|20)[0-9]{{2}})年(?![0-9]{{1,2}}月))"
        r"|(?P<same>(?:上年|去年|前年|(?:19|20)[0-9]{2}年)同(?:期|月)|同期(?=[增减下提高多少])|(?<=[,;。\n])同期(?=[一-鿿]))"
        rf"|(?P<rate>每(?:年|个?月|季度?(?!节)|周|天|日|小时)|一年(?={any_of('yearly_next')}))"
        rf"|(?<![0-9.])(?P<year>{_YEARS})?(?:{_within_a_year()})"
        rf"|(?<![0-9])(?P<whole>{_YEARS}(?:(?<=[0-9]年)度(?!假)|(?<!全年)全年(?!红))?)(?P<wholeedge>底|末|初)?(?!级|规划|生(?!产))"
        r"|“?(?P<fiveyears>十[一二三四五]五)”?(?:规划)?(?P<fiveend>期?末|期间|时期)"
        r"|(?P<near>今天|昨天|前天|明天|后天|今日|昨日|明日|当[天日](?!办|到账|放款|申请|领证|拿|送达|往返|受理|出证|审批)|今晨|今晚|今早|昨晚|昨晨|昨夜|[今昨]\([0-9]{1,2}\)日|昨(?=起|开工|举行|召开)|前晚|当晚|(?:次日|翌日|第二天)(?!到|达|送))"
        rf"{_NEAR_CLOCK}"
        r"|(?P<monthword>上个月|上月|本月|这个月|当月|下个月|下月|月底|月末)(?P<monthedge>底|末|初)?"
        rf"(?:(?P<mwd>{_D})[日号])?"
        r"|(?<![0-9.])(?P<ago>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?P<agounit>年|个月|天)前(?!后)"
        r"|(?P<weekof>上个?|本|这个?|下个?)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![至到])"
        r"|(?P<weekword>上周|上个?礼拜|上个?星期|本周|这周|下周)(?!刊|边|[一二三四五六日末])"
        r"|(?P<quarterword>上季度|上个季度|本季度|下季度)"
        rf"|(?<![0-9.])(?<![0-9][至到—-])(?P<daynumber>{_D})日(?=[上下晚凌早起,、。召一前至0-9]){_DAY_CLOCK}"
        rf"|(?:(?<=[,;。:\n“])|^)(?P<dayalone>{_D})日(?=[一-鿿])(?![内均期工线产报化子常程用处供耗前后来间的游龄一])"
        rf"|(?<=[一-鿿])(?<!月)(?P<daytold>{_D})日(?=(?:正式|开园|开工|开业|开街|披露|通报|发布|公布|召开|举行|消息|电|讯|介绍|透露|宣布))"
        rf"|(?<=截[止至])(?P<houralone>(?=[上下晚]){_HOUR_ALONE})"
        r"|(?<![0-9A-Za-z.])(?P<bare>20[0-4][0-9])(?=[“‘\"《「])"
    )


# Frequent first signs, and what must follow each where a time begins with it: all others are left at once.
_BEGINS = {
    "一": "季月年至到二三四五六七八九十零〇日号个、—–~～－-", "上": "半个月年周季一午礼星", "下": "半个月年周季一午",
    "同": "期年月", "元": "旦宵月", "长": "假", "全": "年", "去": "年", "明": "天年日", "后": "天年", "中": "秋",
    "首": "季", "这": "一个周年月", "当": "年天日月晚", "本": "年月周季", "黄": "金", "国": "庆",
    "正": "月", "农": "历", "大": "年", "“": "五十元端国清中春",
}  # fmt: skip
_NO_TIME = "[0-9]+(?:\\.[0-9]+)?[万亿元%户家件名亩人项米处多余]"  # a number that its unit makes a figure
_NONE_HERE = f"(?!{'|'.join(f'{sign}[^{following}]' for sign, following in _BEGINS.items())}|{_NO_TIME})"


@cache
def _times() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[第0-9一二三四五六七八九十两今去前明后上下当同次本全每首昨月这那年岁底末元春清五端中国节假长黄正农大“]){_NONE_HERE}(?:{_pattern()})"
    )


def find(clean: str) -> list[re.Match[str]]:
    """Every time expression of a text in plain shape, in order. The group that matched tells its form."""
    return [match for match in _times().finditer(clean) if match.end() > match.start() and _meant(clean, match)]


_SLOGAN = re.compile("(?:决战|奋战|大干|冲刺|决胜|拼搏)$")  # 决战四季度


def _meant(clean: str, match: re.Match[str]) -> bool:
    """Whether a match is a time and no part of a word: 底 and 末 need a year before them, 第1-3月 is none."""
    if match["year"] is not None:
        return True
    if match["quarter"] is not None and _SLOGAN.search(clean, max(0, match.start() - 2), match.start()):
        return False
    ordinal = match["months"] is not None and clean.startswith("第", match.start() - 1)
    return match["edge"] not in {"底", "末"} and not ordinal
