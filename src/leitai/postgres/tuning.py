"""Settings of the server: those a new cluster begins with (may be edited), and those that always hold."""

import os
from pathlib import Path

HERE = Path("/proc/self/cwd")
PORT = 5432
ROLE = "leitai"
DATABASE = "leitai"
MEGABYTE = 1 << 20


def first_settings() -> dict[str, str]:
    """Written into postgresql.conf once, by initdb. Durability settings stay at PostgreSQL's defaults (all on)."""
    memory = _memory_megabytes()
    return {
        "shared_buffers": f"{_between(64, memory // 8, 512)}MB",
        "effective_cache_size": f"{_between(128, memory // 2, 8192)}MB",
        "maintenance_work_mem": f"{_between(32, memory // 32, 256)}MB",
        "work_mem": "16MB",
        "wal_compression": "on",
        "min_wal_size": "64MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "log_checkpoints": "off",
        "random_page_cost": "1.1",
        "jit": "off",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }


def fixed_settings(socket_dir: str) -> dict[str, str]:
    """Given on the command line at every start, so that no edit of the file can open a TCP port."""
    return {
        "listen_addresses": "",
        "unix_socket_directories": socket_dir,
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "logging_collector": "off",
        "log_destination": "stderr",
    }


def data_argument(folder: Path) -> str:
    """How initdb and postgres are told their data folder, being started inside it.

    `/proc/self/cwd` needs no right to walk through the folders above, and neither length nor spaces nor script
    of the real path matter.
    """
    return "/proc/self/cwd" if HERE.exists() else str(folder)


def as_arguments(flag: str, settings: dict[str, str]) -> list[str]:
    """`-c name=value` pairs."""
    return [part for name, value in settings.items() for part in (flag, f"{name}={value}")]


def _memory_megabytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))
