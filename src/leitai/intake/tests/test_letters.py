"""Reporters are written to about what is due soon or late: once each, if they want it, and nobody else learns where."""

import smtplib
from datetime import date

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from leitai.accounts import services as accounts
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry, User
from leitai.divisions import services as divisions
from leitai.divisions.domain import Change, ChangeKind
from leitai.intake import loading
from leitai.intake.models import Letter, Reminder
from leitai.intake.queries import datasets, owed, reminding
from leitai.intake.services import datasets as closing
from leitai.intake.services.datasets import IntakeError
from leitai.intake.services.reminding import Posted, send_letters
from leitai.intake.tests.factories import (
    CITY,
    COUNTY,
    FAR,
    MONTH,
    NEIGHBOUR,
    QUARTER,
    SERVICES,
    SYSTEM,
    TODAY,
    UNIT,
    form,
    handed_in,
    person,
)

pytestmark = pytest.mark.django_db
PAGE = f"/intake/completeness/{MONTH}/2019-06/remind/"
HERE = "leitai.intake.tests.test_letters"


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def reporter():
    return reached(person(Role.REPORTER, UNIT))


def reached(actor, address="who@unit.example", *, wanted=True):
    user = User.objects.get(pk=actor.user_id)
    accounts.set_mail(actor=actor, user=user, address=address, wanted=wanted)
    return actor


def client_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def now(today=TODAY):
    return reminding.drafts(reminding.tables_of_now(today), today)


def forms_of(drafts):
    return {
        (one.table.terms.dataset.code, one.period.text, one.notice.value) for draft in drafts for one in draft.forms
    }


def test_a_reporter_gets_one_letter_about_all_that_is_late_or_due_within_three_days(reporter, settings):
    settings.ADDRESS = "https://leitai.example"
    assert send_letters(actor=SYSTEM, drafts=now()) == Posted(sent=1, failed=0)
    (letter,) = mail.outbox
    assert letter.to == ["who@unit.example"]
    assert "娄桥街道" in letter.body
    assert "2019-07-05" in letter.body  # late
    assert "2019-07-10" in letter.body  # due tomorrow
    assert "https://leitai.example/intake/owed/" in letter.body
    kept = {(row.dataset.code, row.period, row.notice) for row in Letter.objects.all()}
    assert {(MONTH, "2019-06", "late"), (QUARTER, "2019Q2", "soon"), (SERVICES, "2019Q2", "soon")} <= kept


def test_a_second_run_sends_nothing_and_the_due_day_having_passed_sends_once_more(reporter):
    send_letters(actor=SYSTEM, drafts=now())
    assert now() == []
    later = forms_of(now(date(2019, 7, 15)))
    assert {(QUARTER, "2019Q2", "late"), (SERVICES, "2019Q2", "late")} <= later
    assert (MONTH, "2019-06", "late") not in later


def test_two_runs_at_once_send_one_letter(reporter):
    first, second = now(), now()
    assert send_letters(actor=SYSTEM, drafts=first) == Posted(1, 0)
    assert send_letters(actor=SYSTEM, drafts=second) == Posted(0, 0)
    assert len(mail.outbox) == 1


def test_who_gave_no_address_does_not_want_it_or_is_closed_gets_none():
    reached(person(Role.REPORTER, UNIT), wanted=False)
    reached(person(Role.REPORTER, NEIGHBOUR), address="")
    closed = reached(person(Role.REPORTER, FAR))
    accounts.close_account(actor=SYSTEM, user=User.objects.get(pk=closed.user_id))
    reached(person(Role.REVIEWER, COUNTY))
    assert now() == []


def test_what_was_handed_in_or_cannot_be_written_to_is_not_asked_for(reporter):
    handed_in(reporter, form())
    terms, _period = datasets.terms_of(QUARTER, "2019Q2")
    lock = closing.lock_period(actor=SYSTEM, dataset=terms.dataset, period="2019Q2", reason="已汇总")
    asked = {(code, period) for code, period, _notice in forms_of(now())}
    assert (MONTH, "2019-06") not in asked
    assert (QUARTER, "2019Q2") not in asked
    said = closing.ask_unlock(actor=reporter, lock=lock, division_code=UNIT, reason="漏报")
    closing.answer_unlock(actor=SYSTEM, request=said, granted=True, answer="同意", until=TODAY)
    assert (QUARTER, "2019Q2", "soon") in forms_of(now())


def test_of_a_merged_unit_the_reporter_of_the_one_that_took_it_over_is_written_to():
    reached(person(Role.REPORTER, NEIGHBOUR))
    change = Change(ChangeKind.MERGE, date(2019, 7, 1), (UNIT,), into=NEIGHBOUR)
    divisions.reorganise(change=change, reason="合并", document="政函〔2019〕7号", today=TODAY)
    send_letters(actor=SYSTEM, drafts=now())
    (letter,) = mail.outbox
    assert "娄桥街道" in letter.body
    assert "新桥街道" in letter.body


