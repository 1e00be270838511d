"""What the commands of accounts do: the verbs by sign-in name and code. The machine itself stands in the trail."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from leitai.accounts import queries, services
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import Post, User
from leitai.accounts.services import AccountError, one_time_password
from leitai.divisions import queries as divisions

ACTOR = Actor.system("leitai account")
__all__ = ["appoint", "close", "dismiss", "give_password", "is_set_up", "one_time_password", "open_account", "rows",
           "unlock"]  # fmt: skip


def is_set_up() -> bool:
    """Whether the tables of accounts are there."""
    return User._meta.db_table in connection.introspection.table_names()


def open_account(
    *, name: str, password: str | None, called: str, role: str | None, division: str | None, since: date | None
) -> None:
    """Open an account, with a post where a role is given. Raises AccountError where that cannot be."""
    _checked(name, password)
    with override("en"), transaction.atomic():
        user = services.open_account(actor=ACTOR, username=name, password=password, display_name=called, one_time=True)
        if role and division:
            _appoint(user, role, division, since)


def appoint(name: str, role: str, division: str, since: date | None) -> Post:
    """Give an account a post, from today where no day is given."""
    with override("en"):
        return _appoint(_user(name), role, division, since)


def dismiss(name: str, role: str, division: str, until: date | None) -> Post:
    """End a post that is held or will be, today where no day is given."""
    user, today = _user(name), timezone.localdate()
    held = queries.posts_ever(user).filter(queries.unended(today), role=role, division__code=division).first()
    if held is None:
        raise AccountError(f"{name} holds no post {role} at {division}: see `leitai account list`")
    with override("en"):
        services.dismiss(actor=ACTOR, post=held, until=until or today)
    return held


def unlock(name: str) -> int:
    """Forget the failed sign-ins; gives how many records there were."""
    return services.unlock(actor=ACTOR, user=_user(name))


def give_password(name: str, password: str) -> None:
    """Set a one-time password."""
    user = _user(name)
    _checked(name, password)
    services.give_password(actor=ACTOR, user=user, password=password)


def close(name: str, *, reopen: bool) -> None:
    """Close an account, or open it again."""
    verb = services.reopen_account if reopen else services.close_account
    verb(actor=ACTOR, user=_user(name))


def rows() -> list[dict[str, str]]:
    """The accounts as rows of words: name, called, posts, state, last sign-in."""
    users, now = list(queries.everybody()), timezone.now()
    posts = queries.unended_posts(users, timezone.localdate())
    locked = queries.locked([user.username for user in users], now)
    return [
        {
            "name": user.username,
            "called": user.display_name,
            "posts": "; ".join(f"{post.role} {post.division.code}" for post in posts.get(user.pk, [])),
            "state": _state(user, user.username in locked),
            "last_sign_in": f"{timezone.localtime(user.last_login):%Y-%m-%d %H:%M}" if user.last_login else "",
        }
        for user in users
    ]


def _state(user: User, locked: bool) -> str:
    if not user.is_active:
        return "closed"
    return "locked" if locked else "one-time password" if user.password_is_one_time else "open"


def _appoint(user: User, role: str, division: str, since: date | None) -> Post:
    place = divisions.by_code(division)
    if place is None:
        raise AccountError(f"the tree has no division {division}: write its 12 digits; `leitai setup` enters the tree")
    return services.appoint(
        actor=ACTOR, user=user, role=Role(role), division_id=place.pk, since=since or timezone.localdate()
    )


def _user(name: str) -> User:
    found = queries.user_named(name)
    if found is None:
        raise AccountError(f"there is no account {name!r}: see `leitai account list`")
    return found


def _checked(name: str, password: str | None) -> None:
    with override("en"):
        try:
            UnicodeUsernameValidator()(name)
            if password is not None:
                validate_password(password, User(username=name))
        except ValidationError as error:
            raise AccountError(" ".join(error.messages)) from error
