"""A county built once for the tests of a file: each test works in a transaction of its own inside it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from leitai.intake.tests import factories


@pytest.fixture(scope="module")
def the_county(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tree, the catalogue and the data sets, taken away after the file."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # pytest-django's
        factories.county()
        yield
        transaction.set_rollback(True)
