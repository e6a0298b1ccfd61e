"""The pages that anybody may open: front, home, about, robots, and the sentences of failure."""

import pytest
from django.test import Client, RequestFactory

from huiyin.audit.scope import county_scope
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import AdoptedCharter
from tests.world import SHANGHAI, World, charter_text, county


def page(client: Client, path: str) -> str:
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_an_empty_installation_says_so(client: Client) -> None:
    assert "No county works with this installation yet." in page(client, "/")
    assert 'href="/login/"' in page(client, "/")


@pytest.mark.django_db
def test_one_county_is_the_front_page(client: Client) -> None:
    county("only", "ON", "独县")
    assert client.get("/")["Location"] == "/c/only/"


def test_several_counties_are_a_list(world: World, client: Client) -> None:
    html = page(client, "/")
    assert "禾阳县" in html
    assert "邻县" in html


def test_home_offers_only_what_exists(world: World, client: Client) -> None:
    html = page(client, "/c/heyang/")
    for path in ("/c/heyang/say/", "/c/heyang/ask/", "/c/heyang/briefs/", "/c/heyang/about/", "/login/"):
        assert f'href="{path}"' in html
    assert html.count('class="choice"') == 3
    assert world.county.phone in html


@pytest.mark.parametrize(
    "path", ["/c/nowhere/", "/c/nowhere/say/", "/c/nowhere/ask/", "/c/HEYANG/", "/c/he_yang/about/"]
)
def test_a_county_that_is_not_there_has_no_page(world: World, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_officials_own_county_never_stands_in_for_another(world: World, enter) -> None:  # type: ignore[no-untyped-def]
    assert enter(world.liu).get("/c/HEYANG/").status_code == 404


def test_about_takes_its_days_from_the_charter_in_force(world: World, client: Client) -> None:
    assert "30 working days" in page(client, "/c/heyang/about/")
    text = (
        charter_text()
        .replace("handle = { n = 30,", "handle = { n = 21,")
        .replace('version = "1.0"', 'version = "1.1"', 1)
    )
    before = AdoptedCharter.objects.get().effective_at
    with county_scope(world.county.pk):
        moment = before.replace(year=2020, tzinfo=SHANGHAI)
        orgs.adopt_charter(text=text, effective_at=moment, by="test", at=moment)
    assert "21 working days" in page(client, "/c/heyang/about/")


def test_about_names_who_answers_and_what_people_consent_to(world: World, client: Client) -> None:
    html = page(client, "/c/heyang/about/")
    assert "柳林镇" in html
    assert world.town.phone in html
    assert "I agree to be a contact household" in html


@pytest.mark.django_db
def test_robots_stay_away_from_matters_and_receipts(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /c/*/matters" in text
    assert "Disallow: /c/*/receipt" in text


def test_an_unknown_page_is_told_in_plain_words(world: World, client: Client) -> None:
    answer = client.get("/c/heyang/nothing/here/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "This page does not exist" in answer.content.decode()


def test_a_form_from_elsewhere_is_told_in_plain_words(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post("/c/heyang/say/", {}, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "The page had been open too long" in answer.content.decode()


@pytest.mark.django_db
def test_the_other_sentences_of_failure_need_nothing_but_themselves(rf: RequestFactory) -> None:
    from django.core.exceptions import PermissionDenied, SuspiciousOperation
    from django.views import defaults

    request = rf.get("/")
    assert defaults.server_error(request).status_code == 500
    assert defaults.permission_denied(request, PermissionDenied()).status_code == 403
    assert defaults.bad_request(request, SuspiciousOperation()).status_code == 400
