"""What the shell around every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from leitai.accounts import access, queries
from leitai.web import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, posts to choose from, and whether this is the demonstration."""
    actor, posts = access.actor(request), access.posts(request)
    return {
        "nav": navigation.menu(actor, request.path),
        "demo": settings.DEMO,
        "actor": actor,
        "post_label": next((post.shown_as for post in posts if post.pk == actor.post_id), actor.label),
        "posts": posts,
        "demo_accounts": queries.demo_accounts() if settings.DEMO and actor.user_id is None else (),
    }
