"""The command of the archive."""

import importlib
import json
from datetime import datetime
from pathlib import Path

import click

from leitai import runtime
from leitai.ledger.cli.moments import moment_given


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Superseded facts too, each with what supersedes it.")
@click.option(
    "--as-of",
    metavar="MOMENT",
    callback=moment_given,
    help="The moment of knowing, or the end of a day, local time; now if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="The manifest as JSON.")
def archive(folder: Path, everything: bool, as_of: datetime | None, as_json: bool) -> None:
    """Write the facts as Parquet, parted by year and dimension, with a manifest of hashes.

    Example: leitai archive facts-2019
    """
    runtime.start()
    writing = importlib.import_module("leitai.ledger.analytics.archive")
    try:
        manifest = writing.write(folder, everything=everything, as_of=as_of)
    except writing.FolderTaken as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(manifest) if as_json else f"{folder}: {manifest['facts']} facts as of {manifest['as_of']}")
