"""How far the ranks depend on choices: many tables under other weights, rules and fillings, all at once.

Chance comes in as uniform numbers (`weight_draws.uniforms` makes them from a seed): one column a factor, each of which
picks one of the alternatives of that factor. The same numbers give the same tables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from leitai.league.domain.aggregating import Aggregation, Arithmetic
from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.faults import Fault, SchemeError
from leitai.league.domain.imputing import Imputation
from leitai.league.domain.normalising import Normalisation
from leitai.league.domain.panels import Panel
from leitai.league.domain.plans import plan_of
from leitai.league.domain.schemes import Leaf, Node, Scheme
from leitai.league.domain.scoring import stack_of, weigh_by_data
from leitai.league.domain.treating import Treatment
from leitai.league.domain.weight_draws import leaf_shares, reweighted
from leitai.league.domain.workings import Workings, rank_scores, work

T = TypeVar("T")
FACTORS = ("weights", "normalisation", "treatment", "aggregation", "imputation")


@dataclass(frozen=True, slots=True)
class Choices:
    """Alternatives of each factor; () = the scheme's own alone. A scheme's own choice must be listed to be among them.

    `weights` are sets by code, as `noisy_weights` makes them. An alternative replaces the rule of the scheme and of
    every node and indicator, so that it is one choice for the whole table.
    """

    weights: tuple[dict[str, float], ...] = ()
    normalisation: tuple[Normalisation, ...] = ()
    treatment: tuple[Treatment | None, ...] = ()
    aggregation: tuple[Aggregation, ...] = ()
    imputation: tuple[Imputation | None, ...] = ()

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the factors that vary, in the order of the columns of chance."""
        return tuple(name for name in FACTORS if getattr(self, name))

    def picks(self, chance: FloatArray) -> IntArray:
        """(draws, factors) numbers of the alternatives."""
        counts = np.array([len(getattr(self, name)) for name in self.factors])
        if chance.ndim != 2 or chance.shape[1] != len(counts):
            what, mend = f"has shape {chance.shape}", f"give one column for each of {', '.join(self.factors)}"
            raise SchemeError((Fault("chance", what, mend),))
        found: IntArray = np.minimum((chance * counts).astype(np.int64), counts - 1)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """`scores` and `ranks` (draws, n) of the total, units in the panel's order; `picks` (draws, factors)."""

    units: tuple[str, ...]
    factors: tuple[str, ...]
    picks: IntArray
    scores: FloatArray
    ranks: IntArray


def simulate(scheme: Scheme, panel: Panel, choices: Choices, chance: FloatArray) -> Simulation:
    """Compute the table once for each row of (draws, factors) chance. Raises SchemeError, PanelError."""
    picks = choices.picks(chance)
    named = {name: column for column, name in enumerate(choices.factors)}
    rules = [column for name, column in named.items() if name != "weights"]
    scores = np.empty((len(picks), len(panel.units)))
    alike, back = np.unique(picks[:, rules], axis=0, return_inverse=True)
    for number, pick in enumerate(alike):
        own = np.flatnonzero(back.reshape(-1) == number)
        chosen = {choices.factors[column]: int(at) for column, at in zip(rules, pick, strict=True)}
        varied = chosen_scheme(scheme, choices, chosen)
        sets = picks[own, named["weights"]] if "weights" in named else None
        scores[own] = _scores(varied, panel, choices.weights, sets)
    return Simulation(panel.units, choices.factors, picks, scores, rank_scores(scheme, scores))


def chosen_scheme(scheme: Scheme, choices: Choices, chosen: dict[str, int]) -> Scheme:
    """The scheme with one alternative of each named factor. Raises SchemeError for a factor that is not known."""
    varied = scheme
    for factor, at in chosen.items():
        alternatives = getattr(choices, factor, None) if factor in FACTORS else None
        if alternatives is None:
            fault = Fault(factor, "is not a step that can be varied", f"choose from {', '.join(FACTORS)}")
            raise SchemeError((fault,))
        varied = _with(varied, factor, alternatives[at])
    return varied


def _with(scheme: Scheme, factor: str, rule: Any) -> Scheme:
    match factor:
        case "weights":
            return reweighted(scheme, rule)
        case "imputation":
            return replace(scheme, missing=replace(scheme.missing, imputation=rule))
        case "aggregation":
            return replace(scheme, aggregation=rule, by_depth=(), root=_each(scheme.root, _plain_node, _same))
        case "normalisation":
            return replace(scheme, normalisation=rule, root=_each(scheme.root, _same, _leaf_as_all_normalise))
        case _:
            return replace(scheme, treatment=rule, root=_each(scheme.root, _same, _leaf_as_all_treat))


def _each(node: Node, on_node: Callable[[Node], Node], on_leaf: Callable[[Leaf], Leaf]) -> Node:
    children = tuple(
        _each(child, on_node, on_leaf) if isinstance(child, Node) else on_leaf(child) for child in node.children
    )
    return on_node(replace(node, children=children))


def _same(item: T) -> T:
    return item


def _plain_node(node: Node) -> Node:
    return replace(node, aggregation=None)


def _leaf_as_all_normalise(leaf: Leaf) -> Leaf:
    return replace(leaf, normalisation=None)


def _leaf_as_all_treat(leaf: Leaf) -> Leaf:
    return replace(leaf, treatment=None)


def _scores(scheme: Scheme, panel: Panel, sets: Sequence[dict[str, float]], picks: IntArray | None) -> FloatArray:
    """(draws, n) totals under the picked sets of weights."""
    workings = work(scheme, panel)
    back = np.argsort(workings.rows)
    if picks is None:
        return workings.total[back]
    if is_linear(workings):
        shares = leaf_shares(workings.plan, tuple(sets))
        found: FloatArray = (shares[picks] @ workings.normalised)[:, back]
        return found
    wanted, again = np.unique(picks, return_inverse=True)
    totals = np.stack([_total(scheme, workings, sets[at])[back] for at in wanted])
    return totals[again.reshape(-1)]


def _total(scheme: Scheme, workings: Workings, weights: dict[str, float]) -> FloatArray:
    """(n,) totals under other weights: everything below aggregation stays as it is."""
    plan = plan_of(reweighted(scheme, weights))
    plan = weigh_by_data(plan, workings.normalised, workings.prepared.present)
    found: FloatArray = stack_of(plan, workings.normalised)[plan.width]
    return found


def is_linear(workings: Workings) -> bool:
    """Whether the total is the leaves times their shares of the weight: arithmetic means throughout, and no gaps."""
    plain = all(isinstance(step.aggregation, Arithmetic) and not step.weighting for step in workings.plan.steps)
    return plain and not bool(np.isnan(workings.normalised).any())
