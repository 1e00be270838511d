"""The language tables of the room, and patterns made of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

HAN = "[\u4e00-\u9fff]"
SUPERLATIVE = "最[快高低大多小慢少好差]"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table file of the room by its name without ending."""
    return tomllib.loads(files("leitai.quantities.data").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words(key: str) -> tuple[str, ...]:
    """A list of words of `words.toml`."""
    for section in table("words").values():
        if key in section:
            return tuple(section[key])
    raise KeyError(key)


@cache
def any_of(*keys: str) -> str:
    """A pattern for any word of one or more lists, the longest first."""
    return one_of(word for key in keys for word in words(key))


@cache
def pattern_of(*keys: str) -> re.Pattern[str]:
    """The same, ready to be looked for."""
    return re.compile(any_of(*keys))


def one_of(names: Iterable[str]) -> str:
    """A pattern that matches the longest of the names at a place. It branches by character, so it never backtracks far.

    >>> one_of(["个", "个月", "户"])
    '(?:个月?|户)'
    """
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for sign in name:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    parts = [re.escape(sign) + (_branch(below) if below.keys() - {""} else "") for sign, below in node.items() if sign]
    body = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    if "" not in node:
        return body
    return f"{parts[0]}?" if len(parts) == 1 and len(parts[0]) == 1 else f"(?:{'|'.join(parts)})?"
