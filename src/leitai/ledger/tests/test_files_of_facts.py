"""A file of facts is taken in whole or not at all, and says line by line what must be mended."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.apps import apps
from django.utils import timezone

from leitai.accounts.models import AuditEntry
from leitai.ledger import importing, pages, queries, services
from leitai.ledger.cli.facts import facts
from leitai.ledger.exporting import rows, write_csv
from leitai.ledger.importing import FactFile, LinesRefusedError
from leitai.ledger.models import Fact, FactImport, Source
from leitai.ledger.sealing import auditing
from leitai.ledger.tests.factories import STREET, SYSTEM, TOWN, entry, record
from leitai.ledger.tests.sealed import seal, tiny_ledger

pytestmark = pytest.mark.django_db
HEADINGS = "indicator,division,period,value,status,variant,comparator,value_max,place,supersedes,reason\n"
GOOD = f"fiscal_revenue,{STREET},2019Q1,6.19,,,,,,,\nfiscal_revenue,{TOWN},2019Q1,1.2,target,,>=,,cell:表!C7,,\n"


@pytest.fixture(autouse=True)
def _ledger(db):
    tiny_ledger()


def file(folder: Path, text: str, name: str = "figures.csv") -> FactFile:
    path = folder / name
    path.write_text(text, "utf-8")
    return FactFile.at(path)


def leitai(*words: str) -> Result:
    return CliRunner().invoke(facts, words)


def errors(given: FactFile) -> list[str]:
    with pytest.raises(LinesRefusedError) as caught:
        services.import_facts(actor=SYSTEM, file=given)
    return [str(error) for error in caught.value.errors]


def contents() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model.objects.count() for model in apps.get_models()}


def test_facts_stand_with_evidence_and_audit(tmp_path):
    done = services.import_facts(actor=SYSTEM, file=file(tmp_path, HEADINGS + GOOD))
    first, second = Fact.objects.order_by("pk")
    assert (done.count, first.value, second.comparator, second.status) == (2, first.value, ">=", "target")
    assert (first.place, second.place) == ("item:2", "cell:表!C7")
    source = Source.objects.get()
    assert bytes(source.sha256) == FactFile.at(tmp_path / "figures.csv").digest
    assert (source.title, source.kind) == ("figures.csv", "request")
    entry = AuditEntry.objects.get(verb="facts.import")
    assert (entry.detail["facts"], entry.detail["sha256"]) == (2, bytes(source.sha256).hex())
    assert {reading.value for reading in queries.readings()} == {first.value}


def test_json_lines_say_the_same_as_csv(tmp_path):
    lines = [
        {"indicator": "fiscal_revenue", "division": STREET, "period": "2019Q1", "value": 6.19},
        {"indicator": "fiscal_revenue", "division": TOWN, "period": "2019Q1", "value": "1.2", "status": "target",
         "comparator": ">=", "place": "cell:表!C7", "reason": None},
    ]  # fmt: skip
    text = "\n\n".join(json.dumps(line) for line in lines)
    services.import_facts(actor=SYSTEM, file=file(tmp_path, text, "figures.jsonl"))
    assert [str(fact.value) for fact in Fact.objects.order_by("pk")] == ["6.19000000", "1.20000000"]
    assert Fact.objects.get(status="target").place == "cell:表!C7"


def test_a_period_written_as_a_span_stands_under_its_one_name(tmp_path):
    lines = HEADINGS + f"fiscal_revenue,{STREET},2019-01/2019-03,6,,,,,,,\n"
    services.import_facts(actor=SYSTEM, file=file(tmp_path, lines))
    assert Fact.objects.get().period == "2019Q1"
    again = HEADINGS + f"fiscal_revenue,{STREET},2019Q1,7,,,,,,,\n"
    assert "in force" in errors(file(tmp_path, again, "again.csv"))[0]


def test_text_that_copy_would_read_otherwise_is_kept_as_it_is(tmp_path):
    odd = 'a\\N\tb "c"\r\nd\\.'
    line = io.StringIO()
    csv.writer(line).writerow(["fiscal_revenue", STREET, "2019Q1", "5", "", odd, "", "", f"cell:{odd}", "", odd])
    services.import_facts(actor=SYSTEM, file=file(tmp_path, HEADINGS + line.getvalue()))
    fact = Fact.objects.get()
    assert (fact.variant, fact.place, fact.reason) == (odd, f"cell:{odd}", odd)
    seal()
    assert auditing.run().count == 0


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (
            f"nothing,{STREET},2019Q1,1,,,,,,,",
            "line 2, indicator: no indicator 'nothing'; write a code of the cat",
        ),
        ("fiscal_revenue,33,2019Q1,1,,,,,,,", "line 2, division: no division '33'; write a 12-digit code of the tree"),
        (f"fiscal_revenue,{STREET},2019Q5,1,,,,,,,", "line 2, period: '2019Q5' is no period; write 2019, 2019H1"),
        (f"fiscal_revenue,{STREET},2019Q1,1e3,,,,,,,", "line 2, value: '1e3' is no plain number; write digits"),
        (f"fiscal_revenue,{STREET},2019Q1,,,,,,,,", "line 2, value: it is empty"),
        (f"fiscal_revenue,{STREET},2019Q1,１,,,,,,,", "line 2, value: '１' is no plain number"),
        (f"fiscal_revenue,{STREET},2019Q1,0.123456789,,,,,,,", "line 2, value: '0.123456789' is no plain number"),
        (f"fiscal_revenue,{STREET},2019Q1,1,done,,,,,,", "line 2, status: 'done' is no status; write actual, target"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,~,,,,", "line 2, comparator: '~' is no comparator"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,range,,,,", "line 2, value_max: a range without its upper end"),
        (f"fiscal_revenue,{STREET},2019Q1,2,,,,1,,,", "line 2, value_max: the upper end is not above the lower"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,>,2,,,", "line 2, value_max: an upper end beside '>'"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,,7,", "line 2, reason: a correction without a reason"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,,seven,x", "line 2, supersedes: 'seven' is no number of a fact"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,{'v' * 41},,,,,", "line 2, variant: 41 characters; write 40 at most"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,第3行,,", "line 2, place: '第3行' is no place; write chars:12-18"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,chars:9-3,,", "line 2, place: 'chars:9-3' is no place"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,chars:²-³,,", "line 2, place: 'chars:²-³' is no place"),
        (f"fiscal_revenue,{STREET},2019Q1,1,,,,,,7,x", "line 2, supersedes: fact 7 is not in force"),
        (f"fiscal_revenue,{STREET},2019Q1,1", "line 2: 4 cells under 11 headings; give as many cells as headings"),
    ],
)
def test_an_error_names_line_column_what_and_mend(tmp_path, line, wrong):
    before = contents()
    found = errors(file(tmp_path, HEADINGS + line + "\n"))
    assert found[0].startswith(wrong), found
    assert contents() == before


@pytest.mark.parametrize("place", ["chars:九", "第3行", "chars:9-3"])
def test_a_fact_whose_place_is_none_is_shown_without_its_words(place):
    (number,) = record(entry("6.19", place=place), text="财政总收入6.19亿元。")
    assert pages.fact_page(Fact.objects.get(pk=number))["excerpt"] is None


def test_errors_of_many_lines_come_together_and_at_most_a_hundred(tmp_path):
    bad = f"nothing,{STREET},2019Q1,x,,,,,,,\n"
    found = errors(file(tmp_path, HEADINGS + GOOD + bad * 3))
    assert [error.split(":")[0] for error in found[:2]] == ["line 4, indicator", "line 4, value"]
    assert len(found) == 6
    assert len(errors(file(tmp_path, HEADINGS + bad * 500))) == 100


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("indicator,division\n", "names no period, value"),
        ("indicator,division,period,value,colour\n", "names 'colour'"),
        ("indicator,division,period,value,value\n", "names a column twice"),
        ('indicator,division,period,value\n"a,b', "mend the quotes"),
        ("", "names no indicator"),
    ],
)
def test_a_file_that_is_no_table_of_facts_is_refused(tmp_path, text, wrong):
    with pytest.raises(importing.FileError, match=wrong):
        services.import_facts(actor=SYSTEM, file=file(tmp_path, text))


def test_a_file_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes((HEADINGS + "财政收入,1,1,1\n").encode("gb18030"))
    with pytest.raises(importing.FileError, match="save it as UTF-8"):
        services.import_facts(actor=SYSTEM, file=FactFile.at(path))


@pytest.mark.parametrize("chunk", [1, 2, 50_000])
def test_figures_that_meet_others_are_named_by_line(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(importing, "CHUNK", chunk)
    number = record(entry("5", division=STREET))[0]
    before = contents()
    text = HEADINGS + GOOD + GOOD.splitlines()[1] + "\n"
    assert errors(file(tmp_path, text)) == [
        f"line 2: fact {number} is in force for the same indicator, division and period; "
        f"to correct it write supersedes {number} and a reason; else leave the line out",
        "line 4: line 3 has the same indicator, division, period and status; leave one out, or give one a variant",
    ]
    assert contents() == before


def test_corrections_in_a_file_take_their_place(tmp_path):
    number = record(entry("5", division=STREET))[0]
    before = timezone.now()
    text = HEADINGS + f"fiscal_revenue,{STREET},2019Q1,6,,,,,,{number},口径\n"
    services.import_facts(actor=SYSTEM, file=file(tmp_path, text))
    assert [str(reading.value) for reading in queries.readings()] == ["6.00000000"]
    assert [reading.fact_id for reading in queries.readings(as_of=before)] == [number]


def test_a_file_sent_again_is_known_and_another_under_its_key_is_refused(tmp_path):
    given = file(tmp_path, HEADINGS + GOOD)
    first = services.import_facts(actor=SYSTEM, file=given)
    before = contents()
    again = services.import_facts(actor=SYSTEM, file=given)
    assert (again.again, again.count, again.source_id) == (True, 2, first.source_id)
    other = FactFile(given.path, "x", b"x" * 32, given.key)
    with pytest.raises(services.KeyTakenError, match="key of its own"):
        services.import_facts(actor=SYSTEM, file=other)
    assert contents() == before


def test_a_dry_run_finds_what_the_real_one_finds_and_writes_nothing(tmp_path):
    good, bad = str(tmp_path / "good.csv"), str(tmp_path / "bad.csv")
    Path(good).write_text(HEADINGS + GOOD, "utf-8")
    Path(bad).write_text(HEADINGS + GOOD + GOOD, "utf-8")
    before = contents()
    assert leitai("import", good, "--dry-run").stdout.startswith("2 facts could be taken in; nothing was written")
    refused = leitai("import", bad, "--dry-run", "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout.splitlines()[0])["line"] == 4
    assert contents() == before
    assert leitai("import", good).stdout.startswith("2 facts taken in")
    assert leitai("import", good).stdout.startswith("2 facts were taken in before")
    assert FactImport.objects.count() == 1


def test_what_is_exported_is_what_is_in_force(tmp_path):
    services.import_facts(actor=SYSTEM, file=file(tmp_path, HEADINGS + GOOD))
    moment = timezone.now()
    record(entry("9", period="2020Q1"))
    written = [json.loads(line) for line in leitai("export", "--jsonl").stdout.splitlines()]
    assert [row["value"] for row in written] == ["6.19", "1.2", "9"]
    assert [row["value"] for row in rows(as_of=moment)] == ["6.19", "1.2"]
    assert [row["value"] for row in rows(division=TOWN)] == ["1.2"]


def test_an_export_is_read_by_a_spreadsheet_as_text(tmp_path):
    line = io.StringIO()
    csv.writer(line).writerow(["fiscal_revenue", STREET, "2019Q1", "-5", "", "@v", "", "", "", "", "=HYPERLINK(1)"])
    services.import_facts(actor=SYSTEM, file=file(tmp_path, HEADINGS + line.getvalue()))
    out = io.StringIO()
    assert write_csv(rows(), out) == 1
    row = next(csv.DictReader(io.StringIO(out.getvalue())))
    assert (row["value"], row["variant"], row["reason"]) == ("-5", "'@v", "'=HYPERLINK(1)")
