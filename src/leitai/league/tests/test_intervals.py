"""A rank carries its interval: drawn from one seed, the same again, and never without the rank itself."""

from pathlib import Path

import numpy as np
import pytest

from leitai.league import spreading
from leitai.league.domain import Panel, parse_scheme
from leitai.league.models import EditionUnit
from leitai.league.spreading import Spreading, spread
from leitai.league.tests import arena

SCHEME = parse_scheme(arena.SCHEME.format(version="1", strength=60))
DEEP = parse_scheme((Path(__file__).parent / "data" / "example.toml").read_text("utf-8"))


def panel(n: int = 20, gaps: float = 0.0) -> Panel:
    rng = np.random.default_rng(4)
    values = rng.normal(50, 9, (n, len(arena.INDICATORS)))
    values[rng.random(values.shape) < gaps] = np.nan
    return Panel(tuple(f"u{at:02}" for at in range(n)), arena.INDICATORS, values)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    first, again, other = (spread(SCHEME, panel(), seed).to_bytes() for seed in (7, 7, 8))
    assert first == again != other


def test_bytes_are_read_back():
    drawn = spread(SCHEME, panel(), 7)
    again = Spreading.from_bytes(drawn.to_bytes())
    assert again.to_bytes() == drawn.to_bytes()
    assert again.beats("u00", "u01") == drawn.beats("u00", "u01")


def test_the_order_of_the_panel_changes_nothing():
    given = panel()
    rows = np.random.default_rng(1).permutation(len(given.units))
    turned = Panel(tuple(given.units[row] for row in rows), given.indicators, given.values[rows])
    assert spread(SCHEME, turned, 7).to_bytes() == spread(SCHEME, given, 7).to_bytes()


def test_who_is_best_at_everything_is_first_whatever_the_weights():
    given = panel()
    given.values[5] = np.where([code in {"pm25", "approval_days"} for code in arena.INDICATORS], -500, 500)
    drawn = spread(SCHEME, given, 7)
    assert drawn.interval("u05") == (1, 1)
    assert drawn.beats("u05", "u06") == 1
    assert drawn.beats("u06", "u05") == 0
    assert drawn.top_ten("u05") == 1


def test_either_stands_above_the_other():
    drawn = spread(SCHEME, panel(), 7)
    ties = 1 - drawn.beats("u00", "u01") - drawn.beats("u01", "u00")
    assert 0 <= ties < 0.01


def test_gaps_widen_and_do_not_fail():
    drawn = spread(SCHEME, panel(gaps=0.2), 7)
    assert all(drawn.interval(unit) for unit in drawn.units)


def test_an_indicator_without_figures_is_lived_with():
    given = panel()
    given.values[:, 2] = np.nan
    drawn = spread(SCHEME, given, 7)
    assert all(drawn.interval(unit) for unit in drawn.units)


def test_a_geometric_scheme_is_drawn_over_scales_above_zero():
    rng = np.random.default_rng(2)
    codes = DEEP.columns
    groups = {"kind": ("a", "b") * 8, "county": ("x",) * 16}
    given = Panel(tuple(f"u{at:02}" for at in range(16)), codes, rng.uniform(1, 90, (16, len(codes))), groups)
    drawn = spread(DEEP, given, 7)
    assert drawn.draws == spreading.FEW
    assert drawn.interval("u03") is not None


@pytest.mark.django_db
def test_every_ranked_unit_of_an_edition_stands_within_its_interval():
    arena.build(12)
    edition = arena.frozen()
    units = list(EditionUnit.objects.filter(edition=edition))
    assert all(unit.rank_low <= unit.rank <= unit.rank_high for unit in units)
    assert any(unit.rank_low < unit.rank_high for unit in units)
    assert edition.manifest["draws"] == "1000"
    drawn = Spreading.from_bytes(bytes(edition.spread))
    best = min(units, key=lambda unit: unit.rank)
    assert drawn.interval(best.division.code)[0] == best.rank_low
