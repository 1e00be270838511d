"""The page of the pivot: what it shows, what it links to, what it gives out, what people keep of it."""

import csv
import io

import openpyxl
import polars as pl
import pytest
from django.db import connection
from django.test import Client

from leitai.accounts.models import AuditEntry, User
from leitai.ledger.analytics import forms
from leitai.ledger.analytics.tests import small
from leitai.ledger.analytics.tests.small import COUNTY, STREET, TOWN, enter, figure
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.writing import disarmed
from leitai.ledger.models import Indicator, SavedPivot

pytestmark = pytest.mark.django_db
ASKED = "indicator=fiscal_revenue&grain=quarter&since=2019-01-01&until=2019-03-31"


@pytest.fixture(autouse=True)
def _ledger(db):
    small.build()


def read(client: Client, query: str = ASKED) -> str:
    answer = client.get(f"/ledger/pivot/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def given(client: Client, form: str, query: str = ASKED) -> bytes:
    answer = client.get(f"/ledger/pivot/{form}?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def signed_in(name: str) -> Client:
    client = Client()
    user = User.objects.create_user(username=name)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_empty_ledger_has_a_page(client):
    assert "<table" in read(client, "")


def test_untold_it_begins_where_most_of_the_newest_figures_are(client):
    enter([figure("fiscal_revenue", unit, "2019Q1", "7.77") for unit in (STREET, TOWN)])
    enter([figure("petitions", STREET, "2018", "1")])
    page = read(client, "")
    assert "2019Q1" in page
    assert page.count("7.77</a>") == 2


def test_a_cell_that_is_a_fact_leads_to_it(client):
    number = enter([figure("fiscal_revenue", STREET, "2019Q1", "1234.5")])[0]
    page = read(client)
    assert f'<a href="/ledger/facts/{number}/">1,234.50</a>' in page


def test_a_roll_up_tells_its_coverage_and_its_generated_parts(client):
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1")], EvidenceKind.GENERATED)
    page = read(client, f"{ASKED}&level=county")
    assert '<td class="num made"><span class="unit">1/2</span> 1.00</td>' in page


@pytest.mark.parametrize(
    "query",
    [
        "rows=period&columns=division&level=county",
        "rows=indicator&columns=period",
        "rows=indicator&columns=division&level=group",
        "rows=division&columns=period-indicator&show=yoy",
        "rows=division&columns=indicator-period&show=rank&tree=today",
        "rows=period&columns=indicator&level=city&show=share",
        "level=county&show=share",
        "show=pop&grain=month",
        f"within={COUNTY}&group=towns",
    ],
)
def test_every_way_to_lay_it_out_answers(client, query):
    enter([figure("fiscal_revenue", unit, "2019Q1", "1") for unit in (STREET, TOWN)])
    assert "<table" in read(client, f"{ASKED}&{query}")


@pytest.mark.parametrize(
    "query", ["rows=division&columns=division", "since=2019-01-01&until=2018-01-01", "indicator=no_such", "show=all"]
)
def test_what_cannot_be_is_told_beside_its_field(client, query):
    page = read(client, query)
    assert "invalid-feedback" in page
    assert "<table" not in page


def test_a_table_that_would_read_too_much_is_refused_before_it_is_read(client, monkeypatch):
    codes = Indicator.objects.order_by("code").values_list("code", flat=True)[:60]
    chosen = "&".join(f"indicator={code}" for code in codes)
    years = f"{chosen}&grain=year&since=1960-01-01&until=2019-12-31"
    units = len(small.PLACES)
    monkeypatch.setattr(forms, "MOST_CELLS", 60 * 19 * 60 * units - 1)
    page = read(client, f"{years}&columns=indicator-period")
    assert "invalid-feedback" in page
    assert "<table" not in page
    assert client.get(f"/ledger/pivot/pivot.csv?{years}&columns=indicator-period").status_code == 404
    held = read(client, years)  # the periods are held at the first of them, in which no unit stood
    assert "invalid-feedback" not in held


def test_the_files_hold_the_table(client):
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1.5"), figure("fiscal_revenue", TOWN, "2019Q1", "-2")])
    lines = list(csv.reader(io.StringIO(given(client, "pivot.csv").decode("utf-8-sig"))))
    assert ["330304005000", "娄桥街道", "1.5"] in lines
    assert ["330304100000", "泽雅镇", "-2.0"] in lines
    book = openpyxl.load_workbook(io.BytesIO(given(client, "pivot.xlsx")))
    assert ("330304005000", "娄桥街道", 1.5) in list(book.worksheets[0].values)
    frame = pl.read_parquet(io.BytesIO(given(client, "pivot.parquet")))
    assert sorted(frame["values"].to_list()) == [-2.0, 1.5]


def test_no_cell_of_text_runs(client):
    Indicator.objects.filter(code="fiscal_revenue").update(name="=1+1")
    enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])
    assert "'=1+1" in given(client, "pivot.csv").decode()
    assert "'=1+1" in given(client, "facts.csv").decode()
    sheet = openpyxl.load_workbook(io.BytesIO(given(client, "pivot.xlsx"))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert disarmed("@x") == "'@x"


def test_the_facts_behind_it_are_those_in_force(client):
    first = enter([figure("fiscal_revenue", STREET, "2019Q1", "1")])[0]
    second = enter([figure("fiscal_revenue", STREET, "2019Q1", "2", supersedes=first)])[0]
    rows = list(csv.DictReader(io.StringIO(given(client, "facts.csv").decode("utf-8-sig"))))
    assert [(row["fact"], row["value"]) for row in rows] == [(str(second), "2")]


def test_a_view_is_kept_for_oneself_or_shared(client):
    owner, colleague = signed_in("owner"), signed_in("colleague")
    for name, shared in (("自用", ""), ("共用", "on")):
        answer = owner.post("/ledger/pivot/keep/", {"name": name, "shared": shared, "query": ASKED})
        assert answer["Location"] == f"/ledger/pivot/?{ASKED}"
    assert "自用" in read(owner)
    page = read(colleague)
    assert "共用" in page
    assert "自用" not in page
    assert "共用" not in read(client)
    assert AuditEntry.objects.filter(verb="pivot.keep").count() == 2


def test_only_its_owner_removes_a_view():
    owner, colleague = signed_in("owner"), signed_in("colleague")
    owner.post("/ledger/pivot/keep/", {"name": "共用", "shared": "on", "query": ASKED})
    number = SavedPivot.objects.get().pk
    assert colleague.post(f"/ledger/pivot/kept/{number}/drop/").status_code == 404
    assert owner.post(f"/ledger/pivot/kept/{number}/drop/").status_code == 302
    assert not SavedPivot.objects.exists()


def test_a_kept_name_is_kept_once():
    owner = signed_in("owner")
    for query in (ASKED, ""):
        owner.post("/ledger/pivot/keep/", {"name": "一季度", "query": query})
    assert SavedPivot.objects.get().query == ""


def test_what_a_pivot_reads_stands_in_one_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'fact_first_once_per_key'")
        definition = cursor.fetchone()[0]
    holds = "(period, indicator_id, division_id, status, variant) INCLUDE (id, value_as_double, source_id, recorded_at)"
    assert holds in definition


def test_units_stand_as_tiles_by_county_with_a_colour_for_each_tenth(client):
    enter(
        [
            figure("fiscal_revenue", unit, "2019Q1", value)
            for unit, value in ((STREET, "9"), (TOWN, "5"), (small.MOVED, "1"))
        ]
    )
    page = read(client, f"{ASKED}&level=township")
    tiles = page[page.index('id="tiles-title"') :]
    assert [tiles.count(f'class="heat-{shade}"') for shade in "036"] == [2, 2, 2]  # one in the scale, one tile
    assert tiles.index(">瓯海区<") < tiles.index(">洞头区<")
    assert f"/ledger/divisions/{small.MOVED}/" in tiles


def test_too_few_units_are_no_map(client):
    enter([figure("fiscal_revenue", STREET, "2019Q1", "9")])
    assert 'id="tiles-title"' not in read(client, f"{ASKED}&level=township")
