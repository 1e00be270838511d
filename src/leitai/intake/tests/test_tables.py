"""A table in anybody's shape is read by the names in it, or by columns that somebody chose and kept."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.test import Client

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.divisions.queries import place_name
from leitai.intake.domain.tables import Shape, bare, recognised, shape_of
from leitai.intake.models import Cell, TableMapping
from leitai.intake.queries import datasets
from leitai.intake.services import submissions, tables
from leitai.intake.services.datasets import IntakeError
from leitai.intake.tests.factories import COUNTY, FAR, MONTH, NEIGHBOUR, TODAY, UNIT, form, handed_in, person
from leitai.intake.workbooks.reading import read_workbook
from leitai.intake.workbooks.tables import names_for, read_table, shape_for

pytestmark = pytest.mark.django_db
WIDE = [
    ["瓯海区六月项目推进表"],
    ["序号", "单位", "工业技改用地（亩）", "备注", "解决项目难题(个)"],
    [1, "娄桥街道", 12.5, "", 4],
    [2, "新桥街道", 7, "台账", 2],
    ["", "合计", "", "", ""],
]
LONG = [
    ["单位", "指标", "数值"],
    ["娄桥街道", "工业技改用地", 12.5],
    ["娄桥街道", "解决项目难题", 4],
    ["新桥街道", "工业技改用地", "7"],
]


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


@pytest.fixture
def clerk():
    """A reporter of the county, who types for all its townships."""
    return person(Role.REPORTER, COUNTY)


def book(rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("六月")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def read(rows, actor, shape=None):
    terms, _ = datasets.terms_of(MONTH, "2019-06")
    (sheet,), names = read_workbook(book(rows)), names_for(terms, actor)
    return read_table(sheet, shape or shape_for(sheet, names), names)


def figures(found):
    return {(cell.division, cell.indicator): cell.value for cell in found.cells}


EXPECTED = {
    (UNIT, "upgrading_land"): Decimal("12.5"),
    (UNIT, "project_obstacles_solved"): 4,
    (NEIGHBOUR, "upgrading_land"): 7,
}


def test_a_wide_table_is_recognised_by_the_names_of_its_columns(clerk):
    found = read(WIDE, clerk)
    assert figures(found) == EXPECTED | {(NEIGHBOUR, "project_obstacles_solved"): 2}
    assert found.faults == ()
    assert found.cells[0].place == "cell:六月!C3"


def test_a_long_table_is_recognised_by_its_names(clerk):
    assert figures(read(LONG, clerk)) == EXPECTED


def test_units_may_stand_by_their_codes(clerk):
    rows = [[UNIT if text == "娄桥街道" else text for text in row] for row in LONG]
    assert figures(read(rows, clerk)) == EXPECTED


def test_units_outside_the_post_are_left_out():
    found = read(WIDE, person(Role.REPORTER, UNIT))
    assert {division for division, _ in figures(found)} == {UNIT}
    assert found.outside == (NEIGHBOUR,)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ([3, "某某街道", 5, "", 1], "六月!B5"),
        ([3, "娄桥街道", "五亩", "", 1], "六月!C5"),
        ([3, "娄桥街道", 5, "", ""], "六月!C5"),
    ],
    ids=["an unknown unit", "no figure", "a figure given twice"],
)
def test_what_cannot_be_read_is_named_by_its_cell(clerk, row, cell):
    assert cell in [fault.cell for fault in read([*WIDE[:4], row], clerk).faults]


def test_columns_may_be_chosen_where_names_say_nothing(clerk):
    rows = [["甲", "乙", "丙"], ["娄桥街道", 12.5, 4]]
    found = read(rows, clerk, Shape(1, 1, {2: "upgrading_land", 3: "project_obstacles_solved"}))
    assert len(found.cells) == 2


def test_a_shape_is_stored_without_loss():
    for shape in (Shape(2, 1, {3: "a", 5: "b"}), Shape(1, 1, {}, 2, 3)):
        assert shape_of(shape.stored()) == shape


def test_a_table_of_nothing_has_a_shape_that_reads_nothing():
    assert recognised([], {}, {}) == Shape(1, 0, {})
    assert recognised([["", ""], ["x"]], {"甲": "a"}, {}) == Shape(1, 0, {})


def test_a_name_is_bare_of_its_unit_of_measure():
    assert [bare(text) for text in ("财政总收入(亿元)", " 财政 总收入 ", "（亿元）")] == [
        "财政总收入",
        "财政总收入",
        "",
    ]


def test_figures_reach_the_forms_of_their_units_and_comments_stay(clerk):
    reporter = person(Role.REPORTER, UNIT)
    submissions.save_cell(
        actor=reporter, target=form(), typed=submissions.Typed("upgrading_land", Decimal(1), comment="估计数")
    )
    upload = tables.keep_upload(
        actor=clerk, dataset=form().terms.dataset, period="2019-06", file_name="六月.xlsx", data=book(WIDE)
    )
    assert tables.read_into_forms(actor=clerk, upload=upload, cells=read(WIDE, clerk).cells) == (2, 4)
    cell = Cell.objects.get(indicator__code="upgrading_land", submission__division__code=UNIT)
    assert (cell.value, cell.comment, cell.place) == (Decimal("12.5"), "估计数", "cell:六月!C3")


def test_all_or_nothing_where_one_form_is_submitted(clerk):
    handed_in(person(Role.REPORTER, NEIGHBOUR), form(code=NEIGHBOUR))
    upload = tables.keep_upload(
        actor=clerk, dataset=form().terms.dataset, period="2019-06", file_name="六月.xlsx", data=book(WIDE)
    )
    with pytest.raises(IntakeError, match=place_name("新桥街道")):
        tables.read_into_forms(actor=clerk, upload=upload, cells=read(WIDE, clerk).cells)
    assert not Cell.objects.filter(submission__division__code=UNIT).exists()


def test_the_pages_lead_from_a_table_to_forms_and_keep_the_columns(clerk):
    client = Client()
    user = User.objects.get(username=f"reporter.{COUNTY}")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    file = io.BytesIO(book([["甲", "乙"], ["娄桥街道", 12.5], ["昆阳镇", 3]]))
    file.name = "表.xlsx"
    page = client.post("/intake/tables/", {"table": file, "form": f"{MONTH}|2019-06"}, follow=True)
    url = page.redirect_chain[-1][0]
    assert client.post(f"{url}read-in/").status_code == 422
    chosen = {"header_row": "1", "unit_column": "1", "i-2": "upgrading_land", "name": "每月表"}
    assert client.post(f"{url}read-in/", chosen).status_code == 302
    assert Cell.objects.get().value == Decimal("12.5")
    assert TableMapping.objects.get().shape["indicators"] == {"2": "upgrading_land"}
    assert client.get(f"{url}?mapping={TableMapping.objects.get().pk}").context["shape"].unit_column == 1
    assert FAR in client.get(f"{url}?mapping={TableMapping.objects.get().pk}").context["read"].outside


@pytest.mark.parametrize(
    "said", ["mapping=²", "header_row=²", f"header_row={'9' * 5000}", "header_row=1&i-²=x", "mapping=-1"]
)
def test_a_place_that_is_no_number_is_passed_over(clerk, said):
    upload = tables.keep_upload(
        actor=clerk, dataset=form().terms.dataset, period="2019-06", file_name="六月.xlsx", data=book(WIDE)
    )
    client = Client()
    user = User.objects.get(username=f"reporter.{COUNTY}")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/intake/tables/{upload.pk}/?{said}").status_code == 200


def test_nobody_opens_a_table_that_others_sent(clerk):
    upload = tables.keep_upload(
        actor=clerk, dataset=form().terms.dataset, period="2019-06", file_name="六月.xlsx", data=book(WIDE)
    )
    person(Role.REPORTER, UNIT)
    client = Client()
    user = User.objects.get(username=f"reporter.{UNIT}")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/intake/tables/{upload.pk}/").status_code == 404


def test_a_day_is_no_figure(clerk):
    rows = [["单位", "工业技改用地", "解决项目难题"], ["娄桥街道", date(2019, 6, 1).isoformat(), 1]]
    assert [fault.cell for fault in read(rows, clerk).faults] == ["六月!B2"]
