"""`leitai verify` needs a proof and a public key, and nothing else: no database, no Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from leitai.ledger import queries, services
from leitai.ledger.cli import verifying
from leitai.ledger.domain.keys import public_pem
from leitai.ledger.domain.proofs import written
from leitai.ledger.tests.factories import SYSTEM
from leitai.ledger.tests.sealed import KEY, OTHER, months, seal, tiny_ledger

pytestmark = pytest.mark.django_db
WITHOUT_DJANGO = """
import sys
from leitai.cli import main
try:
    main(sys.argv[1:])
finally:
    loaded = [name for name in sys.modules if name.partition(".")[0] in {"django", "psycopg"}]
    assert loaded == [], loaded
"""


@pytest.fixture
def files(tmp_path: Path, db) -> Path:
    tiny_ledger()
    number = months(5)[3]
    first = seal()
    services.hand_over_seal(actor=SYSTEM, old=KEY, new=OTHER)
    months(7, 2000)
    second = seal(OTHER)
    (tmp_path / "proof.json").write_text(written(queries.proof_of(number)), "utf-8")
    (tmp_path / "growth.json").write_text(written(queries.growth(first, second)), "utf-8")
    (tmp_path / "pub.pem").write_bytes(public_pem(KEY.public))
    return tmp_path


def verify(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(verifying.verify, words)
    return done.exit_code, done.output


@pytest.mark.parametrize("name", ["proof.json", "growth.json"])
def test_a_proof_holds_in_a_process_that_knows_no_django(files, name):
    words = ["verify", str(files / name), "--key", str(files / "pub.pem")]
    environment = {"PATH": "", "PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd="/",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("✓ ")


def test_it_says_the_figure_that_it_proves(files):
    code, said = verify(str(files / "proof.json"), "--key", str(files / "pub.pem"))
    assert code == 0
    assert "fiscal_revenue · 330304100000 · 1900-02 · actual = 3" in said


CHANGES = {
    "leaf": lambda proof: proof | {"leaf": proof["leaf"].replace('"value":"3"', '"value":"8"')},
    "index": lambda proof: proof | {"index": 2},
    "path": lambda proof: proof | {"path": proof["path"][:-1]},
    "root": lambda proof: proof | {"head": proof["head"] | {"root": "00" * 32}},
    "size": lambda proof: proof | {"head": proof["head"] | {"size": 13}},
    "at": lambda proof: proof | {"head": proof["head"] | {"at": "2019-04-25T00:00:00.000000Z"}},
    "signature": lambda proof: proof | {"head": proof["head"] | {"signature": "00" * 64}},
    "keys": lambda proof: proof | {"keys": []},
    "since": lambda proof: proof | {"keys": [key | {"since": "2000-01-01T00:00:00.000000Z"} for key in proof["keys"]]},
}


@pytest.mark.parametrize("member", sorted(CHANGES))
def test_a_proof_changed_in_any_member_fails(files, member):
    path = files / "proof.json"
    path.write_text(json.dumps(CHANGES[member](json.loads(path.read_text("utf-8")))), "utf-8")
    code, said = verify(str(path), "--key", str(files / "pub.pem"))
    assert code == 1
    assert "✗" in said


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no proof"),
        ("[]", "not a JSON object"),
        ('{"type": "x"}', "its type is 'x'"),
        ('{"type": "leitai.inclusion/1"}', "the member 'path' is missing"),
        ('{"type": "leitai.inclusion/1", "path": ["zz"], "keys": []}', "no proof"),
        ('{"type": "leitai.inclusion/1", "path": 5, "keys": []}', "no proof"),
        ("[" * 100_000, "no proof"),
    ],
)
def test_a_file_that_is_no_proof_says_what_is_wrong(files, text, wrong):
    path = files / "other.json"
    path.write_text(text, "utf-8")
    code, said = verify(str(path), "--key", str(files / "pub.pem"))
    assert code == 1
    assert wrong in said


def test_a_key_that_is_no_key_says_how_to_get_one(files):
    code, said = verify(str(files / "proof.json"), "--key", str(files / "proof.json"))
    assert code == 1
    assert "no Ed25519 public key" in said
