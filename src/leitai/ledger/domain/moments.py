"""The moment of knowing that a text names: "as of" means the same on pages, in commands and in the API."""

from datetime import UTC, date, datetime, time, tzinfo


class MomentError(ValueError):
    """A text that names no moment; says the forms that do."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no moment: write a day as 2019-04-25, or 2019-04-25T17:30, from the year 2 to 9998"
        )


def moment_named(text: str, zone: tzinfo) -> datetime:
    """The moment that a text names, in UTC. Raises MomentError.

    A day without an hour is its last moment in `zone`, so that what was recorded on that day is seen; a moment without
    an offset is one of `zone`.

    >>> moment_named("2019-04-25", UTC).isoformat()
    '2019-04-25T23:59:59.999999+00:00'
    """
    try:
        found = _read(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MomentError(text) from error


def _read(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        return datetime.fromisoformat(text)
