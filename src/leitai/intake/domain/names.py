"""What extraction is told of the tree and the catalogue, in the words of `quantities`."""

from collections.abc import Iterable, Mapping
from functools import cache

from leitai.divisions.domain import Kind, Place, load_tree
from leitai.ledger.domain.catalogue import IndicatorSpec, load_catalogue
from leitai.quantities import Catalogue, DivisionName, Gazetteer, IndicatorName

_ENDINGS = {
    Kind.STREET: ("街道", "街道办事处"),
    Kind.TOWN: ("镇",),
    Kind.TOWNSHIP: ("乡",),
    Kind.COUNTY: ("区", "县", "市"),
    Kind.CITY: ("市",),
    Kind.PROVINCE: ("省",),
}


def short_names(name: str, kind: Kind) -> tuple[str, ...]:
    """The name without its ending, where two characters or more are left.

    >>> short_names("北白象镇", Kind.TOWN)
    ('北白象',)
    """
    stems = (name.removesuffix(ending) for ending in _ENDINGS.get(kind, ()) if name.endswith(ending))
    return tuple(stem for stem in stems if len(stem) >= 2)


def division_names(places: Iterable[Place]) -> list[DivisionName]:
    """Places as names: the full name is the county's name and the own, where there is a county."""
    known = {place.code: place for place in places}
    return [_division_name(place, known) for place in known.values()]


def _division_name(place: Place, known: Mapping[str, Place]) -> DivisionName:
    above = known.get(place.county or "")
    full = above.name + place.name if above and above.kind is Kind.COUNTY else place.name
    return DivisionName(
        code=place.code,
        name=place.name,
        full_name=full,
        short_names=short_names(place.name, place.kind),
        kind=str(place.kind),
        parent=place.county,
    )


def indicator_names(specs: Iterable[IndicatorSpec], more: Mapping[str, tuple[str, ...]] | None = None) -> Catalogue:
    """The catalogue as names, with further accepted phrases by indicator code."""
    further = more or {}
    return Catalogue(
        IndicatorName(spec.code, spec.name, spec.aliases + further.get(spec.code, ()), spec.unit) for spec in specs
    )


@cache
def packaged_gazetteer() -> Gazetteer:
    """The tree that comes with the package."""
    return Gazetteer(division_names(load_tree()))


@cache
def packaged_catalogue() -> Catalogue:
    """The catalogue that comes with the package."""
    return indicator_names(load_catalogue())
