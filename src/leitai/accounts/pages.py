"""What the pages of accounts show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import timezone

from leitai.accounts import queries
from leitai.accounts.domain import Actor
from leitai.accounts.forms import EndForm, PostForm
from leitai.accounts.models import ROLE_LABELS, Post, User

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Person:
    """An account in the list: its posts of now and later, and until when sign-in is locked."""

    user: User
    posts: list[Post]
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of an account: whether it is held or will be, and the form that ends it where the reader may."""

    post: Post
    ended: bool
    form: EndForm | None


def single_sign_on() -> bool:
    """Whether a provider of single sign-on is set up."""
    return any(provider["APPS"] for provider in settings.SOCIALACCOUNT_PROVIDERS.values())


def people_page(actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """The accounts that an administrator looks after, by words and role."""
    today = timezone.localdate()
    words, role = asked.get("q", "").strip(), asked.get("role", "")
    found = queries.search_people(queries.people_for(actor, today), words, role if role in ROLE_LABELS else "")
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    roles = [(role.value, label) for role, label in ROLE_LABELS.items()]
    return {"page": page, "people": _people(list(page), today), "q": words, "role": role, "roles": roles}


def _people(users: Iterable[User], today: date) -> list[Person]:
    shown = list(users)
    posts = queries.unended_posts(shown, today)
    locked = queries.locked([user.username for user in shown], timezone.now())
    return [Person(user, posts.get(user.pk, []), locked.get(user.username)) for user in shown]


def person_page(
    actor: Actor, user: User, *, appoint: PostForm | None = None, ending: tuple[Post, EndForm] | None = None
) -> dict[str, Any]:
    """An account with its posts; `appoint` and `ending` are forms that were refused."""
    today = timezone.localdate()
    refused = {ending[0].pk: ending[1]} if ending else {}
    seats = [_seat(post, actor, today, refused.get(post.pk)) for post in queries.posts_ever(user)]
    return {
        "person": user,
        "seats": seats,
        "locked_until": queries.locked([user.username], timezone.now()).get(user.username),
        "form": appoint or PostForm(actor.scope, today),
        "own": user.pk == actor.user_id,
    }


def _seat(post: Post, actor: Actor, today: date, refused: EndForm | None) -> Seat:
    ended = post.valid_to is not None and post.valid_to <= today
    may = not ended and post.pk != actor.post_id and actor.covers(post.division.code)
    fresh = EndForm(initial={"until": max(today, post.valid_from)}, prefix=f"post-{post.pk}")
    return Seat(post, ended, (refused or fresh) if may else None)
