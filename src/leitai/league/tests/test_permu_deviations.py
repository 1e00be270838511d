"""Bonuses, deductions, exemptions and vetoes move an enterprise, and everybody reads why."""

import csv
import io

import pytest
from django.test import Client

from leitai.league.domain import PanelError
from leitai.league.permu import lists, queries, services
from leitai.league.permu.deviations import read_deviations
from leitai.league.tests import arena
from leitai.league.tests.test_permu_runs import HEAD, NEEDED, RULES, TOWNS, credit_code, line

MORE = ("bonus", "bonus_reason", "deduction", "deduction_reason", "veto")


def listed(changes: dict[int, dict[str, str]], last: int = 20) -> str:
    """A list in which some enterprises have deviations."""
    rows = [
        [*next(csv.reader([line(n)])), *(changes.get(n, {}).get(name, "") for name in MORE)] for n in range(1, last)
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*HEAD.split(","), *MORE], *rows])
    return out.getvalue()


def evaluated(changes: dict[int, dict[str, str]]):
    rules = services.register_rules(actor=arena.SYSTEM, text=RULES)
    return services.run_list(
        actor=arena.SYSTEM, rules=rules, population="above_scale", title="试评", text=listed(changes), generated=True
    )


def test_a_list_without_these_columns_has_no_deviations():
    found = read_deviations(f"{HEAD}\n{line(1)}")
    assert (found.adjustments, found.vetoes) == ((), ())


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"bonus": "2"}, "line 2, bonus_reason"),
        ({"deduction_reason": "迟报"}, "line 2, deduction"),
        ({"bonus": "-1", "bonus_reason": "?"}, "line 2, bonus"),
        ({"deduction": "many", "deduction_reason": "?"}, "line 2, deduction"),
        ({"bonus": "nan", "bonus_reason": "?"}, "line 2, bonus"),
    ],
)
def test_points_have_a_reason_and_a_reason_has_points(given, place):
    with pytest.raises(lists.ListError) as caught:
        read_deviations(listed({1: given}))
    assert [fault.where for fault in caught.value.faults] == [place]


@pytest.mark.django_db
def test_points_move_the_score_and_a_veto_sets_the_grade():
    arena.build(8)
    plain = {firm.code: firm for firm in queries.firms_of(evaluated({}))}
    best = min(plain.values(), key=lambda firm: firm.rank)
    number = next(n for n in range(1, 20) if credit_code(n) == best.code)
    other = number % 19 + 1
    run = evaluated(
        {
            number: {"veto": "生产安全事故"},
            other: {"bonus": "1.5", "bonus_reason": "新技术", "deduction": "0.5", "deduction_reason": "迟报"},
        }
    )
    firms = {firm.code: firm for firm in queries.firms_of(run)}
    vetoed, moved = firms[best.code], firms[credit_code(other)]
    assert (vetoed.grade, vetoed.veto, vetoed.to_rise, vetoed.to_fall) == ("D", "生产安全事故", None, None)
    assert moved.score == pytest.approx(plain[moved.code].score + 1)
    assert [(step["effect"], step["points"], step["reason"]) for step in moved.adjustments] == [
        ("bonus", 1.5, "新技术"),
        ("penalty", 0.5, "迟报"),
    ]
    services.advance_run(actor=arena.SYSTEM, run=run)
    page = Client().get(f"/league/permu/{run.pk}/").content.decode()
    for told in ("生产安全事故", "新技术", "迟报", "+1.50", "−0.50"):
        assert told in page


@pytest.mark.django_db
def test_the_reason_of_an_exemption_stands_on_the_page():
    arena.build(8)
    rules = services.register_rules(actor=arena.SYSTEM, text=RULES)
    text = "\n".join((HEAD, *(line(n) for n in range(1, 9)), line(30, years="1")))
    run = services.run_list(actor=arena.SYSTEM, rules=rules, population="above_scale", title="试评", text=text)
    services.advance_run(actor=arena.SYSTEM, run=run)
    assert "投产不满两年</div>" in Client().get(f"/league/permu/{run.pk}/").content.decode()


@pytest.mark.django_db
def test_points_for_an_enterprise_without_a_rank_are_a_fault():
    arena.build(8)
    rules = services.register_rules(actor=arena.SYSTEM, text=RULES)
    text = listed({1: {"bonus": "1", "bonus_reason": "新技术"}}).replace(",5,1,新技术", ",1,1,新技术")
    assert lists.read_list(text, "above_scale", NEEDED, TOWNS)[0].years == 1
    with pytest.raises(PanelError, match="not ranked"):
        services.run_list(actor=arena.SYSTEM, rules=rules, population="above_scale", title="试评", text=text)
