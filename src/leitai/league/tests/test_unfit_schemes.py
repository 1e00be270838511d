"""What a scheme cannot do with the catalogue or the figures is told with its remedy, and never as a broken page."""

from hashlib import sha256

import pytest
from django.utils import timezone

from leitai.league import services
from leitai.league.domain import SchemeError, parse_scheme
from leitai.league.models import SchemeVersion
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db


def kept(text: str) -> SchemeVersion:
    """A scheme that was kept before schemes were checked against the catalogue."""
    scheme = parse_scheme(text)
    return SchemeVersion.objects.create(
        code=scheme.code,
        version=scheme.version,
        name=scheme.name_zh,
        name_en=scheme.name_en,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        registered_at=timezone.now(),
    )


def text(version: str = "2") -> str:
    return arena.SCHEME.format(version=version, strength=60)


def test_every_code_that_is_unknown_is_told_denominators_too():
    arena.build()
    wrong = text().replace('"pm25"', '"pm2"').replace('"rd_intensity",', '"rd_intensity", denominator = "people",')
    with pytest.raises(SchemeError) as caught:
        services.register_scheme(actor=arena.SYSTEM, text=wrong)
    told = {fault.where: fault.mend for fault in caught.value.faults}
    assert set(told) == {"people", "pm2"}
    assert "pm25" in told["pm2"]


def test_an_older_scheme_with_an_unknown_code_is_refused_when_it_is_frozen():
    arena.build()
    edition = arena.begin(using=kept(text().replace('"pm25"', '"pm2"')))
    with pytest.raises(services.EditionError, match=r"pm2.*pm25"):
        services.freeze(actor=arena.SYSTEM, edition=edition)


def test_figures_that_a_scheme_cannot_take_are_told_when_it_is_frozen():
    arena.build()
    scheme = services.register_scheme(actor=arena.SYSTEM, text=f'aggregation = "geometric"\n{text()}')
    with pytest.raises(services.EditionError, match="not positive"):
        services.freeze(actor=arena.SYSTEM, edition=arena.begin(using=scheme))


def test_an_indicator_beside_the_dimensions_is_no_dimension():
    arena.build()
    beside = '\n[[indicators]]\ncode = "petitions"\nweight = 5\ndirection = "lower"\n'
    scheme = services.register_scheme(actor=arena.SYSTEM, text=text() + beside)
    edition = arena.frozen(using=scheme)
    assert [row["code"] for row in edition.dimensions] == ["strength", "service"]
    assert all(len(unit.dimension_scores) == 2 for unit in edition.units.all())


def test_places_within_a_group_follow_the_rule_of_the_board():
    arena.build()
    scheme = kept(f'{text()}\n[ties]\nconvention = "average"\ntolerance = 1000.0\n')
    edition = arena.frozen(using=scheme)
    assert {unit.rank for unit in edition.units.all()} == {1}
    assert {unit.rank_in_group for unit in edition.units.all()} == {1}
