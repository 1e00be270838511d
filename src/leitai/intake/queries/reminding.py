"""Who is to be written to: what is due soon or late, and the people of the units that owe it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from leitai.accounts import queries as accounts
from leitai.accounts.domain import Role
from leitai.divisions import queries as tree
from leitai.divisions.queries import Standing as Place
from leitai.intake.domain.owed import deadline
from leitai.intake.domain.reminding import Notice, notice_of
from leitai.intake.models import Letter
from leitai.intake.queries import datasets, owed
from leitai.intake.queries.owed import PeriodTable
from leitai.ledger.domain.periods import Period

if TYPE_CHECKING:
    from leitai.accounts.models import Post, User


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that a unit still owes, and what is to be said about it."""

    table: PeriodTable
    place: Place
    notice: Notice

    @property
    def period(self) -> Period:
        """Its period."""
        return self.table.period

    @property
    def due(self) -> date:
        """Its due day."""
        return self.table.deadline.due

    @property
    def said(self) -> list[str]:
        """What the audit trail says of it."""
        return [self.table.terms.dataset.code, self.period.text, self.place.code, self.notice.value]

    @property
    def key(self) -> tuple[int, str, int, str, date]:
        """What a letter is known by, but for its reader."""
        return self.table.terms.dataset.pk, self.period.text, self.place.id, self.notice.value, self.due


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be sent to a person: every form that they were not written to about yet."""

    user: "User"
    forms: tuple[OpenForm, ...]


def tables_of_now(today: date) -> list[PeriodTable]:
    """The table of every period for which letters are due now."""
    pairs = [(terms, period) for terms in datasets.terms() for period in terms.periods(today)]
    calendar = datasets.calendar_around([period.last for _, period in pairs] + [today])
    return [
        owed.period_table(terms, period, today)
        for terms, period in pairs
        if notice_of(deadline(period.last, terms.spec.due_working_days, calendar, today))
    ]


def drafts(tables: Iterable[PeriodTable], today: date, *, asked: bool = False) -> list[Draft]:
    """The letters that are to be sent, by account; `asked` = somebody asks for them before they are due."""
    found: dict[int, list[OpenForm]] = defaultdict(list)
    users: dict[int, User] = {}
    for table in tables:
        forms = _open_forms(table, today, asked=asked)
        people = reporters_of(table, [form.place.code for form in forms], today)
        for form in forms:
            for user in _reached(people.get(form.place.code, ())):
                users[user.pk] = user
                found[user.pk].append(form)
    sent = set(Letter.objects.filter(user__in=users).values_list("user_id", *_KEY))
    return [
        Draft(users[number], fresh)
        for number, forms in sorted(found.items())
        if (fresh := tuple(form for form in sorted(forms, key=_first_due) if (number, *form.key) not in sent))
    ]


def _first_due(form: OpenForm) -> tuple[date, str, str]:
    return form.due, form.table.terms.dataset.code, form.place.code


_KEY = ("dataset_id", "period", "division_id", "notice", "due")


def _reached(posts: "Iterable[Post]") -> "list[User]":
    users = {post.user_id: post.user for post in posts}
    return [user for user in users.values() if user.is_active and user.mail_address and user.wants_mail]


def _open_forms(table: PeriodTable, today: date, *, asked: bool) -> list[OpenForm]:
    notice = notice_of(table.deadline)
    if notice is None and asked:
        notice = Notice.LATE if table.deadline.days_over else Notice.SOON
    if notice is None:
        return []
    lock = datasets.lock_of(table.terms.dataset.pk, table.period.text)
    places = [row.place for row in table.rows if not row.standing.handed_in]
    return [
        OpenForm(table, place, notice)
        for place in places
        if lock is None or datasets.let_in(lock, place.id, today)  # to a closed period nobody can write
    ]


def reporters_of(table: PeriodTable, codes: Sequence[str], today: date) -> "Mapping[str, list[Post]]":
    """Who reports for these units of a table: of one that was merged into another, the reporters of that one too."""
    carried = tree.carried_codes(frozenset(codes), table.period.last, today)
    now = {code: {code, *(found.codes if found.whole else ())} for code, found in carried.items()}
    at: dict[str, list[Post]] = defaultdict(list)
    for post in accounts.posts_at(frozenset().union(*now.values()), Role.REPORTER, today):
        at[post.division.code].append(post)
    return {code: [post for one in sorted(answering) for post in at[one]] for code, answering in now.items()}


def reached_by_mail(people: "Mapping[str, Sequence[Post]]") -> dict[str, int]:
    """How many people of each unit get letters."""
    return {code: len(_reached(posts)) for code, posts in people.items()}
