"""What a scheme does, step by step, for the manifest."""

from collections.abc import Iterator

from leitai.league.domain.schemes import Leaf, Node, Scheme


def steps_of(scheme: Scheme) -> tuple[str, ...]:
    """The steps in their order, each with its parameters; a step that the scheme leaves out is not there."""
    return tuple(_steps(scheme))


def _steps(scheme: Scheme) -> Iterator[str]:
    leaves = sorted(scheme.leaves, key=lambda leaf: leaf.code)
    yield from (f"denominate {leaf.code} by {leaf.denominator}" for leaf in leaves if leaf.denominator)
    if scheme.missing.imputation is not None:
        yield f"impute {scheme.missing.imputation!r}"
    yield from _rules("treat", scheme.treatment, leaves, "treatment")
    within = f" within {scheme.normalise_within}" if scheme.normalise_within else ""
    yield from (f"{step}{within}" for step in _rules("normalise", scheme.normalisation, leaves, "normalisation"))
    yield from (f"score {leaf.code} without a figure as {leaf.absent}" for leaf in leaves if leaf.absent)
    yield f"score a node from coverage {scheme.missing.coverage:g}"
    yield from sorted(_nodes(scheme, scheme.root, 0))
    yield f"rank, ties within {scheme.ties.tolerance:g} share the {scheme.ties.convention} place"
    yield from (f"rank within {name}" for name in scheme.rank_within)
    if scheme.grades is not None:
        yield f"grade {scheme.grades!r}"


def _rules(verb: str, for_all: object, leaves: list[Leaf], field: str) -> Iterator[str]:
    if for_all is not None:
        yield f"{verb} {for_all!r}"
    own = ((leaf.code, getattr(leaf, field)) for leaf in leaves)
    yield from (f"{verb} {code} {rule!r}" for code, rule in own if rule is not None)


def _nodes(scheme: Scheme, node: Node, depth: int) -> Iterator[str]:
    weighting = f", weights by {node.weighting}" if node.weighting else ""
    yield f"aggregate {node.code} {scheme.aggregation_of(node, depth)!r}{weighting}"
    for child in node.children:
        if isinstance(child, Node):
            yield from _nodes(scheme, child, depth + 1)
