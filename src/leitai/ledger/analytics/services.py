"""Writes: views of the pivot that people keep."""

from django.db import transaction

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.ledger.models import SavedPivot


@transaction.atomic
def keep_pivot(*, actor: Actor, name: str, query: str, shared: bool) -> SavedPivot:
    """Keep a view under a name, in the place of one's own of that name; shared ones are for all who sign in."""
    kept, _ = SavedPivot.objects.update_or_create(
        owner_id=actor.user_id, name=name, defaults={"query": query, "shared": shared}
    )
    accounts.record(actor=actor, verb="pivot.keep", subject=kept, summary=name, detail={"shared": shared})
    return kept


@transaction.atomic
def drop_pivot(*, actor: Actor, kept: SavedPivot) -> None:
    """Remove a view that one keeps."""
    accounts.record(actor=actor, verb="pivot.drop", subject=kept, summary=kept.name)
    kept.delete()
