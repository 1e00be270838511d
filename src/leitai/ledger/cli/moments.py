"""The option --as-of of commands: a moment, or a day, which is its last moment in the zone of the platform."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from leitai.environment import ZONE
from leitai.ledger.domain.moments import MomentError, moment_named


def moment_given(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """The moment that an option names, in UTC; None where it was left out. Raises BadParameter."""
    try:
        return None if text is None else moment_named(text, ZoneInfo(ZONE))
    except MomentError as error:
        raise click.BadParameter(str(error)) from error
