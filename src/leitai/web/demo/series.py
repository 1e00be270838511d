"""Quarterly series of one unit and one indicator, made from hidden traits and noise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from leitai.web.demo.recipes import Recipe, RecipeError, RecipeKind, Recipes

PERSISTENCE = 0.6
FRESH = math.sqrt(1 - PERSISTENCE**2)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a unit is like, in standard deviations; `size` is the log of its economy against the typical one.

    `industry` is how much of the economy is industry. `own` is 0 for a unit whose size is laid down, 1 for others:
    it turns off the luck of the draw in levels.
    """

    size: float
    vigour: float
    care: float
    green: float
    industry: float
    own: float

    def pull(self, recipe: Recipe) -> float:
        """How far the traits move a value of this recipe."""
        return (
            recipe.size * self.size
            + recipe.vigour * self.vigour * (recipe.kind is RecipeKind.COUNT)
            + recipe.care * self.care
            + recipe.green * self.green
            + recipe.industry * self.industry
        )


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the time line; `years` counts from the last quarter of the line, so it is never above 0."""

    year: int
    number: int
    years: float
    whole_years: int

    @property
    def text(self) -> str:
        """As a period: 2019Q1."""
        return f"{self.year}Q{self.number}"


def timeline(first: str, last: str) -> tuple[Quarter, ...]:
    """Quarters from a year before `first` to `last`, so that growth has its base. Raises RecipeError."""
    begin, end = _index(first) - 4, _index(last)
    return tuple(
        Quarter(year=k // 4, number=k % 4 + 1, years=(k - end) / 4, whole_years=k // 4 - end // 4)
        for k in range(begin, end + 1)
    )


def _index(period: str) -> int:
    year, _, number = period.partition("Q")
    if not (year.isdigit() and number in {"1", "2", "3", "4"}):
        raise RecipeError(f"{period} is no quarter; figures are generated for quarters such as 2019Q1")
    return int(year) * 4 + int(number) - 1


def draw_traits(rng: Random, unit: str, recipes: Recipes) -> Traits:
    """Traits of a unit, by its kind and county as its code gives them. A larger economy tends to grow faster."""
    size, vigour, care, green, industry = (rng.gauss(0, 1) for _ in range(5))
    laid_down = recipes.size_of_unit.get(unit)
    usual = recipes.size_of_kind[kind_of(unit)] + recipes.size_of_county.get(unit[:6], 0.0)
    return Traits(
        size=usual + 0.5 * size if laid_down is None else laid_down,
        vigour=0.25 * size + 0.97 * vigour,
        care=care,
        green=green - 0.1 * size,
        industry=industry if laid_down is None else 0.0,
        own=1.0 if laid_down is None else 0.0,
    )


def kind_of(unit: str) -> str:
    """street, town or township, by the seventh to ninth digits of a division code (001–099, 100–199, 200–)."""
    number = int(unit[6:9])
    return "street" if number < 100 else "town" if number < 200 else "township"


def smooth_noise(rng: Random, length: int) -> list[float]:
    """Noise of unit variance that remembers its last value."""
    values = [rng.gauss(0, 1)]
    while len(values) < length:
        values.append(PERSISTENCE * values[-1] + FRESH * rng.gauss(0, 1))
    return values


def level_series(rng: Random, recipe: Recipe, traits: Traits, line: Sequence[Quarter]) -> list[float]:
    """Values of a level, or of a share before it is applied to its whole."""
    start = recipe.typical * math.exp(traits.pull(recipe) + recipe.spread * rng.gauss(0, 1) * traits.own)
    trend = recipe.growth + recipe.vigour * traits.vigour * (recipe.kind is not RecipeKind.COUNT)
    noise = smooth_noise(rng, len(line))
    return [
        start
        * math.exp(trend * (quarter.whole_years if recipe.yearly else quarter.years))
        * math.exp(recipe.noise * wobble)
        * recipe.season[quarter.number - 1]
        for quarter, wobble in zip(line, noise, strict=True)
    ]


def count_series(rng: Random, recipe: Recipe, traits: Traits, line: Sequence[Quarter]) -> list[float]:
    """Whole numbers drawn around a level."""
    return [float(poisson(rng, mean)) for mean in level_series(rng, recipe, traits, line)]


def rate_series(rng: Random, recipe: Recipe, traits: Traits, line: Sequence[Quarter]) -> list[float]:
    """Values that crowd below `upper`; good traits and time narrow the gap."""
    luck = recipe.spread * rng.gauss(0, 1)
    gap = (recipe.upper - recipe.typical) * math.exp(luck - traits.pull(recipe))
    noise = smooth_noise(rng, len(line))
    return [
        recipe.upper - gap * math.exp(recipe.noise * wobble - recipe.growth * quarter.years)
        for quarter, wobble in zip(line, noise, strict=True)
    ]


def plain_series(rng: Random, recipe: Recipe, traits: Traits, line: Sequence[Quarter]) -> list[float]:
    """Values spread evenly on both sides of the typical one."""
    middle = recipe.typical + recipe.spread * (traits.pull(recipe) + rng.gauss(0, 1))
    return [middle + recipe.noise * wobble for wobble in smooth_noise(rng, len(line))]


def poisson(rng: Random, mean: float) -> int:
    """A Poisson draw; for a large mean the normal draw that is as good."""
    if mean > 30:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
