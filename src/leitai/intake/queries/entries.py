"""Many forms at once, each with what its checks need: read together, so that a page of them asks no more than one."""

from collections import defaultdict
from collections.abc import Sequence

from leitai.intake.domain.datasets import spec_of
from leitai.intake.models import Cell, DataSetVersion, Submission
from leitai.intake.queries.datasets import Terms
from leitai.intake.queries.entry import Entry, Known, Target, histories, peers_of
from leitai.ledger import queries as ledger
from leitai.ledger.domain.periods import Period


def entries_of(submissions: Sequence[Submission]) -> list[Entry]:
    """The forms as they were handed in, in this order; without their locks, which no check looks at."""
    targets = _targets(submissions)
    codes = {code for target in targets for code in target.terms.spec.indicators}
    indicators = {row.code: row for row in ledger.indicators().filter(code__in=codes)}
    names = {row.pk: row.code for row in indicators.values()}
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    for cell in Cell.objects.filter(submission__in=submissions, indicator_id__in=names):
        cells[cell.submission_id][names[cell.indicator_id]] = cell
    known = histories({target.division.pk for target in targets}, codes)
    newest = ledger.newest_fact()
    peers = {_kind(target): peers_of(target, newest) for target in {_kind(one): one for one in targets}.values()}
    return [
        Entry(
            target=target,
            submission=row,
            indicators=tuple(indicators[code] for code in target.terms.spec.indicators if code in indicators),
            cells=cells[row.pk],
            history=_of(known.get(target.division.pk, {}), target),
            peers=peers[_kind(target)],
            lock=None,
        )
        for row, target in zip(submissions, targets, strict=True)
    ]


def _targets(submissions: Sequence[Submission]) -> list[Target]:
    versions = DataSetVersion.objects.select_related("dataset").in_bulk({row.version_id for row in submissions})
    terms = {number: Terms(version, spec_of(version.definition), None) for number, version in versions.items()}
    return [Target(terms[row.version_id], Period.parse(row.period), row.division) for row in submissions]


def _kind(target: Target) -> tuple[int, str, str]:
    """What the peers of a form depend on."""
    return target.terms.version.pk, target.period.text, target.division.kind


def _of(known: dict[str, dict[str, Known]], target: Target) -> dict[str, dict[str, Known]]:
    return {code: known[code] for code in target.terms.spec.indicators if code in known}
