"""Commands of the meetings."""

import importlib
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from leitai import runtime


@click.command()
@click.argument("units", nargs=-1)
@click.option("--all-speakers", is_flag=True, help="The units that speak at the meeting of the edition.")
@click.option("--edition", default="", help="Code of the edition; the newest published one if left out.")
@click.option(
    "--language", type=click.Choice(["zh-hans", "en"]), default="zh-hans", show_default=True, help="Language."
)
@click.option("--into", type=click.Path(path_type=Path), default=Path("decks"), show_default=True, help="Folder.")
def deck(units: tuple[str, ...], all_speakers: bool, edition: str, language: str, into: Path) -> None:
    """Make the deck of a unit (12-digit code), or of all speakers, as editable PPTX.

    Example: leitai deck 330304005000 --into decks
    """
    runtime.start()
    making = importlib.import_module("leitai.meetings.making")
    if not units and not all_speakers:
        raise click.UsageError("name a unit by its 12-digit code, or ask for --all-speakers")
    into.mkdir(parents=True, exist_ok=True)
    try:
        chosen = making.speakers(edition) if all_speakers else units
        decks = making.decks(edition, chosen, language)
        for made in track(decks, total=len(chosen), description="decks", console=Console(stderr=True)):
            (into / made.file_name).write_bytes(made.data)
            click.echo(str(into / made.file_name))
    except LookupError as error:
        raise click.ClickException(str(error)) from error
