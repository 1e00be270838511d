"""Commands of the league."""

import importlib

import click
from rich.console import Console
from rich.table import Table

from leitai import runtime


@click.group()
def league() -> None:
    """The league: editions and their boards."""


@league.command()
@click.option("--edition", default="", help="Code of the edition; the newest published one if left out.")
@click.option("--top", default=20, show_default=True, help="How many units.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a unit.")
def board(edition: str, top: int, as_json: bool) -> None:
    """Print the board of an edition.

    Example: leitai league board --top 10
    """
    runtime.start()
    printing = importlib.import_module("leitai.league.printing")
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
