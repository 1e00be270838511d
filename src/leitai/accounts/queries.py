"""Reads: who acts now, which posts a person holds, what was done."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry, Post, User
from leitai.divisions import queries as divisions


def posts_of(user: User, day: date) -> QuerySet[Post]:
    """The posts a user holds on a day, in a fixed order."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return user.posts.filter(held, valid_from__lte=day).select_related("division").order_by("id")


def actor_at(post: Post, user: User, day: date, address: str = "") -> Actor:
    """The actor that a post makes of its holder; its scope as of `day`, with merged units that still owe figures."""
    return Actor(
        user_id=user.pk,
        post_id=post.pk,
        role=Role(post.role),
        division_id=post.division_id,
        division_code=post.division.code,
        label=str(post),
        scope=divisions.codes_answering(post.division.code, day),
        address=address,
    )


def audit_trail(actor: Actor) -> QuerySet[AuditEntry]:
    """What an actor may read of the trail: auditors and administrators all of it, others what they did themselves."""
    entries = AuditEntry.objects.select_related("user", "post")
    if actor.has(Role.AUDITOR, Role.ADMINISTRATOR):
        return entries
    return entries.filter(user_id=actor.user_id) if actor.user_id else entries.none()


def demo_accounts() -> QuerySet[Post]:
    """The posts of the demonstration's accounts, one a role at least."""
    return Post.objects.filter(user__username__startswith="demo.").select_related("user", "division").order_by("id")


def user_named(username: str) -> User | None:
    """The user with this sign-in name."""
    return User.objects.filter(username=username).first()


def search_trail(entries: QuerySet[AuditEntry], words: str) -> QuerySet[AuditEntry]:
    """The entries in which every word stands in the verb, the actor, the summary or the division."""
    for word in words.split():
        entries = entries.filter(
            Q(verb__icontains=word)
            | Q(actor_label__icontains=word)
            | Q(summary__icontains=word)
            | Q(division_code__startswith=word)
            | Q(user__username__icontains=word)
        )
    return entries


def filter_trail(
    entries: QuerySet[AuditEntry],
    *,
    verb: str = "",
    person: str = "",
    division: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEntry]:
    """The entries of a verb (or all that begin with it), a sign-in name, a division, and local days, both included."""
    if verb:
        entries = entries.filter(verb__startswith=verb)
    if person:
        entries = entries.filter(user__username=person)
    if division:
        entries = entries.filter(division_code=division)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until and until < date.max:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, date(1900, 1, 1)), time.min))


def verbs_of_the_trail() -> list[str]:
    """Every verb that stands in the trail."""
    return list(AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def posts_at(codes: frozenset[str], role: Role, day: date) -> QuerySet[Post]:
    """The posts of a role at these divisions on a day."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = Post.objects.filter(held, role=role, valid_from__lte=day, division__code__in=codes)
    return rows.select_related("user", "division").order_by("division__code", "id")
