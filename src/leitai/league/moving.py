"""Why ranks changed since the edition before: split when an edition is frozen, and kept with its units."""

import math
from dataclasses import replace

from leitai.league import gathering
from leitai.league.domain import PanelError, Scheme, parse_scheme
from leitai.league.domain import movements as engine
from leitai.league.models import Edition
from leitai.league.outcomes import Outcome

PARTS = ("own", "others", "method", "revision")
Parts = dict[str, list[float | None]]


def earlier_of(edition: Edition) -> Edition | None:
    """The newest frozen edition before this one of the same scheme and group, its last correction if it has some."""
    rows = Edition.objects.select_related("scheme").filter(
        scheme__code=edition.scheme.code, group=edition.group, last_day__lt=edition.last_day, frozen_at__isnull=False
    )
    return rows.order_by("-last_day", "-frozen_at").first()


def movements(edition: Edition, found: Outcome, earlier: Edition) -> dict[str, Parts]:
    """By unit: `change` and its parts as [points, places]; empty where the two editions cannot be compared."""
    columns = tuple(dict.fromkeys((*parse_scheme(earlier.scheme.text).columns, *found.scheme.columns)))
    try:
        published = gathering.gather_columns(earlier, columns, earlier.as_of).panel
        revised = gathering.gather_columns(earlier, columns, edition.as_of).panel
        before = engine.Edition(_ungrouped(parse_scheme(earlier.scheme.text)), published)
        split = engine.movements(before, engine.Edition(_ungrouped(found.scheme), found.panel), revised)
    except (gathering.NothingToRank, PanelError):
        return {}
    return {unit: _parts(split, at) for at, unit in enumerate(split.units)}


def _ungrouped(scheme: Scheme) -> Scheme:
    """The scheme without ranks within groups: only the total is split."""
    return replace(scheme, rank_within=())


def _parts(split: engine.Movements, at: int) -> Parts:
    return {name: [_plain(value) for value in getattr(split, name)[at]] for name in ("change", *PARTS)}


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 6)
