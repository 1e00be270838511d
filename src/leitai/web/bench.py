"""How long the server takes for the pages people open most, against a view that does nothing but answer.

The demonstration is loaded into a throwaway database first, so that no database of anybody's is touched.
"""

import importlib
import os
import statistics
import time
from collections.abc import Callable, Iterator

from leitai import runtime
from leitai.measure import Measure, best_seconds
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
    yield from _freezing(load)


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
    for _ in range(5):
        call()
    return statistics.quantiles([_milliseconds(call) for _ in range(RUNS)], n=20)[-1]


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
