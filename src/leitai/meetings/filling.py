"""Filling a deck from an edition and the ledger: nothing is typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts.domain import Actor
from leitai.league import queries as league
from leitai.ledger import queries as ledger
from leitai.ledger.domain.evidence import Place, excerpt
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactStatus
from leitai.meetings.domain import deck

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionCell, EditionUnit
    from leitai.ledger.models import Fact

_BEFORE = {Comparator.MORE: ">", Comparator.AT_LEAST: "≥", Comparator.LESS: "<", Comparator.AT_MOST: "≤"}
# what a project costs → what of it is done; the latter is empty where only the cost is reported
PROJECTS = {
    "belt_planned": "belt_invested",
    "key_project_planned": "key_project_invested",
    "major_project_total_investment": "",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What decks of one edition share: read once, used for every unit."""

    edition: "Edition"
    language: deck.Language
    board: tuple["EditionUnit", ...]
    meeting: str

    def named(self, subject: object) -> str:
        """A name in the language of the deck."""
        english = getattr(subject, "name_en", "") if self.language is deck.Language.ENGLISH else ""
        return str(english or getattr(subject, "name", ""))


def setting_of(edition: "Edition", language: deck.Language, meeting: str) -> Setting:
    """Read what all decks of an edition share."""
    return Setting(edition, language, tuple(league.board(edition)), meeting)


def content_of(setting: Setting, unit: "EditionUnit", actor: Actor) -> deck.DeckContent:
    """What the deck of one unit says."""
    cells = league.cells_of(unit)
    facts = list(ledger.visible(ledger.of_division(unit.division.code), actor))
    stated = [fact for fact in facts if fact.source.kind != EvidenceKind.GENERATED]
    edition = setting.edition
    english = setting.language is deck.Language.ENGLISH
    return deck.DeckContent(
        unit_name=unit.name,
        unit_full_name=f"{unit.county}{unit.name}",
        county_name=unit.county,
        meeting_label=setting.meeting,
        edition_title=edition.title_en or edition.title if english else edition.title,
        period_label=edition.period,
        as_of=timezone.localtime(edition.as_of) if edition.as_of else timezone.localtime(),
        language=setting.language,
        six=_six(setting, unit),
        standing=_standing(setting, unit),
        trend=_trend(setting, unit, cells, actor),
        highlights=_highlights(setting, stated),
        projects=_projects(setting, stated),
        gaps=_gaps(setting, unit, cells),
        pledges=_pledges(setting, stated),
    )


def _six(setting: Setting, unit: "EditionUnit") -> tuple[deck.DimensionStanding, ...]:
    bench = league.peers_of(unit)
    peers = [row for row in setting.board if row.kind == unit.kind]
    english = setting.language is deck.Language.ENGLISH
    return tuple(
        deck.DimensionStanding(
            name=row["name_en"] if english else row["name"],
            score=unit.dimension_scores[place],
            rank=unit.dimension_ranks[place],
            of=len(setting.board),
            peer_median=bench.scores[place],
            group_rank=_group_rank(unit.dimension_scores[place], [peer.dimension_scores[place] for peer in peers]),
            group_of=len(peers),
            generated=unit.generated > 0,
        )
        for place, row in enumerate(setting.edition.dimensions)
    )


def _group_rank(own: float | None, peers: Sequence[float | None]) -> int | None:
    return None if own is None else 1 + sum(score is not None and score > own for score in peers)


def _standing(setting: Setting, unit: "EditionUnit") -> deck.Standing | None:
    if unit.rank is None or unit.score is None:
        return None
    kinds = {"street"} if unit.kind == "street" else {"town", "township"}
    return deck.Standing(
        rank=unit.rank,
        of=len(setting.board),
        score=unit.score,
        group_name=_("Subdistricts") if unit.kind == "street" else _("Towns and townships"),
        group_rank=unit.rank_in_group,
        group_of=sum(row.kind in kinds for row in setting.board),
        county_rank=unit.rank_in_county,
        county_of=sum(row.county_code == unit.county_code for row in setting.board),
        previous_rank=unit.previous_rank,
        neighbours=tuple(
            deck.Neighbour(row.name, row.rank, row.score, own=row.pk == unit.pk)
            for row in league.neighbours(unit)
            if row.rank is not None and row.score is not None
        ),
        generated=unit.generated > 0,
    )


def _trend(setting: Setting, unit: "EditionUnit", cells: Sequence["EditionCell"], actor: Actor) -> deck.Trend:
    past = [
        row for row in league.history_of(unit.division_id, actor) if row.edition.last_day <= setting.edition.last_day
    ]
    points = tuple(
        deck.EditionPoint(row.edition.period, row.rank, len(setting.board), row.score, row.generated > 0)
        for row in past
    )
    heaviest = sorted((cell for cell in cells if cell.fact), key=lambda cell: (-cell.weight, cell.indicator.code))[:2]
    return deck.Trend(points, tuple(_series(setting, cell.fact) for cell in heaviest if cell.fact))


