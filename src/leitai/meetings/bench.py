"""How long one waits for the decks of a meeting."""

import importlib
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType

from pptx import Presentation

from leitai import runtime
from leitai.measure import Measure, best_seconds
from leitai.meetings.domain import (
    DeckContent,
    DeckFigure,
    DimensionStanding,
    EditionPoint,
    Gap,
    Highlight,
    IndicatorSeries,
    Neighbour,
    Pledge,
    ProjectLine,
    SeriesPoint,
    Standing,
    Trend,
)
from leitai.meetings.rendering import render_deck

DECKS = 10
RUNS = 3
PERIODS = ("2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1")


def measures() -> Iterator[Measure]:
    """Seconds for ten full decks from values, and for the decks of all speakers where a loaded database is there.

    How many speak is set for the meeting; ten do in the demonstration. The floor is that number of empty decks, saved
    by the library alone.
    """
    contents = [invented(number) for number in range(DECKS)]
    floor = best_seconds(_empty_decks, RUNS)
    yield _against(floor, f"deck.render_{DECKS}", best_seconds(lambda: _render(contents), RUNS))
    if _database_is_there():
        runtime.start()
        making = importlib.import_module("leitai.meetings.making")
        if making.speakers_ready():
            yield _against(
                floor, f"deck.all_{len(making.speakers())}_speakers", best_seconds(lambda: _make(making), RUNS)
            )


def _against(floor: float, name: str, value: float) -> Measure:
    return Measure(name, value, "s", floor, value / floor, RUNS)


def _empty_decks() -> None:
    for _ in range(DECKS):
        Presentation().save(io.BytesIO())


def _render(contents: list[DeckContent]) -> None:
    for content in contents:
        render_deck(content, io.BytesIO())


def _make(making: ModuleType) -> None:
    for _ in making.decks("", making.speakers(), "zh-hans"):
        pass


def _database_is_there() -> bool:
    return bool(os.environ.get("DATABASE_URL")) or (runtime.data_folder() / "postgres").is_dir()


def invented(number: int) -> DeckContent:
    """A full deck of ten slides with invented figures, another for each number."""
    return DeckContent(
        unit_name=f"第{number}镇",
        unit_full_name=f"试验县第{number}镇",
        county_name="试验县",
        meeting_label="交流会",
        edition_title="试验期",
        period_label=PERIODS[-1],
        as_of=datetime(2019, 4, 1, tzinfo=UTC),
        six=tuple(
            DimensionStanding(name, 50.0 + number, 1 + number, 185, 50.0, 1, 90, True) for name in "甲乙丙丁戊己"
        ),
        standing=_standing(number),
        trend=_trend(number),
        highlights=tuple(Highlight(name, (_figure(name, number),), "为测量而编的一句话。") for name in "甲乙丙丁戊"),
        projects=tuple(ProjectLine(name, 10.0 + number, 5.0, "亿元", generated=True) for name in "甲乙丙"),
        gaps=tuple(Gap(name, _figure(name, 1), _figure(name, 2), "邻镇", 0.4, "补上") for name in "甲乙丙丁"),
        pledges=tuple(Pledge(f"办成{name}事", _figure(name, number), "年内", generated=True) for name in "甲乙丙"),
    )


def _figure(label: str, value: int) -> DeckFigure:
    return DeckFigure(label, str(value), "件", PERIODS[-1], "编造", generated=True)


def _standing(number: int) -> Standing:
    around = tuple(Neighbour(f"邻镇{place}", place + 1, 60.0 - place, place == 3) for place in range(7))
    return Standing(4, 185, 57.0, "镇", 2, 90, 1, 12, previous_rank=5 + number, neighbours=around, generated=True)


def _trend(number: int) -> Trend:
    editions = tuple(EditionPoint(period, 9 - place, 185, 50.0 + place, True) for place, period in enumerate(PERIODS))
    points = tuple(SeriesPoint(period, float(place + number), "编造", True) for place, period in enumerate(PERIODS))
    return Trend(editions, tuple(IndicatorSeries(name, "件", points, 0) for name in "甲乙丙丁"))
