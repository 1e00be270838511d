"""Fixtures of every room."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test starts in the language of the place."""
    with translation.override("zh-hans"):
        yield
