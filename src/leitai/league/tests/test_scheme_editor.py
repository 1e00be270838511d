"""A scheme is changed weight by weight: comments stay, faults are told with their place, the effect is shown first."""

from importlib import resources

import pytest
from django.test import Client

from leitai.accounts.domain import Role
from leitai.accounts.models import User
from leitai.league import previewing, services
from leitai.league.domain import SchemeError, parse_scheme
from leitai.league.models import SchemeVersion
from leitai.league.reweighing import reweigh
from leitai.league.tests import arena

SIX = resources.files("leitai.league").joinpath("data", "six_contest.toml").read_text("utf-8")


def test_weights_are_replaced_where_they_stand_and_comments_stay():
    made = reweigh(SIX, {"quality": "30.5", "fiscal_revenue": "7", "bridge_loans": "9"}, "2")
    scheme = parse_scheme(made)
    weights = {node.code: node.weight for node in scheme.root.children}
    assert (scheme.version, weights["quality"], weights["innovation"]) == ("2", 30.5, 15)
    assert {leaf.code: leaf.weight for leaf in scheme.leaves}["fiscal_revenue"] == 7
    assert "# 财政总收入\n" in made
    assert len(made.splitlines()) == len(SIX.splitlines())


@pytest.mark.parametrize("written", ["", "abc", "-1", "0", "nan", "inf", "1e9"])
def test_a_weight_that_is_none_is_refused_with_its_place(written):
    with pytest.raises(SchemeError) as caught:
        reweigh(SIX, {"quality": written})
    assert [fault.where for fault in caught.value.faults] == ["quality.weight"]


def test_a_version_cannot_break_out_of_its_quotes():
    with pytest.raises(SchemeError):
        reweigh(SIX, {}, 'x"\ncode = "y')


@pytest.fixture
def officer(db) -> Client:
    arena.build(12)
    arena.announced()
    arena.person(Role.LEAGUE_OFFICER, arena.CITY)
    client = Client()
    client.force_login(
        User.objects.get(username=f"{Role.LEAGUE_OFFICER}.{arena.CITY}"), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_the_same_weights_move_nobody_and_others_somebody(officer):
    edition = arena.scheme().editions.get()
    same = previewing.preview(edition, arena.scheme().text, english=False)
    assert same["moved"] == 0
    other = previewing.preview(edition, reweigh(arena.scheme().text, {"strength": "1"}), english=False)
    assert other["moved"] > 0
    assert sum(row.effective for row in other["dimensions"]) == pytest.approx(1)
    assert other["dimensions"][0].given == pytest.approx(1 / 41)


def test_the_preview_is_a_part_of_the_page_and_saves_nothing(officer):
    answer = officer.post("/league/schemes/arena/1/preview/", {"w-strength": "5", "version": "2"})
    assert answer.status_code == 200
    assert b"<html" not in answer.content
    assert SchemeVersion.objects.count() == 1


def test_saving_makes_a_new_version(officer):
    data = {"w-strength": "5", "version": "2-city", "save": "1"}
    assert officer.post("/league/schemes/arena/1/edit/", data)["Location"] == "/league/schemes/arena/2-city/"
    assert parse_scheme(SchemeVersion.objects.get(version="2-city").text).root.children[0].weight == 5


def test_bare_numbers_are_left_to_the_package(officer):
    page = officer.get("/league/schemes/arena/1/edit/").content.decode()
    assert 'value="2-city"' in page
    officer.post("/league/schemes/arena/1/edit/", {"w-strength": "5", "version": "2", "save": "1"})
    assert SchemeVersion.objects.count() == 1


def test_faults_of_a_text_are_told_with_their_place(officer):
    text = arena.scheme().text.replace('direction = "lower"', 'direction = "down"', 1)
    answer = officer.post("/league/schemes/arena/1/edit/", {"text": text, "save": "1"})
    assert answer.status_code == 422
    assert "dimension[2].indicators[1].direction" in answer.content.decode()


def test_a_code_that_the_catalogue_lacks_is_refused_with_the_nearest(officer):
    text = arena.scheme().text.replace('"tax_per_mu"', '"tax_per_nu"').replace('version = "1"', 'version = "2-city"')
    answer = officer.post("/league/schemes/arena/1/edit/", {"text": text, "save": "1"})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "<code>tax_per_nu</code>" in told
    assert "tax_per_mu (" in told
    assert SchemeVersion.objects.count() == 1
    preview = officer.post("/league/schemes/arena/1/preview/", {"text": text})
    assert "tax_per_mu (" in preview.content.decode()


def test_places_that_are_no_whole_numbers_make_no_board(officer):
    text = f'{arena.scheme().text}\n[ties]\nconvention = "average"\n'.replace('version = "1"', 'version = "2"')
    with pytest.raises(SchemeError, match="average"):
        services.register_scheme(actor=arena.SYSTEM, text=text)
