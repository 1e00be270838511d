"""A list of enterprises as a workbook is read as the CSV it could have been, and a hostile one ends nobody."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitai.league.permu import lists, services, workbooks
from leitai.league.permu.forms import RunForm
from leitai.league.tests import arena
from leitai.league.tests.test_permu_runs import NEEDED, RULES, TOWNS, line, listed


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(text: str) -> list[list[object]]:
    """The rows of a list with figures as numbers, as a spreadsheet has them."""
    head, *rows = csv.reader(io.StringIO(text))
    return [head, *([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row] for row in rows)]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_workbook_gives_the_enterprises_of_the_csv():
    text = listed(line(1), line(2, tax="0.1"), line(3, name="甲"), line(4, rd=""))
    made = workbooks.text_of(workbook(rows_of(text)))
    assert lists.read_list(made, "above_scale", NEEDED, TOWNS) == lists.read_list(text, "above_scale", NEEDED, TOWNS)


def test_faults_name_the_row_of_the_sheet():
    with pytest.raises(lists.ListError) as caught:
        lists.read_list(workbooks.text_of(workbook(rows_of(listed(line(1), line(2, tax="much"))))), "a", NEEDED, TOWNS)
    assert [fault.where for fault in caught.value.faults] == ["line 3, tax"]
    rows = rows_of(listed(line(1), line(2)))
    with pytest.raises(lists.ListError, match="line 3: is empty"):
        workbooks.text_of(workbook([*rows[:2], [None], rows[2]]))
    assert workbooks.text_of(workbook([*rows, [None, ""], [" "]])).count("\n") == 3


def test_days_and_truths_are_written_as_they_read():
    row = [date(2019, 4, 25), datetime(2019, 4, 25, 9, 5), time(9, 5), timedelta(hours=30), True]  # noqa: DTZ001
    made = workbooks.text_of(workbook([["day", "moment", "hour", "length", "sure"], row]))
    assert made.splitlines()[1] == '2019-04-25,2019-04-25 09:05:00,09:05:00,"1 day, 6:00:00",True'


FAR = workbook([["code"]])


def far_cell() -> bytes:
    """One cell at the far end of the sheet, for which a reader makes room for all of it."""
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x03\x04 no zip",
        b"\xd0\xcf\x11\xe0 old",
        FAR[:-40],
        with_part(FAR, "xl/vbaProject.bin", b"x"),
        with_part(FAR, "xl/externalLinks/externalLink1.xml", b"<a/>"),
        with_part(FAR, "xl/bomb.xml", b"0" * (40 << 20)),
        far_cell(),
        workbook([["a"] * 201]),
    ],
)
def test_a_file_that_is_no_list_is_refused(data):
    with pytest.raises(workbooks.WorkbookError):
        workbooks.text_of(data)


@pytest.mark.django_db
def test_the_form_takes_either():
    arena.build(8)
    rules = services.register_rules(actor=arena.SYSTEM, text=RULES)
    text = listed(*(line(number) for number in range(1, 9)))
    for data in (text.encode(), workbook(rows_of(text))):
        given = {"title": "试评", "rule": f"{rules.pk}:above_scale"}
        form = RunForm(given, {"file": SimpleUploadedFile("list", data)}, rules=[rules])
        assert form.is_valid(), form.errors
        assert services.run_list(actor=arena.SYSTEM, **form.values()).firms.count() == 8
    broken = RunForm(given, {"file": SimpleUploadedFile("list.xlsx", b"PK")}, rules=[rules])
    assert "file" in broken.errors
