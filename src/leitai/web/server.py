"""gunicorn in this process: threads, no reload, structured logs."""

from typing import Any

from gunicorn.app.base import BaseApplication


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
            "logger_class": "leitai.web.server.Logger",
        }
    ).run()
