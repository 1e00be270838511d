"""Writes: schemes, and editions from draft to final."""

from hashlib import sha256
from importlib import resources

from django.db import transaction
from django.utils import timezone

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.league import freezing
from leitai.league.domain import parse_scheme
from leitai.league.domain.states import EditionState
from leitai.league.models import Edition, SchemeVersion
from leitai.ledger.domain.periods import Period

PACKAGED = "six_contest.toml"


class EditionError(ValueError):
    """A step that an edition does not allow now; says why and what to do first."""


@transaction.atomic
def register_scheme(*, actor: Actor, text: str) -> SchemeVersion:
    """Keep a scheme; the same version again must have the same text. Raises SchemeError with all its faults."""
    scheme = parse_scheme(text)
    digest = sha256(text.encode()).hexdigest()
    found = SchemeVersion.objects.filter(code=scheme.code, version=scheme.version).first()
    if found is None:
        found = SchemeVersion.objects.create(
            code=scheme.code,
            version=scheme.version,
            name=scheme.name_zh,
            name_en=scheme.name_en,
            text=text,
            sha256=digest,
            registered_at=timezone.now(),
        )
        accounts.record(actor=actor, verb="scheme.register", subject=found, summary=str(found))
    elif found.sha256 != digest:
        raise EditionError(f"{found} is registered with another text: give the changed scheme a new version")
    return found


def register_packaged(*, actor: Actor) -> SchemeVersion:
    """Keep the scheme that comes with the package."""
    text = resources.files("leitai.league").joinpath("data", PACKAGED).read_text("utf-8")
    return register_scheme(actor=actor, text=text)


@transaction.atomic
def begin_edition(
    *, actor: Actor, code: str, title: str, title_en: str, scheme: SchemeVersion, period: str, group: str
) -> Edition:
    """Begin an edition as a draft: a scheme over a period for a group."""
    edition = Edition.objects.create(
        code=code,
        title=title,
        title_en=title_en,
        scheme=scheme,
        period=period,
        last_day=Period.parse(period).last,
        group=group,
    )
    accounts.record(actor=actor, verb="edition.begin", subject=edition, summary=title)
    return edition


def advance(*, actor: Actor, edition: Edition, to: str) -> None:
    """Take an edition to the state that follows its own. Raises EditionError where `to` is another."""
    following = EditionState(edition.state).following
    if following is None or to != following:
        raise EditionError("the edition has moved on already: read its page again before the next step")
    {
        EditionState.FROZEN: freeze,
        EditionState.NOTICE: announce,
        EditionState.FINAL: make_final,
    }[following](actor=actor, edition=edition)


@transaction.atomic
def freeze(*, actor: Actor, edition: Edition) -> None:
    """Compute the edition from the ledger as it stands now, and keep scores, ranks and manifest for good."""
    edition = _locked(edition, EditionState.DRAFT)
    edition.as_of = edition.frozen_at = timezone.now()
    edition.state = EditionState.FROZEN
    try:
        freezing.freeze(edition)
    except freezing.NothingToRank as error:
        raise EditionError(str(error)) from error
    accounts.record(actor=actor, verb="edition.freeze", subject=edition, detail=edition.manifest)


@transaction.atomic
def announce(*, actor: Actor, edition: Edition) -> None:
    """Give public notice: everybody reads it, objections are open."""
    edition = _locked(edition, EditionState.FROZEN)
    edition.state, edition.announced_at = EditionState.NOTICE, timezone.now()
    edition.save(update_fields=["state", "announced_at"])
    accounts.record(actor=actor, verb="edition.announce", subject=edition, summary=edition.title)


@transaction.atomic
def make_final(*, actor: Actor, edition: Edition) -> None:
    """Close the notice: the edition is final."""
    edition = _locked(edition, EditionState.NOTICE)
    edition.state, edition.final_at = EditionState.FINAL, timezone.now()
    edition.save(update_fields=["state", "final_at"])
    accounts.record(actor=actor, verb="edition.final", subject=edition, summary=edition.title)


def _locked(edition: Edition, expected: EditionState) -> Edition:
    row = Edition.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=edition.pk)
    if row.state != expected:
        raise EditionError("the edition has moved on already: read its page again before the next step")
    return row
