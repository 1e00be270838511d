"""Writes: letters about what is due soon or late, each sent once."""

from collections.abc import Sequence
from dataclasses import dataclass
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from leitai.accounts import queries as people
from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions.queries import place_name
from leitai.intake import clock
from leitai.intake.models import Letter, Reminder
from leitai.intake.queries.reminding import Draft, OpenForm
from leitai.intake.services.datasets import IntakeError
from leitai.intake.wording import called, reminded

_log = structlog.get_logger("leitai.intake")
MAIL_FAULTS = (SMTPException, OSError)


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of letters: how many were sent, and how many the server did not take; these can be sent again."""

    sent: int
    failed: int


def send_letters(*, actor: Actor, drafts: Sequence[Draft]) -> Posted:
    """Send letters one by one; each is kept with its forms, so that a second run sends none of them again.

    Raises IntakeError where no mail server is set, or it cannot be reached. Addresses are neither logged nor audited.
    """
    if not people.mail_is_set():
        raise IntakeError(_("No mail server is set (LEITAI_EMAIL_URL): nothing was sent."))
    if not drafts:
        return Posted(0, 0)
    try:
        with get_connection() as server:
            outcomes = [_tried(actor, draft, server) for draft in drafts]
    except MAIL_FAULTS as fault:
        _log.warning("mail server not reached", fault=type(fault).__name__)
        raise IntakeError(_("The mail server cannot be reached: nothing was sent. Try again later.")) from fault
    posted = Posted(outcomes.count(True), outcomes.count(False))
    _log.info("reminders", sent=posted.sent, failed=posted.failed)
    return posted


def _tried(actor: Actor, draft: Draft, server: BaseEmailBackend) -> bool | None:
    """Whether a letter was sent; None where another run sent it meanwhile."""
    try:
        return _sent(actor, draft, server)
    except MAIL_FAULTS as fault:
        _log.warning("letter not taken", account=draft.user.pk, fault=type(fault).__name__)  # its words hold addresses
        return False


@transaction.atomic
def _sent(actor: Actor, draft: Draft, server: BaseEmailBackend) -> bool | None:
    forms = [form for form in draft.forms if _claimed(form, draft)]
    if not forms:
        return None
    for form in forms:
        _noted(actor, form)
    place = forms[0].place
    accounts.record(
        actor=actor,
        verb="reminder.mail",
        subject=draft.user,
        division_code=place.code,
        summary=f"{place.name} · {len(forms)}",
        detail={"forms": [form.said for form in forms]},
    )
    _letter(draft, forms, server).send()  # last: where the server does not take it, nothing of it is kept
    return True


def _claimed(form: OpenForm, draft: Draft) -> bool:
    dataset, period, division, notice, due = form.key
    _row, made = Letter.objects.get_or_create(
        dataset_id=dataset,
        period=period,
        division_id=division,
        notice=notice,
        due=due,
        user=draft.user,
        defaults={"sent_at": timezone.now()},
    )
    return made


def _noted(actor: Actor, form: OpenForm) -> None:
    """The list of the unit says that it was reminded."""
    dataset, period, division, *_rest = form.key
    Reminder.objects.get_or_create(
        dataset_id=dataset,
        period=period,
        division_id=division,
        on_day=clock.today(),
        defaults={"at": timezone.now(), "by_id": actor.post_id},
    )


def _letter(draft: Draft, forms: Sequence[OpenForm], server: BaseEmailBackend) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        where = f"{settings.ADDRESS}{reverse('intake:owed')}" if settings.ADDRESS else _("Leitai, “What we owe”")
        lines = [f"· {place_name(form.place.name)} {_due(form)}" for form in forms]
        ask = _("Please fill in the form on Leitai and hand it in; say there what is in the way.")
        stop = _("You can end these letters under your name, “Reminders by e-mail”.")
        return EmailMessage(
            subject=_("Due soon or late: %(what)s") % {"what": called(forms[0].table.terms.spec)},
            body="\n".join([*lines, "", ask, where, "", stop]),
            to=[draft.user.mail_address],
            connection=server,
        )


def _due(form: OpenForm) -> str:
    return reminded(form.table.terms.spec, form.period, form.table.deadline)
