"""Commands of the ways in. `leitai extract` needs no database: tree and catalogue come with the package."""

import csv
import importlib
import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from leitai.intake.documents import DocumentError, decode, read_document
from leitai.intake.domain import names
from leitai.ledger.domain.catalogue import CatalogueError, parse_catalogue
from leitai.quantities import Catalogue, Extraction, rows_of
from leitai.quantities import extract as extract_figures

READ = {".docx", ".html", ".htm", ".pdf"}  # offsets count in the text that was read; in a text file, in the file
COLUMNS = ("start", "end", "surface", "kind", "value", "value_min", "value_max", "base_unit", "comparator", "period",
           "actor", "indicator", "indicator_code", "status", "role")  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="Day the brief is from.")
@click.option("--unit", default=None, help="12-digit code of the unit that handed it in.")
@click.option(
    "--catalogue", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another catalogue, TOML."
)
@click.option("--jsonl", "form", flag_value="jsonl", default=True, help="One JSON object a figure (the default).")
@click.option("--json", "form", flag_value="json", help="One JSON list.")
@click.option("--csv", "form", flag_value="csv", help="CSV.")
@click.option("--table", "form", flag_value="table", help="A table for people.")
def extract(
    files: tuple[Path, ...], published: datetime | None, unit: str | None, catalogue: Path | None, form: str
) -> None:
    """Find the figures in briefs (.txt, .docx, .html, .pdf): value, unit, period, actor, indicator, place.

    Example: leitai extract brief.txt --date 2019-04-25 --table
    """
    known = _catalogue(catalogue)
    rows: list[dict[str, object]] = []
    for path in track(files, description="briefs", disable=len(files) == 1, console=Console(stderr=True)):
        found = _extraction(path, published, unit, known)
        rows += [{**row, "file": path.name} if len(files) > 1 else row for row in rows_of(found)]
    _print(rows, form)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def datasets(file: Path) -> None:
    """Load data sets (TOML): what units owe, by when, with which rules. Other terms need a later valid_from.

    Example: leitai datasets quarterly.toml
    """
    importlib.import_module("leitai.runtime").start()
    try:
        made = importlib.import_module("leitai.intake.loading").load(file.read_text("utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"{made} new")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count the letters that would be sent.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def remind(*, dry_run: bool, as_json: bool) -> None:
    """Write to reporters about what is due within three working days or late, once each. Run it every morning.

    Example: leitai remind --dry-run
    """
    importlib.import_module("leitai.runtime").start()
    try:
        said = importlib.import_module("leitai.intake.loading").remind(dry_run=dry_run)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(said) if as_json else " · ".join(f"{count} {what}" for what, count in said.items()))
    if said.get("failed"):
        raise SystemExit(1)


def _catalogue(path: Path | None) -> Catalogue:
    if path is None:
        return names.packaged_catalogue()
    try:
        return names.indicator_names(parse_catalogue(path.read_text("utf-8")))
    except CatalogueError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _extraction(path: Path, published: datetime | None, unit: str | None, catalogue: Catalogue) -> Extraction:
    """The figures of a file. Text files keep every character, so that offsets count in the file as it is."""
    try:
        data = path.read_bytes()
        text = read_document(path.name, data).text if path.suffix.lower() in READ else decode(data)
    except DocumentError as error:
        raise click.ClickException(f"{path}: {error}") from error
    return extract_figures(
        text,
        published=published.date() if published else None,
        submitter=unit,
        gazetteer=names.packaged_gazetteer(),
        catalogue=catalogue,
    )


def _print(rows: list[dict[str, object]], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    elif form == "table":
        Console().print(_table(rows))
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))


def _table(rows: Iterable[dict[str, object]]) -> Table:
    table = Table("figure", "value", "unit", "period", "actor", "indicator", "status")
    for row in rows:
        value = row.get("value") if row.get("value") is not None else f"{row.get('value_min')}–{row.get('value_max')}"
        cells = (row.get("surface"), value, row.get("base_unit"), row.get("period"), row.get("actor"))
        table.add_row(
            *(str(cell or "") for cell in cells), str(row.get("indicator") or ""), str(row.get("status") or "")
        )
    return table
