"""An edition made again from the facts of its moment gives the same bytes, whatever was recorded since."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from leitai.league import proving, queries, services
from leitai.league.models import Edition, EditionUnit
from leitai.league.outcomes import manifest_digest
from leitai.league.tests import arena

pytestmark = pytest.mark.django_db
SAME = ("scheme_sha256", "panel_sha256", "result_sha256")


def test_facts_recorded_later_change_no_byte_of_a_past_moment():
    arena.build()
    first = arena.frozen()
    arena.correct(3, "fiscal_revenue", Decimal("99.5"))
    again = arena.begin("2019q1-again")
    services.freeze(actor=arena.SYSTEM, edition=again, as_of=first.as_of)
    now = arena.frozen("2019q1-now")
    again.refresh_from_db()
    assert bytes(again.result) == bytes(first.result)
    assert [again.manifest[name] for name in SAME] == [first.manifest[name] for name in SAME]
    assert now.manifest["panel_sha256"] != first.manifest["panel_sha256"]


def test_an_edition_is_proved_from_the_facts_of_its_moment():
    arena.build()
    edition = arena.frozen()
    arena.correct(3, "fiscal_revenue", Decimal("99.5"))
    checks = proving.prove(edition)
    assert checks
    assert all(check.holds for check in checks)


def test_a_board_that_was_tampered_with_is_found_out():
    arena.build()
    edition = arena.frozen()
    EditionUnit.objects.filter(edition=edition, rank=5).update(rank=4)
    broken = [check.name for check in proving.prove(edition) if not check.holds]
    assert broken == ["board"]


def test_a_result_that_was_tampered_with_is_found_out():
    arena.build()
    edition = arena.frozen()
    Edition.objects.filter(pk=edition.pk).update(result=bytes(edition.result).replace(b"\n", b"\n\x01", 1)[:-1])
    edition.refresh_from_db()
    assert "result" in [check.name for check in proving.prove(edition) if not check.holds]


def test_no_edition_is_frozen_as_of_a_moment_to_come():
    arena.build()
    with pytest.raises(services.EditionError):
        services.freeze(actor=arena.SYSTEM, edition=arena.begin(), as_of=timezone.now() + timedelta(hours=1))


def test_a_correction_says_what_changes_and_takes_the_place_of_the_first():
    arena.build()
    first = arena.announced()
    with pytest.raises(services.EditionError):
        services.correct_edition(actor=arena.SYSTEM, edition=first, code="2019q1-2", change=" ")
    arena.correct(3, "fiscal_revenue", Decimal("99.5"))
    made = services.correct_edition(actor=arena.SYSTEM, edition=first, code="2019q1-2", change="第3镇财政收入更正")
    with pytest.raises(services.EditionError):
        services.correct_edition(actor=arena.SYSTEM, edition=first, code="2019q1-3", change="再更正")
    services.freeze(actor=arena.SYSTEM, edition=made)
    services.announce(actor=arena.SYSTEM, edition=made)
    assert queries.newest_edition(arena.SYSTEM).code == "2019q1-2"
    assert queries.correction_of(first, arena.SYSTEM).code == "2019q1-2"
    made.refresh_from_db()
    assert made.manifest["corrects"] == manifest_digest(first.manifest)


def test_the_database_asks_a_correction_what_changed():
    arena.build()
    first, other = arena.announced(), arena.frozen("other")
    with pytest.raises(IntegrityError, match="edition_correction_says_what_changed"), transaction.atomic():
        Edition.objects.filter(pk=other.pk).update(corrects=first)
