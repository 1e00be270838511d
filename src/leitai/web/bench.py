"""How long the server takes for the pages people open most, against a view that does nothing but answer.

The demonstration is loaded into a throwaway database first, so that no database of anybody's is touched.
"""

import importlib
import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from leitai import runtime
from leitai.measure import Measure, best_seconds, p95_milliseconds
from leitai.postgres.throwaway import throwaway

UNIT = "330304005000"
PAGES = {
    "home": "/",
    "board": "/league/",
    "board_filtered": "/league/?county=330304000000&sort=-d2",
    "unit": f"/league/editions/2019q1/units/{UNIT}/",
    "indicator": "/ledger/indicators/fiscal_revenue/",
    "township": f"/ledger/divisions/{UNIT}/",
    "api_edition": "/api/editions/2019q1?limit=185",
}
FORM = f"/intake/forms/quarterly_economy/2019Q2/{UNIT}/"
SIGNED_IN = {
    "form": ("demo.reporter", FORM),
    "owed": ("demo.reporter", "/intake/owed/"),
    "review": ("demo.reviewer", "/intake/review/"),
    "completeness": ("demo.league", "/intake/completeness/"),
}
RUNS = 60


def measures() -> Iterator[Measure]:
    """Milliseconds at the 95th percentile; the floor is `/healthz`, a bare view behind the same middleware."""
    with throwaway() as server:
        os.environ |= {"DATABASE_URL": server.url, "LEITAI_LOG_LEVEL": "ERROR", "LEITAI_DEMO": "1"}
        runtime.start()
        yield from _measured()


def _measured() -> Iterator[Measure]:
    importlib.import_module("leitai.web.setting_up").set_up()
    load = importlib.import_module("leitai.web.demo.load")
    load.load()
    client = importlib.import_module("django.test").Client(SERVER_NAME="localhost")
    floor = _p95(lambda: client.get("/healthz"))
    for name, path in PAGES.items():
        value = _p95(lambda path=path: client.get(path))  # type: ignore[misc]  # bound now
        yield Measure(f"pages.{name}_p95", value, "ms", floor, value / floor, RUNS)
    yield from _signed_in(floor)
    yield from _freezing(load)


def _signed_in(floor: float) -> Iterator[Measure]:
    """Pages of people at their posts, and the answer to one cell that saves itself."""
    for name, (username, path) in SIGNED_IN.items():
        client = _client_of(username)
        value = _p95(lambda client=client, path=path: client.get(path))  # type: ignore[misc]  # bound now
        yield Measure(f"pages.{name}_p95", value, "ms", floor, value / floor, RUNS)
    client, numbers = _client_of("demo.reporter"), count(1)

    def save() -> None:
        cell = {"indicator": "trade_sales", "value": f"8.{next(numbers)}", "comment": "", "key": str(uuid4())}
        client.post(f"{FORM}cell/", cell, content_type="application/json")

    value = _p95(save)
    yield Measure("pages.save_cell_p95", value, "ms", floor, value / floor, RUNS)


def _client_of(username: str) -> Any:
    """A client signed in as one of the demonstration's accounts."""
    client = importlib.import_module("django.test").Client(SERVER_NAME="localhost")
    user = importlib.import_module("leitai.accounts.queries").user_named(username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _freezing(load: object) -> Iterator[Measure]:
    """Reading, computing and storing an edition of 185 units in a transaction that is rolled back."""
    transaction = importlib.import_module("django.db.transaction")
    services = importlib.import_module("leitai.league.services")

    def freeze() -> None:
        with transaction.atomic():
            edition = load.begin(load.PERIODS[-1], "bench")  # type: ignore[attr-defined]  # a module
            services.freeze(actor=load.ACTOR, edition=edition)  # type: ignore[attr-defined]
            transaction.set_rollback(True)

    yield Measure("league.freeze_185", best_seconds(freeze, 3), "s", None, None, 3)


def _p95(call: Callable[[], object]) -> float:
    return p95_milliseconds(call, RUNS, first=5)
