"""Every variable that is read has a line in the docs, and is refused when wrong."""

import re
from pathlib import Path

import pytest

from leitai.environment import Environment, SettingError

ROOT = Path(__file__).parents[2]
READ = re.compile(r'"((?:LEITAI|DATABASE)_[A-Z_]+)"')


def variables() -> set[str]:
    files = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    return {name for path in files for name in READ.findall(path.read_text("utf-8"))} - {"LEITAI_OIDC"}


def test_every_setting_has_a_line_in_the_docs():
    told = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert {name for name in variables() if f"`{name}`" not in told} == set()


def test_a_flag_is_yes_or_no():
    assert Environment({"X": "yes"}).flag("X", default=False)
    with pytest.raises(SettingError, match="write 1 or 0"):
        Environment({"X": "maybe"}).flag("X", default=False)


@pytest.mark.parametrize("raw", ["-1", "0", "many", "1.5", "٣"])
def test_a_number_is_whole_and_large_enough(raw):
    with pytest.raises(SettingError, match="at least 1"):
        Environment({"X": raw}).number("X", default=5, least=1)


def test_a_choice_is_one_of_the_words():
    with pytest.raises(SettingError, match="zh-hans, en"):
        Environment({"X": "fr"}).choice("X", default="en", among=("zh-hans", "en"))


def test_a_short_secret_is_refused_without_being_shown(tmp_path):
    with pytest.raises(SettingError, match="32 characters") as caught:
        Environment({"X": "hunter2"}).secret("X", kept_in=tmp_path / "key")
    assert "hunter2" not in str(caught.value)


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path):
    path = tmp_path / "new" / "key"
    first, second = (Environment({}).secret("X", kept_in=path) for _ in range(2))
    assert first == second
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_database_is_named_by_its_url():
    settings = Environment({"X": "postgresql://u:p@h:5433/d?sslmode=require"}).database("X")
    assert (settings["NAME"], settings["HOST"], settings["PORT"]) == ("d", "h", "5433")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_a_url_that_is_none_is_refused_without_being_shown():
    with pytest.raises(SettingError, match="postgresql://") as caught:
        Environment({"X": "postgresql://u:secret@[broken"}).database("X")
    assert "secret" not in str(caught.value)


def test_single_sign_on_needs_its_address_and_its_client():
    with pytest.raises(SettingError, match="together"):
        Environment({"X_URL": "https://id.example"}).openid_connect("X")


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [("smtp://h", 25, False, False), ("smtp+tls://h", 587, True, False), ("smtps://h:4465", 4465, False, True)],
)
def test_a_mail_server_is_named_by_its_url(url, port, starttls, tls):
    found = Environment({"X": url}).mail("X")
    assert (found.host, found.port, found.starttls, found.tls) == ("h", port, starttls, tls)


def test_who_signs_in_to_a_mail_server_stands_in_its_url():
    found = Environment({"X": "smtp+tls://u%40city:p%3Aq@mail.example:2525"}).mail("X")
    assert (found.user, found.password, found.host, found.port) == ("u@city", "p:q", "mail.example", 2525)


def test_without_a_mail_server_nothing_is_sent():
    assert Environment({}).mail("X").backend.endswith("dummy.EmailBackend")
    assert Environment({"X": "console:"}).mail("X").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["mail.example:secret", "imap://u:secret@h", "smtp://u:secret@h:port"])
def test_a_mail_server_that_is_none_is_refused_without_being_shown(url):
    with pytest.raises(SettingError, match="smtp://") as caught:
        Environment({"X": url}).mail("X")
    assert "secret" not in str(caught.value)
