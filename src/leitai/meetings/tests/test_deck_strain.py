"""Hostile texts, long names and odd numbers: the file opens, stays on the page, and says no falsehood."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from leitai.meetings.domain import DeckContent, DeckFigure, Highlight, Pledge
from leitai.meetings.rendering.look import PAGE_HEIGHT, PAGE_WIDTH
from leitai.meetings.tests import contents, decks, variants

STRAINED = [variants.hostile(), variants.long(), variants.gappy(), variants.thin(), variants.english()]


def well_formed(content: DeckContent) -> None:
    for name, blob in decks.members(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(blob)


@pytest.mark.parametrize("content", STRAINED)
def test_every_part_of_the_file_is_xml(content: DeckContent) -> None:
    well_formed(content)
    assert 4 <= len(decks.opened(content)) <= 12


def test_control_characters_are_gone_and_the_rest_stands_as_text() -> None:
    slides = decks.opened(variants.hostile())
    said = "".join(text for slide in slides for text in (*decks.texts(slide), decks.notes(slide)))
    assert "=1+1 <a:t>&amp;</a:t>@SUM(A1) https://example.org" in said
    assert not set("\x00\x0b\u202e\ufffe") & set(said)


def test_nothing_links_out_of_the_file() -> None:
    relations = [blob for name, blob in decks.members(variants.hostile()).items() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in blob for blob in relations)


@pytest.mark.parametrize("content", [contents.louqiao(), *STRAINED])
def test_shapes_stay_on_the_page_and_have_numbers_of_their_own(content: DeckContent) -> None:
    for slide in decks.opened(content):
        shapes = list(slide.shapes)
        assert len({shape.shape_id for shape in shapes}) == len(shapes)
        for shape in shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert (shape.left + shape.width) / 12700 <= PAGE_WIDTH + 0.1
            assert (shape.top + shape.height) / 12700 <= PAGE_HEIGHT + 0.1


def test_numbers_that_are_none_are_a_dash() -> None:
    said = [text for slide in decks.opened(variants.hostile()) for text in decks.texts(slide)]
    assert not any("nan" in text or "inf" in text for text in said)


def test_a_figure_in_a_table_is_never_cut() -> None:
    slide = next(slide for slide in decks.opened(variants.long()) if decks.title(slide).startswith("项目"))
    assert "12,345,678.9" in list(decks.texts(slide))


def test_the_typefaces_for_chinese_are_named_in_the_theme_and_in_charts() -> None:
    members = decks.members(contents.louqiao())
    parts = {name: blob.decode() for name, blob in members.items() if name.endswith(".xml")}
    themes = [text for name, text in parts.items() if "/theme/" in name]
    drawn = [text for name, text in parts.items() if "/charts/chart" in name]
    assert len(themes) == 2
    assert len(drawn) == 10
    assert all('<a:ea typeface="Microsoft YaHei"' in text for text in (*themes, *drawn))


texts = st.text(max_size=60)


@st.composite
def figures(draw: Any) -> DeckFigure:
    return DeckFigure(draw(texts), draw(texts), draw(texts), draw(texts), draw(texts), draw(st.booleans()))


@settings(max_examples=15, deadline=None)
@given(name=texts, title=texts, figure=figures(), score=st.floats(allow_nan=True) | st.none())
def test_any_text_and_any_number_give_a_file_that_opens(
    name: str, title: str, figure: DeckFigure, score: float | None
) -> None:
    bare = contents.empty()
    content = replace(
        bare,
        unit_name=name,
        unit_full_name=name,
        six=tuple(replace(row, name=title, score=score) for row in contents.six(made=figure.generated)),
        highlights=(Highlight(title, (figure, figure), name),),
        pledges=(Pledge(title, figure, name, name),),
    )
    well_formed(content)
    assert len(decks.opened(content)) >= 4