def _series(setting: Setting, fact: "Fact") -> deck.IndicatorSeries:
    rows = [row for row in ledger.series(fact) if len(row.period) == len(fact.period)]
    points = tuple(
        deck.SeriesPoint(row.period, float(row.value), source_of(row), _generated(row), row.pk) for row in rows
    )
    return deck.IndicatorSeries(setting.named(fact.indicator), fact.indicator.unit, points, fact.indicator.decimals)


def _highlights(setting: Setting, stated: Sequence["Fact"]) -> tuple[deck.Highlight, ...]:
    """Figures that the unit itself reported and that have happened, those of one source together."""
    actual = [fact for fact in stated if fact.status == FactStatus.ACTUAL and not _of_project(fact)]
    return tuple(
        deck.Highlight(setting.named(fact.indicator), (figure_of(setting, fact),), sentence_of(fact))
        for fact in actual[:8]
    )


def _projects(setting: Setting, stated: Sequence["Fact"]) -> tuple[deck.ProjectLine, ...]:
    by_code = {fact.indicator.code: fact for fact in reversed(stated)}
    pairs = [(by_code[total], by_code.get(done)) for total, done in PROJECTS.items() if total in by_code]
    return tuple(_project(setting, total, done) for total, done in pairs)


def _project(setting: Setting, total: "Fact", done: "Fact | None") -> deck.ProjectLine:
    planned, ready = float(total.value), None if done is None else float(done.value)
    return deck.ProjectLine(
        name=setting.named(total.indicator),
        planned=planned,
        done=ready,
        unit=total.indicator.unit,
        progress=None if ready is None or not planned else ready / planned,
        period=(done or total).period,
        source=source_of(total),
        generated=_generated(total),
        note=sentence_of(total),
    )


def _of_project(fact: "Fact") -> bool:
    return fact.indicator.code in PROJECTS or fact.indicator.code in PROJECTS.values()


def _gaps(setting: Setting, unit: "EditionUnit", cells: Sequence["EditionCell"]) -> tuple[deck.Gap, ...]:
    """The indicators that cost the unit most against the best of its kind."""
    ids = [cell.indicator_id for cell in cells if cell.fact]
    best = league.best_of_kind(unit, ids)
    lost = [(cell, best[cell.indicator_id]) for cell in cells if cell.fact and cell.indicator_id in best]
    lost.sort(key=lambda pair: -_loss(*pair))
    return tuple(_gap(setting, own, top) for own, top in lost[:5] if _loss(own, top) > 0)


def _loss(own: "EditionCell", best: "EditionCell") -> float:
    return own.weight * ((best.normalised or 0) - (own.normalised or 0))


def _gap(setting: Setting, own: "EditionCell", best: "EditionCell") -> deck.Gap:
    return deck.Gap(
        indicator=setting.named(own.indicator),
        own=figure_of(setting, own.fact) if own.fact else deck.DeckFigure(setting.named(own.indicator), "–"),
        best=figure_of(setting, best.fact) if best.fact else deck.DeckFigure(setting.named(own.indicator), "–"),
        best_peer=best.unit.name,
        distance=((best.normalised or 0) - (own.normalised or 0)) / 100,
    )


def _pledges(setting: Setting, stated: Sequence["Fact"]) -> tuple[deck.Pledge, ...]:
    ahead = [fact for fact in stated if fact.status in {FactStatus.TARGET, FactStatus.EXPECTED}]
    return tuple(
        deck.Pledge(
            text=sentence_of(fact) or setting.named(fact.indicator),
            target=figure_of(setting, fact),
            due=fact.period,
            source=source_of(fact),
            generated=_generated(fact),
        )
        for fact in ahead[:6]
    )


def figure_of(setting: Setting, fact: "Fact") -> deck.DeckFigure:
    """A fact as a deck shows it."""
    value = plainly(fact)
    return deck.DeckFigure(
        label=setting.named(fact.indicator),
        value=value,
        unit=fact.indicator.unit,
        period=fact.period,
        source=source_of(fact),
        generated=_generated(fact),
        fact_id=fact.pk,
    )


def plainly(fact: "Fact") -> str:
    """A value with its comparator or range, as many decimals as it was given with."""
    low = f"{fact.value.normalize():,f}"
    if fact.value_max is not None:
        return f"{low}–{fact.value_max.normalize():,f}"
    return f"{_BEFORE.get(Comparator(fact.comparator), '')}{low}"


def sentence_of(fact: "Fact") -> str:
    """The sentence that states a figure; empty where its source is no text."""
    if not fact.place.startswith("chars:"):
        return ""
    return "".join(excerpt(fact.source.text, Place.parse(fact.place), around=200)).strip()


def source_of(fact: "Fact") -> str:
    """Where a figure stands written, in a few words."""
    day = f", {fact.source.published:%Y-%m-%d}" if fact.source.published else ""
    return f"{fact.source.title}{day}"


def _generated(fact: "Fact") -> bool:
    return bool(fact.source.kind == EvidenceKind.GENERATED)
