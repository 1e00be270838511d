"""Points, ranks and grades of one class of enterprises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from leitai.league.domain.adjusting import Adjusted, Adjustment, adjust
from leitai.league.domain.arrays import IntArray
from leitai.league.domain.computing import compute
from leitai.league.domain.faults import Fault, PanelError
from leitai.league.domain.grading import Grades, grade
from leitai.league.domain.panels import Panel
from leitai.league.domain.permu.enterprises import Enterprise, check_codes
from leitai.league.domain.permu.rules import Exemption, Population, Rules
from leitai.league.domain.results import Result
from leitai.league.domain.workings import rank_scores


@dataclass(frozen=True, slots=True)
class Veto:
    """An offence that puts an enterprise into the last grade whatever its score."""

    code: str
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """`result` holds points by item (contributions) before anything was added or taken away; `adjusted` after it.

    `ranks` (n,) are of the adjusted scores. `grades` maps every enterprise of the class to its grade, "" = none: exempt
    ones to that of their exemption, whose reason is in `exempt`; vetoed ones to the last.
    """

    rules: Rules
    population: Population
    result: Result
    adjusted: Adjusted
    ranks: IntArray
    cliffs: Grades | None
    grades: Mapping[str, str]
    exempt: Mapping[str, Exemption]
    outside: tuple[str, ...]
    vetoes: tuple[Veto, ...]

    def score(self, code: str) -> float:
        """Points after adjustments."""
        return float(self.adjusted.scores[self.result.row(code)])

    def rank(self, code: str) -> int:
        """1 = best."""
        return int(self.ranks[self.result.row(code)])


def evaluate(
    rules: Rules,
    population: str,
    enterprises: Sequence[Enterprise],
    adjustments: tuple[Adjustment, ...] = (),
    vetoes: tuple[Veto, ...] = (),
) -> Evaluation:
    """Evaluate the enterprises of one class. Raises PanelError with every fault of the data."""
    rule = rules.populations.get(population)
    if rule is None:
        mend = f"choose one of {', '.join(rules.populations)}"
        raise PanelError((Fault(population, f"is not a class of {rules.code} {rules.year}", mend),))
    own = [enterprise for enterprise in enterprises if enterprise.population == population]
    check_codes(own)
    outside = tuple(firm.code for firm in own if firm.figures.get("land", rule.least_mu) < rule.least_mu)
    inside = [firm for firm in own if firm.code not in outside]
    exempt = {firm.code: found for firm in inside if (found := _exemption(rule, firm)) is not None}
    ranked = [firm for firm in inside if firm.code not in exempt]
    result = compute(rule.scheme, panel_of(rule, ranked))
    adjusted = adjust(result.units, result.total, adjustments, rule.most_bonus)
    _check_vetoes(rule, vetoes, result.units)
    cliffs = _cliffs(rule, adjusted, len(exempt))
    return Evaluation(
        rules,
        rule,
        result,
        adjusted,
        rank_scores(rule.scheme, adjusted.scores[None, :])[0],
        cliffs,
        _grades(rule, result.units, cliffs, exempt, vetoes),
        exempt,
        outside,
        vetoes,
    )


def panel_of(rule: Population, enterprises: Sequence[Enterprise]) -> Panel:
    """The figures that the items of the rules need, a column for each item and one for its denominator."""
    columns: dict[str, str] = {}
    for item in rule.items:
        columns[item.code] = item.numerator
        if item.denominator:
            columns[f"{item.code}/{item.denominator}"] = item.denominator
    rows = [[firm.figures.get(name, np.nan) for name in columns.values()] for firm in enterprises]
    values = np.array(rows, dtype=np.float64).reshape(len(enterprises), len(columns))
    return Panel(tuple(firm.code for firm in enterprises), tuple(columns), values)


def _exemption(rule: Population, firm: Enterprise) -> Exemption | None:
    for own in rule.exemptions:
        young = own.years > 0 and firm.years is not None and firm.years < own.years
        if young or (own.mark and own.mark in firm.marks):
            return own
    return None


def _cliffs(rule: Population, adjusted: Adjusted, beside: int) -> Grades | None:
    grading = rule.grading(beside)
    return None if grading is None else grade(adjusted.scores, grading)


def _grades(
    rule: Population,
    units: tuple[str, ...],
    cliffs: Grades | None,
    exempt: Mapping[str, Exemption],
    vetoes: tuple[Veto, ...],
) -> dict[str, str]:
    found = dict(zip(units, cliffs.labels, strict=True)) if cliffs else dict.fromkeys(units, "")
    found |= {code: own.grade for code, own in exempt.items()}
    return found | {veto.code: rule.veto_grade for veto in vetoes}


def _check_vetoes(rule: Population, vetoes: tuple[Veto, ...], units: tuple[str, ...]) -> None:
    faults = [
        Fault(veto.code, "is vetoed but not evaluated", "correct the code") for veto in vetoes if veto.code not in units
    ]
    faults += [Fault(veto.code, "is vetoed without a reason", "say why") for veto in vetoes if not veto.reason]
    if vetoes and not rule.veto_grade:
        faults.append(Fault(rule.code, "names no grade for a veto", "add grades.veto to the rules"))
    if faults:
        raise PanelError(tuple(faults))
