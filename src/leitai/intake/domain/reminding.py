"""When somebody is written to about a form: once before it is due, once when it is late. Pure."""

from enum import StrEnum

from leitai.intake.domain.owed import Deadline

LATE_FOR = 22  # working days, about a month: what is older is a matter for people, not for letters


class Notice(StrEnum):
    """What a letter is about."""

    SOON = "soon"
    LATE = "late"


def notice_of(deadline: Deadline) -> Notice | None:
    """The letter that is due now: three working days before the due day, or up to a month after it.

    >>> from datetime import date
    >>> [notice_of(Deadline(date(2019, 7, 5), days)) for days in (4, 3, 0, -1, -23)]
    [None, <Notice.SOON: 'soon'>, <Notice.SOON: 'soon'>, <Notice.LATE: 'late'>, None]
    """
    if deadline.near:
        return Notice.SOON
    return Notice.LATE if 0 < deadline.days_over <= LATE_FOR else None
