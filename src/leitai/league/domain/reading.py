"""A scheme from its TOML document; the format is told in README.md."""

from dataclasses import replace

import numpy as np

from leitai.league.domain.aggregating import Aggregation, Arithmetic
from leitai.league.domain.faults import Fault, SchemeError
from leitai.league.domain.goalposts import NORMALISATIONS
from leitai.league.domain.grading import GRADINGS
from leitai.league.domain.imputing import IMPUTATIONS, Imputation
from leitai.league.domain.normalising import MinMax
from leitai.league.domain.outranking import AGGREGATIONS
from leitai.league.domain.schemes import Absent, Direction, Leaf, Missing, Node, Scheme, TieConvention, Ties
from leitai.league.domain.tables import Table, load_toml
from leitai.league.domain.treating import TREATMENTS
from leitai.league.domain.weighting import DATA_WEIGHTS, WeightError, analytic_hierarchy


def parse_scheme(text: str) -> Scheme:
    """Read a scheme. Raises SchemeError with every fault: its table path, what is wrong, how to mend it."""
    faults: list[Fault] = []
    top = Table("", load_toml(text, faults), faults)
    if faults:
        raise SchemeError(tuple(faults))
    scheme = _scheme(top)
    top.done()
    faults += _repeated(scheme)
    if faults:
        raise SchemeError(tuple(sorted(faults, key=str)))
    return scheme


def _scheme(top: Table) -> Scheme:
    groups, adjustments = top.table("groups"), top.table("adjustments")
    scheme = Scheme(
        code=top.text("code"),
        version=top.text("version"),
        name_zh=top.text("name"),
        name_en=top.text("name_en", ""),
        description_zh=top.text("description", ""),
        description_en=top.text("description_en", ""),
        normalisation=top.method("normalisation", NORMALISATIONS) or MinMax(),
        aggregation=top.method("aggregation", AGGREGATIONS) or Arithmetic(),
        by_depth=_by_depth(top),
        treatment=top.method("treatment", TREATMENTS),
        missing=_missing(top.table("missing")),
        ties=_ties(top.table("ties")),
        rank_within=groups.texts("rank_within"),
        normalise_within=groups.text("normalise_within", "") or None,
        grades=top.method("grades", GRADINGS),
        most_bonus=_most_bonus(adjustments),
        root=_root(top),
    )
    groups.done()
    adjustments.done()
    return scheme


def _most_bonus(table: Table) -> float:
    most = table.number("most_bonus") if "most_bonus" in table.data else float("inf")
    if most < 0:
        table.fault("most_bonus", "is negative", "give 0 or a positive number of points")
    return most


def _by_depth(top: Table) -> tuple[Aggregation, ...]:
    names = top.texts("aggregation_by_depth")
    wrong = [name for name in names if name not in AGGREGATIONS]
    if wrong:
        top.fault("aggregation_by_depth", f"names {', '.join(wrong)}", f"choose from {', '.join(AGGREGATIONS)}")
    return tuple(AGGREGATIONS[name]() for name in names if name in AGGREGATIONS)


def _missing(table: Table) -> Missing:
    imputation: Imputation | None = table.method("impute", IMPUTATIONS)
    coverage = table.number("coverage", 0.5)
    if not 0 <= coverage <= 1:
        table.fault("coverage", f"is {coverage}", "give a share between 0 and 1")
    table.done()
    return Missing(imputation, coverage)


def _ties(table: Table) -> Ties:
    tolerance = table.number("tolerance", 1e-9)
    if tolerance < 0:
        table.fault("tolerance", "is negative", "give 0 or a small positive number")
    ties = Ties(tolerance, table.choice("convention", TieConvention, TieConvention.MIN))
    table.done()
    return ties


def _root(top: Table) -> Node:
    given = top.table("total")
    root = Node(
        code=given.text("code", "total"),
        name_zh=given.text("name", "总分"),
        name_en=given.text("name_en", "Total"),
        weight=1.0,
        aggregation=given.method("aggregation", AGGREGATIONS),
        weighting=_weighting(given),
        children=_children(top, "dimension"),
    )
    given.done()
    return root


def _node(table: Table) -> Node:
    node = Node(
        code=table.text("code"),
        name_zh=table.text("name"),
        name_en=table.text("name_en", ""),
        weight=_weight(table),
        aggregation=table.method("aggregation", AGGREGATIONS),
        weighting=_weighting(table),
        children=_children(table, f"{table.path}.dimension"),
    )
    table.done()
    return node


def _weighting(table: Table) -> str:
    name = table.text("weighting", "")
    if name and name not in DATA_WEIGHTS:
        table.fault("weighting", f"is {name!r}", f"choose one of {', '.join(DATA_WEIGHTS)}, or weigh by hand")
    return name


def _children(table: Table, where: str) -> tuple[Node | Leaf, ...]:
    nodes = [_node(inner) for inner in table.tables("dimension")]
    leaves = [_leaf(inner) for inner in table.tables("indicators")]
    if not nodes and not leaves:
        table.faults.append(Fault(where, "has nothing to add up", "give it indicators or dimensions"))
    return _judged(table, (*nodes, *leaves))


def _judged(table: Table, children: tuple[Node | Leaf, ...]) -> tuple[Node | Leaf, ...]:
    """The children with the weights of pairwise judgements, where the table gives them: dimensions, then indicators."""
    rows = table.matrix("judgements")
    most = table.number("consistency", 0.1)
    if not rows:
        return children
    if [len(row) for row in rows] != [len(children)] * len(children):
        table.fault("judgements", "are not a square of the children", f"give {len(children)} rows of {len(children)}")
        return children
    try:
        judged = analytic_hierarchy(np.array(rows))
    except WeightError as error:
        table.fault("judgements", str(error), "correct the pair")
        return children
    if judged.consistency_ratio > most:
        what = f"contradict each other: their consistency ratio is {judged.consistency_ratio:.3f}, above {most:g}"
        table.fault("judgements", what, "judge the pairs again")
    return tuple(replace(child, weight=float(own)) for child, own in zip(children, judged.weights, strict=True))


def _leaf(table: Table) -> Leaf:
    direction = _direction(table)
    target = table.number("target") if direction is Direction.TARGET or "target" in table.data else None
    leaf = Leaf(
        code=table.text("code"),
        weight=_weight(table),
        direction=direction,
        name_zh=table.text("name", ""),
        name_en=table.text("name_en", ""),
        target=target,
        denominator=table.text("denominator", "") or None,
        normalisation=table.method("normalisation", NORMALISATIONS),
        treatment=table.method("treatment", TREATMENTS),
        absent=table.choice("absent", Absent, Absent.NOTHING),
    )
    table.done()
    return leaf


def _direction(table: Table) -> Direction:
    if "direction" not in table.data:
        table.fault("direction", "is missing", 'say which is better: "higher", "lower" or "target"')
        return Direction.HIGHER
    return table.choice("direction", Direction, Direction.HIGHER)


def _weight(table: Table) -> float:
    weight = table.number("weight", 1.0)
    if weight <= 0:
        table.fault("weight", f"is {weight:g}", "give a positive weight, or leave the line out")
        return 1.0
    return weight


def _repeated(scheme: Scheme) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for code in _codes(scheme.root):
        if code in seen:
            faults.append(Fault(code, "is the code of two places in the tree", "give each its own code"))
        seen.add(code)
    return faults


def _codes(node: Node) -> list[str]:
    below = [_codes(child) if isinstance(child, Node) else [child.code] for child in node.children]
    return [node.code, *(code for codes in below for code in codes)]
