"""Proving an edition: made again from the facts of its moment, and held against what is stored."""

import numpy as np

from leitai.league import freezing
from leitai.league.checks import Check
from leitai.league.gathering import NothingToRank
from leitai.league.models import Edition
from leitai.league.outcomes import Outcome


def prove(edition: Edition) -> list[Check]:
    """Recompute a frozen edition, and check every hash of its manifest, its result byte for byte, and its board."""
    try:
        _, found = freezing.recompute(edition)
    except NothingToRank as error:
        return [Check("facts", False, str(error))]
    expected, stated = found.manifest(freezing.about(edition)), edition.manifest
    checks = [Check.equal(name, stated.get(name), expected[name]) for name in expected if name != "engine"]
    same = bytes(edition.result) == found.result_bytes
    checks.append(Check("result", same, f"{len(found.result_bytes)} bytes"))
    checks.append(Check("spread", bytes(edition.spread) == found.spread_bytes, f"{len(found.spread_bytes)} bytes"))
    checks.append(_board(edition, found))
    return checks


def _board(edition: Edition, found: Outcome) -> Check:
    rows = {row[0]: row[1:] for row in edition.units.values_list("division__code", "rank", "score")}
    total = found.result.nodes.index(found.scheme.root.code)
    ranks, scores = found.result.ranks[:, total], found.result.scores[:, total]
    wrong = [
        code
        for code, rank, score in zip(found.result.units, ranks, scores, strict=True)
        if rows.get(code) != (int(rank) or None, None if np.isnan(score) else float(score))
    ]
    wrong += sorted(rows.keys() - set(found.result.units))
    return Check("board", not wrong, f"{len(rows)} units" if not wrong else f"differs at {', '.join(wrong[:5])}")
