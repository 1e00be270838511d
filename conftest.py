"""Fixtures of every room."""

import os
from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.utils import translation


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """Every test starts in the language of the place."""
    if not settings.configured:  # a pure room, tested without Django
        yield
        return
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords pass through the hasher of the settings with little work in it: a guess is cheap in a test.

    A server that a test starts in a process of its own keeps the work of Django's.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "work_factor", 2)
        patch.setattr(ScryptPasswordHasher, "parallelism", 1)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LEITAI_ALL_TOOLS a skip for a missing tool fails the run instead of passing unseen."""
    report = yield
    if report.skipped and os.environ.get("LEITAI_ALL_TOOLS") == "1" and "missing tool" in str(report.longrepr):
        report.outcome, report.longrepr = "failed", str(report.longrepr)
    return report
