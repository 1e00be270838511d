"""Commands of accounts: how the first administrator comes in, and help where no page can be reached."""

import csv
import importlib
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from leitai import runtime
from leitai.accounts.domain import Role

DAY = click.DateTime(["%Y-%m-%d"])
Command = Callable[..., None]
ROLE = click.Choice([role.value for role in Role])
SHOWN = "shown this once; another one has to be chosen at the first sign-in"


def _desk() -> Any:
    """The module that does what the commands ask, with Django and a database ready."""
    runtime.start()
    desk = importlib.import_module("leitai.accounts.desk")
    if not desk.is_set_up():
        raise click.ClickException("the database has no accounts table yet: run `leitai setup` first")
    return desk


def _asked(ask: bool) -> str | None:
    """A password typed twice, unseen; None where one is to be made."""
    return click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else None


def _done(call: Any, *args: Any, **more: Any) -> Any:
    """What a call gives; where it refuses, its words."""
    try:
        return call(*args, **more)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _of_a_post(command: Command) -> Command:
    """The options that name a post of an account."""
    division = click.option("--division", required=True, help="12-digit code of its division.")
    return click.option("--role", type=ROLE, required=True, help="Role of the post.")(division(command))


@click.group()
def account() -> None:
    """Accounts and their posts: open, appoint, dismiss, unlock, set a password, close, list."""


@account.command("open")
@click.argument("name")
@click.option("--role", type=ROLE, help="Role of the first post.")
@click.option("--division", help="12-digit code of the division of the first post.")
@click.option("--since", type=DAY, help="Day the post begins; today if left out.")
@click.option("--name", "display_name", default="", help="What pages call the account.")
@click.option("--ask", is_flag=True, help="Ask for the password, unseen, instead of making one.")
@click.option("--no-password", is_flag=True, help="None at all: for single sign-on.")
def open_(
    *, name: str, role: str | None, division: str | None, since: datetime | None, display_name: str, ask: bool,
    no_password: bool,
) -> None:  # fmt: skip
    """Open an account, with its first post where a role is given, and print its one-time password.

    Example: leitai account open city.admin --role administrator --division 330300000000
    """
    if bool(role) != bool(division):
        raise click.UsageError("give --role and --division together")
    desk = _desk()
    password = None if no_password else _asked(ask) or desk.one_time_password()
    first_post = {"role": role, "division": division, "since": since and since.date()}
    _done(desk.open_account, name=name, password=password, called=display_name, **first_post)
    click.echo(f"{name}: opened")
    if password and not ask:
        click.echo(f"one-time password: {password}  ({SHOWN})")


@account.command()
@click.argument("name")
@_of_a_post
@click.option("--since", type=DAY, help="Day it begins; today if left out.")
def appoint(name: str, role: str, division: str, since: datetime | None) -> None:
    """Give an account a post.

    Example: leitai account appoint ouhai.review --role reviewer --division 330304000000
    """
    post = _done(_desk().appoint, name, role, division, since and since.date())
    click.echo(f"{name}: {post}")


@account.command()
@click.argument("name")
@_of_a_post
@click.option("--until", type=DAY, help="Day from which it is not held any more; today if left out.")
def dismiss(name: str, role: str, division: str, until: datetime | None) -> None:
    """End a post of an account.

    Example: leitai account dismiss ouhai.review --role reviewer --division 330304000000
    """
    post = _done(_desk().dismiss, name, role, division, until and until.date())
    click.echo(f"{name}: {post} until {post.valid_to}")


@account.command()
@click.argument("name")
def unlock(name: str) -> None:
    """Let an account sign in again after too many failures.

    Example: leitai account unlock ouhai.review
    """
    count = _done(_desk().unlock, name)
    click.echo(f"{name}: {count} records of failed sign-ins forgotten")


@account.command()
@click.argument("name")
@click.option("--ask", is_flag=True, help="Ask for the password, unseen, instead of making one.")
def password(name: str, ask: bool) -> None:
    """Set a one-time password; sessions of the account end.

    Example: leitai account password ouhai.review
    """
    desk = _desk()
    fresh = _asked(ask) or desk.one_time_password()
    _done(desk.give_password, name, fresh)
    click.echo(f"{name}: password set" if ask else f"one-time password: {fresh}  ({SHOWN})")


@account.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--reopen", is_flag=True, help="Open it again instead.")
def close(names: tuple[str, ...], reopen: bool) -> None:
    """Close accounts: nobody can sign in to them any more; what was done from them stays.

    Example: leitai account close ouhai.review
    """
    desk = _desk()
    for name in names:
        _done(desk.close, name, reopen=reopen)
        click.echo(f"{name}: {'open' if reopen else 'closed'}")


@account.command("list")
@click.option("--json", "form", flag_value="json", help="One JSON list.")
@click.option("--csv", "form", flag_value="csv", help="CSV.")
@click.option("--table", "form", flag_value="table", default=True, help="A table for people (the default).")
def list_(form: str) -> None:
    """List the accounts, their posts, and which of them are locked or closed.

    Example: leitai account list --table
    """
    rows: list[dict[str, str]] = _desk().rows()
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, ["name", "called", "posts", "state", "last_sign_in"])
        writer.writeheader()
        writer.writerows(rows)
    else:
        _print(rows)


def _print(rows: list[dict[str, str]]) -> None:
    table = Table("name", "called", "posts", "state", "last sign-in")
    for row in rows:
        table.add_row(*row.values())
    Console().print(table if rows else "no accounts yet: leitai account open NAME --role ROLE --division CODE")
