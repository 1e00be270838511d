"""What the commands of the league print: a board as anybody may see it, and frozen editions by their code."""

import json
from dataclasses import asdict, dataclass

from leitai.accounts.domain import Actor
from leitai.league import queries
from leitai.league.models import Edition


@dataclass(frozen=True, slots=True)
class Line:
    """A unit on the board."""

    rank: int | None
    code: str
    name: str
    county: str
    score: float | None
    generated: int

    def as_json(self) -> str:
        """The line as JSON; `generated` counts figures that are not real."""
        return json.dumps(asdict(self), ensure_ascii=False)


def lines(code: str, top: int) -> list[Line]:
    """The first units of an edition. Raises LookupError where none is published."""
    reader = Actor.anonymous()
    edition = queries.edition_for(reader, code) if code else queries.newest_edition(reader)
    if edition is None:
        raise LookupError(
            f"there is no published edition {code}: publish one. That of the demonstration comes by "
            "`leitai demo --load-only`, and is read with LEITAI_DATA=var/demo"
        )
    return [
        Line(unit.rank, unit.division.code, unit.name, unit.county, unit.score, unit.generated)
        for unit in queries.leaders(edition, top)
    ]


def frozen(code: str) -> Edition:
    """A frozen edition, whole. Raises LookupError where there is none."""
    found = Edition.objects.select_related("scheme", "corrects").filter(code=code, frozen_at__isnull=False).first()
    if found is None:
        raise LookupError(f"there is no frozen edition {code}: the page of editions lists their codes")
    return found
