"""Sets of weights around the given ones. Chance comes in as uniform numbers from 0 to 1; nothing is drawn here."""

from dataclasses import replace

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.plans import Plan
from leitai.league.domain.schemes import Leaf, Node, Scheme


def uniforms(seed: int, draws: int, width: int) -> FloatArray:
    """(draws, width) numbers from 0 to 1, the same for the same seed on any machine."""
    return np.random.Generator(np.random.PCG64(seed)).random((draws, width))


def weighted_codes(scheme: Scheme) -> tuple[str, ...]:
    """Codes of all nodes and leaves that have a weight among siblings: all but the root, in order."""
    return tuple(sorted(_below(scheme.root)))


def _below(node: Node) -> list[str]:
    own = [child.code for child in node.children]
    return own + [code for child in node.children if isinstance(child, Node) for code in _below(child)]


def noisy_weights(scheme: Scheme, noise: float, chance: FloatArray) -> tuple[dict[str, float], ...]:
    """One set of weights for each row of chance (sets, codes as in `weighted_codes`): weight × (1 ± noise), uniform."""
    given = _given(scheme.root)
    codes = weighted_codes(scheme)
    return tuple(
        {code: given[code] * (1.0 + noise * (2.0 * float(u) - 1.0)) for code, u in zip(codes, row, strict=True)}
        for row in chance
    )


def _given(node: Node) -> dict[str, float]:
    found = {child.code: child.weight for child in node.children}
    for child in node.children:
        if isinstance(child, Node):
            found |= _given(child)
    return found


def reweighted(scheme: Scheme, weights: dict[str, float]) -> Scheme:
    """The scheme with other weights, by code; codes that are not named keep theirs."""
    return replace(scheme, root=_reweighted(scheme.root, weights))


def _reweighted(node: Node, weights: dict[str, float]) -> Node:
    children = tuple(_with_weight(child, weights) for child in node.children)
    return replace(node, children=children)


def _with_weight(child: Node | Leaf, weights: dict[str, float]) -> Node | Leaf:
    weight = weights.get(child.code, child.weight)
    return (
        replace(_reweighted(child, weights), weight=weight)
        if isinstance(child, Node)
        else replace(child, weight=weight)
    )


def leaf_shares(plan: Plan, sets: tuple[dict[str, float], ...]) -> FloatArray:
    """(sets, m) share of each leaf in the total under each set of weights; every row adds up to 1."""
    codes = [*(leaf.code for leaf in plan.leaves), *(node.code for node in plan.nodes)]
    raw = np.array([[own.get(code, 1.0) for code in codes] for own in sets]).reshape(len(sets), len(codes))
    share = np.ones(raw.shape)
    for step in reversed(plan.steps):
        own = raw[:, step.children]
        share[:, step.children] = share[:, [step.row]] * (own / own.sum(axis=1, keepdims=True))
    found: FloatArray = share[:, : plan.width]
    return found
