"""Commands of the league. `verify` of a file runs without a database and without Django."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import click
from rich.console import Console
from rich.table import Table

from leitai.league.checks import Check


@click.group()
def league() -> None:
    """The league: editions, their boards, and their proofs."""


@league.command()
@click.option("--edition", default="", help="Code of the edition; the newest published one if left out.")
@click.option("--top", default=20, show_default=True, help="How many units.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a unit.")
def board(edition: str, top: int, as_json: bool) -> None:
    """Print the board of an edition.

    Example: leitai league board --top 10
    """
    printing = _started("leitai.league.printing")
    try:
        lines = printing.lines(edition, top)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        for line in lines:
            click.echo(line.as_json())
        return
    table = Table("#", "unit", "county", "score")
    for line in lines:
        score = "–" if line.score is None else f"{line.score:.2f}"
        table.add_row(str(line.rank or "–"), line.name, line.county, score)
    Console().print(table)


@league.command()
@click.argument("edition")
def verify(edition: str) -> None:
    """Make an edition again and compare byte for byte: EDITION is its code, or a bundle (a .zip file) of it.

    A code is proved from the facts of the ledger, a bundle from what it holds, without a database.

    Example: leitai league verify 2019q1.zip
    """
    checks = _of_bundle(Path(edition)) if edition.endswith(".zip") else _of_ledger(edition)
    for check in checks:
        click.echo(f"{'ok     ' if check.holds else 'DIFFERS'}  {check.name:<18} {check.what}")
    if not all(check.holds for check in checks):
        click.echo(f"{edition} does not hold", err=True)
        sys.exit(1)
    click.echo(f"{edition} holds: made again, byte for byte the same")


@league.command()
@click.argument("edition")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
def bundle(edition: str, output: Path) -> None:
    """Write an edition as one file that anybody can verify offline.

    Example: leitai league bundle 2019q1 -o 2019q1.zip
    """
    printing = _started("leitai.league.printing")
    try:
        data = importlib.import_module("leitai.league.bundling").bundle_of(printing.frozen(edition))
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    output.write_bytes(data)
    click.echo(f"{output}: {len(data)} bytes, SHA-256 {importlib.import_module('leitai.league.bundles').digest(data)}")


def _started(module: str) -> ModuleType:
    """A module that needs Django, with Django and the database ready."""
    importlib.import_module("leitai.runtime").start()
    return importlib.import_module(module)


def _of_ledger(code: str) -> list[Check]:
    printing = _started("leitai.league.printing")
    try:
        found: list[Check] = importlib.import_module("leitai.league.proving").prove(printing.frozen(code))
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    return found


def _of_bundle(path: Path) -> list[Check]:
    bundles = importlib.import_module("leitai.league.bundles")
    try:
        found: list[Check] = bundles.verify(bundles.unpack(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    return found
