"""Writes: rules, runs over a list of enterprises, public notice, objections."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import resources

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.divisions import queries as divisions
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.permu import Enterprise, Evaluation, Population, evaluate, parse_rules
from leitai.league.permu.deviations import read_deviations
from leitai.league.permu.lists import read_list
from leitai.league.permu.models import PermuFirm, PermuObjection, PermuRules, PermuRun, RunState


class PermuError(ValueError):
    """A step that a run or an objection does not allow; says why and what to do."""


@transaction.atomic
def register_rules(*, actor: Actor, text: str) -> PermuRules:
    """Keep rules; another text is another version. Raises SchemeError with every fault."""
    rules = parse_rules(text)
    found, made = PermuRules.objects.get_or_create(
        version=rules.version,
        defaults={
            "code": rules.code,
            "county": rules.county,
            "year": rules.year,
            "name": rules.name,
            "source": rules.source[:300],
            "text": text,
            "registered_at": timezone.now(),
        },
    )
    if made:
        accounts.record(actor=actor, verb="permu.rules", subject=found, summary=str(found))
    return found


def register_packaged(*, actor: Actor) -> list[PermuRules]:
    """Keep the rules that come with the package."""
    folder = resources.files("leitai.league").joinpath("data", "permu")
    texts = [entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=str) if entry.name.endswith(".toml")]
    return [register_rules(actor=actor, text=text) for text in texts]


@transaction.atomic
def run_list(
    *, actor: Actor, rules: PermuRules, population: str, title: str, text: str, generated: bool = False
) -> PermuRun:
    """Evaluate a list of enterprises (CSV) and keep the results, bonuses, deductions and vetoes with their reasons.

    Raises ListError, PanelError, PermuError.
    """
    rule = parse_rules(rules.text).populations.get(population)
    if rule is None:
        raise PermuError(_("the rules have no class %s: choose one of theirs") % population)
    places = divisions.by_codes()
    firms = read_list(text, population, needed(rule), frozenset(places))
    given = read_deviations(text)
    found = evaluate(parse_rules(rules.text), population, firms, given.adjustments, given.vetoes)
    run = PermuRun.objects.create(
        rules=rules,
        population=population,
        title=title,
        generated=generated,
        list_sha256=sha256(text.encode()).hexdigest(),
        result_sha256=sha256(found.result.to_bytes()).hexdigest(),
        computed_at=timezone.now(),
    )
    ids = {code: place.pk for code, place in places.items()}
    PermuFirm.objects.bulk_create(_firms(run, firms, found, ids), batch_size=1000)
    accounts.record(actor=actor, verb="permu.run", subject=run, summary=f"{title} · {len(firms)}")
    return run


def needed(rule: Population) -> tuple[str, ...]:
    """The figures that a class is evaluated by."""
    names = [name for item in rule.items for name in (item.numerator, item.denominator) if name]
    return tuple(dict.fromkeys(names))


def _firms(run: PermuRun, firms: Sequence[Enterprise], found: Evaluation, ids: dict[str, int]) -> Iterator[PermuFirm]:
    rows = {code: at for at, code in enumerate(found.result.units)}
    taken, vetoes = _taken(found), {veto.code: veto.reason for veto in found.vetoes}
    for firm in firms:
        at, veto = rows.get(firm.code), vetoes.get(firm.code, "")[:300]
        yield PermuFirm(
            run=run,
            code=firm.code,
            name=firm.name,
            township_id=ids[firm.township],
            figures=dict(firm.figures),
            marks=sorted(firm.marks),
            years=firm.years,
            grade=found.grades.get(firm.code, ""),
            note=_note(firm.code, found),
            adjustments=taken.get(firm.code, []),
            veto=veto,
            **({} if at is None else _result(found, at)),
            **({} if at is None or veto else _cliffs(found, at)),  # who is vetoed rises and falls by no points
        )


def _taken(found: Evaluation) -> dict[str, list[dict[str, object]]]:
    """What was added to each enterprise's score or taken from it, in order."""
    rows: dict[str, list[dict[str, object]]] = {}
    for step in found.adjusted.steps:
        made = step.adjustment
        told = {"effect": str(made.effect), "points": made.points, "reason": made.reason}
        rows.setdefault(made.unit, []).append({**told, "before": step.before, "after": step.after})
    return rows


