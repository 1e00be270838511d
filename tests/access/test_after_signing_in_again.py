"""Who is signed out in the middle of their work comes back to a page, and sends nothing in another's name."""

import pytest
from django.test import Client

from leitai.accounts.domain import Role

pytestmark = pytest.mark.django_db
SENT = "/intake/briefs/1/submit/"


def where(**headers: str) -> str:
    return Client().post(SENT, **headers)["Location"]


def test_what_was_sent_signed_out_leads_back_to_the_page_it_came_from():
    assert where(HTTP_REFERER="http://testserver/intake/briefs/new/?x=1").endswith("next=/intake/briefs/new/%3Fx%3D1")
    assert Client().get("/intake/briefs/?state=draft")["Location"].endswith("next=/intake/briefs/%3Fstate%3Ddraft")


@pytest.mark.parametrize(
    "came",
    ["", "https://elsewhere.example/x/", "//elsewhere.example/", "javascript:alert(1)", "http://testserver//elsewhere.example"],
)  # fmt: skip
def test_and_never_to_another_site(came):
    assert where(HTTP_REFERER=came).partition("next=")[2] in {"/", "/elsewhere.example"}


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in():
    page = "http://testserver/intake/briefs/7/"
    for method in ("get", "post"):
        answer = getattr(Client(), method)(SENT, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL=page)
        assert answer["HX-Redirect"].endswith("next=/intake/briefs/7/")


def test_a_page_of_somebody_else_is_not_taken(world):
    client, other = world.client(Role.REPORTER), world.people[Role.REVIEWER].pk
    own = world.people[Role.REPORTER].pk
    url = f"/intake/briefs/{world.brief.pk}/keep-complete/"
    refused = [client.post(url, {"page-user": other}), client.post(url, HTTP_X_PAGE_USER=str(other))]
    assert [answer.status_code for answer in refused] == [403, 403]
    assert "登录" in refused[0].content.decode()
    assert client.post(url, {"page-user": own}).status_code == 302
    assert client.post(url, HTTP_X_PAGE_USER=str(own)).status_code == 302


def test_a_stale_token_is_told_in_words(world):
    client = Client(enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(world.people[Role.REPORTER], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/intake/briefs/new/", {"text": "x"})
    assert answer.status_code == 403
    assert "older than your sign-in" in answer.content.decode()
