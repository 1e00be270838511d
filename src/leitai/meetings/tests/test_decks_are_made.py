"""Decks come out of the ledger and the league: what was stated, what was generated, and each told apart."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pptx import Presentation

from leitai.meetings import filling, making, queries, services
from leitai.meetings.cli import deck as command
from leitai.meetings.domain import DeckContent, Language
from leitai.meetings.tests import decks, worlds

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Made:
    content: DeckContent
    slides: list[Any]


def made(language: Language = Language.CHINESE) -> Made:
    edition = worlds.newest()
    setting = filling.setting_of(edition, language, "交流会")
    unit = next(row for row in setting.board if row.division.code == worlds.STREET)
    content = filling.content_of(setting, unit, worlds.PUBLIC)
    return Made(content, decks.opened(content))


def test_a_deck_says_what_the_edition_says() -> None:
    worlds.build()
    content = made().content
    edition = worlds.newest()
    unit = next(row for row in filling.setting_of(edition, Language.CHINESE, "").board if row.name == "娄桥街道")
    assert content.standing is not None
    assert (content.standing.rank, content.standing.of) == (unit.rank, 10)
    assert [row.score for row in content.six] == unit.dimension_scores
    assert [point.label for point in content.trend.editions] == list(worlds.PERIODS)
    assert sum(row.own for row in content.standing.neighbours) == 1
    assert all(row.generated for row in content.six)


def test_figures_of_one_sentence_stand_together_and_are_not_marked() -> None:
    worlds.build()
    card = made().content.highlights[0]
    assert [(figure.value, figure.unit) for figure in card.figures] == [("3,902", "户"), ("8", "个月")]
    assert card.figures[0].source == "街道简报, 2019-04-23"
    assert not any(figure.generated for figure in card.figures)


def test_what_another_source_says_is_a_remark_and_not_the_units_figure() -> None:
    worlds.build()
    content = made().content
    assert "14" not in [figure.value for card in content.highlights for figure in card.figures]
    assert any("14个月" in remark and "另一篇回顾" in remark for remark in content.remarks)


def test_promises_are_listed_one_by_one_and_targets_bear_their_term() -> None:
    worlds.build()
    first, second, target = made().content.pledges
    assert (first.text, second.text) == ("路修通", "水治清")
    assert target.target is not None
    assert (target.target.value, target.due) == ("≥20", "2019年")


def test_gaps_go_from_the_costliest_and_name_the_best_of_the_peers() -> None:
    worlds.build()
    gaps = made().content.gaps
    assert gaps
    assert all(gap.best_peer and gap.own.generated and 0 < gap.distance <= 1 for gap in gaps)


def test_a_single_project_is_told_among_the_highlights() -> None:
    worlds.build()
    titles = decks.titles(made().slides)
    assert not any(title.startswith("项目") for title in titles)
    assert any(title.startswith("亮点：重大项目总投资 50亿元") for title in titles)


def test_an_english_deck_converts_what_english_counts_otherwise() -> None:
    worlds.build()
    content = made(Language.ENGLISH).content
    assert (content.projects[0].planned, content.projects[0].unit) == (5.0, "bn yuan")
    assert content.edition_title == "Six 2019Q1"


def test_an_english_deck_has_the_english_names_there_are_and_else_the_chinese_ones() -> None:
    worlds.build()
    edition = worlds.newest()
    first, *others = edition.dimensions
    edition.dimensions = [{**first, "name_en": ""}, *others]
    setting = filling.setting_of(edition, Language.ENGLISH, "")
    unit = next(row for row in setting.board if row.division.code == worlds.STREET)
    content = filling.content_of(setting, unit, worlds.PUBLIC)
    assert [row.name for row in content.six] == [first["name"], *(row["name_en"] for row in others)]
    told = [gap.indicator for gap in content.gaps] + [row.name for row in content.trend.series]
    assert told
    assert all(name.isascii() for name in told)


def test_decks_are_made_in_the_order_asked_for_and_twice_the_same() -> None:
    worlds.build()
    asked = making.speakers()[4:6]
    twice = [list(making.decks("", asked, "zh-hans")) for _ in range(2)]
    assert [each.file_name for each in twice[0]] == [f"2019q1-{code}.pptx" for code in asked]
    assert twice[0] == twice[1]
    assert making.speakers_ready()


def test_a_unit_that_is_not_in_the_edition_is_named() -> None:
    worlds.build()
    with pytest.raises(services.NoSuchUnitError, match="330300000001"):
        list(making.decks("", ["330300000001"], "zh-hans"))


def test_without_an_edition_the_command_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--all-speakers", "--into", str(tmp_path)])
    assert result.exit_code == 1
    assert "leitai demo --load-only" in result.output


def test_the_command_writes_a_deck_for_each_unit(tmp_path: Path) -> None:
    worlds.build()
    result = CliRunner().invoke(command, ["--all-speakers", "--language", "en", "--into", str(tmp_path)])
    assert result.exit_code == 0, result.output
    files = sorted(tmp_path.glob("*.pptx"))
    assert len(files) == len(queries.speakers(worlds.newest()))
    shown = Presentation(io.BytesIO(files[0].read_bytes()))
    assert shown.core_properties.language == "en-GB"
