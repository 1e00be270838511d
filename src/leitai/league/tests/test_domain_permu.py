"""Per-mu evaluation: two published kinds of rules, computed by hand, on the same engine."""

from collections.abc import Mapping
from importlib.resources import files

import numpy as np
import pytest
from stdnum.cn import uscc

from leitai.league.domain import PanelError, SchemeError
from leitai.league.domain.adjusting import Adjustment, Effect
from leitai.league.domain.counterfactuals import ways_to_pass
from leitai.league.domain.grading import SharesOfAll
from leitai.league.domain.permu import Enterprise, Rules, Veto, evaluate, parse_rules, township_figures
from leitai.league.domain.permu.enterprises import code_faults
from leitai.league.domain.permu.evaluating import panel_of

FOLDER = files("leitai.league") / "data" / "permu"


def rules(name: str) -> Rules:
    return parse_rules((FOLDER / f"{name}.toml").read_text("utf-8"))


def code(number: int) -> str:
    body = f"91331003MA{number:07}"
    return body + uscc.calc_check_digit(body)


def firm(number: int, population: str, figures: Mapping[str, float], **more: object) -> Enterprise:
    return Enterprise(code(number), f"firm {number}", population, "town", figures, **more)  # type: ignore[arg-type]


def above(number: int, *ratios: float | None) -> Enterprise:
    """A firm that stands at these multiples of the benchmarks of 2022; its value added is 1361.6 on ten mu."""
    tax, mu, energy, emission, labour, research = ratios
    value = 1361.6 * (mu or 1)
    figures = {
        "tax": 240.97 * (tax or 0),
        "land": 10.0,
        "value_added": value,
        "energy": value / 2.694 / (energy or 1),
        "headcount": value / 18.14 / (labour or 1),
        "rd": 30.2 * (research or 0),
        "revenue": 1000.0,
    }
    if emission is not None:
        figures["emissions"] = value / 4929.81 / emission
    return firm(number, "above_scale", figures)


def test_ratio_rule_of_huangyan_by_hand() -> None:
    firms = [above(1, 1, 1, 1, 1, 1, 1), above(2, 2, 0.5, 1, None, 1, 1), above(3, 1, 1, 1, 1.5, 1, 0)]
    found = evaluate(rules("huangyan_2022"), "above_scale", firms)
    # at every benchmark: 100
    assert found.score(code(1)) == pytest.approx(100.0, abs=1e-9)
    # 2 × 30 + 0.5 × 20 + 20 + (10 + 15) / 2 for the emissions it has no figure of + 10 + 10
    assert found.score(code(2)) == pytest.approx(122.5, abs=1e-9)
    # 30 + 20 + 20 + 1.5 × 10 + 10 + 0
    assert found.score(code(3)) == pytest.approx(95.0, abs=1e-9)
    assert [found.rank(code(number)) for number in (1, 2, 3)] == [2, 1, 3]
    assert np.nansum(found.result.contributions, axis=1) == pytest.approx([100.0, 122.5, 95.0])


@pytest.mark.parametrize(
    ("name", "per_mu", "per_kwh"), [("huangyan_2021", 16.601058, 0.236565), ("huangyan_2022", 11.5932, 0.2352)]
)
def test_rule_below_scale_has_its_own_benchmarks_each_year(name: str, per_mu: float, per_kwh: float) -> None:
    tax = 30.0
    own = firm(1, "below_scale", {"tax": tax, "land": tax / per_mu / 1.2, "electricity": tax / per_kwh / 0.6})
    found = evaluate(rules(name), "below_scale", [own])
    assert found.score(code(1)) == pytest.approx(1.2 * 50 + 0.6 * 50, abs=1e-9)


def jingde(number: int, tax: float, **more: object) -> Enterprise:
    figures = {"tax": tax, "land": 1.0, "revenue": 10.0, "energy": 1.0, "value_added": 1.0, "rd": 1.0, "headcount": 1.0}
    return firm(number, "above_scale", figures, **more)


def test_min_max_rule_of_jingde_by_hand() -> None:
    firms = [jingde(1, 0.0), jingde(2, 5.0), jingde(3, 10.0)]
    bonus = (Adjustment(code(2), Effect.BONUS, 12.0, "honour"), Adjustment(code(3), Effect.PENALTY, 1.0, "late"))
    found = evaluate(rules("jingde"), "above_scale", firms, bonus)
    # all but the tax are equal and stand in the middle, at 60: 55 × 0.6 = 33; the tax gives 45 × (20, 60, 100) ÷ 100
    assert found.result.total == pytest.approx([33 + 9, 33 + 27, 33 + 45])
    # the bonuses are held at 10 in all
    assert [found.score(code(number)) for number in (1, 2, 3)] == pytest.approx([42, 70, 77])


