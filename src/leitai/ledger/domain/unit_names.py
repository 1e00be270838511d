"""Names of units of measure in English, for pages whose reader reads English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SYMBOLS = frozenset({"m²", "m³", "km²"})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("leitai.ledger").joinpath("data/units_en.toml").read_text("utf-8"))


@cache
def unit_in_english(unit: str) -> str:
    """A unit with its scale in words; one whose parts are not all known stays as it is.

    >>> unit_in_english("亿元"), unit_in_english("万元/亩"), unit_in_english("件/万人"), unit_in_english("%")
    ('100 million yuan', '10,000 yuan per mu', 'cases per 10,000 people', '%')
    >>> unit_in_english("万平方米"), unit_in_english("微克/立方米"), unit_in_english("贯")
    ('10,000 m²', 'µg/m³', '贯')
    """
    above, stroke, below = unit.partition("/")
    name = _scaled(above)
    if not stroke:
        return name or unit
    per = _table()["per"].get(below) or _scaled(below)
    if name is None or per is None:
        return unit
    symbols = " " not in name and per in _SYMBOLS
    return f"{name}/{per}" if symbols else f"{name} per {per}"


def _scaled(name: str) -> str | None:
    units = _table()["units"]
    if name in units:
        return units[name]
    for scale, words in _table()["scales"].items():
        if name.startswith(scale) and name[len(scale) :] in units:
            return f"{words} {units[name[len(scale) :]]}"
    return None
