"""The page about the engine says what the engine does: every block on it is run."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[4] / "docs" / "league-engine.md"


def test_every_block_of_the_page_runs_and_gives_what_it_shows() -> None:
    text = re.sub(r"^```.*$", "", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    page = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(page, out=told.append)
    assert result.failed == 0, "\n".join(told)
    assert result.attempted > 40
