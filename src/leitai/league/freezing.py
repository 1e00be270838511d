"""Freezing an edition: computed from the ledger as of a moment, and proved again from it."""

from leitai.league import gathering, rows
from leitai.league.domain import Node, parse_scheme
from leitai.league.models import Edition
from leitai.league.outcomes import About, Outcome, manifest_digest, outcome


def freeze(edition: Edition) -> None:
    """Compute the edition as of its `as_of`, and save it with its rows. Raises NothingToRank."""
    gathered, found = recompute(edition)
    edition.dimensions = [_dimension(node) for node in found.scheme.root.children if isinstance(node, Node)]
    edition.notes = [str(note) for note in found.result.notes]
    edition.result = found.result_bytes
    edition.spread = found.spread_bytes
    edition.manifest = found.manifest(about(edition))
    edition.save()
    rows.write(rows.Computed(edition, gathered, found))


def recompute(edition: Edition) -> tuple[gathering.Gathered, Outcome]:
    """The edition from the facts known at its `as_of`, nothing stored used. Raises NothingToRank."""
    gathered = gathering.gather(edition, parse_scheme(edition.scheme.text))
    return gathered, outcome(edition.scheme.text, gathered.panel)


def about(edition: Edition) -> About:
    """What the edition says of itself in its manifest."""
    return About(
        code=edition.code,
        period=edition.period,
        group=edition.group,
        as_of=edition.as_of.isoformat() if edition.as_of else "",
        corrects=manifest_digest(edition.corrects.manifest) if edition.corrects else "",
    )


def _dimension(node: Node) -> dict[str, object]:
    return {"code": node.code, "name": node.name_zh, "name_en": node.name_en, "weight": node.weight}
