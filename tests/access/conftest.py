"""One world for all tests of access, built once; a test that is marked `django_db` leaves it as it was."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests import worlds


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)
