"""Writes: editions from draft to final, and those that correct another."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.league import freezing, gathering
from leitai.league.domain import PanelError, parse_scheme
from leitai.league.domain.states import EditionState
from leitai.league.models import Edition, Objection, ObjectionState, SchemeVersion
from leitai.league.services.errors import EditionError
from leitai.league.services.schemes import unknown_indicators
from leitai.ledger import services as ledger
from leitai.ledger.domain.periods import Period

_PUBLISHED = (EditionState.NOTICE, EditionState.FINAL)
_MOVED_ON = gettext_lazy("the edition has moved on already: read its page again before the next step")


@transaction.atomic
def begin_edition(
    *, actor: Actor, code: str, title: str, title_en: str, scheme: SchemeVersion, period: str, group: str
) -> Edition:
    """Begin an edition as a draft: a scheme over a period for a group."""
    stretch = Period.parse(period)
    edition = Edition.objects.create(
        code=code,
        title=title,
        title_en=title_en,
        scheme=scheme,
        period=stretch.text,
        last_day=stretch.last,
        group=group,
    )
    accounts.record(actor=actor, verb="edition.begin", subject=edition, summary=title)
    return edition


@transaction.atomic
def correct_edition(*, actor: Actor, edition: Edition, code: str, change: str) -> Edition:
    """Begin an edition that takes the place of a published one, and says what changes. Raises EditionError.

    The published one stays as it is; the new one goes the whole way again, from draft over notice to final.
    """
    if not EditionState(edition.state).published:
        raise EditionError(_("only a published edition is corrected: freeze a draft anew instead"))
    waiting = edition.corrections.exclude(state__in=_PUBLISHED).first()
    if waiting is not None:
        raise EditionError(_("%s corrects this edition already: finish that one first") % waiting.code)
    if not change.strip():
        raise EditionError(_("a correction says what changes: write it in a sentence"))
    made = Edition.objects.create(
        code=code,
        title=edition.title,
        title_en=edition.title_en,
        scheme=edition.scheme,
        period=edition.period,
        last_day=edition.last_day,
        group=edition.group,
        corrects=edition,
        change=change.strip(),
    )
    accounts.record(actor=actor, verb="edition.correct", subject=made, summary=f"{edition.code} → {code}: {change}")
    return made


def advance(*, actor: Actor, edition: Edition, to: str, as_of: datetime | None = None) -> None:
    """Take an edition to the state that follows its own. Raises EditionError where `to` is another."""
    following = EditionState(edition.state).following
    if following is None or to != following:
        raise EditionError(_MOVED_ON)
    if following is EditionState.FROZEN:
        freeze(actor=actor, edition=edition, as_of=as_of)
    elif following is EditionState.NOTICE:
        announce(actor=actor, edition=edition)
    else:
        make_final(actor=actor, edition=edition)


@transaction.atomic
def freeze(*, actor: Actor, edition: Edition, as_of: datetime | None = None) -> None:
    """Compute the edition from the ledger as it stood at `as_of` (now), and keep scores, ranks and manifest for good.

    Figures that are being written at this moment are waited for, so that the same moment later gives the same bytes.
    """
    edition = _locked(edition, EditionState.DRAFT)
    now = timezone.now()
    if as_of is not None and as_of > now:
        raise EditionError(
            _("the ledger of a moment to come is not known yet: freeze as of now, or of a moment before")
        )
    _check_indicators(edition.scheme)
    ledger.settle()
    edition.as_of, edition.frozen_at, edition.state = as_of or now, now, EditionState.FROZEN
    try:
        freezing.freeze(edition)
    except gathering.NothingToRank as error:
        raise EditionError(str(error)) from error
    except PanelError as error:
        said = _("the figures of %(period)s do not fit the scheme: %(faults)s. Mend the figures, or change the scheme.")
        listed = "; ".join(str(fault) for fault in error.faults)
        raise EditionError(said % {"period": edition.period, "faults": listed}) from error
    accounts.record(actor=actor, verb="edition.freeze", subject=edition, detail=edition.manifest)


def _check_indicators(scheme: SchemeVersion) -> None:
    """Raise EditionError where the catalogue lacks what the scheme names: it may be older than the check on saving."""
    unknown = unknown_indicators(parse_scheme(scheme.text))
    if unknown:
        said = _("the scheme names what the catalogue lacks: %s. Save a mended version, and begin the edition with it.")
        raise EditionError(said % "; ".join(str(fault) for fault in unknown))


@transaction.atomic
def announce(*, actor: Actor, edition: Edition) -> None:
    """Give public notice: everybody reads it, objections are open."""
    edition = _locked(edition, EditionState.FROZEN)
    edition.state, edition.announced_at = EditionState.NOTICE, timezone.now()
    edition.save(update_fields=["state", "announced_at"])
    accounts.record(actor=actor, verb="edition.announce", subject=edition, summary=edition.title)


@transaction.atomic
def make_final(*, actor: Actor, edition: Edition) -> None:
    """Close the notice: the edition is final. Raises EditionError while an objection waits for an answer."""
    edition = _locked(edition, EditionState.NOTICE)
    waiting = Objection.objects.filter(unit__edition=edition, state=ObjectionState.OPEN).count()
    if waiting:
        said = ngettext(
            "%(n)d objection waits for an answer: uphold or dismiss it first",
            "%(n)d objections wait for an answer: uphold or dismiss each of them first",
            waiting,
        )
        raise EditionError(said % {"n": waiting})
    edition.state, edition.final_at = EditionState.FINAL, timezone.now()
    edition.save(update_fields=["state", "final_at"])
    accounts.record(actor=actor, verb="edition.final", subject=edition, summary=edition.title)


def _locked(edition: Edition, expected: EditionState) -> Edition:
    row = Edition.objects.select_for_update(of=("self",)).select_related("scheme", "corrects").get(pk=edition.pk)
    if row.state != expected:
        raise EditionError(_MOVED_ON)
    return row
