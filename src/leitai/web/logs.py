"""Structured logs: one JSON object a line, without personal data (no query strings, no form fields)."""

import logging
import re
import sys
from collections.abc import Mapping

import structlog

# mobile and identity numbers that stand alone: the message of an error may repeat what somebody typed
_PERSONAL = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])")


def masked(line: str) -> str:
    """A line with mobile numbers and identity numbers struck out.

    >>> masked("no such resident: 13800000000")
    'no such resident: ***'
    """
    return _PERSONAL.sub("***", line)


class _Masking(structlog.stdlib.ProcessorFormatter):
    """Strikes out personal numbers wherever they stand in a line, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def configure(options: Mapping[str, object]) -> None:
    """Send the logs of Leitai, Django and the server to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if options["json"] else structlog.dev.ConsoleRenderer()
    formatter = _Masking(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(str(options["level"]))
    logging.getLogger("django.request").setLevel("ERROR")
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
