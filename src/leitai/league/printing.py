"""A board as lines for the command line, as anybody may see it."""

import json
from dataclasses import asdict, dataclass

from leitai.accounts.domain import Actor
from leitai.league import queries


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
        raise LookupError(f"there is no published edition {code}: `leitai demo --load-only` loads some")
    return [
        Line(unit.rank, unit.division.code, unit.name, unit.county, unit.score, unit.generated)
        for unit in queries.leaders(edition, top)
    ]
