"""Reads: who acts now, which posts a person holds, what was done."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import AuditEntry, Post, User
from leitai.divisions import queries as divisions

DEMO = "demo."  # how the sign-in names of the demonstration begin


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


def everybody() -> QuerySet[User]:
    """All accounts by name."""
    return User.objects.order_by("username")


def strangers_to_the_demonstration() -> int:
    """How many accounts are not the demonstration's."""
    return User.objects.exclude(username__startswith=DEMO).count()


def is_taken(username: str) -> bool:
    """Whether an account has this sign-in name, however its letters are written."""
    return User.objects.filter(username__iexact=username).exists()


def holds(user: User, role: Role, division_id: int, day: date) -> bool:
    """Whether a user holds this post on a day, or once began to on that day."""
    held = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    return user.posts.filter(held | Q(valid_from=day), role=role, division_id=division_id).exists()


def unended(day: date) -> Q:
    """Posts that are held on a day or begin later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def people_for(actor: Actor, day: date) -> QuerySet[User]:
    """The accounts that an administrator looks after: with a post in their scope, and none held outside of it."""
    if not actor.has(Role.ADMINISTRATOR):
        return User.objects.none()
    posts = Post.objects.filter(user=OuterRef("pk"))
    inside = posts.filter(division__code__in=actor.scope)
    outside = posts.filter(unended(day)).exclude(division__code__in=actor.scope)
    return User.objects.filter(Exists(inside), ~Exists(outside)).order_by("username")


def search_people(people: QuerySet[User], words: str, role: str) -> QuerySet[User]:
    """Those with every word in their names or in the division of a post, and a post of this role where one is given."""
    for word in words.split():
        at = Post.objects.filter(
            Q(division__name__icontains=word)
            | Q(division__name__in=divisions.with_english(word))
            | Q(division__code__startswith=word)
        )
        named = Q(username__icontains=word) | Q(display_name__icontains=word)
        people = people.filter(named | Exists(at.filter(user=OuterRef("pk"))))
    return people.filter(Exists(Post.objects.filter(user=OuterRef("pk"), role=role))) if role else people


def unended_posts(users: Iterable[User], day: date) -> dict[int, list[Post]]:
    """The posts that each of these users holds or will hold, by the number of the user."""
    rows = Post.objects.filter(unended(day), user__in=[user.pk for user in users])
    found: dict[int, list[Post]] = {}
    for post in rows.select_related("division").order_by("valid_from", "id"):
        found.setdefault(post.user_id, []).append(post)
    return found


def posts_ever(user: User) -> QuerySet[Post]:
    """All posts of a user, newest first."""
    return user.posts.select_related("division").order_by("-valid_from", "-id")


def locked(usernames: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Until when sign-in is locked for these names, from some address at least; names that are free are left out."""
    patience = get_cool_off() or timedelta(0)
    names = {name.lower(): name for name in usernames}
    recent = AccessAttempt.objects.filter(username__in=names, attempt_time__gte=now - patience).order_by()
    counted = recent.values("username", "ip_address").annotate(
        failed=Sum("failures_since_start"), last=Max("attempt_time")
    )
    rows = counted.filter(failed__gte=settings.AXES_FAILURE_LIMIT).order_by("last")
    return {names[row["username"]]: row["last"] + patience for row in rows}


def mail_is_set() -> bool:
    """Whether this platform has a way to send e-mail."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def demo_accounts() -> QuerySet[Post]:
    """The posts of the demonstration's accounts, one a role at least."""
    return Post.objects.filter(user__username__startswith=DEMO).select_related("user", "division").order_by("id")


def open_demo_accounts() -> list[str]:
    """The sign-in names of the demonstration's accounts that can be signed in to."""
    opened = User.objects.filter(username__startswith=DEMO, is_active=True)
    return list(opened.order_by("username").values_list("username", flat=True))


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


def is_told(verb: str) -> bool:
    """Whether the platform itself has left a line of this verb in the trail."""
    return AuditEntry.objects.filter(verb=verb, user=None).exists()


def posts_at(codes: frozenset[str], role: Role, day: date) -> QuerySet[Post]:
    """The posts of a role at these divisions on a day."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = Post.objects.filter(held, role=role, valid_from__lte=day, division__code__in=codes)
    return rows.select_related("user", "division").order_by("division__code", "id")
