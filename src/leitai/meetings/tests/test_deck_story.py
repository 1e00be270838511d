"""A deck tells its story in order, as a file that opens again, without slides that say nothing."""

from dataclasses import replace

import pytest

from leitai.meetings.domain import DeckContent, tell
from leitai.meetings.domain.timing import SPEECH_SECONDS
from leitai.meetings.tests import contents, decks, variants


def test_a_full_deck_runs_from_the_unit_to_its_sources() -> None:
    titles = decks.titles(decks.opened(contents.louqiao()))
    parts = ["六比一览", "位次", "走势", "主要指标走势", "亮点", "项目", "不足", "下一步", "数据来源与说明"]
    assert titles[0] == "瓯海区娄桥街道"
    assert [title.partition("：")[0] for title in titles[1:]] == parts


def test_titles_say_what_the_figures_say() -> None:
    titles = decks.titles(decks.opened(contents.louqiao()))
    assert titles[1] == "六比一览：5项不低于同类中位"
    assert titles[2] == "位次：全市第18/185"
    assert titles[3] == "走势：5期，全市位次由第42到第18"
    assert titles[6] == "项目：3个重点项目，完成31%"
    assert titles[7].endswith("研发投入占比")


def test_what_is_missing_stands_on_one_slide() -> None:
    slides = decks.opened(contents.empty())
    assert len(slides) == 2
    said = "".join(decks.texts(slides[1]))
    assert all(part in said for part in ("位次：", "亮点：", "不足：", "下一步："))


def test_a_unit_with_few_facts_gets_few_slides_and_none_is_empty() -> None:
    slides = decks.opened(variants.thin())
    assert len(slides) == 5
    assert all(sum(len(text) for text in decks.texts(slide)) > 30 for slide in slides[1:])


def test_values_that_are_missing_are_a_dash_and_no_zero() -> None:
    slides = decks.opened(variants.gappy())
    assert "—" in list(decks.texts(slides[1]))
    assert decks.charts(slides[1])[0].plots[0].series[0].values[0] is None


def test_units_of_measure_that_differ_share_no_axis() -> None:
    slide = next(slide for slide in decks.opened(variants.gappy()) if decks.title(slide).startswith("项目"))
    (chart,) = decks.charts(slide)
    assert list(chart.plots[0].categories) == ["亚运龙舟基地"]
    assert chart.plots[0].series[0].values == (33.3,)


def test_an_english_deck_speaks_english() -> None:
    slides = decks.opened(variants.english())
    chinese = [text for slide in slides for text in decks.texts(slide) if "：" in text or "（" in text]
    assert not chinese
    assert decks.title(slides[1]).startswith("Six comparisons")


def test_the_speech_lasts_no_longer_than_a_speaker_has() -> None:
    hints = [slide.heading.notes[0] for slide in tell(contents.louqiao()) if slide.heading.notes]
    seconds = [int("".join(filter(str.isdigit, hint))) for hint in hints if hint.startswith("建议用时")]
    assert 0.8 * SPEECH_SECONDS < sum(seconds) <= SPEECH_SECONDS


def test_the_same_content_gives_the_same_bytes() -> None:
    assert decks.rendered(contents.louqiao()) == decks.rendered(contents.louqiao())


def test_another_figure_gives_other_bytes() -> None:
    full = contents.louqiao()
    other = replace(full, six=(replace(full.six[0], score=68.5), *full.six[1:]))
    assert decks.rendered(full) != decks.rendered(other)


@pytest.mark.parametrize("content", [contents.louqiao(), variants.thin(), variants.long()])
def test_a_deck_names_the_unit_and_no_person_as_its_author(content: DeckContent) -> None:
    properties = decks.presentation(content).core_properties
    assert properties.author == properties.last_modified_by == content.unit_full_name
    assert b"Canny" not in b"".join(decks.members(content).values())
