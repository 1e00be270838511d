"""A list of enterprises becomes grades under a version of the rules, and township figures; then public notice."""

from importlib import resources

import pytest
from django.db import IntegrityError, transaction

from leitai.accounts.domain import Role
from leitai.league.permu import lists, queries, services
from leitai.league.permu.models import PermuFirm, PermuRun
from leitai.league.tests import arena

RULES = resources.files("leitai.league").joinpath("data", "permu", "sample.toml").read_text("utf-8")
NEEDED = ("tax", "land", "value_added", "energy", "headcount", "rd", "revenue")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """A code whose last character fits the others."""
    stem = f"91330382MA{number:07d}"
    whole = sum(ALPHABET.index(sign) * (3**at % 31) for at, sign in enumerate(stem))
    return stem + ALPHABET[(31 - whole % 31) % 31]


def line(number: int, **changes: str) -> str:
    row = {"code": credit_code(number), "name": f"示例企业{number}", "township": arena.unit_code(number % 4)}
    figures = {name: str(10 + (number * (at + 3)) % 97) for at, name in enumerate(NEEDED)}
    return ",".join({**row, **figures, "years": "5", **changes}.values())


HEAD = ",".join(("code", "name", "township", *NEEDED, "years"))
TOWNS = frozenset(arena.unit_code(n) for n in range(8))


def listed(*lines: str) -> str:
    return "\n".join((HEAD, *lines))


def test_every_fault_of_a_list_is_told_with_line_and_column():
    text = listed(
        line(1), line(2, code="91330382MA00000022"), line(3, tax="much"), line(4, township="1"), line(1, name="")
    )
    with pytest.raises(lists.ListError) as caught:
        lists.read_list(text, "above_scale", NEEDED, TOWNS)
    places = [fault.where for fault in caught.value.faults]
    assert places == ["line 3, code", "line 4, tax", "line 5, township", "line 6, name", "line 6, code"]


@pytest.mark.parametrize("broken", [line(1, name="甲\r乙"), line(1, name="甲" * 140_000), line(1) + ',"甲'])
def test_what_is_no_csv_is_a_fault_of_a_line(broken):
    with pytest.raises(lists.ListError) as caught:
        lists.read_list(listed(broken), "above_scale", NEEDED, TOWNS)
    assert all(fault.where.startswith("line ") for fault in caught.value.faults)


def test_a_list_without_a_column_says_which():
    with pytest.raises(lists.ListError, match="line 1, tax"):
        lists.read_list(listed(line(1)).replace("tax,", "taxes,"), "above_scale", NEEDED, TOWNS)


@pytest.fixture
def run(db) -> PermuRun:
    arena.build(8)
    rules = services.register_rules(actor=arena.SYSTEM, text=RULES)
    text = listed(*(line(number) for number in range(1, 21)), line(30, years="1"))
    return services.run_list(
        actor=arena.SYSTEM, rules=rules, population="above_scale", title="2018年度", text=text, generated=True
    )


def test_grades_have_their_shares_and_the_young_have_none(run):
    firms = queries.firms_of(run)
    assert dict(queries.grades_of(firms)) == {"A": 4, "B": 8, "C": 7, "D": 1, "T": 1}
    young = next(firm for firm in firms if firm.grade == "T")
    assert (young.rank, young.note) == (None, "投产不满两年")


def test_the_distance_to_the_cliff_is_the_gap_of_scores(run):
    firms = [firm for firm in queries.firms_of(run) if firm.rank]
    last_a = max((firm for firm in firms if firm.grade == "A"), key=lambda firm: firm.rank)
    first_b = min((firm for firm in firms if firm.grade == "B"), key=lambda firm: firm.rank)
    assert first_b.to_rise == pytest.approx(last_a.score - first_b.score)
    assert last_a.to_fall == pytest.approx(last_a.score - first_b.score)
    assert sum(first_b.points.values()) == pytest.approx(first_b.score, abs=1e-4)


def test_a_township_is_the_ratio_of_the_sums(run):
    firms = queries.firms_of(run)
    item = queries.population_of(run).items[0]
    best = queries.townships_of(firms, item)[0]
    own = [firm for firm in firms if firm.township.name == best.name]
    expected = sum(firm.figures["tax"] for firm in own) / sum(firm.figures["land"] for firm in own)
    assert best.figure.figure == pytest.approx(expected)


def test_a_township_objects_for_its_enterprise_during_the_notice_and_nothing_is_final_before(run):
    firm = next(firm for firm in queries.firms_of(run) if firm.township.code == arena.unit_code(1))
    reporter = arena.person(Role.REPORTER, arena.unit_code(1))
    with pytest.raises(services.PermuError):
        services.file_objection(actor=reporter, firm=firm, reason="用地面积有误")
    services.advance_run(actor=arena.SYSTEM, run=run)
    firm = queries.firm_for(arena.SYSTEM, run.pk, firm.code)
    made = services.file_objection(actor=reporter, firm=firm, reason="用地面积有误")
    with pytest.raises(services.PermuError):
        services.advance_run(actor=arena.SYSTEM, run=run)
    services.answer_objection(actor=arena.SYSTEM, objection=made, to="dismissed", reply="以不动产登记为准")
    services.advance_run(actor=arena.SYSTEM, run=run)
    run.refresh_from_db()
    assert run.state == "final"


def test_the_same_list_gives_the_same_result_and_the_rules_are_kept_with_it(run):
    text = listed(*(line(number) for number in range(1, 21)), line(30, years="1"))
    again = services.run_list(
        actor=arena.SYSTEM, rules=run.rules, population="above_scale", title="again", text=text, generated=True
    )
    assert (again.result_sha256, again.list_sha256) == (run.result_sha256, run.list_sha256)
    assert len(run.rules.version) == 64


@pytest.mark.parametrize(
    ("name", "changes"),
    [("permu_rank_with_score", {"score": None}), ("permu_firm_once_in_a_run", {"code": credit_code(2)})],
)
def test_the_database_keeps_results_whole(run, name, changes):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PermuFirm.objects.filter(run=run, code=credit_code(1)).update(**changes)
