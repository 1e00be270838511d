"""Writes: accounts, posts, and the line in the audit trail that every write leaves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry, Post, User


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
        at=timezone.now(),
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


@transaction.atomic
def open_account(*, actor: Actor, username: str, password: str | None, display_name: str = "") -> User:
    """Make a user who can sign in; without a password only by single sign-on or a passkey."""
    user = User(username=username, display_name=display_name)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    record(actor=actor, verb="account.open", subject=user, summary=username)
    return user


@transaction.atomic
def appoint(*, actor: Actor, user: User, role: Role, division_id: int, since: date) -> Post:
    """Give a user a post: a role at a division from a day on."""
    post = Post.objects.create(user=user, role=role, division_id=division_id, valid_from=since)
    record(actor=actor, verb="post.appoint", subject=post, summary=f"{user} · {post}")
    return post


@transaction.atomic
def dismiss(*, actor: Actor, post: Post, until: date) -> None:
    """End a post on a day; the row stays, for what was done from it."""
    post.valid_to = until
    post.save(update_fields=["valid_to"])
    record(actor=actor, verb="post.dismiss", subject=post, summary=str(post))
