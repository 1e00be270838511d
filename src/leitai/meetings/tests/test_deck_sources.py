"""Every figure carries its source in the notes of its slide; every generated one is marked."""

from typing import Any

import pytest

from leitai.meetings.domain import DeckContent, DeckFigure
from leitai.meetings.tests import contents, decks, variants

MARKS = {"演示数据：本页含生成的数字（标※）", "Demo data: this slide shows generated figures (※)"}


def marked(slide: Any) -> bool:
    return bool(MARKS & set(decks.texts(slide)))


def part(content: DeckContent, title: str) -> Any:
    return next(slide for slide in decks.opened(content) if decks.title(slide).startswith(title))


def noted(figure: DeckFigure, notes: str) -> bool:
    return any(figure.value in line and figure.source in line for line in notes.splitlines())


def test_the_notes_carry_each_figure_with_its_source_and_its_number_in_the_ledger() -> None:
    full = contents.louqiao()
    notes = decks.notes(part(full, "亮点"))
    assert all(noted(figure, notes) for each in full.highlights for figure in each.figures)
    assert "#17" in notes
    gaps = decks.notes(part(full, "不足"))
    assert all(noted(figure, gaps) for gap in full.gaps for figure in (gap.own, gap.best))


def test_scores_and_ranks_name_their_edition_and_its_moment() -> None:
    for title in ("六比一览", "位次"):
        assert "六比竞赛 2019年第1期，数据截至2019-04-23" in decks.notes(part(contents.louqiao(), title))


def test_all_sources_stand_together_at_the_end() -> None:
    full = contents.louqiao()
    last = decks.opened(full)[-1]
    assert all(noted(figure, decks.notes(last)) for each in full.highlights for figure in each.figures)
    said = list(decks.texts(last))
    assert contents.BRIEF in said
    assert "生成 ※" in said


def test_a_figure_without_source_says_so() -> None:
    assert "未注明来源" in decks.notes(part(variants.gappy(), "项目"))


@pytest.mark.parametrize("content", [contents.louqiao(), variants.long(), variants.english()])
def test_each_slide_with_a_generated_figure_is_marked_and_no_other(content: DeckContent) -> None:
    for slide in decks.opened(content)[1:]:
        assert marked(slide) == ("[演示数据]" in decks.notes(slide) or "[Demo data]" in decks.notes(slide))


def test_a_deck_without_generated_figures_bears_no_mark() -> None:
    said = [text for slide in decks.opened(contents.louqiao(made=False)) for text in decks.texts(slide)]
    assert not any("演示数据" in text for text in said)


def test_generated_and_reported_figures_are_told_apart_on_one_slide() -> None:
    said = "\n".join(decks.texts(part(contents.louqiao(), "亮点")))
    assert "11.7 亿元 ※" in said
    assert "50 亿元\n" in said
    assert said.count("演示数据") == 3  # two cards of five, and the foot


def test_generated_points_among_reported_ones_are_marked_each() -> None:
    (ranks, _) = decks.charts(part(variants.gappy(), "走势"))
    assert list(ranks.plots[0].categories) == ["2018Q1", "2018Q2※", "2018Q3※", "2018Q4※", "2019Q1"]
