"""Commands of the platform as a whole."""

import atexit
import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from leitai import runtime
from leitai.measure import Measure

BENCHES = {
    "extract": "leitai.quantities.bench",
    "league": "leitai.league.bench",
    "ledger": "leitai.ledger.bench",
    "pages": "leitai.web.bench",
    "pivot": "leitai.ledger.analytics.bench",
    "deck": "leitai.meetings.bench",
    "formulas": "leitai.formulas.bench",
    "postgres": "leitai.postgres.bench",
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of Django with the database ready.

    Example: leitai manage showmigrations
    """
    runtime.start()
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # needs the settings

    execute_from_command_line(["leitai manage", *arguments])


@click.command()
def setup() -> None:
    """Make the tables, and enter the tree, the catalogue and the scheme that come with the package.

    Example: leitai setup
    """
    runtime.start()
    importlib.import_module("leitai.web.setting_up").set_up()
    click.echo("ready")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the platform until Ctrl-C.

    Example: leitai serve --port 8000
    """
    _count_together()
    runtime.start()
    importlib.import_module("leitai.web.setting_up").set_up()
    _refuse("why_not_real")
    _serve(host, port, workers)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--load-only", is_flag=True, help="Load the demonstration and stop.")
def demo(port: int, host: str, load_only: bool) -> None:
    """Load the contest of 2019 and serve it. Generated figures are marked as such everywhere.

    It keeps its data in `var/demo`, or in LEITAI_DATA; a database that holds anything else is refused.

    Example: leitai demo --port 8000
    """
    os.environ["LEITAI_DEMO"] = "1"
    os.environ.setdefault("LEITAI_LOG_JSON", "0")
    os.environ["LEITAI_DATA"] = os.environ.get("LEITAI_DATA") or str(Path.cwd() / "var" / "demo")
    if not load_only:
        _count_together()
    runtime.start()
    _refuse("why_not_demonstration")
    importlib.import_module("leitai.web.setting_up").set_up()
    importlib.import_module("leitai.web.demo.load").load()
    if load_only:
        return
    click.echo(f"Leitai: http://{host}:{port}/  (Ctrl-C stops it)")
    _serve(host, port, 2)


def _count_together() -> None:
    """Let the processes of the server count into one folder, so that `/metrics` tells of them all, whichever answers.

    The library looks for the folder when it is first imported, so this comes before anything of Django.
    """
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="leitai-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    atexit.register(_tidy, folder, os.getpid())


def _tidy(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # not when a worker ends
        shutil.rmtree(folder, ignore_errors=True)


def _refuse(question: str) -> None:
    """Stop with what the guard of the demonstration has against this database, if anything."""
    why = getattr(importlib.import_module("leitai.web.demo.guard"), question)()
    if why:
        raise click.ClickException(why)


def _serve(host: str, port: int, workers: int) -> None:
    """Hand over to gunicorn in this process: it keeps the lease of the database."""
    server = importlib.import_module("leitai.web.server")
    server.run(host=host, port=port, workers=workers)


@click.command()
@click.argument("things", nargs=-1, type=click.Choice(sorted(BENCHES)))
@click.option("--table", is_flag=True, help="A table for people instead of JSON lines.")
@click.option("--facts", type=click.IntRange(10_000), help="Of how many facts, for ledger and pivot (a million).")
def bench(things: tuple[str, ...], table: bool, facts: int | None) -> None:
    """Measure speed as ratios inside one run; one JSON line a measure.

    Example: leitai bench league --table
    """
    if not things:
        raise click.UsageError(f"name what to measure: {', '.join(sorted(BENCHES))}")
    if facts and not {"ledger", "pivot"}.issuperset(things):
        raise click.UsageError("--facts is for ledger and pivot")
    for measure in _measures(things, (facts,) if facts else ()):
        click.echo(_line(measure) if table else measure.as_json())


def _measures(things: tuple[str, ...], size: tuple[int, ...]) -> Iterator[Measure]:
    for thing in things:
        yield from importlib.import_module(BENCHES[thing]).measures(*size)


def _line(measure: Measure) -> str:
    floor = "" if measure.floor is None else f"floor {measure.floor:.6g}"
    ratio = "" if measure.ratio is None else f"ratio {measure.ratio:.3g}"
    return (
        f"{measure.measure:<50} {measure.value:>14.6g} {measure.unit:<14} {floor:<22} {ratio:<14} {measure.runs} runs"
    )


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the committed file is up to date.")
def openapi(check: bool) -> None:
    """Write the description of the API to openapi.json.

    Example: leitai openapi --check
    """
    runtime.start()
    text = importlib.import_module("leitai.web.api").description()
    path = Path("openapi.json")
    if check:
        sys.exit(
            0
            if path.is_file() and path.read_text("utf-8") == text
            else "openapi.json is not up to date: run `leitai openapi`"
        )
    path.write_text(text, "utf-8")


@click.command()
@click.option("--into", default="screenshots", show_default=True, type=click.Path(path_type=Path), help="Folder.")
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="A running demonstration.")
def screenshots(into: Path, url: str) -> None:
    """Take pictures of the main pages of a running demonstration: wide, phone, dark, both languages.

    Example: leitai screenshots --into screenshots
    """
    importlib.import_module("leitai.web.pictures").take(into, url)
