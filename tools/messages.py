"""Collect the strings to translate from Python and templates, and merge them into the Chinese catalogue.

No gettext programs are needed: Babel reads both, templates after Django made them look like Python.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages import Catalog, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src" / "leitai"
CATALOGUE = SOURCE / "web" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER_COMMENT = "# Leitai in simplified Chinese. This file has the licence of the project."
Message = tuple[str, int, str | tuple[str, ...], str | None]


def found() -> Iterator[Message]:
    """Every string to translate: file, line, string (or singular and plural), context."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _of(path, path.read_text("utf-8"))
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            looks_like_python = templatize(path.read_text("utf-8"), origin=str(path))
            yield from _of(path, f"(\n{looks_like_python}\n)")  # in brackets indentation does not count


def _of(path: Path, text: str) -> Iterator[Message]:
    for line, message, _, context in extract.extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield str(path.relative_to(SOURCE.parent)), line, message, context


def collected() -> Catalog:
    """The strings found, as a catalogue without translations."""
    catalogue = Catalog(project="Leitai", locale="zh_Hans", charset="utf-8")
    for file, _, message, context in found():
        catalogue.add(message, None, [(file, 0)], context=context)
    return catalogue


def merged(catalogue: Catalog) -> Catalog:
    """The catalogue with what was found: new strings untranslated, vanished ones gone, the project in its header."""
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "Leitai", "1"
    catalogue.last_translator = catalogue.language_team = "Leitai"
    catalogue.msgid_bugs_address = ""
    catalogue.header_comment, catalogue.fuzzy = HEADER_COMMENT, False
    catalogue.revision_date = catalogue.creation_date
    return catalogue


def main() -> None:
    """Merge what was found into the catalogue: new strings come untranslated, vanished ones go."""
    settings.configure(USE_I18N=True)
    django.setup()
    catalogue = Catalog(locale="zh_Hans")
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            catalogue = read_po(file, locale="zh_Hans")
    catalogue = merged(catalogue)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False)
    open_ones = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} strings, {len(open_ones)} without a translation")  # noqa: T201  # a tool's answer


if __name__ == "__main__":
    main()
