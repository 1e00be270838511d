"""How fast texts are read: characters a second, beside the time Python takes to walk the same text once."""

from collections.abc import Iterator
from datetime import date

from leitai.measure import Measure, best_seconds
from leitai.quantities.extraction import extract
from leitai.quantities.names import Catalogue, DivisionName, Gazetteer, IndicatorName
from leitai.quantities.rows import rows_of
from leitai.quantities.scanning import scan
from leitai.quantities.shapes import plain

RUNS = 15  # the machine is shared: the best of many is that of an undisturbed one
COPIES = 120
SAMPLE = """东浦镇晒出首季成绩单
东浦镇抓牢项目不放松,干部群众拧成一股绳,各项工作稳步向前。一季度,全镇财政总收入达到3.27亿元,同比增长9.6%;规上工业产值18.4亿元,增速居全县第三。镇里成立专班下沉到企业车间,逐家问需求、开药方,帮助企业把订单留下来、把人留下来。
镇长介绍,去年以来累计走访企业260余家,协调解决难题47个,新增用地120亩。对于群众反映集中的停车难、办事难,镇里分类梳理、逐条销号,窗口工作人员把流程图贴上墙,让来办事的人看得明白、走得顺畅。
“只要把服务做细,企业就愿意留下来。”镇党委书记说,今年将建成村级服务点12个,力争固定资产投资增长15%以上。老街改造同步推进,青石板路重新铺好,临街店铺换上统一的木招牌,傍晚时分散步的居民多了起来。
街角的小书屋是居民自己商量着办起来的。有人捐书,有人值班,孩子放学以后总爱在这里写作业,老人则喜欢坐在窗边看报。镇里把类似的
做法写进了村规民约,鼓励大家把好的经验说出来、传开去,让更多人愿意为公共的事情搭一把手,也让干部听得到真话、看得见实情。
"""
_DIVISIONS = (
    DivisionName("990101000000", "江县", "江县", (), "county", None),
    DivisionName("990101100000", "东浦镇", "江县东浦镇", ("东浦",), "town", "990101000000"),
)
_INDICATORS = (
    IndicatorName("revenue", "财政总收入", ("财政收入",), "亿元"),
    IndicatorName("output", "规上工业总产值", ("规上工业产值",), "亿元"),
)


def measures() -> Iterator[Measure]:
    """Characters a second of the scanner, and of whole rows, on a brief of ours repeated to some 50,000 characters."""
    text = SAMPLE * COPIES
    floor = len(text) / best_seconds(lambda: sum(1 for _ in text), RUNS)
    clean = plain(text)
    yield _measure("scan", len(text) / best_seconds(lambda: scan(clean), RUNS), floor)
    gazetteer, catalogue = Gazetteer(_DIVISIONS), Catalogue(_INDICATORS)
    yield _measure("rows", len(text) / best_seconds(lambda: _rows(text, gazetteer, catalogue), RUNS), floor)


def _rows(text: str, gazetteer: Gazetteer, catalogue: Catalogue) -> None:
    rows_of(extract(text, published=date(2019, 4, 25), gazetteer=gazetteer, catalogue=catalogue))


def _measure(name: str, speed: float, floor: float) -> Measure:
    return Measure(f"extract {name}", speed, "characters/s", floor, speed / floor, RUNS)
