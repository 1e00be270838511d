"""The form of a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitai.divisions.queries import place_name
from leitai.league import queries as league
from leitai.meetings import queries
from leitai.meetings.domain.meeting import MeetingPlan

if TYPE_CHECKING:
    from leitai.league.models import Edition, EditionUnit

_PLACE = "place-"
_MOST_FIRST = 50


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with the name of its field, and the place in the order that stands there."""

    unit: "EditionUnit"
    name: str
    place: str


class MeetingForm(forms.Form):
    """When, under which name, and a place in the order for each unit that speaks."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, data: Any, *, edition: "Edition", first: str = "") -> None:
        meeting = queries.meeting_of(edition)
        known = (meeting.name, meeting.name_en, meeting.day) if meeting else ("", "", timezone.localdate())
        super().__init__(data, initial=dict(zip(("name", "name_en", "day"), known, strict=True)))
        self._units = league.board(edition)
        self._places = _written(data) if data else _numbered(_usual(edition, first))

    def clean(self) -> dict[str, Any]:
        """A place is a whole number, and each belongs to one unit."""
        given = super().clean() or {}
        for row in self.rows():
            if row.place and not (row.place.isascii() and row.place.isdigit() and 0 < int(row.place) < 1000):
                said = {"unit": place_name(row.unit.name)}
                self.add_error(None, _("%(unit)s: write a whole number from 1, or nothing") % said)
        taken = [row.place for row in self.rows() if row.place]
        twice = sorted({place for place in taken if taken.count(place) > 1})
        if twice:
            self.add_error(None, _("Two units share the place %(places)s.") % {"places": ", ".join(twice)})
        return given

    def rows(self) -> list[UnitRow]:
        """The units: those that speak in their order, then the others by rank."""
        rows = [
            UnitRow(unit, f"{_PLACE}{unit.division.code}", self._places.get(unit.division.code, ""))
            for unit in self._units
        ]
        return sorted(rows, key=lambda row: int(row.place) if row.place.isdecimal() else 1000)

    def plan(self) -> MeetingPlan:
        """The meeting; call it once the form is valid."""
        given = self.cleaned_data
        chosen = tuple(row.unit.division.code for row in self.rows() if row.place)
        return MeetingPlan(given["day"], given["name"], given["name_en"], chosen)


def _usual(edition: "Edition", first: str) -> tuple[str, ...]:
    """The units asked for by `first` of each group, else those that speak as it stands."""
    if first.isdecimal() and 0 < int(first) <= _MOST_FIRST:
        return queries.first_of_each_group(edition, int(first))
    return queries.speakers(edition)


def _numbered(codes: Iterable[str]) -> dict[str, str]:
    return {code: str(place) for place, code in enumerate(codes, start=1)}


def _written(data: Any) -> dict[str, str]:
    return {name.removeprefix(_PLACE): data[name].strip() for name in data if name.startswith(_PLACE)}
