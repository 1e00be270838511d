"""Findings in words, with the numbers they rest on, in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitai.intake.domain.checks.findings import Finding, Found, Severity
from leitai.intake.domain.checks.integrity import Pattern
from leitai.intake.domain.datasets import DataSetSpec
from leitai.intake.domain.owed import Deadline
from leitai.languages import in_english
from leitai.ledger import queries as ledger
from leitai.ledger.domain.periods import Period

SEVERITIES: dict[Severity, str | Promise] = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Warning"),
    Severity.QUESTION: gettext_lazy("Question"),
}
WORDS: dict[Finding, str | Promise] = {
    Finding.MISSING: gettext_lazy("No figure yet. Where there is none, say why in the comment."),
    Finding.NEGATIVE: gettext_lazy("%(value)s %(unit)s is below zero, which this indicator cannot be."),
    Finding.NOT_WHOLE: gettext_lazy("%(value)s %(unit)s: this indicator is counted in whole numbers."),
    Finding.OVER_HUNDRED: gettext_lazy("%(value)s %% is more than the whole. If that is right, say why in a comment."),
    Finding.JUMP: gettext_lazy("%(value)s %(unit)s is %(percent)s against %(before)s in %(period)s. Is that right?"),
    Finding.SEASON: gettext_lazy(
        "%(value)s %(unit)s is %(percent)s against %(before)s in %(period)s; this unit's usual growth is %(usual)s "
        "(median of %(count)s). Is that right?"
    ),
    Finding.UNCHANGED: gettext_lazy("%(value)s %(unit)s is exactly the figure of the period before. Was it copied?"),
    Finding.TWINS: gettext_lazy("%(value)s %(unit)s stands at “%(other)s”, too. Is one of them in the wrong line?"),
}


class EnglishNames:
    """The English names of indicators by the Chinese ones, asked for once, where a finding needs them."""

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The longest Chinese name first."""
        return dict(sorted(ledger.names_in_english(), key=lambda pair: -len(pair[0])))


def worded(found: Found, names: EnglishNames) -> str:
    """A finding as a sentence; `names` serves all findings of a page."""
    if found.kind is Finding.RULE:
        words = found.words_en if in_english() else found.words
        return _("%(words)s. Here: %(values)s.") % {"words": words, "values": _listed(found.numbers["values"], names)}
    found = replace(found, numbers=_in_readers_language(found.numbers, names))
    if found.kind is Finding.SCALE:
        return _scale(found)
    if found.kind is Finding.PEERS:
        return _peers(found)
    return str(WORDS[found.kind]) % dict(found.numbers)


def _in_readers_language(numbers: Mapping[str, str], names: EnglishNames) -> Mapping[str, str]:
    """The numbers with their unit of measure and the name of another indicator as the reader calls them."""
    if not in_english():
        return numbers
    said = dict(numbers)
    if "unit" in said:
        said["unit"] = ledger.unit_behind_number(said["unit"])
    if "other" in said:
        said["other"] = names.by_name.get(said["other"], said["other"])
    return said


def _listed(values: str, names: EnglishNames) -> str:
    """The values of a rule (规上工业总产值 9.51 亿元；…) as the reader calls them; shifts in time stay behind names."""
    if not in_english():
        return values
    return "; ".join(_called_in_english(one, names) for one in values.split("；"))


def _called_in_english(said: str, names: EnglishNames) -> str:
    for name, english in names.by_name.items():
        if said.startswith(name):
            rest = said[len(name) :]
            told, space, unit = rest.rpartition(" ")
            measured = ledger.unit_behind_number(unit) if any(sign.isdigit() for sign in told) else unit
            return f"{english}{told}{space}{measured}"
    return said


def _scale(found: Found) -> str:
    more = _("%(value)s %(unit)s is %(times)s times the %(before)s of %(period)s.")
    less = _("%(value)s %(unit)s is one %(times)sth of the %(before)s of %(period)s.")
    words = (more if found.numbers["way"] == "more" else less) % dict(found.numbers)
    return words + " " + _("Check the unit of measure; if it is right, say why in a comment.")


def _peers(found: Found) -> str:
    words = _(
        "%(value)s %(unit)s is %(times)s times the median of %(count)s peers (%(median)s; the middle half lies between "
        "%(low)s and %(high)s)."
    ) % dict(found.numbers)
    if "usual" not in found.numbers:
        return words
    return words + " " + _("Before it was %(usual)s times.") % {"usual": found.numbers["usual"]}


PATTERNS: dict[Pattern, str | Promise] = {
    Pattern.LAST_MINUTE: gettext_lazy(
        "The figure was changed from %(before)s to %(after)s on %(day)s, close to its due day. What was the reason?"
    ),
    Pattern.END_DIGITS: gettext_lazy(
        "%(count)s of %(total)s figures end in %(digit)s; about %(expected)s would be usual. How are they made?"
    ),
    Pattern.THRESHOLD: gettext_lazy(
        "%(over)s units lie within %(width)s at or over %(threshold)s, %(below)s just below. How is it measured?"
    ),
    Pattern.SUDDEN: gettext_lazy(
        "Growth is %(growth)s against the year before; usual is %(usual)s (median of %(count)s). What happened?"
    ),
}


def asked(pattern: str, numbers: Mapping[str, str]) -> str:
    """A pattern as a question."""
    return str(PATTERNS[Pattern(pattern)]) % dict(numbers)


def reminded(spec: DataSetSpec, period: Period, deadline: Deadline) -> str:
    """What is due or late, and since when."""
    late = deadline.days_left < 0
    due = (
        _("%(dataset)s for %(period)s was due on %(due)s.")
        if late
        else _("%(dataset)s for %(period)s is due on %(due)s.")
    )
    return due % {"dataset": called(spec), "period": period.text, "due": deadline.due.isoformat()}


def called(subject: Any) -> str:
    """What anything with `name` and `name_en` is called in the reader's language."""
    return str(subject.name_en or subject.name) if in_english() else str(subject.name)
