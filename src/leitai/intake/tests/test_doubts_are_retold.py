"""Every doubt that the reading of a text raises is known to the page, which tells it in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from leitai.intake.domain import names
from leitai.intake.doubts import FORMS, known, retold
from leitai.quantities import extract

TEXTS = {
    "levels": "今年以来，审批事项由50项减至10项，压减70%。",
    "counts": "全年办结率90%(40/50)。",
    "whole": "我街道签约率达到120%。",
    "scale": "新建厂房面积12万平方米，改造厂房面积631.27平方米。",
    "scale alone": "改造厂房面积631.27平方米。",
    "contradiction": "2018年，我镇财政总收入3.2亿元。\n\n2018年，我镇财政总收入3.5亿元。",
}


def doubts_of(text: str) -> list[str]:
    found = extract(
        text,
        published=date(2019, 4, 25),
        catalogue=names.packaged_catalogue(),
    )
    return [doubt.message for figure in found.figures for doubt in figure.doubts]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_doubts_of_a_text_have_a_known_form(text: str):
    doubts = doubts_of(text)
    assert doubts
    assert all(known(doubt) for doubt in doubts)


def test_the_texts_raise_every_form():
    assert {known(doubt) for text in TEXTS.values() for doubt in doubts_of(text)} == set(FORMS)


def test_what_is_retold_in_english_is_what_was_written():
    with translation.override("en"):
        for text in TEXTS.values():
            assert [retold(doubt) for doubt in doubts_of(text)] == doubts_of(text)
