"""What the command of data sets does, once Django is up."""

from django.db import transaction

from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake.domain.datasets import DataSetError, parse_datasets
from leitai.intake.services import datasets
from leitai.ledger.domain.catalogue import load_catalogue


@transaction.atomic
def load(text: str) -> int:
    """Load the data sets of a document; gives how many versions are new. Raises DataSetError, DataSetChanged."""
    specs = parse_datasets(text, load_catalogue())
    groups = {group.code for group in divisions.groups()}
    if unknown := [f"{spec.code}: there is no group “{spec.group}”" for spec in specs if spec.group not in groups]:
        raise DataSetError([f"{fault}; use one of {', '.join(sorted(groups))}" for fault in unknown])
    return datasets.load_datasets(actor=Actor.system("leitai datasets"), specs=specs)
