"""An office program opens a deck and prints every slide of it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from leitai.meetings.domain import DeckContent
from leitai.meetings.tests import contents, decks, variants

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that converts a deck, with a profile of its own."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("missing tool: LibreOffice")
    profile = tmp_path_factory.mktemp("office").as_uri()
    return [found, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]


@pytest.mark.parametrize("content", [contents.louqiao(), variants.hostile()], ids=["full", "hostile"])
def test_an_office_program_prints_each_slide(office: list[str], content: DeckContent, tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(decks.rendered(content))
    subprocess.run([*office, "--outdir", str(tmp_path), str(deck)], check=True, capture_output=True, timeout=120)
    printed = (tmp_path / "deck.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(decks.opened(content))
