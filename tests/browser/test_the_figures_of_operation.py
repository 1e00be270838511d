"""`/metrics` tells of all processes of the server, whichever of them answers."""

import re
import urllib.request
from itertools import pairwise

COUNT = re.compile(r"^django_http_requests_before_middlewares_total (\S+)$", re.MULTILINE)


def asked(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  # our own server
        text: str = answer.read().decode()
    return text


def test_requests_are_counted_over_all_processes(site: str):
    counts = []
    for _ in range(12):
        asked(f"{site}/healthz")
        (found,) = COUNT.findall(asked(f"{site}/metrics"))
        counts.append(float(found))
    assert all(after - before >= 2 for before, after in pairwise(counts)), counts  # none falls back, as in one process
