"""One audit from beginning to end, under one view of the database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from leitai.ledger.domain.heads import Head
from leitai.ledger.models import Fact, SealKey, TreeHead
from leitai.ledger.sealing import audit, keys, standing
from leitai.ledger.sealing.audit import Finding, Trouble
from leitai.ledger.sealing.entering import sealed_size
from leitai.ledger.sealing.heads import value_of

MOST = 1000


@dataclass(slots=True)
class Report:
    """What an audit found. `findings` holds the first thousand of `count`."""

    sealed: int = 0
    waiting: int = 0
    heads: int = 0
    count: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it if there are not too many."""
        self.count += 1
        if len(self.findings) < MOST:
            self.findings.append(finding)


def run(
    *, trusted: bytes | None = None, witnesses: Sequence[Head] = (), progress: Callable[[int], None] = lambda _: None
) -> Report:
    """Compute everything again. `trusted` is a public key known from elsewhere, `witnesses` heads kept elsewhere."""
    report = Report()
    with _one_view():
        rows = [value_of(row) for row in TreeHead.objects.order_by("size")]
        report.sealed, report.heads = sealed_size(), len(rows)
        report.waiting = max(0, Fact.objects.count() - report.sealed)
        sizes = [head.size for head in (*rows, *witnesses)]
        roots = audit.facts_and_roots(sizes, report.add, progress)
        chain = keys.chain()
        for finding in (
            *audit.key_chain(chain, SealKey.objects.count(), trusted),
            *audit.heads(rows, roots, chain),
            *_witnessed(witnesses, roots),
            *_beyond(rows, report.sealed),
            *standing.in_force(),
            *standing.doubles(),
            *standing.guards(),
        ):
            report.add(finding)
    return report


def _witnessed(witnesses: Sequence[Head], roots: dict[int, bytes]) -> Iterator[Finding]:
    for head in witnesses:
        if roots.get(head.size) != head.root:
            said = (
                f"the log does not begin with the log of size {head.size} that was seen on {head.at}: it was rewritten"
            )
            yield Finding(Trouble.ROOT, str(head.size), said)


def _beyond(rows: Sequence[Head], size: int) -> Iterator[Finding]:
    last = rows[-1].size if rows else 0
    if last != size:
        said = f"the log has {size} leaves and the last head signs {last}: leaves or heads were added or removed"
        yield Finding(Trouble.RUN, str(last), said)


@contextmanager
def _one_view() -> Iterator[None]:
    """Read the database as it stands at one moment, whatever is written meanwhile."""
    inside = connection.in_atomic_block
    with transaction.atomic():
        if not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
