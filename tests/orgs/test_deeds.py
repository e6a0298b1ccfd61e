"""The kit of deeds, for who is known: done once, said, and on; shown again with every word; who was quicker is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from huiyin.lib.refusal import refuse
from huiyin.orgs.deeds import deed_page, done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.models import Official, OnceToken
from huiyin.site import urls as site_urls
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import OnceForm
from tests import make
from tests.world import World

MADE: list[dict[str, Any]] = []


class NoteForm(OnceForm):
    words = forms.CharField(label="Words")


def note(*, unit: str, words: str, by: Official, at: Any) -> dict[str, Any]:
    refuse("Nobody says that here." if words == "no" else None)
    MADE.append({"unit": unit, "words": words, "by": by, "at": at})
    return MADE[-1]


NOTE = DeedPage("Note it", NoteForm, note, "Noted.", button="Note this", lead="In a few words.")


@staff_deed
def noting(request: StaffRequest) -> HttpResponse:
    """The whole page of a row, which leads to what was made."""
    form = NOTE.form(posted(request))
    where = {"there": lambda made: f"/desk/?note={made['words']}"}
    return deed_page(request, NOTE, form, ("/desk/", "Desk"), **where, unit="office")


@staff_deed
def noting_by_hand(request: StaffRequest) -> HttpResponse:
    """The two pieces by themselves."""
    form = NoteForm(posted(request))

    def act() -> str:
        note(unit="office", by=request.user, at=request.at, **form.given())
        return "/desk/"

    return done(request, form, act, "Noted.") or shown(request, "ui/deed.html", form, page=NOTE)


class Addresses:
    urlpatterns = [path("noting/", noting), path("by-hand/", noting_by_hand), *site_urls.urlpatterns]


@pytest.fixture
def chen(world: World, enter: Callable[[Official], Client], settings: Any) -> Client:
    settings.ROOT_URLCONF = Addresses
    MADE.clear()
    return enter(world.chen)


def token(client: Client, where: str = "/noting/") -> str:
    value = client.get(where).context["form"]["once"].value()
    assert isinstance(value, str)
    return value


def said(answer: Any) -> list[tuple[str, str]]:
    return [(one.level_tag, str(one)) for one in answer.context["messages"]]


def test_the_page_is_shown_with_its_words_and_its_way_back(chen: Client) -> None:
    answer = chen.get("/noting/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="/desk/"' in html
    for words in ("Note it", "In a few words.", "Note this"):
        assert words in html
    head = chen.head("/noting/")
    assert (head.status_code, head.content) == (200, b"")
    assert MADE == []


def test_a_deed_is_done_by_who_asks_and_leads_on(chen: Client, world: World) -> None:
    answer = chen.post("/noting/", {"once": token(chen), "words": "well"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/?note=well")
    assert [(one["unit"], one["words"], one["by"]) for one in MADE] == [("office", "well", world.chen)]
    assert said(chen.get("/noting/")) == [("success", "Noted.")]


@pytest.mark.parametrize("where", ["/noting/", "/by-hand/"])
def test_a_token_sent_twice_makes_one_row_and_says_so(chen: Client, where: str) -> None:
    sent = {"once": token(chen, where), "words": "well"}
    first, second = (chen.post(where, sent) for _n in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(MADE) == 1
    assert said(chen.get("/noting/", headers={"accept-language": "en"}))[-1][0] == "info"


def test_other_words_under_a_used_token_are_refused_and_can_be_sent_again(chen: Client) -> None:
    sent = {"once": token(chen), "words": "well"}
    chen.post("/noting/", sent)
    answer = chen.post("/noting/", {**sent, "words": "better"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form["words"].value() == "better"
    assert chen.post("/noting/", {"once": form["once"].value(), "words": "better"}).status_code == 302
    assert [one["words"] for one in MADE] == ["well", "better"]


def test_a_refusal_keeps_the_words_uses_up_no_token_and_is_422(chen: Client) -> None:
    answer = chen.post("/noting/", {"once": token(chen), "words": "no"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody says that here." in html
    assert 'value="no"' in html
    assert MADE == []
    assert not OnceToken.objects.exists()


def test_what_is_missing_is_said_at_its_field(chen: Client) -> None:
    answer = chen.post("/noting/", {"once": token(chen), "words": ""})
    assert answer.status_code == 422
    assert "words" in answer.context["form"].errors


def test_only_officials_come_in_and_only_by_the_usual_ways(chen: Client) -> None:
    assert chen.put("/noting/").status_code == 405
    chen.logout()
    answer = chen.post("/noting/", {"once": "t", "words": "well"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))
    assert MADE == []


def test_a_page_that_somebody_was_quicker_than_is_refused_by_name(
    world: World, enter: Callable[[Official], Client]
) -> None:
    matter = make.accepted(world)
    where = reverse("matters:do", kwargs={"ref": matter.reference, "noun": "start"})
    client = enter(world.he)
    client.cookies["django_language"] = "en"
    version = client.get(where).context["form"]["version"].value()
    client.post(where, {"version": version, "words": "rang the person"})
    noted = reverse("matters:do", kwargs={"ref": matter.reference, "noun": "action"})
    answer = client.post(noted, {"version": version, "words": "went to look"})
    assert answer.status_code == 422
    assert f"meanwhile by {world.he.name}" in answer.content.decode()
    assert "went to look" in answer.content.decode(), "and nothing that was typed is lost"
