"""Doubts in the reader's language: the reading of a text knows none, but writes each doubt in one of few forms."""

import re

from django.utils.translation import gettext, gettext_noop

FORMS = (
    gettext_noop("%(printed)s is printed, but the two levels before it give %(computed)s"),
    gettext_noop("%(printed)s is printed, but the counts behind it give %(computed)s"),
    gettext_noop("%(printed)s is more than the whole"),
    gettext_noop("%(printed)s is printed to a fraction: perhaps %(meant)s is meant as beside it"),
    gettext_noop("%(printed)s is printed to a fraction: perhaps %(meant)s is meant"),
    gettext_noop("the text also says %(other)s"),
)


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(form)))


_PATTERNS = tuple((form, _pattern(form)) for form in FORMS)


def known(doubt: str) -> str | None:
    """The form in which a doubt was written, None for another."""
    return next((form for form, pattern in _PATTERNS if pattern.fullmatch(doubt)), None)


def retold(doubt: str) -> str:
    """A doubt in the language of now; one of no known form stays as it was written.

    >>> retold("a doubt of another kind")
    'a doubt of another kind'
    """
    for form, pattern in _PATTERNS:
        if found := pattern.fullmatch(doubt):
            return gettext(form) % found.groupdict()
    return doubt
