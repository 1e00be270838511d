"""Reads of per-mu runs: published ones for everybody, computed ones for the city's officers."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from leitai.accounts.domain import Actor
from leitai.league.domain.permu import Enterprise, Item, Population, TownshipFigure, parse_rules, township_figures
from leitai.league.permu.models import PermuFirm, PermuObjection, PermuRules, PermuRun, RunState
from leitai.league.queries import OFFICERS


def runs_for(actor: Actor) -> QuerySet[PermuRun]:
    """The runs an actor may see, newest first."""
    rows = PermuRun.objects.select_related("rules")
    return rows if actor.has(*OFFICERS) else rows.exclude(state=RunState.COMPUTED)


def run_for(actor: Actor, number: int) -> PermuRun | None:
    """One run, where the actor may see it."""
    return runs_for(actor).filter(pk=number).first()


def rules() -> QuerySet[PermuRules]:
    """All rules, newest year first."""
    return PermuRules.objects.all()


def population_of(run: PermuRun) -> Population:
    """The class of the rules that a run evaluated."""
    return parse_rules(run.rules.text).populations[run.population]


def firms_of(run: PermuRun) -> list[PermuFirm]:
    """The enterprises of a run by rank."""
    return list(run.firms.select_related("township", "run"))


def firm_for(actor: Actor, run: int, code: str) -> PermuFirm | None:
    """One enterprise of a run that the actor may see."""
    rows = PermuFirm.objects.select_related("township", "run__rules")
    return rows.filter(run__in=runs_for(actor), run_id=run, code=code).first()


def objections_of(run: PermuRun) -> QuerySet[PermuObjection]:
    """All objections of a run, oldest first."""
    related = ("firm__township", "filed_by__division", "answered_by__division")
    return PermuObjection.objects.filter(firm__run=run).select_related(*related)


def objection(actor: Actor, number: int) -> PermuObjection | None:
    """One objection of a run that the actor may see."""
    rows = PermuObjection.objects.select_related("firm__run")
    return rows.filter(pk=number, firm__run__in=runs_for(actor)).first()


def grades_of(firms: list[PermuFirm]) -> list[tuple[str, int]]:
    """(grade, enterprises in it), by grade; those without one are left out."""
    return sorted(Counter(firm.grade for firm in firms if firm.grade).items())


@dataclass(frozen=True, slots=True)
class Township:
    """A township's figure over its enterprises: the ratio of the sums."""

    name: str
    figure: TownshipFigure


def townships_of(firms: list[PermuFirm], item: Item) -> list[Township]:
    """The figure of each township for one item, the best first."""
    names = {firm.township.code: firm.township.name for firm in firms}
    rows = [Enterprise(firm.code, firm.name, "", firm.township.code, firm.figures) for firm in firms]
    return [Township(names[own.township], own) for own in township_figures(rows, item)]
