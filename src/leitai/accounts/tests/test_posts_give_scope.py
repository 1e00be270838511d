"""What a person may do comes from the post they act from, on the day they act."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from leitai.accounts import queries, services
from leitai.accounts.domain import Role
from leitai.accounts.models import Post
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, COUNTY, OTHER, SINCE, SYSTEM, TOWN

pytestmark = pytest.mark.django_db
TODAY = date(2019, 4, 23)


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


def test_a_post_covers_its_division_and_all_below_it():
    user, post = factories.person("reviewer", Role.REVIEWER, COUNTY)
    actor = queries.actor_at(post, user, TODAY)
    assert actor.scope == {COUNTY, TOWN, OTHER}
    assert actor.covers(TOWN)
    assert not actor.covers(CITY)


def test_a_reporter_does_not_cover_the_neighbour():
    user, post = factories.person("reporter", Role.REPORTER, TOWN)
    assert queries.actor_at(post, user, TODAY).scope == {TOWN}


def test_a_post_that_has_ended_or_not_begun_gives_nothing():
    user, post = factories.person("reporter", Role.REPORTER, TOWN)
    services.dismiss(actor=SYSTEM, post=post, until=TODAY)
    assert list(queries.posts_of(user, TODAY)) == []
    assert list(queries.posts_of(user, TODAY - timedelta(days=1))) == [post]
    assert list(queries.posts_of(user, SINCE - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"role": "emperor"}, "post_role_known"),
        ({"valid_to": SINCE - timedelta(days=1)}, "post_ends_after_it_begins"),
    ],
)
def test_the_database_refuses_a_post_that_cannot_be(change, constraint):
    _, post = factories.person("reporter", Role.REPORTER, TOWN)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**change)


def test_the_same_post_is_not_held_twice_from_one_day():
    user, post = factories.person("reporter", Role.REPORTER, TOWN)
    with pytest.raises(IntegrityError, match="post_held_once"), transaction.atomic():
        Post.objects.create(user=user, role=post.role, division=post.division, valid_from=SINCE)
