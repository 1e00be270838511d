"""Writes: schemes, every change a new version."""

from difflib import get_close_matches
from hashlib import sha256
from importlib import resources

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.league.domain import Fault, Scheme, SchemeError, parse_scheme
from leitai.league.domain.schemes import TieConvention
from leitai.league.models import SchemeVersion
from leitai.league.services.errors import EditionError
from leitai.ledger import queries as ledger

PACKAGED = "six_contest.toml"


@transaction.atomic
def register_scheme(*, actor: Actor, text: str) -> SchemeVersion:
    """Keep a scheme; the same version again must have the same text.

    Raises SchemeError with all its faults, indicators that the catalogue lacks among them; EditionError for a version
    that is taken.
    """
    scheme = parse_scheme(text)
    faults = unfit(scheme)
    if faults:
        raise SchemeError(faults)
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
        raise EditionError(_("%s is registered with another text: give the changed scheme a new version") % found)
    return found


def unfit(scheme: Scheme) -> tuple[Fault, ...]:
    """What keeps a scheme that can be read from making an edition."""
    if scheme.ties.convention is not TieConvention.AVERAGE:
        return unknown_indicators(scheme)
    whole = Fault(
        "ties.convention", _("is average, and a place on a board is a whole number"), _("choose min, dense or max")
    )
    return (whole, *unknown_indicators(scheme))


def unknown_indicators(scheme: Scheme) -> tuple[Fault, ...]:
    """A fault for each indicator or denominator that the catalogue lacks, with the nearest that it has."""
    lacking = sorted(frozenset(scheme.columns) - ledger.indicator_ids(frozenset(scheme.columns)).keys())
    if not lacking:
        return ()
    names = dict(ledger.indicators().values_list("code", "name"))
    return tuple(_unknown(code, names) for code in lacking)


def _unknown(code: str, names: dict[str, str]) -> Fault:
    near = get_close_matches(code, names, n=3, cutoff=0.5)
    if not near:
        return Fault(code, _("is no indicator of the catalogue"), _("take a code of the catalogue, or add it there"))
    listed = ", ".join(f"{own} ({names[own]})" for own in near)
    return Fault(code, _("is no indicator of the catalogue"), _("did you mean %s?") % listed)


def register_own(*, actor: Actor, text: str) -> SchemeVersion:
    """Keep a scheme of one's own under a version that no package will bring. Raises SchemeError, EditionError."""
    version = parse_scheme(text).version
    if version.isdecimal():
        raise EditionError(
            _("version %(version)s may come with the package one day: write %(own)s or another with letters")
            % {"version": version, "own": f"{version}-city"}
        )
    return register_scheme(actor=actor, text=text)


def register_packaged(*, actor: Actor) -> SchemeVersion:
    """Keep the scheme that comes with the package."""
    text = resources.files("leitai.league").joinpath("data", PACKAGED).read_text("utf-8")
    return register_scheme(actor=actor, text=text)
