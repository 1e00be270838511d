"""A bundle proves an edition offline: without a database, without Django, whatever the machine."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import leitai
from leitai.league import bundles, bundling
from leitai.league.domain import Panel
from leitai.league.outcomes import About, outcome
from leitai.league.tests import arena

SCHEME = (Path(__file__).parent / "data" / "example.toml").read_text("utf-8")


def made(seed: int = 3) -> bundles.Bundle:
    codes = ("days", "growth", "humidity", "pm25", "population", "revenue")
    values = np.random.default_rng(seed).uniform(1, 90, (9, len(codes)))
    values[2, 1] = np.nan
    units = tuple(f"u{number}" for number in range(9))
    panel = Panel(units, codes, values, {"kind": tuple("ab"[n % 2] for n in range(9)), "county": ("x",) * 9})
    found = outcome(SCHEME, panel)
    manifest = found.manifest(About("e", "2019Q1", "g", ""))
    return bundles.Bundle(manifest, SCHEME, panel, found.result_bytes, found.spread_bytes, "fact\n")


def failing(bundle: bundles.Bundle) -> list[str]:
    return [check.name for check in bundles.verify(bundle) if not check.holds]


def test_a_bundle_holds_and_is_the_same_twice():
    data = bundles.pack(made())
    assert failing(bundles.unpack(data)) == []
    assert bundles.pack(bundles.unpack(data)) == data


def test_one_figure_changed_is_found():
    bundle = made()
    bundle.panel.values[0, 0] += 1e-9
    assert "panel_sha256" in failing(bundle)


def test_another_weight_is_found():
    bundle = made()
    other = bundles.Bundle(
        bundle.manifest, SCHEME.replace("weight = 60", "weight = 61"), bundle.panel, bundle.result, bundle.spread
    )
    assert {"scheme_sha256", "result_sha256", "result"} <= set(failing(other))


@pytest.mark.parametrize("data", [b"", b"no archive", bundles.pack(made())[:300]])
def test_what_is_no_bundle_is_refused_in_words(data):
    with pytest.raises(bundles.BundleError, match="archive"):
        bundles.unpack(data)


def test_an_archive_that_lacks_a_part_says_which():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(bundles.BundleError, match=r"scheme\.toml"):
        bundles.unpack(buffer.getvalue())


SCRIPT = """
import sys, leitai.cli as c
try: c.main(['league', 'verify', sys.argv[1]])
except SystemExit as end: code = end.code
assert 'django' not in sys.modules and 'psycopg' not in sys.modules
sys.exit(code)
"""


def verified(path: Path) -> "subprocess.CompletedProcess[str]":
    """The answer of a process that has neither a database nor a setting."""
    source = str(Path(leitai.__file__).parents[1])
    command = [sys.executable, "-c", SCRIPT, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": source})


@pytest.mark.django_db
def test_the_bundle_of_an_edition_is_verified_by_a_process_without_django(tmp_path):
    arena.build()
    path = tmp_path / "2019q1.zip"
    path.write_bytes(bundling.bundle_of(arena.frozen()))
    answer = verified(path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "holds" in answer.stdout
    path.write_bytes(path.read_bytes()[:-40])
    broken = verified(path)
    assert broken.returncode == 1
    assert "archive" in broken.stderr