def test_exempt_enterprises_have_a_reason_and_no_rank_and_vetoed_ones_the_last_grade() -> None:
    firms = [jingde(number, float(number)) for number in range(1, 19)]
    firms += [jingde(20, 99.0, marks=frozenset({"utility"})), jingde(21, 99.0, years=1.0)]
    found = evaluate(rules("jingde"), "above_scale", firms, vetoes=(Veto(code(18), "accident"),))
    grades = "".join(found.grades[own.code] for own in firms)
    # a fifth of all 20 is A, a twentieth D; the best is vetoed
    assert grades == "D" + "C" * 5 + "B" * 8 + "A" * 3 + "D" + "TT"
    assert found.exempt[code(20)].reason
    assert code(20) not in found.result.units


def test_shares_of_all_put_those_outside_into_the_middle() -> None:
    ends = SharesOfAll(("A", "B", "C", "D"), (0.2, 0.6, 0.95, 1.0), beside=10).ends(265)
    assert (ends[0], ends[3] - ends[2]) == (55, 14)


def test_caps_and_floors_hold_each_item() -> None:
    text = (
        (FOLDER / "huangyan_2022.toml")
        .read_text("utf-8")
        .replace('kind = "benchmark"', 'kind = "benchmark"\ncap = 1.5\nfloor = 0')
    )
    found = evaluate(parse_rules(text), "above_scale", [above(1, 9, 1, 1, 1, 1, 1), above(2, -2, 1, 1, 1, 1, 1)])
    assert found.result.total == pytest.approx([115.0, 70.0])


def test_what_must_rise_to_pass_another_firm() -> None:
    own = rules("huangyan_2022").populations["above_scale"]
    panel = panel_of(own, [above(1, 1, 1, 1, 1, 1, 1), above(2, 2, 1, 1, 1, 1, 1)])
    way = next(way for way in ways_to_pass(own.scheme, panel, code(1), code(2)) if way.indicator == "tax_per_mu")
    assert way.figure == pytest.approx(2 * 24.097, rel=1e-6)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("91350100M000100Y44", "last character"),
        ("91350100M000100Y4", "17 characters"),
        ("91350100M000100YO3", "never have"),
        ("9135 0100 M000 100Y 43", "spaces"),
    ],
)
def test_a_code_that_is_wrong_is_told_why(wrong: str, why: str) -> None:
    assert why in code_faults(wrong)[0].what


def test_codes_that_are_right() -> None:
    assert code_faults("91350100M000100Y43") == []
    assert uscc.calc_check_digit("91350100M000100Y4") == "3"
    assert uscc.calc_check_digit("91512081MA62K0260") == "E"


def test_one_enterprise_twice_is_refused() -> None:
    with pytest.raises(PanelError, match="2 times"):
        evaluate(rules("jingde"), "above_scale", [jingde(1, 1.0), jingde(1, 2.0)])


def test_township_figures_are_ratios_of_sums() -> None:
    item = rules("huangyan_2022").populations["above_scale"].items[0]
    rows = [("x", 100.0, 1.0), ("x", 0.0, 99.0), ("y", 10.0, 5.0), ("z", 1.0, None)]
    firms = [
        Enterprise(code(at), "", "above_scale", town, {"tax": tax} | ({} if land is None else {"land": land}))
        for at, (town, tax, land) in enumerate(rows)
    ]
    found = {own.township: own for own in township_figures(firms, item)}
    assert (found["x"].figure, found["y"].figure, found["z"].figure) == (1.0, 2.0, None)
    assert (found["y"].rank, found["x"].rank, found["z"].rank) == (1, 2, 0)
    assert found["z"].left_out == 1


def test_every_rule_names_its_source_and_its_version_is_its_text() -> None:
    for file in FOLDER.iterdir():
        found = parse_rules(file.read_text("utf-8"))
        assert found.source
        assert len(found.version) == 64
    assert rules("huangyan_2021").version != rules("huangyan_2022").version


def test_every_fault_of_the_rules_is_told() -> None:
    text = (
        (FOLDER / "jingde.toml")
        .read_text("utf-8")
        .replace("weight = 45", "weight = 40")
        .replace("low = 20", "low = 200")
    )
    with pytest.raises(SchemeError) as caught:
        parse_rules(text)
    assert [fault.where for fault in caught.value.faults] == ["class[1].items", "class[1].cap"]
    with pytest.raises(PanelError, match="is not a class"):
        evaluate(rules("jingde"), "shops", [])
