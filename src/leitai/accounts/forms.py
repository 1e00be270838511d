"""Forms of accounts and posts. What they offer lies within the scope of the administrator who fills them in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from leitai.accounts import queries
from leitai.accounts.domain import Role
from leitai.accounts.models import ROLE_LABELS
from leitai.divisions import queries as divisions
from leitai.divisions.domain import Kind

_SEATS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_EARLIEST = date(2000, 1, 1)


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day to choose."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class PostForm(forms.Form):
    """A post: a role at a division within a scope, from a day on."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", "–"), *((role.value, ROLE_LABELS[role]) for role in Role)])
    division = forms.ChoiceField(label=_("Division"))
    since = day_field(_("From which day"))

    def __init__(self, scope: frozenset[str], today: date, data: Any = None) -> None:
        super().__init__(data, initial={"since": today})
        self.fields["division"].choices = [("", "–"), *offered(scope, today)]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_since(self) -> date:
        """A day that can be meant."""
        day: date = self.cleaned_data["since"]
        if day < _EARLIEST:
            raise forms.ValidationError(_("Write a day from the year 2000 on."))
        return day


class OpenForm(PostForm):
    """An account with its first post."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Letters, digits and @ . + - _; it cannot be changed later."),
    )
    display_name = forms.CharField(
        label=_("Name"), max_length=100, required=False, help_text=_("What pages and the audit trail call the account.")
    )
    sign_on_only = forms.BooleanField(label=_("Signs in by single sign-on only, without a password"), required=False)
    field_order = ("username", "display_name", "role", "division", "since", "sign_on_only")

    def __init__(self, scope: frozenset[str], today: date, data: Any = None, *, single_sign_on: bool = False) -> None:
        super().__init__(scope, today, data)
        if not single_sign_on:
            del self.fields["sign_on_only"]

    def clean_username(self) -> str:
        """A name that nobody has yet."""
        name: str = self.cleaned_data["username"]
        if queries.is_taken(name):
            raise forms.ValidationError(_("The sign-in name %(name)s is taken. Choose another.") % {"name": name})
        return name


class EndForm(forms.Form):
    """The day from which a post is not held any more."""

    until = day_field(_("Not held any more from"))


def offered(scope: Iterable[str], today: date) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The divisions of a scope that stand today, for a choice: cities and counties first, then by county."""
    inside, first = frozenset(scope), _("City and counties")
    standing = [row for row in divisions.spells() if row.since <= today and (row.until is None or row.until > today)]
    names = {row.code: row.name for row in standing}
    groups: dict[Any, list[tuple[str, str]]] = {first: []}
    for row in standing:
        if row.code in inside:
            group = first if row.kind in _SEATS else divisions.place_name(names.get(row.above, "–"))
            groups.setdefault(group, []).append((row.code, divisions.place_name(row.name)))
    return [(group, rows) for group, rows in groups.items() if rows]


class MailForm(forms.Form):
    """Where reminders go by e-mail, and whether they are wanted."""

    address = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    wanted = forms.BooleanField(label=_("Write to me about what is due soon or late"), required=False)
