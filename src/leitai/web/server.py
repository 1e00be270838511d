"""gunicorn in this process: threads, no reload, structured logs."""

import logging
from typing import Any

from gunicorn import glogging
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from prometheus_client import multiprocess


class Logger(glogging.Logger):
    """The server's own words go where all others go, in the same form; requests are logged by the middleware."""

    def setup(self, cfg: Config) -> None:
        """Leave both loggers without handlers of their own."""
        self.error_log.setLevel(logging.getLogger().level)
        self.error_log.propagate = True
        self.access_log.propagate = False
        self.cfg = cfg


class Server(BaseApplication):
    """gunicorn with options from Python instead of its command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application, in each worker."""
        from leitai.web.wsgi import application  # noqa: PLC0415  # the worker makes Django ready, not the master

        return application


def _gone(server: object, worker: Any) -> None:  # noqa: ARG001  # gunicorn's signature
    """What a worker counted stays; what only it had at the moment goes with it."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # carries no types


def run(*, host: str, port: int, workers: int) -> None:
    """Serve until a signal says stop."""
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "logger_class": Logger,
            "child_exit": _gone,
        }
    ).run()