def _result(found: Evaluation, at: int) -> dict[str, object]:
    score = _plain(found.adjusted.scores, at)
    points = zip(found.result.indicators, found.result.contributions[at], strict=True)
    return {
        "score": score,
        "rank": None if score is None else int(found.ranks[at]),
        "points": {name: round(float(value), 6) for name, value in points if not np.isnan(value)},
    }


def _cliffs(found: Evaluation, at: int) -> dict[str, float | None]:
    if found.cliffs is None:
        return {}
    return {"to_rise": _plain(found.cliffs.to_rise, at), "to_fall": _plain(found.cliffs.to_fall, at)}


def _note(code: str, found: Evaluation) -> str:
    if code in found.exempt:
        return found.exempt[code].reason
    return _("below the land that the rules ask for") if code in found.outside else ""


def _plain(values: FloatArray, at: int) -> float | None:
    return float(values[at]) if np.isfinite(values[at]) else None


@transaction.atomic
def advance_run(*, actor: Actor, run: PermuRun) -> None:
    """From computed to public notice, from notice to final. Raises PermuError."""
    row = PermuRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    now = timezone.now()
    if row.state == RunState.COMPUTED:
        row.state, row.announced_at = RunState.NOTICE, now
    elif row.state == RunState.NOTICE:
        if PermuObjection.objects.filter(firm__run=row, state="open").exists():
            raise PermuError(_("objections wait for an answer: uphold or dismiss each of them first"))
        row.state, row.final_at = RunState.FINAL, now
    else:
        raise PermuError(_("this run is final: evaluate a new list instead"))
    row.save(update_fields=["state", "announced_at", "final_at"])
    accounts.record(actor=actor, verb=f"permu.{row.state}", subject=row, summary=row.title)


def may_object(actor: Actor, firm: PermuFirm) -> bool:
    """Whether this actor may object for an enterprise now: its township, during the notice."""
    return actor.has(Role.REPORTER) and firm.township.code in actor.scope and firm.run.state == RunState.NOTICE


@transaction.atomic
def file_objection(*, actor: Actor, firm: PermuFirm, reason: str) -> PermuObjection:
    """Object for an enterprise of one's own township. Raises PermuError."""
    if not may_object(actor, firm):
        raise PermuError(_("objections go through the enterprise's own township, during the public notice"))
    if not reason.strip():
        raise PermuError(_("an objection gives a reason: say what is wrong, and what would be right"))
    try:
        with transaction.atomic():
            made = PermuObjection.objects.create(
                firm=firm, reason=reason.strip(), filed_at=timezone.now(), filed_by_id=actor.post_id
            )
    except IntegrityError as error:
        raise PermuError(_("an objection for this enterprise is open already: wait for its answer")) from error
    accounts.record(actor=actor, verb="permu.object", subject=made, division_code=firm.township.code, summary=firm.name)
    return made


@transaction.atomic
def answer_objection(*, actor: Actor, objection: PermuObjection, to: str, reply: str) -> None:
    """Uphold or dismiss, in words. Raises PermuError."""
    row = PermuObjection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if row.state != "open" or to not in {"upheld", "dismissed"} or not reply.strip():
        raise PermuError(_("an open objection is upheld or dismissed once, with a sentence that says why"))
    row.state, row.reply = to, reply.strip()
    row.answered_at, row.answered_by_id = timezone.now(), actor.post_id
    row.save(update_fields=["state", "reply", "answered_at", "answered_by"])
    accounts.record(actor=actor, verb=f"permu.{to}", subject=row, summary=row.reply)
