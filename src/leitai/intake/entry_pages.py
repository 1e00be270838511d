"""What the page of a form shows: a line an indicator, and what the reader may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from leitai.accounts.domain import Actor, Role
from leitai.intake.domain.checks.findings import Found, Severity
from leitai.intake.domain.checks.values import Quartiles
from leitai.intake.domain.submissions import SubmissionState
from leitai.intake.models import Cell, Submission
from leitai.intake.queries import submissions as queries
from leitai.intake.queries.entries import entries_of
from leitai.intake.queries.entry import Entry, Known, Target, at, entry_of, last_known, shown_peers
from leitai.intake.services.review import may_decide, may_reopen
from leitai.intake.services.submissions import due_day
from leitai.intake.wording import EnglishNames, worded
from leitai.ledger.domain.facts import plain

if TYPE_CHECKING:
    from leitai.ledger.models import Indicator


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words."""

    severity: Severity
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a form."""

    indicator: "Indicator"
    cell: Cell | None
    known: Known | None
    last: tuple[str, Known] | None
    peers: tuple[str, Quartiles] | None
    findings: tuple[Said, ...]
    changed: bool

    @property
    def typed(self) -> str:
        """The value as it stands in the box."""
        return plain(self.cell.value) if self.cell and self.cell.value is not None else ""


def said(found: Sequence[Found], code: str, names: EnglishNames) -> tuple[Said, ...]:
    """The findings at one indicator, in words."""
    return tuple(Said(one.severity, worded(one, names)) for one in at(found, code))


def lines_of(entry: Entry, changed: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a form, in the order of its data set."""
    found, names = entry.findings(), EnglishNames()
    return [
        Line(
            indicator=row,
            cell=entry.cells.get(row.code),
            known=entry.known(row.code),
            last=last_known(entry, row.code),
            peers=shown_peers(entry, row.code),
            findings=said(found, row.code, names),
            changed=row.code in changed,
        )
        for row in entry.indicators
    ]


def entry_for(target: Target, actor: Actor, today: date) -> Entry:
    """The form as this reader may see it: a draft is its unit's alone until it is handed in."""
    return entry_of(target, today, with_draft=_reports(actor, target))


def _reports(actor: Actor, target: Target) -> bool:
    return actor.has(Role.REPORTER) and actor.covers(target.division.code)


def entry_page(target: Target, actor: Actor, today: date) -> dict[str, Any]:
    """What the page of a form needs."""
    entry = entry_for(target, actor, today)
    submission = entry.submission
    state = SubmissionState(submission.state) if submission else SubmissionState.DRAFT
    mine = _reports(actor, target)
    history = queries.history_of(submission) if submission else []
    changed = queries.changed_since_decision(submission, history) if submission else frozenset()
    lines = lines_of(entry, changed)
    return {
        "target": target,
        "submission": submission,
        "state": state.value,
        "lines": lines,
        "due": due_day(target, today),
        "today": today,
        "lock": entry.lock,
        "asked": queries.open_request(entry.lock, target.division.pk) if entry.lock else None,
        "editable": mine and state.open and entry.lock is None,
        "mine": mine,
        "withheld": submission is not None and state is SubmissionState.DRAFT and not mine,
        "recallable": mine and state is SubmissionState.SUBMITTED,
        "decidable": submission is not None and may_decide(actor, submission),
        "reopenable": submission is not None and may_reopen(actor, submission),
        "changed": len(changed),
        "counts": _counts(lines),
        "history": history,
    }


def _counts(lines: Sequence[Line]) -> Mapping[str, int]:
    said_all = {(one.severity, one.words) for line in lines for one in line.findings}
    counts = {severity.value: sum(one[0] is severity for one in said_all) for severity in Severity}
    return counts | {
        "filled": sum(bool(line.typed or line.known) for line in lines),
        "total": len(lines),
        "flagged": sum(bool(line.cell and line.cell.flagged) for line in lines),
    }


def saved_answer(target: Target, cell: Cell, today: date) -> dict[str, Any]:
    """What a form is told after a cell was saved: its revision, and the findings of every line."""
    entry = entry_of(target, today)
    found, names = entry.findings(), EnglishNames()
    return {
        "revision": cell.revision,
        "value": plain(cell.value) if cell.value is not None else "",
        "filled": len(entry.values),
        "findings": {
            code: [{"severity": one.severity.value, "words": one.words} for one in said(found, code, names)]
            for code in target.terms.spec.indicators
        },
    }


def conflict_answer(cell: Cell, message: str) -> dict[str, Any]:
    """What a form is told where somebody else changed the cell."""
    return {
        "message": message,
        "revision": cell.revision,
        "value": plain(cell.value) if cell.value is not None else "",
        "comment": cell.comment,
    }


def waiting_rows(rows: Sequence[Submission]) -> list[dict[str, Any]]:
    """Submissions that wait for a decision, each with the counts of its findings."""
    found = []
    for row, entry in zip(rows, entries_of(rows), strict=True):
        findings = entry.findings()
        counts = {severity.value: sum(one.severity is severity for one in findings) for severity in Severity}
        late = row.submitted_on is not None and row.submitted_on > row.due
        filled = sum(cell.value is not None for cell in entry.cells.values())
        found.append({"submission": row, "filled": filled, "total": len(entry.indicators), **counts, "late": late})
    return found
