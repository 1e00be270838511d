"""Filling a deck from an edition and the ledger: nothing is typed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from django.utils import timezone

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import EvidenceKind
from leitai.meetings import facts
from leitai.meetings.domain import deck
from leitai.meetings.domain.text import finite
from leitai.meetings.facts import Voice

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionCell, EditionUnit
    from leitai.ledger.models import Fact

REACH = 3
MOST_SERIES = 2
MOST_GAPS = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """What decks of one edition share: read once, used for every unit."""

    edition: "Edition"
    voice: Voice
    board: tuple["EditionUnit", ...]
    meeting: str

    @property
    def english(self) -> bool:
        """Whether the deck speaks English."""
        return self.voice.language is deck.Language.ENGLISH

    @property
    def title(self) -> str:
        """The title of the edition."""
        return str(self.edition.title_en or self.edition.title if self.english else self.edition.title)

    def peers(self, unit: "EditionUnit") -> list["EditionUnit"]:
        """The units of its group: streets among streets, towns and townships together."""
        return [row for row in self.board if (row.kind == "street") == (unit.kind == "street")]

    def county(self, unit: "EditionUnit") -> list["EditionUnit"]:
        """The units of its county."""
        return [row for row in self.board if row.county_code == unit.county_code]


def setting_of(edition: "Edition", language: deck.Language, meeting: str) -> Setting:
    """Read what all decks of an edition share."""
    return Setting(edition, Voice(language), tuple(league.board(edition)), meeting)


def content_of(setting: Setting, unit: "EditionUnit", actor: Actor) -> deck.DeckContent:
    """What the deck of one unit says."""
    voice, edition = setting.voice, setting.edition
    cells = league.cells_of(unit)
    known = ledger.visible(ledger.of_division(unit.division.code, as_of=edition.as_of), actor)
    stated = list(known.exclude(source__kind=EvidenceKind.GENERATED))
    return deck.DeckContent(
        unit_name=unit.name,
        unit_full_name=f"{unit.county}{unit.name}",
        county_name=unit.county,
        meeting_label=setting.meeting,
        edition_title=setting.title,
        period_label=voice.period(edition.period),
        as_of=timezone.localtime(edition.as_of) if edition.as_of else timezone.localtime(),
        language=voice.language,
        six=_six(setting, unit),
        standing=_standing(setting, unit),
        trend=_trend(setting, unit, cells, actor),
        highlights=facts.highlights(voice, stated),
        projects=facts.projects(voice, stated),
        gaps=_gaps(setting, unit, cells),
        pledges=facts.pledges(voice, stated),
        remarks=(*facts.doubts(voice, stated), *_remarks(setting, unit)),
    )


def _remarks(setting: Setting, unit: "EditionUnit") -> tuple[str, ...]:
    words = setting.voice.words
    return (words.own_method, words.generated_means) if unit.generated else (words.own_method,)


def _six(setting: Setting, unit: "EditionUnit") -> tuple[deck.DimensionStanding, ...]:
    peers = [row.dimension_scores for row in setting.peers(unit)]
    return tuple(
        _dimension(setting, unit, place, [row[place] for row in peers]) for place in range(len(unit.dimension_scores))
    )


def _dimension(
    setting: Setting, unit: "EditionUnit", place: int, peers: Sequence[float | None]
) -> deck.DimensionStanding:
    row, score = setting.edition.dimensions[place], unit.dimension_scores[place]
    known = [value for value in peers if value is not None]
    return deck.DimensionStanding(
        name=(row["name_en"] if setting.english else "") or row["name"],
        score=score,
        rank=unit.dimension_ranks[place],
        of=len(setting.board),
        peer_median=median(known) if known else None,
        group_rank=None if score is None else 1 + sum(value > score for value in known),
        group_of=len(peers),
        generated=unit.generated > 0,
    )


def _standing(setting: Setting, unit: "EditionUnit") -> deck.Standing | None:
    if unit.rank is None or unit.score is None:
        return None
    words = setting.voice.words
    return deck.Standing(
        rank=unit.rank,
        of=len(setting.board),
        score=unit.score,
        group_name=words.streets if unit.kind == "street" else words.towns,
        group_rank=unit.rank_in_group,
        group_of=len(setting.peers(unit)),
        county_rank=unit.rank_in_county,
        county_of=len(setting.county(unit)),
        previous_rank=unit.previous_rank,
        neighbours=_neighbours(setting, unit),
        generated=unit.generated > 0,
    )


def _neighbours(setting: Setting, unit: "EditionUnit") -> tuple[deck.Neighbour, ...]:
    """The units around one in the ranking, itself among them."""
    ranked = [row for row in setting.board if row.rank is not None and row.score is not None]
    place = next(number for number, row in enumerate(ranked) if row.pk == unit.pk)
    first = max(0, min(place - REACH, len(ranked) - 2 * REACH - 1))
    around = ranked[first : first + 2 * REACH + 1]
    return tuple(deck.Neighbour(row.name, row.rank or 0, row.score or 0, own=row.pk == unit.pk) for row in around)


def _trend(setting: Setting, unit: "EditionUnit", cells: Sequence["EditionCell"], actor: Actor) -> deck.Trend:
    rows = league.history_of(unit.division_id, actor)
    past = _newest_by_period(row for row in rows if _known_then(row.edition, setting.edition))
    points = tuple(
        deck.EditionPoint(row.edition.period, row.rank, len(setting.board), row.score, row.generated > 0)
        for row in past
    )
    heaviest = sorted((cell for cell in cells if cell.fact), key=lambda cell: (-cell.weight, cell.indicator.code))
    return deck.Trend(points, tuple(_series(setting, cell.fact) for cell in heaviest[:MOST_SERIES] if cell.fact))


def _known_then(past: "Edition", edition: "Edition") -> bool:
    """Whether an edition was frozen, and its period over, by the time of another."""
    if past.frozen_at is None or edition.frozen_at is None:
        return past.pk == edition.pk
    return past.last_day <= edition.last_day and past.frozen_at <= edition.frozen_at


def _newest_by_period(rows: Iterable["EditionUnit"]) -> list["EditionUnit"]:
    """One row a period: where an edition was corrected, that of the correction."""
    ordered = sorted(rows, key=lambda row: (row.edition.last_day, row.edition.frozen_at))
    return list({row.edition.period: row for row in ordered}.values())


def _series(setting: Setting, fact: "Fact") -> deck.IndicatorSeries:
    voice, known = setting.voice, ledger.series(fact, as_of=setting.edition.as_of)
    rows = [row for row in known if len(row.period) == len(fact.period) and row.last_day <= fact.last_day]
    points = tuple(
        deck.SeriesPoint(row.period, voice.number(row), facts.source_of(row), facts.is_generated(row), row.pk)
        for row in rows
    )
    unit = voice.unit(fact)
    decimals = max(0, fact.indicator.decimals + unit.places)
    return deck.IndicatorSeries(voice.named(fact.indicator), unit.name, points, decimals)


def _gaps(setting: Setting, unit: "EditionUnit", cells: Sequence["EditionCell"]) -> tuple[deck.Gap, ...]:
    """The indicators that cost the unit most against the best of its kind."""
    ids = [cell.indicator_id for cell in cells if cell.fact]
    best = league.best_of_kind(unit, ids)
    lost = [(cell, best[cell.indicator_id]) for cell in cells if cell.fact and cell.indicator_id in best]
    lost.sort(key=lambda pair: (-_loss(*pair), pair[0].indicator.code))
    gaps = [_gap(setting.voice, own, top) for own, top in lost[:MOST_GAPS] if _loss(own, top) > 0]
    return tuple(gap for gap in gaps if gap is not None)


def _loss(own: "EditionCell", best: "EditionCell") -> float:
    return own.weight * _behind(own, best)


def _behind(own: "EditionCell", best: "EditionCell") -> float:
    return (finite(best.normalised) or 0) - (finite(own.normalised) or 0)


def _gap(voice: Voice, own: "EditionCell", best: "EditionCell") -> deck.Gap | None:
    if own.fact is None or best.fact is None:
        return None
    return deck.Gap(
        indicator=voice.named(own.indicator),
        own=voice.figure(own.fact),
        best=voice.figure(best.fact),
        best_peer=best.unit.name,
        distance=_behind(own, best) / 100,
    )
