"""Where a request came from, through the proxies that are trusted and no others."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def address_of(request: HttpRequest) -> str | None:
    """The address of the client: of who connected, or what the outermost of LEITAI_PROXIES trusted proxies saw.

    Each proxy appends whom it was called by to X-Forwarded-For, so with n of them the n-th from the right is the
    client; whatever stands further left was written by the client itself. A request that came past the proxies has
    fewer, and counts as from who connected. None where there is no address, as on a socket of the file system.
    """
    near = _address(request.META.get("REMOTE_ADDR", ""))
    hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    proxies: int = settings.PROXIES
    return (_address(hops[-proxies]) or near) if 0 < proxies <= len(hops) else near


def is_local(request: HttpRequest) -> bool:
    """Whether a program on this machine asks by itself: from a loopback address, by no proxy that owns up to it."""
    address = address_of(request)
    forwarded = any(name in request.META for name in _FORWARDED)
    return not forwarded and address is not None and ip_address(address).is_loopback


def _address(text: str) -> str | None:
    """An address without its port, which some proxies write behind it."""
    plain = text.strip().removeprefix("[").partition("]")[0]
    for candidate in (plain, plain.partition(":")[0]):
        try:
            return str(ip_address(candidate.partition("%")[0]))
        except ValueError:
            continue
    return None
