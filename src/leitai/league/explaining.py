"""What a unit would have to do: the least change that reaches the next place, the first ten, the next grade.

A frozen edition never changes, so its workings are kept in the process once they were asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from leitai.league import gathering
from leitai.league.domain import parse_scheme
from leitai.league.domain.counterfactuals import Way, moves
from leitai.league.domain.goals import Goals, at_once, to_next_grade, to_rank
from leitai.league.domain.grading import Grading, Shares
from leitai.league.domain.joint import Joint, cheapest_moves
from leitai.league.domain.workings import Workings, rank_scores, work
from leitai.league.models import Edition
from leitai.league.spreading import TOP

MOST = 5
QUARTERS = Shares(("1", "2", "3", "4"), (0.25, 0.5, 0.75, 1.0))


@dataclass(frozen=True, slots=True)
class Step:
    """A goal of a unit: `kind` place, top or grade; single ways, the least effort first, and the cheapest joint one."""

    kind: str
    rank: int
    ways: tuple[Way, ...]
    joint: Joint | None


def steps(edition: Edition, unit: str) -> tuple[Step, ...]:
    """The goals a unit has ahead, nearest first; none for the first, and none for a unit without a rank."""
    return _steps(edition.pk, _digest(edition), unit)


@lru_cache(maxsize=1024)
def _steps(number: int, digest: str, unit: str) -> tuple[Step, ...]:
    workings = _kept(number, digest)
    at = workings.units.index(unit)
    named = [] if np.isnan(workings.total[at]) else list(_goals(workings, at))
    if not named:
        return ()
    goals = [goal for _, goal in named]
    alone, joint = moves(workings, at_once(goals)), cheapest_moves(workings, goals)
    return tuple(
        Step(kind, int(goal.rank[0]), alone.ways(place)[:MOST], joint[place])
        for place, (kind, goal) in enumerate(named)
    )


def workings_of(edition: Edition) -> Workings:
    """The whole way from figures to scores of a frozen edition, made again from the ledger once a process."""
    return _kept(edition.pk, _digest(edition))


def _digest(edition: Edition) -> str:
    return str(edition.manifest.get("panel_sha256", ""))


@lru_cache(maxsize=6)
def _kept(number: int, digest: str) -> Workings:  # noqa: ARG001 - the digest keeps two databases of one process apart
    edition = Edition.objects.select_related("scheme").defer("result", "spread").get(pk=number)
    scheme = parse_scheme(edition.scheme.text)
    return work(scheme, gathering.gather(edition, scheme).panel)


def _goals(workings: Workings, at: int) -> Iterator[tuple[str, Goals]]:
    unit = np.array([at])
    rank = int(rank_scores(workings.plan.scheme, workings.total[None, :])[0, at])
    if rank > 1:
        yield "place", to_rank(unit, np.array([rank - 1]))
    if rank > TOP + 1:
        yield "top", to_rank(unit, np.array([TOP]))
    rule: Grading = workings.plan.scheme.grades or QUARTERS
    if rule.places(workings.total)[at] >= 1:
        yield "grade", to_next_grade(unit, workings.total, rule)
