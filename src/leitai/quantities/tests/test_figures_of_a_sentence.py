"""A plain sentence gives its figures, with value, unit and place."""

from datetime import date
from decimal import Decimal

from leitai.quantities import Catalogue, DivisionName, Gazetteer, IndicatorName, extract, rows_of

TOWN = DivisionName("990101100000", "东浦镇", "江县东浦镇", ("东浦",), "town", None)


def test_a_sentence_gives_value_unit_period_and_actor():
    text = "东浦镇一季度财政总收入3.27亿元,同比增长9.6%。"
    level, rate = extract(text, published=date(2019, 4, 25), gazetteer=Gazetteer([TOWN])).figures
    assert (level.surface, level.base_value, level.base_unit) == ("3.27亿元", Decimal(327000000), "CNY")
    assert (level.period, level.actor, level.actor_code) == ("2019Q1", "江县东浦镇", "990101100000")
    assert rate.growth is not None
    assert (rate.role, rate.growth.basis, rate.growth.direction) == ("growth", "yoy", "up")


def test_rows_are_in_the_order_of_the_text():
    rows = rows_of(extract("去年完成投资2亿多元,新增企业30余家。", published=date(2019, 4, 25)))
    assert [row["surface"] for row in rows] == ["去年", "2亿多元", "30余家"]


def test_a_contradiction_shows_the_other_figure_as_it_is_printed():
    text = "2018年,我镇财政总收入3.2亿元。\n\n2018年,我镇财政总收入3.5亿元。"
    (doubt,) = extract(text, published=date(2019, 4, 25)).figures[-1].doubts
    assert doubt.message == "the text also says 3.2亿元"


def test_a_rank_in_the_county_is_none_in_the_city():
    ranks = Catalogue([IndicatorName("revenue_rank", "财政总收入全市位次", ("财政总收入位次",), "位")])
    codes = [
        extract(f"一季度财政总收入3.2亿元,居全{whole}第三。", catalogue=ranks).figures[-1].indicator_code
        for whole in "市县"
    ]
    assert codes == ["revenue_rank", None]
