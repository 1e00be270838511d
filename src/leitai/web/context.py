"""What the shell around every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from leitai.accounts import access, queries
from leitai.accounts.models import User
from leitai.web import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, posts to choose from, and whether this is the demonstration."""
    actor = access.actor(request)
    posts = list(queries.posts_of(request.user, timezone.localdate())) if isinstance(request.user, User) else []
    return {
        "nav": navigation.menu(actor, request.path),
        "demo": settings.DEMO,
        "actor": actor,
        "post_label": actor.label,
        "posts": posts,
        "demo_accounts": queries.demo_accounts() if settings.DEMO and actor.user_id is None else (),
    }
