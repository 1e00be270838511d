"""Which choice moves the result: Sobol indices, leaving parts out, and how little weight turns a pair."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.faults import Fault, SchemeError
from leitai.league.domain.panels import Panel
from leitai.league.domain.schemes import Leaf, Node, Scheme
from leitai.league.domain.scoring import leaf_weights
from leitai.league.domain.uncertainty import is_linear
from leitai.league.domain.workings import Workings, rank_scores, work


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """(factors,) share of the variance that each factor explains alone, and together with all others (`total`)."""

    first: FloatArray
    total: FloatArray


def design(chance: FloatArray) -> FloatArray:
    """(N (k + 2), k) rows to compute from (N, 2 k) uniform numbers: A, B, then A with each column of B in its turn."""
    k = chance.shape[1] // 2
    a, b = chance[:, :k], chance[:, k : 2 * k]
    mixed = []
    for factor in range(k):
        own = a.copy()
        own[:, factor] = b[:, factor]
        mixed.append(own)
    return np.concatenate([a, b, *mixed])


def sobol(outcomes: FloatArray, factors: int) -> Indices:
    """Indices from the outcomes of the rows of `design`, in its order.

    First order: Σ y_B (y_ABi − y_A) / N ÷ V (Saltelli 2010); total: Σ (y_A − y_ABi)² / 2N ÷ V (Jansen 1999), V the
    sample variance of the outcomes of A and B together. 0 where nothing varies.
    """
    a, b, *mixed = outcomes.reshape(factors + 2, -1)
    variance = float(np.concatenate([a, b]).var(ddof=1))
    if variance == 0:
        return Indices(np.zeros(factors), np.zeros(factors))
    first = np.array([(b * (own - a)).mean() for own in mixed]) / variance
    total = np.array([((a - own) ** 2).mean() / 2 for own in mixed]) / variance
    return Indices(first, total)


def sobol_of(outcome: Callable[[FloatArray], FloatArray], chance: FloatArray) -> Indices:
    """The indices of any outcome: a function from (rows, k) chance to (rows,) numbers."""
    rows = design(chance)
    return sobol(outcome(rows), rows.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """The table without one node or indicator: (n,) scores and ranks of the total, in the panel's order."""

    code: str
    scores: FloatArray
    ranks: IntArray


def leave_out(scheme: Scheme, panel: Panel, codes: tuple[str, ...] = ()) -> tuple[Without, ...]:
    """The table without each of the codes (all nodes and indicators below the total, by default), one at a time."""
    found = []
    for code in codes or tuple(_codes(scheme.root)):
        workings = work(replace(scheme, root=without(scheme.root, code)), panel)
        total = workings.total[np.argsort(workings.rows)]
        found.append(Without(code, total, rank_scores(scheme, total[None, :])[0]))
    return tuple(found)


def without(root: Node, code: str) -> Node:
    """The tree without a node or leaf; a node that has nothing left goes too. Raises SchemeError."""
    if code not in _codes(root):
        raise SchemeError((Fault(code, "is not in the tree below the total", "correct the code"),))
    children = tuple(kept for child in root.children if (kept := _kept(child, code)) is not None)
    if not children:
        raise SchemeError((Fault(code, "is all there is", "leave out something smaller"),))
    return replace(root, children=children)


def _kept(child: Node | Leaf, code: str) -> Node | Leaf | None:
    if child.code == code:
        return None
    if isinstance(child, Leaf):
        return child
    children = tuple(kept for below in child.children if (kept := _kept(below, code)) is not None)
    return replace(child, children=children) if children else None


def _codes(root: Node) -> list[str]:
    below = [[child.code, *_codes(child)] if isinstance(child, Node) else [child.code] for child in root.children]
    return [code for codes in below for code in codes]


def turning_weight(workings: Workings, upper: int, lower: int) -> float:
    """The least share of the whole weight that must move between indicators until the lower unit draws level.

    inf where no weights can do it; 0 where it has. For schemes that are linear in their indicators.
    """
    _need_linear(workings)
    lead = workings.normalised[:, upper] - workings.normalised[:, lower]
    return float(_moved(lead[None, :], leaf_weights(workings.plan))[0])


def stability(workings: Workings) -> FloatArray:
    """(n,) the least share of weight that turns each unit with some other one; small = a place on thin ice."""
    _need_linear(workings)
    weights, z = leaf_weights(workings.plan), workings.normalised
    found = np.full(z.shape[1], np.inf)
    for upper in range(z.shape[1]):
        behind = np.flatnonzero(workings.total <= workings.total[upper])
        behind = behind[behind != upper]
        moved = _moved((z[:, [upper]] - z[:, behind]).T, weights)
        found[behind] = np.minimum(found[behind], moved)
        found[upper] = min(found[upper], moved.min(initial=np.inf))
    return found


def _moved(leads: FloatArray, weights: FloatArray) -> FloatArray:
    """(k,) Weight goes from where the lead (k, m) is greatest to where it is least, until none of the lead is left."""
    gap, least = leads @ weights, leads.min(axis=1)
    order = np.argsort(-leads, axis=1, kind="stable")
    rate = np.take_along_axis(leads, order, axis=1) - least[:, None]
    share = weights[order]
    taken = np.cumsum(share * rate, axis=1)
    at = np.minimum((taken < gap[:, None] * (1 - 1e-12)).sum(axis=1), leads.shape[1] - 1)
    row = np.arange(len(leads))
    before = np.cumsum(share, axis=1)[row, at] - share[row, at]
    rest = gap - (taken[row, at] - share[row, at] * rate[row, at])
    moved = before + rest / np.where(rate[row, at] > 0, rate[row, at], 1.0)
    return np.where(gap <= 0, 0.0, np.where(least > 0, np.inf, moved))


def _need_linear(workings: Workings) -> None:
    if not is_linear(workings):
        fault = Fault("aggregation", "is not linear in the indicators", "use arithmetic means and fill in gaps")
        raise SchemeError((fault,))
