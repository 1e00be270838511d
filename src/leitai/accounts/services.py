"""Writes: accounts, posts, and the line in the audit trail that every write leaves."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitai.accounts import queries
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry, Post, User

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read out


class AccountError(ValueError):
    """An account or a post cannot be as asked for; its words are for whoever asked."""


def record(
    *,
    actor: Actor,
    verb: str,
    subject: object = None,
    division_code: str = "",
    summary: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write one line of the audit trail. Call it inside the transaction of the write that it tells of."""
    return AuditEntry.objects.create(
        user_id=actor.user_id,
        post_id=actor.post_id,
        actor_label=actor.label,
        verb=verb,
        object_type=type(subject).__name__.lower() if subject is not None else "",
        object_id=str(getattr(subject, "pk", "") or ""),
        division_code=division_code or actor.division_code,
        summary=summary[:500],
        detail=dict(detail or {}),
        address=actor.address or None,
    )


def one_time_password() -> str:
    """A password to hand over: four times four signs, 79 bits, none of them mistaken for another."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def open_account(
    *, actor: Actor, username: str, password: str | None, display_name: str = "", one_time: bool = False
) -> User:
    """Make a user who can sign in; without a password only by single sign-on or a passkey.

    A one-time password has to be changed at the first sign-in. Raises AccountError where the name is taken.
    """
    if queries.is_taken(username):
        raise AccountError(_("The sign-in name %(name)s is taken. Choose another.") % {"name": username})
    user = User(username=username, display_name=display_name)
    user.set_password(password) if password else user.set_unusable_password()
    user.password_is_one_time = one_time and bool(password)
    user.save()
    record(actor=actor, verb="account.open", subject=user, summary=username)
    return user


@transaction.atomic
def open_with_post(
    *,
    actor: Actor,
    username: str,
    password: str | None,
    display_name: str,
    role: Role,
    division_id: int,
    since: date,
) -> User:
    """Open an account with its first post, both or neither; its password is a one-time one."""
    user = open_account(actor=actor, username=username, password=password, display_name=display_name, one_time=True)
    appoint(actor=actor, user=user, role=role, division_id=division_id, since=since)
    return user


@transaction.atomic
def give_password(*, actor: Actor, user: User, password: str) -> None:
    """Set a one-time password: sessions of the account end, and its owner chooses their own at the next sign-in."""
    user.set_password(password)
    user.password_is_one_time = True
    user.save(update_fields=["password", "password_set_at", "password_is_one_time"])
    record(actor=actor, verb="account.password", subject=user, summary=user.username)


@transaction.atomic
def share_password(*, actor: Actor, users: Sequence[User], password: str) -> None:
    """Give accounts of a demonstration one published password, hashed once: hashing is slow on purpose."""
    hashed = make_password(password)
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=hashed, password_set_at=timezone.now())
    names = ", ".join(user.username for user in users)
    record(actor=actor, verb="account.password", summary="shared", detail={"accounts": names})


@transaction.atomic
def unlock(*, actor: Actor, user: User) -> int:
    """Forget the failed sign-ins with this name, from whatever address; gives how many addresses and browsers."""
    count: int = forget_failures(username=user.username.lower())  # as adapter.sign_in_name counts them
    record(actor=actor, verb="account.unlock", subject=user, summary=user.username)
    return count


@transaction.atomic
def close_account(*, actor: Actor, user: User) -> None:
    """Let nobody sign in to this account any more; its sessions end, what was done from it stays.

    Raises AccountError where it is the actor's own.
    """
    if user.pk == actor.user_id:
        raise AccountError(_("This is your own account: another administrator closes it."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor=actor, verb="account.close", subject=user, summary=user.username)


@transaction.atomic
def reopen_account(*, actor: Actor, user: User) -> None:
    """Let a closed account be signed in to again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor=actor, verb="account.reopen", subject=user, summary=user.username)


@transaction.atomic
def set_mail(*, actor: Actor, user: User, address: str, wanted: bool) -> None:
    """Say where reminders go, and whether they are wanted by e-mail. The trail keeps no address."""
    user.mail_address, user.wants_mail = address, wanted
    user.save(update_fields=["mail_address", "wants_mail"])
    detail = {"address": bool(address), "wanted": wanted}
    record(actor=actor, verb="account.mail", subject=user, summary=user.username, detail=detail)


@transaction.atomic
def appoint(*, actor: Actor, user: User, role: Role, division_id: int, since: date) -> Post:
    """Give a user a post: a role at a division from a day on. Raises AccountError where they hold it then."""
    if queries.holds(user, role, division_id, since):
        raise AccountError(_("The account holds this post on that day already."))
    post = Post.objects.create(user=user, role=role, division_id=division_id, valid_from=since)
    record(actor=actor, verb="post.appoint", subject=post, summary=f"{user} · {post}")
    return post


@transaction.atomic
def dismiss(*, actor: Actor, post: Post, until: date) -> None:
    """End a post on a day; the row stays, for what was done from it.

    Raises AccountError where the day is before the post began, or the actor acts from this very post.
    """
    if until < post.valid_from:
        raise AccountError(_("The post began on %(day)s: it cannot end before.") % {"day": post.valid_from})
    if post.pk == actor.post_id:
        raise AccountError(_("You act from this post: another administrator ends it."))
    post.valid_to = until
    post.save(update_fields=["valid_to"])
    record(actor=actor, verb="post.dismiss", subject=post, summary=f"{post} · {until}")
