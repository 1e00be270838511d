"""Writes: the catalogue, and facts. Facts enter by one door, whatever their number, and never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.divisions import queries as divisions
from leitai.divisions import services as tree
from leitai.divisions.domain import Change
from leitai.ledger import bulk, staging
from leitai.ledger.domain.catalogue import IndicatorSpec
from leitai.ledger.domain.facts import EvidenceKind, FactKey, FactStatus, NewFact
from leitai.ledger.domain.keys import Signer, key_id
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.ledger.importing import FactFile, LinesRefusedError
from leitai.ledger.models import (
    Fact,
    FactImport,
    Indicator,
    IndicatorAlias,
    IndicatorVersion,
    SealKey,
    Source,
    TreeHead,
)
from leitai.ledger.sealing import entering, heads
from leitai.ledger.staging import Progress

FactInForce = bulk.FactInForce


class KeyTakenError(ValueError):
    """Another file was taken in under this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"another file was taken in under the key {key}: give this one a key of its own")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its source, how many facts, and whether it had been taken in before."""

    source_id: int
    count: int
    again: bool


if TYPE_CHECKING:
    from leitai.divisions.models import Reorganisation


class UnknownName(LookupError):
    """A figure names an indicator or a division that the ledger does not have."""

    def __init__(self, what: str, codes: Sequence[str]) -> None:
        super().__init__(f"the ledger has no {what} {', '.join(sorted(codes)[:5])}: enter it first, or mend the code")


@transaction.atomic
def record_facts(*, actor: Actor, source: NewSource, entries: Sequence[Entry]) -> list[int]:
    """Record figures read from one source; all or none. Gives the numbers of the facts, in the order given.

    Raises UnknownName, or FactInForce where a figure contradicts one in force without superseding it.
    """
    return record_sources(actor=actor, sources=[(source, entries)])[0]


@transaction.atomic
def record_sources(*, actor: Actor, sources: Sequence[tuple[NewSource, Sequence[Entry]]]) -> list[list[int]]:
    """Record figures read from several sources, at once and in one order; all or none. Gives numbers as record_facts.

    What is decided together belongs into one call: two calls may each hold what the other waits for.
    """
    now = timezone.now()
    kept = [_keep(actor, source, now) for source, _entries in sources]
    batches = [bulk.Batch(row.pk, entries) for row, (_source, entries) in zip(kept, sources, strict=True)]
    names = _names([entry for _source, entries in sources for entry in entries])
    found = bulk.insert_facts(batches, names=names, actor=actor, now=now)
    for row, (source, _entries), numbers in zip(kept, sources, found, strict=True):
        _told(actor, row, source, numbers)
    return found


def _told(actor: Actor, kept: Source, source: NewSource, numbers: Sequence[int]) -> None:
    accounts.record(
        actor=actor,
        verb="facts.record",
        subject=kept,
        division_code=source.division or "",
        summary=f"{len(numbers)} · {source.title}",
        detail={"facts": [numbers[0], numbers[-1]] if numbers else [], "kind": source.kind},
    )


def import_facts(
    *, actor: Actor, file: FactFile, kind: EvidenceKind = EvidenceKind.REQUEST, progress: Progress = lambda _: None
) -> Imported:
    """Record the facts of a file, whole or not at all; a file already taken under its key is left as it is.

    Raises importing.FileError, importing.LinesRefusedError, or KeyTakenError where another file came under this key.
    """
    try:
        return _import(actor, file, kind, progress)
    except FactInForce as refusal:
        errors = staging.conflicts(file, lambda _: None)[1]
        raise (LinesRefusedError(errors) if errors else refusal) from refusal


@transaction.atomic
def _import(actor: Actor, file: FactFile, kind: EvidenceKind, progress: Progress) -> Imported:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [file.key])
    if earlier := FactImport.objects.filter(key=file.key).select_related("source").first():
        if bytes(earlier.source.sha256) != file.digest:
            raise KeyTakenError(file.key)
        return Imported(earlier.source_id, earlier.count, again=True)
    kept = _keep(actor, NewSource(kind, file.title, digest_given=file.digest), timezone.now())
    count = staging.copy_facts(file, source_id=kept.pk, actor=actor, now=kept.recorded_at, progress=progress)
    FactImport.objects.create(key=file.key, source=kept, count=count)
    detail = {"facts": count, "kind": kind, "key": file.key, "sha256": file.digest.hex()}
    accounts.record(actor=actor, verb="facts.import", subject=kept, summary=f"{count} · {file.title}", detail=detail)
    return Imported(kept.pk, count, again=False)


@transaction.atomic
def correct_fact(*, actor: Actor, fact: Fact, value: Decimal, reason: str, source: NewSource, place: str = "") -> int:
    """Put a corrected value in the place of the fact in force, with a reason. Gives the number of the new fact."""
    key = FactKey(fact.indicator.code, fact.division.code, fact.period, FactStatus(fact.status), fact.variant)
    entry = Entry(NewFact(key, value), place, supersedes=fact.pk, reason=reason)
    return record_facts(actor=actor, source=source, entries=[entry])[0]


@transaction.atomic
def seal(*, actor: Actor, signer: Signer) -> TreeHead | None:
    """Put all facts that are not sealed yet into the log and sign it. Gives the newest head, None for an empty ledger.

    With nothing new the newest head stays as it is. Raises sealing.keys.SealKeyError where another key is in office.
    """
    _one_at_a_time()
    before, size = heads.last(), entering.enter_pending()
    if size == (before.size if before else 0):
        return before
    head = heads.sign(size, signer=signer, now=timezone.now())
    detail = {"size": size, "root": bytes(head.root).hex(), "key": head.key_id}
    accounts.record(actor=actor, verb="ledger.seal", subject=head, summary=f"{size}", detail=detail)
    return head


@transaction.atomic
def hand_over_seal(*, actor: Actor, old: Signer, new: Signer) -> SealKey:
    """Let the key in office sign another into it. Raises sealing.keys.SealKeyError where `old` is not in office."""
    _one_at_a_time()
    key = heads.hand_over(old, new, timezone.now())
    accounts.record(actor=actor, verb="seal.hand_over", subject=key, summary=f"{key_id(old.public)} → {key.name}")
    return key


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ledger_treehead IN SHARE ROW EXCLUSIVE MODE")


def _keep(actor: Actor, source: NewSource, now: datetime) -> Source:
    division = divisions.by_code(source.division) if source.division else None
    return Source.objects.create(
        kind=source.kind,
        title=source.title[:200],
        division=division,
        text=source.text,
        sha256=source.digest,
        published=source.published,
        recorded_at=now,
        recorded_by_id=actor.post_id,
    )


def _names(entries: Sequence[Entry]) -> bulk.Names:
    wanted = {entry.fact.key.indicator for entry in entries}
    indicators = dict(Indicator.objects.filter(code__in=wanted).values_list("code", "id"))
    if missing := wanted - indicators.keys():
        raise UnknownName("indicator", sorted(missing))
    codes = frozenset(entry.fact.key.division for entry in entries)
    places = {code: row.pk for code, row in divisions.by_codes(codes).items()}
    if gone := codes - places.keys():
        raise UnknownName("division", sorted(gone))
    return bulk.Names(indicators, places)


@transaction.atomic
def load_catalogue(*, actor: Actor, specs: Sequence[IndicatorSpec]) -> int:
    """Enter indicators that are not there yet, and new versions of those whose definition changed. Gives how many."""
    known = {row.code: row for row in Indicator.objects.all()}
    latest = {row.indicator_id: row.definition for row in IndicatorVersion.objects.order_by("valid_from")}
    changed = [spec for spec in specs if not _stands(known.get(spec.code), spec, latest)]
    if changed:
        _enter(changed)
        accounts.record(actor=actor, verb="catalogue.load", summary=f"{len(changed)} / {len(specs)}")
    return len(changed)


def _stands(row: Indicator | None, spec: IndicatorSpec, latest: Mapping[int, object]) -> bool:
    """Whether an indicator is there already, its definition unchanged."""
    return row is not None and latest.get(row.pk) == _definition(spec)


def _enter(specs: Sequence[IndicatorSpec]) -> None:
    """Enter indicators with their versions and phrases, all of them in three statements."""
    fields = [*_definition(specs[0]), "valid_from"]
    rows = Indicator.objects.bulk_create(
        [Indicator(code=spec.code, valid_from=spec.valid_from, **_definition(spec)) for spec in specs],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=fields,
    )
    IndicatorVersion.objects.bulk_create(
        [
            IndicatorVersion(indicator=row, valid_from=spec.valid_from, definition=_definition(spec))
            for row, spec in zip(rows, specs, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["indicator", "valid_from"],
        update_fields=["definition"],
    )
    IndicatorAlias.objects.bulk_create(
        [
            IndicatorAlias(indicator=row, phrase=phrase)
            for row, spec in zip(rows, specs, strict=True)
            for phrase in spec.aliases
        ],
        ignore_conflicts=True,
    )


def _definition(spec: IndicatorSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "name_en": spec.name_en,
        "definition": spec.definition,
        "definition_en": spec.definition_en,
        "unit": spec.unit,
        "direction": str(spec.direction),
        "target": None if spec.target is None else str(spec.target),
        "periodicity": str(spec.periodicity),
        "rollup_divisions": str(spec.rollup_divisions),
        "rollup_time": str(spec.rollup_time),
        "weight": spec.weight or "",
        "numerator": spec.numerator or "",
        "denominator": spec.denominator or "",
        "scale": str(spec.scale),
        "growth_of": spec.growth_of or "",
        "origin": str(spec.source),
        "formula": spec.formula or "",
        "owner": spec.owner,
        "decimals": spec.decimals,
        "dimension": str(spec.dimension),
    }


@transaction.atomic
def propose_alias(*, actor: Actor, indicator: Indicator, phrase: str) -> IndicatorAlias:
    """Keep a phrase that somebody matched to an indicator, for an officer to accept; never used before that."""
    alias, made = IndicatorAlias.objects.get_or_create(
        indicator=indicator, phrase=phrase[:100], defaults={"learned": True, "accepted": False}
    )
    if made:
        accounts.record(actor=actor, verb="alias.propose", subject=alias, summary=f"{phrase} → {indicator.name}")
    return alias


class PhraseTakenError(ValueError):
    """A phrase already means another indicator; says which."""

    def __init__(self, phrase: str, other: Indicator) -> None:
        super().__init__(
            _("“%(phrase)s” already means %(indicator)s: a phrase has one meaning")
            % {"phrase": phrase, "indicator": other.name}
        )


@transaction.atomic
def decide_alias(*, actor: Actor, alias: IndicatorAlias, accepted: bool) -> None:
    """Take a learned phrase into use, or strike it out. Raises PhraseTakenError."""
    if accepted:
        taken = IndicatorAlias.objects.filter(phrase=alias.phrase, accepted=True).exclude(indicator=alias.indicator)
        if other := taken.select_related("indicator").first():
            raise PhraseTakenError(alias.phrase, other.indicator)
        alias.accepted = True
        alias.save(update_fields=["accepted"])
    verb = "alias.accept" if accepted else "alias.refuse"
    accounts.record(actor=actor, verb=verb, subject=alias, summary=f"{alias.phrase} → {alias.indicator.name}")
    if not accepted:
        alias.delete()


def settle() -> None:
    """Wait until figures that are being written now stand, and hold off new ones until this transaction ends.

    After it, a read as of a moment before the call gives the same figures for good.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ledger_source, ledger_fact IN SHARE MODE")


@transaction.atomic
def reorganise(*, actor: Actor, change: Change, reason: str, document: str, today: date) -> "Reorganisation":
    """Change the tree of divisions from a day on, as an administrator of all that it touches.

    Raises PermissionDenied where the post does not reach so far, and ChangeError where the change cannot be.
    """
    new = {code for one in change.newcomers for code in (one.parent, one.reports_under)}
    touched = {*change.subjects, change.into, change.parent, change.reports_under, *new} - {""}
    reach = actor.scope | divisions.codes_within(actor.division_code, change.day)
    if not actor.has(Role.ADMINISTRATOR) or not touched <= reach:
        raise PermissionDenied
    row = tree.reorganise(change=change, reason=reason, document=document, today=today)
    accounts.record(
        actor=actor,
        verb=f"division.{change.kind}",
        subject=row,
        division_code=next(iter(change.subjects), ""),
        summary=f"{change.day} · {document} · {reason}",
        detail={"subjects": change.subjects, "newcomers": [one.code for one in change.newcomers], "into": change.into},
    )
    return row
