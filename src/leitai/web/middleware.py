"""One log line a request, and refusal of what no text can hold before any view sees it."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

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


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to a NUL in path, query or form: PostgreSQL keeps none in text, so no view could use it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or any(_holds_nul(sent) for sent in (request.GET, request.POST)):
            raise BadRequest("a NUL character was sent: leave it out")
        return get_response(request)

    return middleware


def _holds_nul(sent: QueryDict) -> bool:
    return any("\x00" in name or any("\x00" in str(value) for value in values) for name, values in sent.lists())
