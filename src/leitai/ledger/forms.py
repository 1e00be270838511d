"""Forms of the ledger: a reorganisation of the divisions."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from leitai.divisions import queries as divisions
from leitai.divisions.domain import Change, ChangeError, ChangeKind, Kind, Newcomer, Outcome, Place, outcome
from leitai.ledger import reorganising

PARTS = (1, 2, 3, 4)
_NEW = ("code", "new_name", "new_kind", "parent")
_PARTS = tuple(f"{name}_{part}" for part in PARTS for name in ("code", "name"))
_FIELDS = {
    ChangeKind.RENAME: ("subject", "name"),
    ChangeKind.MOVE: ("subject", "parent", "reports_under"),
    ChangeKind.MERGE: ("subjects", "into", *_NEW),
    ChangeKind.SPLIT: ("subject", "stays", *_PARTS),
    ChangeKind.NEW: _NEW,
    ChangeKind.DISSOLVE: ("subject",),
}
_COUNTY = ("parent", "reports_under")
_MAY_BE_EMPTY = {ChangeKind.MERGE: {"into", *_NEW}, ChangeKind.SPLIT: {"stays", *_PARTS}}
_CODE = RegexValidator(r"^[0-9]{12}\Z", _("Write the 12 digits of the code."))


class ChangeForm(forms.Form):
    """One change of the tree from a day on; which fields it shows depends on its kind."""

    subject = forms.ChoiceField(label=_("Division"))
    subjects = forms.MultipleChoiceField(label=_("Divisions to merge"), widget=forms.SelectMultiple(attrs={"size": 9}))
    name = forms.CharField(label=_("New name"), max_length=60)
    stays = forms.BooleanField(label=_("It stays as one of the parts, under its code"), required=False)
    into = forms.ChoiceField(
        label=_("Taken in by"), help_text=_("A division that stands on. Leave it empty where a new one begins below.")
    )
    code = forms.CharField(label=_("Code of the new division"), max_length=12, validators=[_CODE])
    new_name = forms.CharField(label=_("Name of the new division"), max_length=60)
    new_kind = forms.ChoiceField(label=_("Kind of the new division"))
    parent = forms.ChoiceField(label=_("Stands under"))
    reports_under = forms.ChoiceField(
        label=_("Reports under"),
        required=False,
        help_text=_("Only where that is another than the one it stands under."),
    )
    day = forms.DateField(label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason"), max_length=300)
    document = forms.CharField(label=_("Document that orders it"), max_length=200)

    def __init__(self, kind: ChangeKind, places: tuple[Place, ...], data: Any = None) -> None:
        super().__init__(data)
        self.kind, self.places = kind, places
        self.done: Outcome | None = None
        for part in PARTS:
            self.fields[f"code_{part}"] = forms.CharField(label=_("Code of a part"), max_length=12, validators=[_CODE])
            self.fields[f"name_{part}"] = forms.CharField(label=_("Name of a part"), max_length=60)
        wanted = (*_FIELDS[kind], "day", "reason", "document")
        self.fields = {name: self.fields[name] for name in wanted}
        self._offer()

    def _offer(self) -> None:
        standing = [place for place in self.places if place.until is None]
        for name, field in self.fields.items():
            field.required = field.required and name not in _MAY_BE_EMPTY.get(self.kind, set())
            if name == "new_kind":
                field.choices = [("", "–"), *((kind.value, word) for kind, word in reorganising.DIVISION_WORDS.items())]  # type: ignore[attr-defined]  # a ChoiceField
            elif isinstance(field, forms.ChoiceField):
                groups = _counties(standing) if name in _COUNTY else _by_county(standing)
                multiple = isinstance(field, forms.MultipleChoiceField)
                field.choices = groups if multiple else [("", "–"), *groups]

    def clean(self) -> dict[str, Any]:
        """Try the change on the tree; `done` holds what it would do."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.done = outcome(self.places, self.change(data))
            except ChangeError as error:
                raise forms.ValidationError(reorganising.refusal(error, self.places)) from error
        return data

    def change(self, data: dict[str, Any]) -> Change:
        """The change that was filled in."""
        day: date = data["day"]
        subjects = data.get("subjects") or [data["subject"]] if self.kind is not ChangeKind.NEW else []
        return Change(
            kind=self.kind,
            day=day,
            subjects=tuple(subjects),
            newcomers=self._newcomers(data),
            into=data.get("into", ""),
            name=data.get("name", ""),
            parent=data.get("parent", ""),
            reports_under=data.get("reports_under", ""),
            stays=data.get("stays", False),
        )

    def _newcomers(self, data: dict[str, Any]) -> tuple[Newcomer, ...]:
        if self.kind is ChangeKind.SPLIT:
            old = next(place for place in self.places if place.code == data["subject"] and place.until is None)
            rows = [(data[f"code_{part}"], data[f"name_{part}"]) for part in PARTS if data[f"code_{part}"]]
            parent, under = old.parent or "", old.reports_under or ""
            return tuple(Newcomer(code, name or code, old.kind, parent, under) for code, name in rows)
        if not data.get("code"):
            return ()
        if not (data["new_name"] and data["new_kind"] and data["parent"]):
            raise forms.ValidationError(_("A new division needs a name, a kind and the division it stands under."))
        return (Newcomer(data["code"], data["new_name"], Kind(data["new_kind"]), data["parent"]),)


def _counties(standing: Iterable[Place]) -> list[tuple[str, Any]]:
    seats = (place for place in standing if place.kind in {Kind.CITY, Kind.COUNTY})
    return [(place.code, divisions.place_name(place.name)) for place in seats]


def _by_county(standing: list[Place]) -> list[tuple[str, Any]]:
    names = {place.code: divisions.place_name(place.name) for place in standing}
    inside = [place for place in standing if place.kind not in {Kind.PROVINCE, Kind.CITY}]
    ordered = sorted(inside, key=lambda place: (place.parent or "", place.code))
    return [
        (names.get(parent or "", "–"), [(place.code, f"{names[place.code]} {place.code[:9]}") for place in rows])
        for parent, rows in groupby(ordered, lambda place: place.parent)
    ]
