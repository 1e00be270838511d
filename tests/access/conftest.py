"""One world for all tests of access, built once; what a test writes is rolled back with `undone`."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests import worlds


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture
def undone(world) -> Iterator[None]:
    """Take back what the test writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
