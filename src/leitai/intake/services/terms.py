"""Writes: the terms of a data set, as its officer sets them from a day on."""

from django.db import transaction
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.intake import clock
from leitai.intake.domain.datasets import DataSetSpec, rules_changed, spec_of
from leitai.intake.models import DataSetVersion, Submission
from leitai.intake.services.datasets import DataSetChanged, IntakeError, enter_version
from leitai.ledger.domain.periods import Period


@transaction.atomic
def set_terms(*, actor: Actor, spec: DataSetSpec, new: bool = False) -> DataSetVersion:
    """Let other terms hold for a data set from a day on, or make a new one. Raises IntakeError.

    What began before that day stays under the terms it began with; what was typed already is never moved to others.
    Terms that have not begun yet may be given anew for the same day.
    """
    versions = DataSetVersion.objects.filter(dataset__code=spec.code).order_by("-valid_from")
    latest = versions.select_for_update().first()
    if new and latest is not None:
        raise IntakeError(_("There is a data set with this code already: give another."))
    before = spec_of(latest.definition) if latest else None
    if latest is not None and spec.valid_from == latest.valid_from > clock.today():
        latest.delete()  # nothing can have been typed under it
    elif latest is not None and spec.valid_from <= latest.valid_from:
        day = latest.valid_from.isoformat()
        raise IntakeError(_("The terms in force begin on %(day)s: let the new ones begin later.") % {"day": day})
    _leave_what_was_typed(spec)
    try:
        version = enter_version(spec)
    except DataSetChanged as error:
        raise IntakeError(_("Somebody entered other terms for this day meanwhile: look at them first.")) from error
    summary = f"{spec.name} · {spec.valid_from}"
    detail = {"rules": rules_changed(before.rules if before else (), spec.rules)}
    accounts.record(actor=actor, verb="dataset.terms", subject=version.dataset, summary=summary, detail=detail)
    return version


def _leave_what_was_typed(spec: DataSetSpec) -> None:
    rows = Submission.objects.filter(dataset__code=spec.code, last_day__gte=spec.valid_from)
    begun = sorted(period for period in set(rows.values_list("period", flat=True)) if _falls_under(spec, period))
    if begun:
        raise IntakeError(
            _("Figures were typed for %(periods)s already: let the new terms begin after them.")
            % {"periods": ", ".join(begun[:6])}
        )


def _falls_under(spec: DataSetSpec, period: str) -> bool:
    return Period.parse(period).first >= spec.valid_from
