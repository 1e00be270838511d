"""Writes: schemes, every change a new version."""

from hashlib import sha256
from importlib import resources

from django.db import transaction
from django.utils import timezone

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.league.domain import parse_scheme
from leitai.league.models import SchemeVersion
from leitai.league.services.errors import EditionError

PACKAGED = "six_contest.toml"


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
