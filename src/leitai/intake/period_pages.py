"""What the pages of data sets show: the table of a period, its trend, locks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leitai.accounts import queries as accounts
from leitai.accounts.domain import Actor, Role
from leitai.divisions.queries import place_name
from leitai.intake.domain.owed import Share
from leitai.intake.queries import datasets, owed, reminding
from leitai.intake.queries.datasets import Terms
from leitai.intake.queries.owed import PeriodTable
from leitai.intake.wording import reminded
from leitai.languages import in_english
from leitai.ledger.domain.periods import Period

TREND = 6
SENDERS = (Role.REVIEWER, Role.LEAGUE_OFFICER)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The data set and period that a reader chose, and all that may be chosen."""

    terms: Terms
    period: Period
    choices: list[tuple[Terms, list[Period]]]


def choose(query: Mapping[str, str], today: date) -> Chosen | None:
    """What the address asks for, or the newest period of the first data set; None where nothing is owed yet."""
    choices = [(terms, periods[::-1]) for terms in datasets.terms() if (periods := terms.periods(today))]
    if not choices:
        return None
    wanted = [(t, p) for t, periods in choices for p in periods if t.dataset.code == query.get("dataset", "")]
    exact = [(t, p) for t, p in wanted if p.text == query.get("period", "")]
    terms, period = (exact or wanted or [(choices[0][0], choices[0][1][0])])[0]
    return Chosen(terms, period, choices)


def scope_of(actor: Actor) -> frozenset[str] | None:
    """The units that a reader of the tables may see; None = all."""
    return None if actor.has(*datasets.SEE_ALL) else actor.scope


def completeness_page(actor: Actor, query: Mapping[str, str], today: date) -> dict[str, Any]:
    """Who handed in, who is late, by county and by unit, and how it was in the periods before."""
    chosen = choose(query, today)
    if chosen is None:
        return {"table": None}
    table = owed.period_table(chosen.terms, chosen.period, today, scope_of(actor))
    rows = [row for row in table.rows if query.get("only") != "open" or not row.standing.handed_in]
    return {
        "chosen": chosen,
        "table": table,
        "whole": table.whole,
        "rows": sorted(rows, key=lambda row: (row.place.county_code, row.place.code)),
        "only": query.get("only", ""),
        "total": len(chosen.terms.spec.indicators),
        "forms": _forms_at(chosen),
        "trend": _trend(chosen, table, actor, today),
        "lock": datasets.lock_of(chosen.terms.dataset.pk, chosen.period.text),
        "may_remind": actor.has(*SENDERS),
        "may_lock": actor.has(Role.LEAGUE_OFFICER),
    }


def _forms_at(chosen: Chosen) -> str:
    """The address of the forms of a period, but for the code of the unit."""
    whole = reverse("intake:entry", args=[chosen.terms.dataset.code, chosen.period.text, "0"])
    return whole.removesuffix("0/")


def _trend(chosen: Chosen, table: PeriodTable, actor: Actor, today: date) -> list[tuple[Period, Share]]:
    periods = next(periods for terms, periods in chosen.choices if terms is chosen.terms)
    found = []
    for period in periods[:TREND]:
        same = period == chosen.period
        found.append(
            (period, (table if same else owed.period_table(chosen.terms, period, today, scope_of(actor))).whole)
        )
    return found


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that still owes: who reports for it, and how many of them get e-mail."""

    name: str
    people: str
    reached: int


def remind_page(table: PeriodTable, today: date) -> dict[str, Any]:
    """Whom to remind, a text for them, and what can be sent by e-mail."""
    rows = _to_remind(table, today)
    return {
        "table": table,
        "rows": rows,
        "text": _reminder_text(table, [row.name for row in rows]),
        "mail_is_set": accounts.mail_is_set(),
        "reached": sum(bool(row.reached) for row in rows),
        "letters": len(reminding.drafts([table], today, asked=True)),
    }


def _reminder_text(table: PeriodTable, names: Sequence[str]) -> str:
    """What to write to those who still owe, ready to be sent wherever they are reached."""
    units = _("Not handed in yet (%(count)s): %(units)s.") % {"count": len(names), "units": _comma().join(names)}
    ask = _("Please fill in the form on Leitai and hand it in; say there what is in the way.")
    return "\n".join([reminded(table.terms.spec, table.period, table.deadline), units, ask])


def _comma() -> str:
    return ", " if in_english() else "、"


def _to_remind(table: PeriodTable, today: date) -> list[Owing]:
    places = [row.place for row in table.rows if not row.standing.handed_in]
    posts = reminding.reporters_of(table, [place.code for place in places], today)
    reached = reminding.reached_by_mail(posts)
    return [
        Owing(place_name(place.name), _comma().join(str(post.user) for post in posts[place.code]), reached[place.code])
        for place in places
    ]
