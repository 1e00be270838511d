"""What docs/security.md says is proved by a test that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_is_named_is_there(file, name):
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_point_of_the_table_names_its_test():
    table = TEXT.partition("## What the platform does")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 15
    assert not [row for row in rows if "::" not in row.split("|")[3]]


def test_every_setting_that_is_named_is_one():
    told = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert not [name for name in re.findall(r"`(LEITAI_\w+)", TEXT) if f"`{name}`" not in told]
