"""A template is filled in and read back; whatever else is sent is refused with words, and nothing falls over."""

import hashlib
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from django.test import Client

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.intake.models import Cell
from leitai.intake.queries.entry import entry_of, submission_of
from leitai.intake.services import review, submissions
from leitai.intake.tests.factories import COUNTY, MONTHLY, TODAY, UNIT, form, past, person, typed
from leitai.intake.workbooks import prescan as limits
from leitai.intake.workbooks.faults import WorkbookError
from leitai.intake.workbooks.reading import file_label, read_workbook
from leitai.intake.workbooks.template import CODES, SHEET, read_filled, template
from leitai.ledger.models import Fact

pytestmark = pytest.mark.django_db
SHEET_XML = "xl/worksheets/sheet1.xml"
MACRO_TYPE = b'<Types><Override ContentType="x.macroEnabled.main+xml" PartName="/xl/workbook.xml"/></Types>'


@pytest.fixture(autouse=True)
def _july(settings, the_county, db):
    settings.DEMO_DAY = TODAY


def blank() -> bytes:
    return template(entry_of(form(), TODAY))


def filled(values=(12.5, 4, 9), change=None, data=None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data or blank()))
    for row, value in enumerate(values, 6):
        book[SHEET].cell(row, 3).value = value
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def small() -> bytes:
    """A plain workbook of one cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("表").write_number(0, 0, 1)
    return out.getvalue()


def altered(parts=None, text=None, data=None) -> bytes:
    """A workbook with parts added or replaced, and with text replaced in its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data or small())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if text and name == SHEET_XML:
                assert text[0] in content
                content = content.replace(*text)
            if name not in (parts or {}):
                new.writestr(name, content)
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_of(rows: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def test_a_filled_template_reads_back_cell_by_cell():
    read = read_filled(filled(), form())
    assert read.faults == ()
    assert {one.indicator: one.value for one in read.typed} == {code: Decimal(v) for code, v in MONTHLY.items()}
    assert [one.place for one in read.typed] == ["cell:填报!C6", "cell:填报!C7", "cell:填报!C8"]


def test_the_template_carries_what_was_typed_and_what_is_known():
    past([("upgrading_land", UNIT, "2019-04", "31")])
    reporter = person(Role.REPORTER, UNIT)
    solved = typed({"project_obstacles_solved": "4"}, {"project_obstacles_solved": "=HYPERLINK(1)"})
    submissions.save_cells(actor=reporter, target=form(), typed=solved)
    sheet = openpyxl.load_workbook(io.BytesIO(blank()))[SHEET]
    assert (sheet["C7"].value, sheet["F7"].value, sheet["F7"].data_type) == (4, "=HYPERLINK(1)", "s")
    assert sheet["D6"].value == "31 (2019-04)"
    assert (sheet["C6"].protection.locked, sheet["A6"].protection.locked) == (False, True)
    assert sheet.column_dimensions["H"].hidden
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"C6:C8", "F6:F8", "G6:G8"}


def test_an_untouched_template_reads_back_as_it_was_made():
    reporter = person(Role.REPORTER, UNIT)
    submissions.save_cells(actor=reporter, target=form(), typed=typed(MONTHLY))
    assert submissions.save_cells(actor=reporter, target=form(), typed=read_filled(blank(), form()).typed) == 0


def sent(reporter, data):
    read = read_filled(data, form())
    assert read.faults == ()
    return submissions.save_form(actor=reporter, target=form(), typed=read.typed, file_name="六月.xlsx", original=data)


def test_a_workbook_leaves_alone_what_was_typed_since_it_was_downloaded():
    reporter, data = person(Role.REPORTER, UNIT), blank()
    submissions.save_cell(
        actor=reporter, target=form(), typed=submissions.Typed("project_obstacles_solved", Decimal(4), "含跨月", True)
    )
    assert sent(reporter, filled((12.5, None, None), data=data)) == (1, [])
    cell = Cell.objects.get(indicator__code="project_obstacles_solved")
    assert (cell.value, cell.comment, cell.flagged) == (4, "含跨月", True)


