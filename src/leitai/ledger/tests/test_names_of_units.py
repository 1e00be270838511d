"""Units of measure on pages in English."""

from decimal import Decimal

import pytest
from django.utils import translation

from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.unit_names import unit_in_english
from leitai.ledger.templatetags.figures import behind_number, measure


@pytest.mark.parametrize("unit", sorted({spec.unit for spec in load_catalogue()}))
def test_every_unit_of_the_catalogue_has_an_english_name(unit: str) -> None:
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in unit_in_english(unit))


def test_a_page_in_chinese_keeps_the_unit_as_printed() -> None:
    with translation.override("zh-hans"):
        assert (measure("亿元"), behind_number("亿元")) == ("亿元", "亿元")


def test_a_scale_behind_a_number_stands_in_brackets() -> None:
    with translation.override("en"):
        assert f"{Decimal('3.27')} {behind_number('亿元')}" == "3.27 (100 million yuan)"
        assert behind_number("户") == "households"
