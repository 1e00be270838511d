"""The rows of a frozen edition, written by COPY."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from leitai.league import moving
from leitai.league.domain import Node, Result, Scheme
from leitai.league.domain.workings import rank_scores
from leitai.league.gathering import Gathered
from leitai.league.models import Edition, EditionUnit
from leitai.league.outcomes import Outcome
from leitai.ledger import queries as ledger

_UNITS = """COPY league_editionunit (id, edition_id, division_id, name, kind, county_code, county, score, rank,
rank_low, rank_high, top_ten, above_next, moved, rank_in_group, rank_in_county, previous_rank, coverage, generated,
dimension_scores, dimension_ranks) FROM STDIN"""
_CELLS = """COPY league_editioncell (unit_id, indicator_id, fact_id, dimension, weight, normalised, contribution, rank,
imputed) FROM STDIN"""
_NUMBERS = "SELECT nextval(pg_get_serial_sequence('league_editionunit', 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True, slots=True)
class Computed:
    """An edition with all that its rows are written from."""

    edition: Edition
    gathered: Gathered
    outcome: Outcome

    @property
    def scheme(self) -> Scheme:
        """The scheme as it was read."""
        return self.outcome.scheme

    @property
    def result(self) -> Result:
        """Scores, ranks, contributions."""
        return self.outcome.result


def write(computed: Computed) -> None:
    """Write the units and cells of an edition."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [len(computed.gathered.places)])
        numbers = [row[0] for row in cursor.fetchall()]
        # both whole before the first COPY begins: while one runs, its connection answers no query
        tables = [(_UNITS, list(_unit_rows(computed, numbers))), (_CELLS, list(_cell_rows(computed, numbers)))]
        for statement, rows in tables:
            with cursor.cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)


def _previous_ranks(earlier: Edition | None) -> dict[int, int | None]:
    """Ranks in the edition before, by division."""
    if earlier is None:
        return {}
    return dict(EditionUnit.objects.filter(edition=earlier).values_list("division_id", "rank"))


def _unit_rows(computed: Computed, numbers: Sequence[int]) -> Iterator[tuple[object, ...]]:
    edition, gathered, result = computed.edition, computed.gathered, computed.result
    earlier = moving.earlier_of(edition)
    moved = moving.movements(edition, computed.outcome, earlier) if earlier else {}
    previous = _previous_ranks(earlier)
    top = [result.nodes.index(node.code) for node in computed.scheme.root.children if isinstance(node, Node)]
    total = result.nodes.index(computed.scheme.root.code)
    following = _following(result.ranks[:, total])
    by_kind, by_county = (_ranks_within(computed, grouping) for grouping in ("kind", "county"))
    for at, (number, place) in enumerate(zip(numbers, gathered.places, strict=True)):
        yield (
            number,
            edition.pk,
            place.id,
            place.name,
            str(place.kind),
            place.county_code,
            place.county,
            _number(result.scores[at, total]),
            int(result.ranks[at, total]) or None,
            *_trust(computed, at, following),
            json.dumps(moved[place.code]) if place.code in moved else None,
            int(by_kind[at]) or None,
            int(by_county[at]) or None,
            previous.get(place.id),
            float(result.coverage[at]),
            int(gathered.generated[at].sum()),
            [_number(score) for score in result.scores[at, top]],
            [int(rank) or None for rank in result.ranks[at, top]],
        )


def _following(ranks: NDArray[np.int64]) -> dict[int, int]:
    """For each ranked unit the one that stands next below it, in the order of the board."""
    order = [int(at) for at in np.lexsort((np.arange(len(ranks)), ranks)) if ranks[at]]
    return dict(pairwise(order))


def _trust(computed: Computed, at: int, following: dict[int, int]) -> tuple[object, ...]:
    """The interval of a rank (the published rank always in it), the chance of the first ten, and of staying above the
    next unit."""
    rank = int(computed.result.ranks[at, computed.result.nodes.index(computed.scheme.root.code)])
    units, drawn = computed.result.units, computed.outcome.spread
    found = drawn.interval(units[at]) if rank else None
    if found is None:
        return None, None, None, None
    above = drawn.beats(units[at], units[following[at]]) if at in following else None
    return min(found[0], rank), max(found[1], rank), drawn.top_ten(units[at]), above


def _ranks_within(computed: Computed, grouping: str) -> NDArray[np.int64]:
    """Rank of each unit's total among the units of its own group, with the scheme's rule for ties."""
    scores = computed.result.scores[:, computed.result.nodes.index(computed.scheme.root.code)]
    labels = np.asarray(computed.gathered.panel.groups[grouping])
    ranks = np.zeros(len(scores), np.int64)
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        ranks[inside] = rank_scores(computed.scheme, scores[None, inside])[0]
    return ranks


def _cell_rows(computed: Computed, numbers: Sequence[int]) -> Iterator[tuple[object, ...]]:
    scheme, gathered, result = computed.scheme, computed.gathered, computed.result
    ids = ledger.indicator_ids(frozenset(scheme.indicators))
    facts = gathered.facts[:, [gathered.panel.indicators.index(code) for code in result.indicators]]
    leaves = {leaf.code: (node.code, weight) for node, leaf, weight in scheme.effective_weights()}
    ranks = _column_ranks(result.normalised)
    for column, code in enumerate(result.indicators):
        dimension, weight = leaves[code]
        columns = (facts, result.normalised, result.contributions, ranks, result.imputed)
        for number, fact, normalised, given, rank, imputed in zip(
            numbers, *(table[:, column].tolist() for table in columns), strict=True
        ):
            yield (
                number,
                ids[code],
                fact or None,
                dimension,
                weight,
                _number(normalised),
                _number(given),
                rank or None,
                imputed,
            )


def _column_ranks(normalised: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank of each unit in each column, 1 = highest, ties share the better place; 0 where there is no value."""
    above = (normalised[None, :, :] > normalised[:, None, :]).sum(axis=1)
    ranked: NDArray[np.int64] = np.where(np.isnan(normalised), 0, above + 1)
    return ranked


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
