"""Whatever is said to people is said in Chinese too, with the same blanks to fill."""

import io
import re
import runpy
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "messages.py"))
BLANK = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with TOOL["CATALOGUE"].open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


@pytest.fixture(scope="module")
def used() -> list[Message]:
    return [message for message in TOOL["collected"]() if message.id]


def texts(said: str | tuple[str, ...]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Each translation with the (plural) English it stands for."""
    return [(texts(one.id)[-1], said) for one in catalogue if one.id for said in texts(one.string)]


def test_every_string_has_a_translation(catalogue: Catalog, used: list[Message]):
    assert len(used) > 250
    lacking = []
    for message in used:
        found = catalogue.get(message.id, message.context)
        if found is None or not found.string or not all(texts(found.string)):
            lacking.append((message.id, message.locations))
    assert not lacking, "run `make messages`, then translate these"


def test_the_catalogue_holds_nothing_else(catalogue: Catalog, used: list[Message]):
    known = {(texts(message.id)[0], message.context) for message in used}
    left = [one.id for one in catalogue if one.id and (texts(one.id)[0], one.context) not in known]
    assert not left, "run `make messages`: nothing says these any more"


def test_blanks_agree(catalogue: Catalog):
    wrong = [(asked, said) for asked, said in pairs(catalogue) if set(BLANK.findall(asked)) != set(BLANK.findall(said))]
    assert not wrong


def test_every_text_is_chinese_with_the_signs_of_chinese(catalogue: Catalog):
    worded = [said for _, said in pairs(catalogue) if BLANK.sub("", said).strip()]  # not those of blanks alone
    assert not [said for said in worded if not re.search("[\u4e00-\u9fff]", said)]
    assert not [said for _, said in pairs(catalogue) if set(BLANK.sub("", said)) & set(",;:?!()")]


def test_no_translation_is_a_guess(catalogue: Catalog):
    assert not [message.id for message in catalogue if message.fuzzy]


def test_the_header_names_the_project_and_nobody(catalogue: Catalog):
    head = TOOL["CATALOGUE"].read_text("utf-8").split("\n\n", 1)[0]
    assert "Leitai" in head
    assert not [word for word in ("EMAIL", "NAME", "PROJECT", "ORGANIZATION", "@", "fuzzy") if word in head]


def test_the_catalogue_compiles(catalogue: Catalog):
    assert not [error for message in catalogue for error in message.check(catalogue)]
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.tell() > 10_000


def test_a_noun_behind_a_number_knows_one_from_many():
    bare = re.compile(r'\}\}\s*\{% translate "[a-z ]*s" %\}|\{% blocktranslate(?! count)[^%]*%\}\{\{ n \}\} [a-z]+s\b')
    said = {path.name: bare.findall(path.read_text("utf-8")) for path in TOOL["SOURCE"].rglob("templates/**/*.html")}
    assert not {name: found for name, found in said.items() if found}
