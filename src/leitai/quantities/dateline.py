"""The day of publication as a text itself tells it: in its address, or in a dateline near its top."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_IN_ADDRESS = re.compile(r"((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_IN_TEXT = re.compile(r"((?:19|20)\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)", re.ASCII)
HEAD_LINES = 5
ADDRESS_LINES = 2


def published_in(clean: str) -> date | None:
    """The first whole date of the head of a text (an address counts before a dateline), or None."""
    head = clean.split("\n", HEAD_LINES)[:HEAD_LINES]
    for found in _candidates(head):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def _candidates(head: Sequence[str]) -> Iterator[re.Match[str]]:
    for line in head[:ADDRESS_LINES]:
        for address in _ADDRESS.finditer(line):
            yield from reversed(list(_IN_ADDRESS.finditer(address[0])))
    for line in head:
        yield from _IN_TEXT.finditer(line)
