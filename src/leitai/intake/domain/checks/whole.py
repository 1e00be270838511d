"""All checks of a form together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from leitai.intake.domain.checks.findings import ORDER, Finding, Found, Severity
from leitai.intake.domain.checks.plausible import implausible
from leitai.intake.domain.checks.rules import broken_rules
from leitai.intake.domain.checks.values import Measure, Sheet
from leitai.intake.domain.datasets import RuleSpec


def check(sheet: Sheet, rules: Sequence[RuleSpec], codes: Mapping[str, str], units: Mapping[str, str]) -> list[Found]:
    """What is wrong or odd, the gravest first."""
    found = [*broken_rules(rules, sheet, codes, units), *implausible(sheet)]
    return sorted(found, key=lambda one: ORDER[one.severity])


def missing(measures: Sequence[Measure], values: Mapping[str, Decimal], comments: Mapping[str, str]) -> list[Found]:
    """Figures that are not there and not explained."""
    return [
        Found(Finding.MISSING, Severity.ERROR, (measure.code,))
        for measure in measures
        if measure.code not in values and not comments.get(measure.code)
    ]


def in_the_way(found: Sequence[Found], comments: Mapping[str, str]) -> list[Found]:
    """What stops a submission: errors, and warnings at figures without a comment."""
    return [
        one
        for one in found
        if one.severity is Severity.ERROR
        or (one.severity is Severity.WARNING and not any(comments.get(code) for code in one.indicators))
    ]
