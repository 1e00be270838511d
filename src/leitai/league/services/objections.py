"""Writes: objections of units during public notice, and their answers."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.league.domain.states import EditionState
from leitai.league.models import EditionCell, EditionUnit, Objection, ObjectionState
from leitai.league.services.errors import ObjectionError

ANSWERS = (ObjectionState.UPHELD, ObjectionState.DISMISSED)


@transaction.atomic
def file_objection(*, actor: Actor, unit: EditionUnit, reason: str, cell: EditionCell | None = None) -> Objection:
    """File an objection for the actor's own unit against one indicator (None = the whole). Raises ObjectionError."""
    if not may_object(actor, unit):
        raise ObjectionError(_("objections are filed for one's own unit, while the edition stands under public notice"))
    if not reason.strip():
        raise ObjectionError(_("an objection gives a reason: say what is wrong, and what would be right"))
    made = _filed(actor, unit, reason.strip(), cell)
    what = cell.indicator.name if cell else unit.edition.title
    accounts.record(
        actor=actor,
        verb="objection.file",
        subject=made,
        division_code=unit.division.code,
        summary=f"{unit.name} · {what}",
        detail={"reason": made.reason},
    )
    return made


def may_object(actor: Actor, unit: EditionUnit) -> bool:
    """Whether this actor may object for this unit now."""
    own = actor.has(Role.REPORTER) and unit.division.code in actor.scope
    return own and unit.edition.state == EditionState.NOTICE


@transaction.atomic
def answer_objection(*, actor: Actor, objection: Objection, to: str, reply: str) -> None:
    """Uphold or dismiss an open objection, in words. Raises ObjectionError."""
    if to not in ANSWERS:
        raise ObjectionError(_("an objection is upheld or dismissed: choose one of the two"))
    if not reply.strip():
        raise ObjectionError(_("an answer gives its reason: write a sentence"))
    _close(actor, objection, ObjectionState(to), reply.strip())


@transaction.atomic
def withdraw_objection(*, actor: Actor, objection: Objection) -> None:
    """Take back one's own open objection. Raises ObjectionError."""
    if not (actor.has(Role.REPORTER) and objection.unit.division.code in actor.scope):
        raise ObjectionError(_("only the unit that filed an objection takes it back"))
    _close(actor, objection, ObjectionState.WITHDRAWN, "")


def _filed(actor: Actor, unit: EditionUnit, reason: str, cell: EditionCell | None) -> Objection:
    try:
        with transaction.atomic():
            return Objection.objects.create(
                unit=unit,
                indicator=cell.indicator if cell else None,
                fact=cell.fact if cell else None,
                reason=reason,
                filed_at=timezone.now(),
                filed_by_id=actor.post_id,
            )
    except IntegrityError as error:
        raise ObjectionError(_("an objection against this figure is open already: wait for its answer")) from error


def _close(actor: Actor, objection: Objection, state: ObjectionState, reply: str) -> None:
    row = Objection.objects.select_for_update(of=("self",)).select_related("unit__division").get(pk=objection.pk)
    if row.state != ObjectionState.OPEN:
        raise ObjectionError(_("this objection has been closed already: read its page again"))
    row.state, row.reply = state, reply
    row.answered_at, row.answered_by_id = timezone.now(), actor.post_id
    row.save(update_fields=["state", "reply", "answered_at", "answered_by"])
    accounts.record(
        actor=actor,
        verb=f"objection.{state}",
        subject=row,
        division_code=row.unit.division.code,
        summary=f"{row.unit.name} · {reply}",
    )
