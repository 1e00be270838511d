"""The form of the pivot: a GET with choices, which gives a request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.languages import in_english
from leitai.ledger.analytics import catalogue, pivot, queries, stretches
from leitai.ledger.analytics.measures import Show
from leitai.ledger.analytics.pivot import Axis, Request
from leitai.ledger.analytics.stretches import Grain
from leitai.ledger.analytics.trees import Filter, Level, Tree
from leitai.ledger.domain.periods import Period
from leitai.ledger.pages import DIMENSION_LABELS

AXES = {Axis.DIVISION: _("Divisions"), Axis.INDICATOR: _("Indicators"), Axis.PERIOD: _("Periods")}
COLUMNS = {
    "division": _("Divisions"),
    "indicator": _("Indicators"),
    "period": _("Periods"),
    "indicator-period": _("Indicators, in them periods"),
    "period-indicator": _("Periods, in them indicators"),
}
LEVELS = {
    Level.TOWNSHIP: _("Townships"),
    Level.COUNTY: _("Counties"),
    Level.CITY: _("City"),
    Level.GROUP: _("Groups"),
}
SHOWS = {
    Show.VALUE: _("Value"),
    Show.YEAR_ON_YEAR: _("Change on the year before"),
    Show.PERIOD_ON_PERIOD: _("Change on the period before"),
    Show.SHARE: _("Share of the whole above"),
    Show.RANK: _("Rank"),
}
GRAINS = {Grain.MONTH: _("Months"), Grain.QUARTER: _("Quarters"), Grain.HALF: _("Half-years"), Grain.YEAR: _("Years")}
TREES = {Tree.THEN: _("as the tree stood then"), Tree.TODAY: _("under today's tree")}
MOST_PERIODS, MOST_INDICATORS = 60, 60
MOST_CELLS = 2_000_000  # periods × indicators × divisions that are read: some 150 MB at work
_DATES = ["%Y-%m-%d", "%Y-%m"]
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


class PivotForm(forms.Form):
    """What is asked of the pivot. Everything may be left out: then it is the newest period of the first indicators."""

    rows = forms.ChoiceField(label=_("Rows"), choices=list(AXES.items()), required=False)
    columns = forms.ChoiceField(label=_("Columns"), choices=list(COLUMNS.items()), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=list(LEVELS.items()), required=False)
    within = forms.ChoiceField(label=_("County"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    grain = forms.ChoiceField(label=_("Periods"), choices=list(GRAINS.items()), required=False)
    since = forms.DateField(label=_("From"), input_formats=_DATES, required=False)
    until = forms.DateField(label=_("To"), input_formats=_DATES, required=False)
    show = forms.ChoiceField(label=_("Shown"), choices=list(SHOWS.items()), required=False)
    tree = forms.ChoiceField(label=_("Roll up"), choices=list(TREES.items()), required=False)
    as_of = forms.DateTimeField(label=_("As known on"), input_formats=_MOMENTS, required=False)
    indicator = forms.MultipleChoiceField(label=_("Indicators"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        subjects = self._subjects = catalogue.subjects()
        super().__init__(_completed(data, subjects, today))
        self._choices("indicator", _grouped(subjects.values()))
        self._choices("within", [("", _("All counties")), *_counties(today)])
        named = [(group.code, group.name_en if in_english() else group.name) for group in divisions.groups()]
        self._choices("group", [("", _("All groups")), *named])
        for name, kind in (("since", "date"), ("until", "date"), ("as_of", "datetime-local")):
            self.fields[name].widget = forms.DateInput(attrs={"type": kind}, format=None)

    def _choices(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """The axes must differ, and the table must not be endless."""
        given = super().clean() or {}
        if given.get("rows") in str(given.get("columns")).split("-"):
            self.add_error("columns", _("These stand in the rows already: choose others for the columns."))
        if len(given.get("indicator", ())) > MOST_INDICATORS:
            self.add_error("indicator", _("At most 60 indicators at once: choose fewer."))
        if not self.errors and not 0 < len(_periods(given)) <= MOST_PERIODS:
            self.add_error("until", _("From one to 60 whole periods: move the first or the last day."))
        if not self.errors and (cells := self._cells(given)) > MOST_CELLS:
            said = _(
                "This would read %(cells)s million cells; at most %(most)s: choose fewer indicators, or fewer years."
            )
            self.add_error("until", said % {"cells": f"{cells / 1e6:.1f}", "most": f"{MOST_CELLS / 1e6:.0f}"})
        return given

    def _cells(self, given: dict[str, Any]) -> int:
        rules = {code: subject.rule for code, subject in self._subjects.items()}
        return pivot.cells_read(_request(given), rules, len({spell.code for spell in divisions.spells()}))

    def request(self) -> Request:
        """The request; call it once the form is valid."""
        return _request(self.cleaned_data)


def _request(given: dict[str, Any]) -> Request:
    return Request(
        tuple(given["indicator"]),
        _periods(given),
        Axis(given["rows"]),
        tuple(Axis(axis) for axis in given["columns"].split("-")),
        Level(given["level"]),
        Filter(given["within"], given["group"]),
        Show(given["show"]),
        Tree(given["tree"]),
        given["as_of"],
    )


class KeepForm(forms.Form):
    """A name for a view that is kept, and whether all who sign in see it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    shared = forms.BooleanField(label=_("Shared with all who sign in"), required=False)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)


def _completed(data: Any, subjects: dict[str, catalogue.Subject], today: date) -> Any:
    """The given choices, and for each that is missing the usual one."""
    full = data.copy()
    period, codes = queries.newest(full.getlist("indicator")) or (str(today.year - 1), list(subjects)[:6])
    newest = Period.parse(period)
    grain = stretches.grain_of(newest) or Grain.YEAR
    usual = {
        "rows": Axis.DIVISION,
        "columns": Axis.INDICATOR,
        "level": Level.TOWNSHIP,
        "show": Show.VALUE,
        "tree": Tree.THEN,
        "grain": grain,
        "since": newest.first.isoformat(),
        "until": newest.last.isoformat(),
    }
    for name, value in usual.items():
        if not full.get(name):
            full[name] = str(value)
    if not full.getlist("indicator"):
        full.setlist("indicator", [code for code in subjects if code in codes])
    return full


def _periods(given: dict[str, Any]) -> tuple[Period, ...]:
    first, last = given.get("since"), given.get("until")
    if not (isinstance(first, date) and isinstance(last, date)) or last < first or (last - first).days > 40_000:
        return ()
    return stretches.between(first, last, Grain(given["grain"]))


def _grouped(subjects: Any) -> list[tuple[Any, list[tuple[str, str]]]]:
    groups: dict[Any, list[tuple[str, str]]] = {}
    for subject in subjects:
        label = DIMENSION_LABELS.get(subject.dimension, subject.dimension or "–")
        groups.setdefault(label, []).append((subject.code, subject.name_en if in_english() else subject.name))
    return list(groups.items())


def _counties(today: date) -> list[tuple[str, str]]:
    places = {place.county_code: divisions.place_name(place.county) for place in divisions.townships(today)}
    return sorted(places.items())
