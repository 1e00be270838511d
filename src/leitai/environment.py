"""Reading settings from the environment: typed, checked, and loud when wrong."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ZONE = "Asia/Shanghai"
"""The zone in which days begin and end, on pages and in commands."""
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """A variable of the environment cannot be used; says which, why and what would do."""

    def __init__(self, name: str, value: str, remedy: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: {remedy}")


@dataclass(frozen=True, slots=True)
class Mail:
    """How e-mail leaves: Django's backend, and the server for it."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Environment:
    """A view of environment variables that parses each into its type."""

    values: Mapping[str, str]

    @classmethod
    def from_process(cls) -> "Environment":
        """The environment this process was started with."""
        return cls(os.environ)

    def text(self, name: str, default: str = "") -> str:
        """The variable as it is."""
        return self.values.get(name, default)

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes or no."""
        raw = self.values.get(name)
        if raw is None:
            return default
        if raw.lower() in _TRUE | _FALSE:
            return raw.lower() in _TRUE
        raise SettingError(name, raw, "write 1 or 0")

    def number(self, name: str, *, default: int, least: int) -> int:
        """A whole number not under `least`."""
        raw = self.values.get(name, str(default))
        if raw.isascii() and raw.isdigit() and int(raw) >= least:
            return int(raw)
        raise SettingError(name, raw, f"write a whole number of at least {least}")

    def words(self, name: str, *, default: Sequence[str]) -> list[str]:
        """Words parted by commas."""
        raw = self.values.get(name)
        return list(default) if raw is None else [word.strip() for word in raw.split(",") if word.strip()]

    def words_among(self, name: str, among: Sequence[str]) -> list[str]:
        """Words parted by commas, each one of those given; none if left out."""
        found = self.words(name, default=())
        if wrong := [word for word in found if word not in among]:
            raise SettingError(name, ",".join(wrong), f"write some of {', '.join(among)}")
        return found

    def choice(self, name: str, *, default: str, among: Sequence[str]) -> str:
        """One of the given words."""
        raw = self.values.get(name, default)
        if raw in among:
            return raw
        raise SettingError(name, raw, f"write one of {', '.join(among)}")

    def path(self, name: str, *, default: Path) -> Path:
        """An absolute path."""
        return Path(self.values.get(name) or default).expanduser().absolute()

    def secret(self, name: str, *, kept_in: Path) -> str:
        """A secret of at least 32 characters; made once and kept in a file that only its owner reads, if not given."""
        raw = self.values.get(name)
        if raw is None:
            return _kept_secret(kept_in)
        if len(raw) < 32:
            raise SettingError(name, "…", "write at least 32 characters, or leave it out and one is made")
        return raw

    def database(self, name: str) -> dict[str, Any]:
        """Django's settings for the PostgreSQL at a `postgresql://` url."""
        raw = self.values.get(name, "")
        try:
            parts = conninfo_to_dict(raw)
        except ProgrammingError:  # its words hold the password
            raise SettingError(name, "…", "write postgresql://user:password@host:port/name") from None
        return _django_database(parts)

    def origin(self, name: str) -> list[str]:
        """The origin of an address (scheme, host, port) in a list; an empty one if left out."""
        raw = self.values.get(name, "")
        parts = urlsplit(raw)
        if raw and not (parts.scheme in {"http", "https"} and parts.netloc):
            raise SettingError(name, raw, "write an address that begins with https://")
        return [f"{parts.scheme}://{parts.netloc}"] if raw else []

    def mail(self, name: str) -> "Mail":
        """The mail server at an `smtp://` url; a server that takes nothing where the variable is left out."""
        parts = urlsplit(self.values.get(name, ""))
        if not parts.scheme:
            return Mail("django.core.mail.backends.dummy.EmailBackend")
        if parts.scheme == "console":
            return Mail("django.core.mail.backends.console.EmailBackend")
        try:
            port = parts.port or _MAIL_PORTS[parts.scheme]
        except (KeyError, ValueError):  # its words hold the password
            remedy = "write smtp://user:password@host:port, smtp+tls:// for STARTTLS, smtps:// for TLS, or console:"
            raise SettingError(name, "…", remedy) from None
        return Mail(
            backend="django.core.mail.backends.smtp.EmailBackend",
            host=parts.hostname or "localhost",
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=parts.scheme == "smtp+tls",
            tls=parts.scheme == "smtps",
        )

    def openid_connect(self, prefix: str) -> dict[str, Any]:
        """Settings of the single sign-on provider, where `<prefix>_URL`, `_CLIENT` and `_SECRET` are given."""
        url, client = self.text(f"{prefix}_URL"), self.text(f"{prefix}_CLIENT")
        if bool(url) != bool(client):
            raise SettingError(f"{prefix}_URL", url, f"give {prefix}_URL and {prefix}_CLIENT together")
        app = {
            "provider_id": "oidc",
            "name": self.text(f"{prefix}_NAME", "OpenID Connect"),
            "client_id": client,
            "secret": self.text(f"{prefix}_SECRET"),
            "settings": {"server_url": url},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if url else []}}


def _django_database(parts: Mapping[str, Any]) -> dict[str, Any]:
    known = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "leitai"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", "/no-database: start Leitai by its own command, or set DATABASE_URL"),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": {key: value for key, value in parts.items() if key not in known},
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made at first use; two processes at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text("ascii") or fresh
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh
