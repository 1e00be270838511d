"""The reckonings as Ibis expressions: the same ones run on DuckDB over an archive, and on Spark on a cluster.

Tables are those of an archive (see `archive`). `figures`: indicator, division, period, value (double), generated.
`rules`: the indicators. `members`: period, division, whole. What is given back has one row a figure.
"""

import ibis
from ibis import Table, _
from ibis.expr.types import FloatingValue, NumericValue


def figures(facts: Table) -> Table:
    """What happened, as it stands: of an archive that holds superseded facts too, only those in force."""
    actual = facts.filter(_.status == "actual", _.variant == "", _.superseded_by.isnull())
    value = actual.value.cast("float64")
    return actual.select("indicator", "division", "period", value=value, generated=actual.source == "generated")


def over_time(values: Table, rules: Table, parts: Table) -> Table:
    """Figures of longer periods from their parts. `parts`: target, part, nth, of (how many parts make the target)."""
    found = values.join(parts, values.period == parts.part).join(rules, "indicator")
    last = found.value.argmax(found.nth)
    rolled = found.group_by("indicator", "division", "target", "of", "over_time").agg(
        have=found.count(),
        total=found.value.sum(),
        last=last,
        any_generated=_one_of(found.generated),
        last_generated=found.generated.cast("int32").argmax(found.nth) > 0,
    )
    value = ibis.cases(
        (rolled.over_time == "sum", rolled.total),
        (rolled.over_time == "last", rolled.last),
        else_=rolled.total / rolled.have,
    ).round(8)
    generated = ibis.ifelse(rolled.over_time == "last", rolled.last_generated, rolled.any_generated)
    return rolled.select("indicator", "division", "have", "of", period="target", value=value, generated=generated)


def over_divisions(values: Table, rules: Table, members: Table) -> Table:
    """Figures of wholes from their units: sums, weighted means, ratios of sums; of the others none."""
    inside = values.join(members, ["period", "division"])
    rolled = _sums(inside, rules).union(_means(inside, values, rules)).union(_ratios(values, rules, members))
    every = members.group_by("period", "whole").agg(of=_.count())
    return rolled.join(every, ["period", "whole"]).select(
        "indicator", "period", "whole", "have", "of", "generated", value=_.value.round(8)
    )


def change(values: Table, rules: Table, earlier: Table, *, by: str = "division") -> Table:
    """Change against an earlier period. `earlier`: period, before. In per cent, or in points of a percentage."""
    then = values.select("indicator", by, before="period", then="value")
    both = values.join(earlier, "period").join(then, ["indicator", by, "before"]).join(rules, "indicator")
    relative = ibis.ifelse(both.then > 0, (both.value / both.then - 1) * 100, ibis.null("float64"))
    changed = ibis.ifelse(both.in_points, both.value - both.then, relative)
    return both.select("indicator", by, "period", change=changed.round(8)).filter(_.change.notnull())


def rank(values: Table, rules: Table, *, by: str = "division") -> Table:
    """Places within an indicator and a period, 1 the best; equal values share the better place."""
    judged = values.join(rules, "indicator")
    good = ibis.cases(
        (judged.direction == "lower", -judged.value),
        (judged.direction == "target", -(judged.value - judged.target).abs()),
        else_=judged.value,
    )
    judged = judged.select("indicator", by, "period", "value", good=good)
    window = ibis.window(group_by=["indicator", "period"], order_by=ibis.desc("good"))
    return judged.mutate(rank=ibis.rank().over(window) + 1).drop("good")


def _sums(inside: Table, rules: Table) -> Table:
    adding = inside.join(rules.filter(_.over_divisions == "sum"), "indicator")
    return _rolled(adding, adding.value.sum(), adding.generated)


def _means(inside: Table, values: Table, rules: Table) -> Table:
    weights = values.select("period", "division", weight="indicator", by="value", made="generated")
    mean = inside.join(rules.filter(_.over_divisions == "mean"), "indicator")
    mean = mean.left_join(weights, ["weight", "period", "division"], rname="w_{name}")
    by = ibis.ifelse(mean.weight == "", 1.0, mean.by)
    mean = mean.mutate(weighs=by, made=mean.made.fill_null(False)).filter(_.weighs > 0)
    return _rolled(mean, (mean.value * mean.weighs).sum() / mean.weighs.sum(), mean.generated | mean.made)


def _ratios(values: Table, rules: Table, members: Table) -> Table:
    ratio = rules.filter(_.over_divisions == "ratio").select("indicator", "numerator", "denominator", "scale")
    above = values.select("period", "division", numerator="indicator", above="value", above_made="generated")
    below = values.select("period", "division", denominator="indicator", below="value", below_made="generated")
    both = ratio.join(above, "numerator").join(below, ["denominator", "period", "division"])
    both = both.join(members, ["period", "division"])
    low = both.below.sum()
    value = ibis.ifelse(low != 0, both.above.sum() / low, ibis.null("float64")) * both.scale.max()
    return _rolled(both, value, both.above_made | both.below_made).filter(_.value.notnull())


def _rolled(rows: Table, value: NumericValue, generated: ibis.expr.types.BooleanValue) -> Table:
    wholes = rows.group_by("indicator", "period", "whole")
    figure: FloatingValue = value.cast("float64")
    return wholes.agg(value=figure, have=rows.count(), generated=_one_of(generated))


def _one_of(flags: ibis.expr.types.BooleanValue) -> ibis.expr.types.BooleanValue:
    return flags.cast("int32").max() > 0