def test_a_cell_changed_in_both_places_is_named_and_the_others_are_read():
    reporter, data = person(Role.REPORTER, UNIT), blank()
    submissions.save_cells(actor=reporter, target=form(), typed=typed({"upgrading_land": "7"}))
    count, left = sent(reporter, filled((12.5, 4, None), data=data))
    assert (count, len(left)) == (1, 1)
    assert left[0].startswith("工业技改用地 (12.5)")
    assert Cell.objects.get(indicator__code="upgrading_land").value == 7


def test_a_cell_emptied_in_the_workbook_is_emptied_in_the_form():
    reporter = person(Role.REPORTER, UNIT)
    submissions.save_cells(actor=reporter, target=form(), typed=typed(MONTHLY))
    assert sent(reporter, filled((None, 4, 9))) == (1, [])
    assert Cell.objects.get(indicator__code="upgrading_land").value is None


def test_a_template_of_before_leaves_its_empty_lines_out():
    def without_revisions(book):
        book[CODES].delete_rows(6, 10)

    reporter = person(Role.REPORTER, UNIT)
    submissions.save_cells(actor=reporter, target=form(), typed=typed(MONTHLY))
    assert sent(reporter, filled((13, None, None), without_revisions)) == (1, [])
    assert submission_of(form()).cells.filter(value__isnull=False).count() == 3


def test_figures_of_a_workbook_have_its_cell_and_its_bytes_as_evidence():
    reporter, data = person(Role.REPORTER, UNIT), filled()
    submissions.save_cells(
        actor=reporter, target=form(), typed=read_filled(data, form()).typed, file_name="六月.xlsx", original=data
    )
    submissions.submit(actor=reporter, target=form())
    review.accept(actor=person(Role.REVIEWER, COUNTY), submission=submission_of(form()))
    fact = Fact.objects.get(indicator__code="upgrading_land")
    assert (fact.source.kind, fact.place) == ("workbook", "cell:填报!C6")
    assert bytes(fact.source.sha256) == hashlib.sha256(data).digest()


def test_a_figure_typed_over_one_from_a_workbook_is_of_the_form():
    reporter, data = person(Role.REPORTER, UNIT), filled()
    submissions.save_cells(actor=reporter, target=form(), typed=read_filled(data, form()).typed, original=data)
    submissions.save_cell(actor=reporter, target=form(), typed=submissions.Typed("upgrading_land", Decimal(13)))
    assert Cell.objects.get(indicator__code="upgrading_land").workbook is None


def test_a_long_fraction_of_a_workbook_is_rounded_to_the_decimals_that_are_kept():
    read = read_filled(filled((1 / 3, 4, 0.1 + 0.2)), form())
    assert [one.value for one in read.typed] == [Decimal("0.33333333"), Decimal(4), Decimal("0.3")]


@pytest.mark.parametrize(
    ("value", "words"),
    [("0.123456789", "8"), ("十二", "十二"), ("12亩", "12亩"), (True, "yes/no"), (date(2019, 6, 1), "date")],
)
def test_a_cell_of_the_wrong_type_is_named(value, words):
    (fault,) = read_filled(filled((value, 4, 9)), form()).faults
    assert fault.cell == "填报!C6"
    assert words in fault.words or "日期" in fault.words


def test_a_formula_is_named_and_not_trusted():
    (fault,) = read_filled(filled(("=1+2", 4, 9)), form()).faults
    assert fault.cell == "填报!C6"


def test_merged_figures_are_named():
    faults = read_filled(filled(change=lambda book: book[SHEET].merge_cells("C6:C7")), form()).faults
    assert [fault.cell for fault in faults] == ["填报!C6:C7"]


def test_a_template_of_another_form_is_refused_by_name():
    with pytest.raises(WorkbookError, match="2019-05"):
        read_filled(template(entry_of(form(period="2019-05"), TODAY)), form())


def test_a_workbook_without_its_codes_is_no_template():
    with pytest.raises(WorkbookError):
        read_filled(filled(change=lambda book: book.remove(book[CODES])), form())
    with pytest.raises(WorkbookError):
        read_filled(small(), form())


