"""Commands of the seal: seal, prove, audit."""

import importlib
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from leitai import runtime
from leitai.ledger.domain.heads import Head
from leitai.ledger.domain.keys import KeyFileError, public_pem, read_public_pem
from leitai.ledger.domain.proofs import ConsistencyProof, ProofFileError, read, written

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _room(module: str) -> Any:
    """A module of the ledger that needs Django, with Django and a database ready."""
    runtime.start()
    return importlib.import_module(f"leitai.ledger.{module}")


@click.command()
@click.option("--hand-over-to", type=click.Path(path_type=Path), help="PEM of the next private key; made if not there.")
@click.option("--public-key", is_flag=True, help="Only print the public key in office, as PEM.")
@click.option("--json", "as_json", is_flag=True, help="The signed head as JSON.")
def seal(hand_over_to: Path | None, public_key: bool, as_json: bool) -> None:
    """Put all facts that are not sealed yet into the log, and sign it.

    Example: leitai seal
    """
    running = _room("sealing.running")
    try:
        if public_key:
            click.echo(public_pem(running.public_key()).decode(), nl=False)
            return
        if hand_over_to is not None:
            click.echo(running.hand_over(hand_over_to))
            return
        head = running.seal()
    except running.SealKeyError as error:
        raise click.ClickException(str(error)) from error
    if head is None:
        raise click.ClickException("the ledger holds no facts yet: record some, then seal")
    click.echo(json.dumps(head.members()) if as_json else _line(head))


def _line(head: Head) -> str:
    return f"{head.size} facts sealed {head.at}\nroot {head.root.hex()}\nkey  {head.key}"


@click.command()
@click.argument("fact", type=int, required=False)
@click.option("--under", type=int, help="Size of an older head to prove it under; the newest if left out.")
@click.option("--growth-from", type=int, help="Instead: that the log still begins with the log of this size.")
def prove(fact: int | None, under: int | None, growth_from: int | None) -> None:
    """Write the proof that a fact is in the sealed log, or that the log only grew.

    Example: leitai prove 1234 > proof.json
    """
    if (fact is None) == (growth_from is None):
        raise click.UsageError("give the number of a fact, or --growth-from SIZE")
    running = _room("sealing.running")
    try:
        proof = running.proof(fact, under) if fact is not None else running.growth(growth_from, under)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(written(proof), nl=False)


@click.command()
@click.option("--key", type=FILE, help="Public key (PEM) you trust; the key at hand if left out.")
@click.option("--witness", "witnesses", type=FILE, multiple=True, help="Proof or head kept elsewhere; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def audit(key: Path | None, witnesses: tuple[Path, ...], as_json: bool) -> None:
    """Compute the log again from the facts and name whatever differs.

    Ends with 0 if all is as it was sealed, with 1 if not.

    Example: leitai audit --key seal.pub.pem
    """
    running = _room("sealing.running")
    trusted, heads = _trusted(key), [head for path in witnesses for head in _heads(path)]
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("facts", total=running.sealed_size())
        report = running.audit(trusted, heads, lambda count: bar.advance(task, count))
    for finding in report.findings:
        row = {"trouble": finding.trouble, "subject": finding.subject, "said": finding.said}
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else f"✗ {finding.trouble}: {finding.said}")
    click.echo(
        f"{report.sealed} facts under {report.heads} heads, {report.waiting} not sealed yet: "
        f"{report.count or 'nothing'} found",
        err=True,
    )
    raise SystemExit(1 if report.count else 0)


def _trusted(path: Path | None) -> bytes | None:
    try:
        return None if path is None else read_public_pem(path.read_bytes())
    except KeyFileError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _heads(path: Path) -> list[Head]:
    """The heads in a file: one head as JSON, or those of a proof."""
    text = path.read_text("utf-8")
    try:
        members = json.loads(text)
        if isinstance(members, dict) and "root" in members:
            return [Head.parse(members)]
        proof = read(text)
    except (ProofFileError, KeyError, TypeError, ValueError) as error:
        raise click.ClickException(f"{path}: no head or proof in it ({error})") from error
    return [proof.first, proof.second] if isinstance(proof, ConsistencyProof) else [proof.head]
