"""Reads: views of the pivot that people keep, and the choices of its form."""

from django.db.models import Q, QuerySet

from leitai.accounts.domain import Actor
from leitai.ledger.models import CurrentFact, SavedPivot


def kept_pivots(actor: Actor) -> QuerySet[SavedPivot]:
    """An actor's own views and those that others share; none for a stranger."""
    if actor.user_id is None:
        return SavedPivot.objects.none()
    return SavedPivot.objects.filter(Q(owner_id=actor.user_id) | Q(shared=True)).select_related("owner")


def own_pivot(actor: Actor, number: int) -> SavedPivot | None:
    """One of the actor's own views."""
    return SavedPivot.objects.filter(owner_id=actor.user_id, pk=number).first()


def newest_period() -> str | None:
    """A period of the newest figures in force: where a pivot begins that nobody has told where to."""
    rows = CurrentFact.objects.filter(status="actual", variant="").order_by("-fact_id")
    return rows.values_list("period", flat=True).first()
