"""How fast facts come in by file, are sealed, proven and audited, on a database of its own.

Everything runs in a child process with a new data folder and PostgreSQL's usual durability, so that memory is measured
alone and nobody's ledger is touched. The floor of the import is a bare COPY of the same rows, ready as text, into a
table without key, index, check or trigger.
"""

import csv
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitai import runtime
from leitai.accounts.domain import Actor
from leitai.divisions.domain import load_tree
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.keys import Signer
from leitai.measure import Measure
from leitai.measure import seconds as timed

FACTS = 1_000_000
PROOFS = 300
MAIN = "from leitai.ledger import bench; bench.run(int(__import__('sys').argv[1]))"
ACTOR = Actor.system("bench")


def measures(facts: int = FACTS) -> Iterator[Measure]:
    """The measures of a run over so many facts, as the child prints them."""
    with tempfile.TemporaryDirectory(prefix="leitai-bench-") as folder:
        environment = os.environ | {"LEITAI_DATA": folder, "DATABASE_URL": "", "LEITAI_LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-c", MAIN, str(facts)]
        done = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        yield Measure(**json.loads(line))


def run(facts: int) -> None:
    """Measure in this process, which must be new; prints one JSON line a measure."""
    runtime.start()
    for measure in (*_coming_in(facts), *_sealing(facts)):
        sys.stdout.write(measure.as_json() + "\n")


def _coming_in(facts: int) -> Iterator[Measure]:
    services, importing = _room("services"), _room("importing")
    _furnish(services)
    path = Path("facts.csv")
    _write(path, facts)
    seconds = timed(lambda: services.import_facts(actor=ACTOR, file=importing.FactFile.at(path)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    checked = timed(lambda: _room("staging").conflicts(importing.FactFile.at(path), lambda _: None))
    out = timed(lambda: _export(Path("out.jsonl")))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = facts / min(_bare_copy() for _ in range(2))
    rate = facts / seconds
    yield Measure("ledger.import", rate, "facts/s", bare, rate / bare, 1)
    yield Measure("ledger.import_peak_memory", memory, "MB", None, None, 1)
    yield Measure("ledger.dry_run", facts / checked, "facts/s", bare, facts / checked / bare, 1)
    yield Measure("ledger.export", facts / out, "facts/s", None, None, 1)
    yield Measure("ledger.export_peak_memory", after, "MB", None, None, 1)


def _sealing(facts: int) -> Iterator[Measure]:
    services, queries, auditing = _room("services"), _room("queries"), _room("sealing.auditing")
    keys = importlib.import_module("leitai.ledger.sealing.keys")
    signer: Signer = keys.private_key("", Path.cwd())
    yield Measure("ledger.seal", timed(lambda: services.seal(actor=ACTOR, signer=signer)), "s", None, None, 1)
    numbers = [1 + step * (facts - 1) // PROOFS for step in range(PROOFS)]
    made = [timed(lambda number=number: queries.proof_of(number)) for number in numbers]  # type: ignore[misc]
    yield Measure("ledger.proof_median", 1000 * sorted(made)[PROOFS // 2], "ms", None, None, PROOFS)
    yield Measure("ledger.proof_slowest_of_100", 1000 * sorted(made)[-PROOFS // 100], "ms", None, None, PROOFS)
    proof = queries.proof_of(numbers[1])
    checked = sorted(timed(lambda: proof.faults(signer.public)) for _ in range(PROOFS))
    yield Measure("ledger.verify", 1000 * checked[PROOFS // 2], "ms", None, None, PROOFS)
    seconds = timed(auditing.run)
    yield Measure("ledger.audit", facts / seconds, "facts/s", None, None, 1)


def _furnish(services: Any) -> None:
    importlib.import_module("django.core.management").call_command("migrate", interactive=False, verbosity=0)
    importlib.import_module("leitai.divisions.services").load_places(places=load_tree())
    services.load_catalogue(actor=ACTOR, specs=load_catalogue())


def _write(path: Path, facts: int) -> None:
    """A file of so many facts: month by month, indicator by indicator, township by township."""
    indicators = [spec.code for spec in load_catalogue()]
    divisions = sorted({place.code for place in load_tree()})
    keys = (
        (indicator, division, f"{year}-{month:02}")
        for year in range(1900, 2500)
        for month in range(1, 13)
        for indicator in indicators
        for division in divisions
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["indicator", "division", "period", "value"])
        for number, key in zip(range(facts), keys, strict=False):
            writer.writerow([*key, f"{number % 100_000 / 100:.2f}"])


def _bare_copy() -> float:
    """Seconds to copy the same rows, ready as text, into a table with nothing to keep."""
    connection = importlib.import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE ledger_fact)")
        cursor.execute("ALTER TABLE bare DROP COLUMN value_as_double")  # generated: COPY does not hand it over
        with cursor.cursor.copy("COPY ledger_fact TO STDOUT") as copy:
            blocks = [bytes(block) for block in copy]
        joined = [b"".join(blocks[start : start + 1000]) for start in range(0, len(blocks), 1000)]

        def write() -> None:
            with cursor.cursor.copy("COPY bare FROM STDIN") as copy:
                for block in joined:
                    copy.write(block)

        seconds = timed(write)
        cursor.execute("DROP TABLE bare")
    return seconds


def _export(path: Path) -> None:
    exporting = _room("exporting")
    with path.open("w", encoding="utf-8") as file:
        exporting.write_jsonl(exporting.rows(), file)


def _room(name: str) -> Any:
    return importlib.import_module(f"leitai.ledger.{name}")
