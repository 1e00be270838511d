"""Writes: tables that were sent, mappings kept under a name, and the figures read into the forms of units."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor
from leitai.divisions.queries import place_name
from leitai.intake.domain.tables import Shape
from leitai.intake.domain.typing_in import words_typed
from leitai.intake.models import DataSet, TableMapping, TableUpload
from leitai.intake.queries.entry import Target, entry_of, target_of
from leitai.intake.services.datasets import IntakeError
from leitai.intake.services.submissions import Typed, due_day, save_cells
from leitai.intake.workbooks.tables import TableCell


@transaction.atomic
def keep_upload(*, actor: Actor, dataset: DataSet, period: str, file_name: str, data: bytes) -> TableUpload:
    """Keep a table that was sent, so that its shape can be looked at before anything is read into forms."""
    upload = TableUpload.objects.create(
        dataset=dataset, period=period, file_name=file_name[-200:], data=data, at=timezone.now(), by_id=actor.post_id
    )
    accounts.record(actor=actor, verb="table.send", subject=upload, summary=f"{dataset} {period} · {file_name}")
    return upload


@transaction.atomic
def keep_mapping(*, actor: Actor, dataset: DataSet, name: str, shape: Shape) -> TableMapping:
    """Keep a shape under a name for the next table. The same name again replaces it."""
    if not words_typed(name) or actor.division_id is None:
        raise IntakeError(_("Give the mapping a name."))
    mapping, _made = TableMapping.objects.update_or_create(
        division_id=actor.division_id,
        dataset=dataset,
        name=words_typed(name, 100),
        defaults={"shape": shape.stored(), "saved_at": timezone.now(), "saved_by_id": actor.post_id},
    )
    accounts.record(actor=actor, verb="table.map", subject=mapping, summary=f"{dataset} · {words_typed(name)}")
    return mapping


@transaction.atomic
def read_into_forms(*, actor: Actor, upload: TableUpload, cells: Sequence[TableCell]) -> tuple[int, int]:
    """Read the figures of a table into the forms of their units, all or none; gives forms and figures changed.

    Comments and marks that were typed already stay. Raises IntakeError where a form is submitted or closed.
    """
    by_unit: dict[str, list[TableCell]] = defaultdict(list)
    for cell in cells:
        by_unit[cell.division].append(cell)
    changed = [_into(actor, upload, code, found) for code, found in sorted(by_unit.items())]
    upload.read_at = timezone.now()
    upload.save(update_fields=["read_at"])
    return sum(bool(count) for count in changed), sum(changed)


def _into(actor: Actor, upload: TableUpload, code: str, cells: Sequence[TableCell]) -> int:
    target = target_of(upload.dataset.code, upload.period, code)
    if target is None:
        raise IntakeError(_("%(code)s does not owe this data set for the period.") % {"code": code})
    try:
        return save_cells(
            actor=actor,
            target=target,
            typed=_typed(target, cells),
            file_name=upload.file_name,
            original=bytes(upload.data),
        )
    except IntakeError as error:
        raise IntakeError(f"{place_name(target.division.name)}: {error}") from error


def _typed(target: Target, cells: Sequence[TableCell]) -> list[Typed]:
    there = entry_of(target, due_day(target, target.period.last), with_peers=False).cells
    return [
        Typed(
            cell.indicator,
            cell.value,
            there[cell.indicator].comment if cell.indicator in there else "",
            flagged=there[cell.indicator].flagged if cell.indicator in there else False,
            place=cell.place,
        )
        for cell in cells
    ]