def test_the_trail_and_the_list_say_who_was_reminded_and_nothing_says_where(reporter, caplog):
    send_letters(actor=SYSTEM, drafts=now())
    line = AuditEntry.objects.get(verb="reminder.mail")
    assert (line.division_code, line.object_id) == (UNIT, str(reporter.user_id))
    assert [MONTH, "2019-06", UNIT, "late"] in line.detail["forms"]
    assert Reminder.objects.filter(division__code=UNIT, on_day=TODAY).exists()
    told = caplog.text + "".join(f"{one.summary}{one.detail}" for one in AuditEntry.objects.all())
    assert "who@unit.example" not in told


class Refusing(EmailBackend):
    """A server that takes no letter to one reader."""

    def send_messages(self, messages):
        if any("who@" in to for message in messages for to in message.to):
            raise smtplib.SMTPRecipientsRefused({"who@unit.example": (550, b"no such reader")})
        return super().send_messages(messages)


def test_a_letter_that_is_not_taken_is_kept_for_another_run_and_the_others_go_out(reporter, settings, caplog):
    reached(person(Role.REPORTER, FAR), address="far@unit.example")
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    assert send_letters(actor=SYSTEM, drafts=now()) == Posted(sent=1, failed=1)
    assert [one.user.pk for one in now()] == [reporter.user_id]
    assert not Letter.objects.filter(user=reporter.user_id).exists()
    assert "who@unit.example" not in caplog.text


class Unreachable(EmailBackend):
    """A server that is not there."""

    def open(self):
        raise ConnectionRefusedError("mail.example")


@pytest.mark.parametrize(
    ("backend", "why"),
    [("django.core.mail.backends.dummy.EmailBackend", "LEITAI_EMAIL_URL"), (f"{HERE}.Unreachable", "无法连接")],
)
def test_without_a_server_it_is_said_and_nothing_is_kept(reporter, settings, backend, why):
    settings.EMAIL_BACKEND = backend
    with pytest.raises(IntakeError, match=why):
        send_letters(actor=SYSTEM, drafts=now())
    assert not Letter.objects.exists()


def test_the_officer_sends_from_the_page_once(reporter):
    client = client_of(person(Role.LEAGUE_OFFICER, CITY))
    assert client.get(PAGE).context["letters"] == 1
    answer = client.post(PAGE, {"mail": "1"}, follow=True)
    assert "已发送1封" in answer.content.decode()
    assert answer.context["letters"] == 0
    client.post(PAGE, {"mail": "1"})
    assert len(mail.outbox) == 1


def test_the_officer_may_write_before_the_three_days(reporter):
    day = date(2019, 7, 2)
    far_off = owed.period_table(*datasets.terms_of(SERVICES, "2019Q2"), day)
    assert reminding.drafts([far_off], day) == []
    assert len(reminding.drafts([far_off], day, asked=True)) == 1


def test_a_reviewer_writes_to_units_of_their_county_only(reporter):
    reached(person(Role.REPORTER, FAR), address="far@unit.example")
    client_of(person(Role.REVIEWER, COUNTY)).post(PAGE, {"mail": "1"})
    assert [letter.to for letter in mail.outbox] == [["who@unit.example"]]


def test_without_a_server_the_page_says_so_and_offers_no_button(reporter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    said = client_of(person(Role.LEAGUE_OFFICER, CITY)).get(PAGE).content.decode()
    assert "LEITAI_EMAIL_URL" in said
    assert 'name="mail"' not in said


def test_the_command_counts_then_sends(reporter):
    assert loading.remind(dry_run=True) == {"to send": 1}
    assert mail.outbox == []
    assert loading.remind(dry_run=False) == {"sent": 1, "failed": 0}
    assert loading.remind(dry_run=False) == {"sent": 0, "failed": 0}


def test_the_start_page_says_what_is_late_and_what_is_due_soon(reporter):
    page = client_of(reporter).get("/")
    assert page.context["late"] >= 1
    assert page.context["soon"] == 2
    assert 'href="/intake/owed/"' in page.content.decode()


def test_everybody_says_for_themselves_where_letters_go(reporter):
    client = client_of(reporter)
    assert client.post("/accounts/mail/", {"address": "no address"}).status_code == 422
    assert client.post("/accounts/mail/", {"address": "new@unit.example", "wanted": "on"}).status_code == 302
    user = User.objects.get(pk=reporter.user_id)
    assert (user.mail_address, user.wants_mail, user.email) == ("new@unit.example", True, "")
    client.post("/accounts/mail/", {"address": "new@unit.example"})
    assert now() == []
    assert not [one for one in AuditEntry.objects.filter(verb="account.mail") if "@" in f"{one.summary}{one.detail}"]


def letter(**other):
    terms, _period = datasets.terms_of(MONTH, "2019-06")
    given = {"dataset": terms.dataset, "period": "2019-06", "division": form().division, "notice": "late", "due": TODAY}
    return Letter(**given | {"user": User.objects.first(), "sent_at": timezone.now()} | other)


def test_the_database_keeps_one_letter_a_due_day_and_knows_its_notices(reporter):
    letter().save()
    for wrong in (letter(), letter(notice="never")):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
    letter(due=date(2019, 7, 12)).save()
