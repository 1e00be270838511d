"""`leitai verify`: a proof and a public key are enough; no database, no Django."""

from pathlib import Path

import click

from leitai.ledger.domain.keys import KeyFileError, read_public_pem
from leitai.ledger.domain.proofs import ConsistencyProof, InclusionProof, Proof, ProofFileError, read

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("proof", type=FILE)
@click.option("--key", required=True, type=FILE, help="Public key of the seal (PEM), from a source you trust.")
def verify(proof: Path, key: Path) -> None:
    """Check a proof against a public key: needs neither the platform nor its database.

    Ends with 0 if it holds, with 1 if it does not.

    Example: leitai verify proof.json --key seal.pub.pem
    """
    found = _proof(proof)
    faults = found.faults(_key(key))
    for fault in faults:
        click.echo(f"✗ {fault}", err=True)
    if faults:
        raise SystemExit(1)
    click.echo(_said(found))


def _proof(path: Path) -> Proof:
    try:
        return read(path.read_text("utf-8"))
    except (ProofFileError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path}: {error}") from error


def _key(path: Path) -> bytes:
    try:
        return read_public_pem(path.read_bytes())
    except KeyFileError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _said(proof: Proof) -> str:
    if isinstance(proof, ConsistencyProof):
        first, second = proof.first, proof.second
        return (
            f"✓ the log of {second.size} facts ({second.at}) begins with the log of {first.size} ({first.at}): "
            f"nothing was changed, only added"
        )
    return _figure(proof)


def _figure(proof: InclusionProof) -> str:
    said = proof.said()
    value = " ".join(str(said.get(name)) for name in ("comparator", "value") if said.get(name) is not None)
    about = " · ".join(str(said.get(name)) for name in ("indicator", "division", "period", "status"))
    return (
        f"✓ fact {said.get('number')}: {about} {value}\n"
        f"  recorded {said.get('recorded_at')}, leaf {proof.index} of {proof.head.size}\n"
        f"  under the head of {proof.head.at}, root {proof.head.root.hex()}, key {proof.head.key}"
    )
