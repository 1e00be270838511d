"""What the commands of data sets and of reminders do, once Django is up."""

from django.db import transaction
from django.utils.translation import override

from leitai.accounts.domain import Actor
from leitai.divisions import queries as divisions
from leitai.intake import clock
from leitai.intake.domain.datasets import DataSetError, parse_datasets
from leitai.intake.queries import reminding
from leitai.intake.services import datasets
from leitai.intake.services import reminding as letters
from leitai.ledger.domain.catalogue import load_catalogue


@transaction.atomic
def load(text: str) -> int:
    """Load the data sets of a document; gives how many versions are new. Raises DataSetError, DataSetChanged."""
    specs = parse_datasets(text, load_catalogue())
    groups = {group.code for group in divisions.groups()}
    if unknown := [f"{spec.code}: there is no group “{spec.group}”" for spec in specs if spec.group not in groups]:
        raise DataSetError([f"{fault}; use one of {', '.join(sorted(groups))}" for fault in unknown])
    return datasets.load_datasets(actor=Actor.system("leitai datasets"), specs=specs)


def remind(*, dry_run: bool) -> dict[str, int]:
    """Send the letters that are due today, or only count them. Raises IntakeError where they cannot be sent."""
    today = clock.today()
    drafts = reminding.drafts(reminding.tables_of_now(today), today)
    if dry_run:
        return {"to send": len(drafts)}
    with override("en"):
        posted = letters.send_letters(actor=Actor.system("leitai remind"), drafts=drafts)
    return {"sent": posted.sent, "failed": posted.failed}
