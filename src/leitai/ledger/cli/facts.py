"""Commands for facts in files: taking them in, writing them out."""

import importlib
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from leitai import runtime
from leitai.accounts.domain import Actor
from leitai.ledger.cli.moments import moment_given
from leitai.ledger.domain.facts import EvidenceKind
from leitai.ledger.domain.lines import LineError
from leitai.ledger.importing import FactFile, FileError, LinesRefusedError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def facts() -> None:
    """Facts in files: taking them in, writing them out."""


@facts.command(name="import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--key", default="", help="Key under which the file is known when sent again; its SHA-256 if left out.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in EvidenceKind]),
    default=EvidenceKind.REQUEST.value,
    show_default=True,
    help="What the file is as evidence.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an error, and one for the outcome.")
def take_in(file: Path, dry_run: bool, key: str, kind: str, as_json: bool) -> None:
    """Take in a file of facts, whole or not at all: CSV with a header, or JSON lines (.jsonl).

    Columns: indicator, division, period, value; and if needed status, variant, comparator, value_max, place,
    supersedes, reason. A file sent again under its key is known and left alone.

    Example: leitai facts import figures.csv --dry-run
    """
    runtime.start()
    try:
        given = FactFile.at(file, key)
        count, again = _checked(given) if dry_run else _recorded(given, EvidenceKind(kind))
    except LinesRefusedError as refusal:
        _show(refusal.errors, as_json)
        raise SystemExit(1) from refusal
    except (FileError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    outcome = {"facts": count, "written": not dry_run and not again, "again": again, "key": given.key}
    said = "could be taken in; nothing was written" if dry_run else "were taken in before" if again else "taken in"
    click.echo(json.dumps(outcome) if as_json else f"{_counted(count, 'fact')} {said}")


def _recorded(file: FactFile, kind: EvidenceKind) -> tuple[int, bool]:
    services = importlib.import_module("leitai.ledger.services")
    with _bar() as bar:
        task = bar.add_task("facts", total=None)
        done = services.import_facts(
            actor=Actor.system("leitai facts import"),
            file=file,
            kind=kind,
            progress=lambda count: bar.advance(task, count),
        )
    return done.count, done.again


def _checked(file: FactFile) -> tuple[int, bool]:
    staging = importlib.import_module("leitai.ledger.staging")
    with _bar() as bar:
        task = bar.add_task("facts", total=None)
        count, errors = staging.conflicts(file, lambda count: bar.advance(task, count))
    if errors:
        raise LinesRefusedError(errors)
    return count, False


def _show(errors: Sequence[LineError], as_json: bool) -> None:
    for error in errors:
        row = {"line": error.line, "column": error.column, "what": error.what, "mend": error.mend}
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else f"✗ {error}", err=not as_json)
    click.echo(f"{_counted(len(errors), 'error')}: nothing was taken in", err=True)


@facts.command(name="export")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="File; standard output if left out.")
@click.option("--csv", "form", flag_value="csv", default=True, help="CSV (the default).")
@click.option("--jsonl", "form", flag_value="jsonl", help="JSON lines.")
@click.option(
    "--as-of",
    metavar="MOMENT",
    callback=moment_given,
    help="As it was known at this moment, or at the end of this day; local time.",
)
@click.option("--indicator", default="", help="Only this indicator, by code.")
@click.option("--division", default="", help="Only this division, by 12-digit code.")
def write_out(into: Path | None, form: str, as_of: datetime | None, indicator: str, division: str) -> None:
    """Write out the facts in force, now or at a moment, with their evidence.

    Example: leitai facts export --jsonl --into facts.jsonl
    """
    runtime.start()
    exporting: Any = importlib.import_module("leitai.ledger.exporting")
    write = exporting.write_csv if form == "csv" else exporting.write_jsonl
    found = exporting.rows(as_of=as_of, indicator=indicator, division=division)
    if into is None:
        write(found, sys.stdout)
        return
    with into.open("w", encoding="utf-8", newline="") as file:
        count = write(found, file)
    click.echo(f"{_counted(count, 'fact')} written to {into}", err=True)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _bar() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)
