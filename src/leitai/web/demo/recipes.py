"""How each generated figure is made: recipes read from `generation.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class RecipeKind(StrEnum):
    """What a recipe does; `generation.toml` explains each at its head."""

    LEVEL = "level"
    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    PLAIN = "plain"
    RANK = "rank"
    CONTRIBUTION = "contribution"
    TOP_QUARTILE = "top_quartile"


class RecipeError(ValueError):
    """A recipe cannot be followed; says which and why."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One indicator's recipe. `lower` and `upper` bound the value, but for a share `upper` bounds the share.

    `leader` names the unit whose `leader_of` per unit of this series is the highest of all.
    """

    kind: RecipeKind
    of: tuple[str, ...] = ()
    typical: float = 1.0
    spread: float = 0.0
    size: float = 0.0
    vigour: float = 0.0
    care: float = 0.0
    green: float = 0.0
    industry: float = 0.0
    growth: float = 0.0
    noise: float = 0.0
    factor: float = 1.0
    lower: float = 0.0
    upper: float = float("inf")
    season: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
    yearly: bool = False
    leader: str = ""
    leader_of: str = ""


@dataclass(frozen=True, slots=True)
class Recipes:
    """Recipes by indicator code, the sizes of kinds, counties and units (log), the part of figures left out."""

    by_code: Mapping[str, Recipe]
    size_of_kind: Mapping[str, float]
    size_of_county: Mapping[str, float]
    size_of_unit: Mapping[str, float]
    missing: float


def parse_recipes(text: str) -> Recipes:
    """Recipes of a TOML document. Raises RecipeError."""
    content = tomllib.loads(text)
    size = content["size"]
    return Recipes(
        by_code=MappingProxyType({code: _recipe(code, row) for code, row in content["recipe"].items()}),
        size_of_kind=MappingProxyType(size["kind"]),
        size_of_county=MappingProxyType(size["county"]),
        size_of_unit=MappingProxyType(size["unit"]),
        missing=float(content["missing"]),
    )


@cache
def load_recipes() -> Recipes:
    """The recipes that ship with the package."""
    return parse_recipes(files("leitai.web.demo").joinpath("generation.toml").read_text("utf-8"))


def _recipe(code: str, row: Mapping[str, Any]) -> Recipe:
    values = dict(row)
    unknown = values.keys() - set(Recipe.__slots__)
    if unknown:
        raise RecipeError(f"recipe.{code}: unknown {', '.join(sorted(unknown))}")
    kind = RecipeKind(values.pop("kind"))
    if kind is RecipeKind.RATE:
        values.setdefault("upper", 100.0)
    if "season" in values and len(values["season"]) != 4:
        raise RecipeError(f"recipe.{code}: season needs four numbers, one a quarter")
    for key in values.keys() & {"of", "season"}:
        values[key] = tuple(values[key])
    return Recipe(kind=kind, **values)
