"""Reads: views of the pivot that people keep, and the choices of its form."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from leitai.accounts.domain import Actor
from leitai.ledger.models import SavedPivot
from leitai.ledger.queries import facts_in_force

_NEWEST, _SHOWN = 2000, 6


def kept_pivots(actor: Actor) -> QuerySet[SavedPivot]:
    """An actor's own views and those that others share; none for a stranger."""
    if actor.user_id is None:
        return SavedPivot.objects.none()
    return SavedPivot.objects.filter(Q(owner_id=actor.user_id) | Q(shared=True)).select_related("owner")


def own_pivot(actor: Actor, number: int) -> SavedPivot | None:
    """One of the actor's own views."""
    return SavedPivot.objects.filter(owner_id=actor.user_id, pk=number).first()


def newest(codes: Sequence[str]) -> tuple[str, list[str]] | None:
    """Where a pivot begins that nobody has told where to: the period and indicators of most of the newest figures.

    Among `codes` only, where there are any. None of an empty ledger.
    """
    rows = facts_in_force().filter(status="actual", variant="")
    if codes:
        rows = rows.filter(indicator__code__in=codes)
    found = list(rows.order_by("-pk").values_list("period", "indicator__code")[:_NEWEST])
    if not found:
        return None
    period = Counter(period for period, _ in found).most_common(1)[0][0]
    return period, [code for code, _ in Counter(code for text, code in found if text == period).most_common(_SHOWN)]
