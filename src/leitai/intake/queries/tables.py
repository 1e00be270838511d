"""Reads of tables that were sent, and of mappings kept."""

from django.db.models import QuerySet

from leitai.accounts.domain import Actor
from leitai.intake.models import TableMapping, TableUpload


def mappings_for(actor: Actor) -> QuerySet[TableMapping]:
    """The mappings kept by the unit of an actor."""
    return TableMapping.objects.filter(division_id=actor.division_id or 0).select_related("dataset")


def uploads_for(actor: Actor) -> QuerySet[TableUpload]:
    """The tables that were sent from an actor's post."""
    return TableUpload.objects.filter(by_id=actor.post_id).select_related("dataset")
