"""What a deck tells of one unit: figures, standing, trend, projects, gaps and promises, all as values.

The texts come ready for display in the language of the deck; nothing is computed from the ledger here.
A part that is empty is left out of the deck or said openly to be missing, never drawn as an empty chart.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Language(StrEnum):
    """The language of a deck's own words; names and labels come with the content."""

    CHINESE = "zh-hans"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class DeckFigure:
    """A figure as it is shown: `value` with its comparator or range (`≥20`, `10–20`), and where it stands written.

    `generated` is true where the figure was made for the demonstration; `fact_id` names its row in the ledger.
    """

    label: str
    value: str
    unit: str = ""
    period: str = ""
    source: str = ""
    generated: bool = False
    fact_id: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionStanding:
    """One of the six, scored from 0 to 100: `rank` among `of` units of the city, `group_*` among those of its kind."""

    name: str
    score: float | None
    rank: int | None
    of: int
    peer_median: float | None = None
    group_rank: int | None = None
    group_of: int | None = None
    generated: bool = False


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Where the rank may lie: from `low` (better) to `high` (worse), with the share of cases as text (`90%`)."""

    low: int
    high: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A unit around ours in the ranking; `own` marks ours."""

    name: str
    rank: int
    score: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The unit in an edition: rank in the city, among its kind (`group_name`: 乡镇 or 街道) and in its county."""

    rank: int
    of: int
    score: float
    group_name: str = ""
    group_rank: int | None = None
    group_of: int | None = None
    county_rank: int | None = None
    county_of: int | None = None
    interval: RankInterval | None = None
    previous_rank: int | None = None
    neighbours: tuple[Neighbour, ...] = ()
    generated: bool = False


@dataclass(frozen=True, slots=True)
class EditionPoint:
    """One edition of the past, oldest first."""

    label: str
    rank: int | None
    of: int
    score: float | None
    generated: bool = False


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A key indicator in one period; None where nothing was reported."""

    period: str
    value: float | None
    source: str = ""
    generated: bool = False
    fact_id: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """A key indicator over time, oldest first, in `unit`, shown with `decimals`."""

    name: str
    unit: str
    points: tuple[SeriesPoint, ...]
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Trend:
    """What came before: the unit in past editions, and its key indicators."""

    editions: tuple[EditionPoint, ...] = ()
    series: tuple[IndicatorSeries, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """Work worth showing: the first figure is shown large, the others small beneath."""

    title: str
    figures: tuple[DeckFigure, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project: `planned` and `done` in `unit` (mostly 亿元); `progress` from 0 to 1, None where nothing is stated."""

    name: str
    planned: float | None
    done: float | None
    unit: str
    progress: float | None = None
    period: str = ""
    source: str = ""
    generated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the unit falls behind: its own figure, the best of its kind, and the way between.

    `distance` is the difference of the two on the scheme's own scale, from 0 (as good) to 1 (the whole scale behind),
    so that it compares between indicators of any unit and direction.
    """

    indicator: str
    own: DeckFigure
    best: DeckFigure
    best_peer: str
    distance: float
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What the unit promises next, with a target where one is stated; `due` as text, `note` as its own sentence."""

    text: str
    target: DeckFigure | None = None
    due: str = ""
    source: str = ""
    generated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeckContent:
    """All that a deck says of a unit, as it was known at `as_of` (an aware moment, in the zone it is shown in)."""

    unit_name: str
    unit_full_name: str
    county_name: str
    meeting_label: str
    edition_title: str
    period_label: str
    as_of: datetime
    language: Language = Language.CHINESE
    six: tuple[DimensionStanding, ...] = ()
    standing: Standing | None = None
    trend: Trend = Trend()
    highlights: tuple[Highlight, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    remarks: tuple[str, ...] = ()