def bomb() -> bytes:
    return altered({SHEET_XML: sheet_of(b" " * (80 << 20))})


def many_styles() -> bytes:
    formats = b"<xf/>" * 1_000_000
    return altered({"xl/styles.xml": b"<styleSheet><cellXfs>" + formats + b"</cellXfs></styleSheet>"})


HOSTILE = {
    "nothing": lambda: b"",
    "not a zip": lambda: b"hello",
    "a zip cut short": lambda: small()[:300],
    "a zip of something else": lambda: altered({}, data=_other_zip()),
    "an old xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "a bomb": bomb,
    "the last cell": lambda: altered(text=(b'r="A1"><v>', b'r="XFD1048576"><v>')),
    "a cell beyond the last": lambda: altered(text=(b'r="A1"><v>', b'r="ZZZZ999999999"><v>')),
    "a dimension of everything": lambda: altered(text=(b'ref="A1"', b'ref="A1:XFD1048576"')),
    "a row far down": lambda: altered({SHEET_XML: sheet_of(b'<row r="1048576"><c><v>1</v></c></row>')}),
    "a cell with no row": lambda: altered({SHEET_XML: sheet_of(b'<row r="1"><c r="A"><v>1</v></c></row>')}),
    "external links": lambda: altered({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "macros": lambda: altered({"xl/vbaProject.bin": b"\0" * 10}),
    "macros by type": lambda: altered({"[Content_Types].xml": MACRO_TYPE}),
    "embedded files": lambda: altered({"xl/embeddings/oleObject1.bin": b"\0"}),
    "a million styles": many_styles,
    "a hundred sheets": lambda: altered({f"xl/worksheets/sheet{n}.xml": sheet_of(b"") for n in range(2, 102)}),
    "two thousand parts": lambda: altered({f"xl/media/{n}.png": b"" for n in range(2000)}),
    "a path that leads out": lambda: altered({"../../evil.xml": b"<x/>"}),
    "a path from the root": lambda: altered({"/etc/evil.xml": b"<x/>"}),
    "entities": lambda: altered({SHEET_XML: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_of(b"")}),
    "broken xml": lambda: altered({SHEET_XML: b"<worksheet><sheetData>"}),
    "a workbook that is none": lambda: altered({"xl/workbook.xml": b"<nothing/>", SHEET_XML: b"<nothing/>"}),
}


def _other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_with_words(name):
    with pytest.raises(WorkbookError) as caught:
        read_filled(HOSTILE[name](), form())
    assert len(str(caught.value)) > 10
    assert "Traceback" not in str(caught.value)


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 5)
    with pytest.raises(WorkbookError):
        read_workbook(blank())


def test_what_the_look_misses_ends_the_child_and_not_the_platform(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 1 << 21)
    monkeypatch.setattr(limits, "MOST_COLUMNS", 1 << 15)
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(WorkbookError):
        read_workbook(altered({SHEET_XML: sheet_of(rows)}))
    assert read_workbook(small())[0].at(1, 1) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\六月.xlsx", "六月.xlsx"),
        ("", "workbook.xlsx"),
        ("a\x00\nb.xlsx", "ab.xlsx"),
    ],
)
def test_a_file_name_leads_nowhere(given, shown):
    assert file_label(given) == shown


def test_the_page_answers_a_hostile_file_with_words_and_goes_on():
    person(Role.REPORTER, UNIT)
    client = Client()
    client.force_login(
        User.objects.get(username=f"reporter.{UNIT}"), backend="django.contrib.auth.backends.ModelBackend"
    )
    url = f"/intake/forms/monthly_projects/2019-06/{UNIT}/"
    for name, data, status in (
        ("../../x.xlsx", bomb(), 200),
        ("a.xlsx", filled(("x", 1, 2)), 422),
        ("b.xlsx", filled(), 200),
    ):
        file = io.BytesIO(data)
        file.name = name
        assert client.post(f"{url}upload/", {"workbook": file}, follow=True).status_code == status
    assert Cell.objects.count() == 3
    answer = client.get(f"{url}workbook/")
    assert answer.content.startswith(b"PK")
