"""One log line a request: path, status, time, and a number that ties the lines of a request together."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

_log = structlog.get_logger("leitai.requests")
_QUIET = ("/healthz", "/metrics", "/static/")


def request_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log each request but for probes and static files; the number goes out as X-Request-ID."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number, start = uuid.uuid4().hex[:16], time.perf_counter()
        structlog.contextvars.bind_contextvars(request=number)
        try:
            response = get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = number
        if not request.path.startswith(_QUIET):
            _tell(request, response, number, time.perf_counter() - start)
        return response

    return middleware


def _tell(request: HttpRequest, response: HttpResponse, number: str, seconds: float) -> None:
    _log.info(
        "request",
        request=number,
        method=request.method,
        path=request.path,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
