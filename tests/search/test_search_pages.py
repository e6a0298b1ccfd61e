"""The pages of search: no telephone number in an address, one cost however much is found, an index used under the wall."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.matters import actions
from huiyin.matters.models import Words
from huiyin.matters.models.words import numbers
from huiyin.orgs.models import Official
from huiyin.orgs.references import Register, next_references
from huiyin.search.asked import Asked, address_of
from tests import make, make_reception
from tests.duties import made
from tests.search.test_search import BODY, found
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_what_is_typed_stands_in_no_address(world: World, enter: Enter) -> None:
    matter = make.matter(world, resident=world.wang)
    client = enter(world.liu)
    sent = client.post("/search/", {"q": "19900001234"})
    assert set(parse_qs(urlsplit(sent["Location"]).query)) == {"s"}
    assert "1990" not in sent["Location"]
    assert matter.reference in client.get(sent["Location"]).content.decode()
    assert matter.reference not in enter(world.ma).get(sent["Location"]).content.decode(), (
        "sealed for Liu alone"
    )


def test_a_readable_address_answers_words_and_refuses_telephones(world: World, enter: Enter) -> None:
    matter = make.matter(world, body=BODY, resident=world.wang)
    client = enter(world.liu)
    assert matter.reference in client.get("/search/", {"q": "路灯"}).content.decode()
    assert matter.reference in client.get("/search/", {"q": matter.reference}).content.decode()
    refused = client.get("/search/", {"q": "19900001234"}).content.decode()
    assert matter.reference not in refused
    assert 'value="19900001234"' not in refused


@pytest.mark.parametrize(("digits", "refused"), [("301234", False), ("3012345", True), ("301-23 45", True)])
def test_from_seven_digits_on_it_may_be_a_telephone(
    world: World, enter: Enter, digits: str, refused: bool
) -> None:
    matter = make.matter(world, body=f"请看{digits}号")
    page = enter(world.liu).get("/search/", {"q": digits}).content.decode()
    assert (matter.reference not in page) == refused
    assert (f'value="{digits}"' not in page) == refused


@pytest.mark.parametrize("query", ["", "?q=", "?s=nonsense", "?s=k1:AAAA", "?q=%20", "?q=路&m=x&c=-1&h=."])
def test_nonsense_has_a_page(world: World, enter: Enter, query: str) -> None:
    assert enter(world.liu).get(f"/search/{query}").status_code == 200


@pytest.mark.parametrize(
    "text", ["长" * 70_000, "a\x0bb\x7f=1+1", "9" * 5000, "<script>alert(1)</script>", "\x00" * 9]
)
def test_whatever_is_typed_has_an_answer(world: World, enter: Enter, text: str) -> None:
    client = enter(world.liu)
    sent = client.post("/search/", {"q": text})
    assert len(sent["Location"]) < 700
    answer = client.get(sent["Location"])
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_empty_box_leads_to_the_page(world: World, enter: Enter) -> None:
    assert enter(world.liu).post("/search/", {"q": " \x00 "})["Location"] == "/search/"


def test_pages_by_key_show_each_row_once(world: World, enter: Enter) -> None:
    all_of_them = {make.matter(world, body=f"路灯坏了{n}").reference for n in range(20)}
    make.matter(world, body="海上海的事")
    client, seen = enter(world.liu), []
    url = address_of(Asked("路灯"), world.liu)
    for _ in range(2):
        answer = client.get(url)
        seen += [row.matter.reference for row in answer.context["rows"]]
        url = "/search/" + answer.context["matters"].next_url
    assert (len(seen), set(seen)) == (20, all_of_them)
    assert url == "/search/"


def test_a_page_costs_the_same_however_much_is_found(world: World, enter: Enter) -> None:
    client, url = enter(world.liu), address_of(Asked("路灯"), world.liu)
    counted = []
    for many in (1, 12):
        for n in range(many):
            make.matter(world, body=f"路灯坏了{n}", place=world.village)
            made.contact(world, date(2026, 2, 10) + timedelta(days=n))
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 14


def test_the_index_holds_numbers_of_this_county_only(world: World) -> None:
    matter = make.matter(world, body=BODY)
    kept = Words.objects.get(matter=matter).grams
    assert set(kept) >= numbers({"路灯", "灯"}, world.county.pk)
    assert not set(kept) & numbers({"路灯", "灯"}, world.other.pk)


def test_the_index_is_used_although_there_is_a_wall(world: World) -> None:
    """Behind row-level security the database may not ask an index of arrays; a wall put here by habit goes red."""
    make.matter(world, body=BODY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = Words.objects.filter(grams__contains=sorted(numbers({"路灯"}, world.county.pk)))
        assert "matter_found_by_grams" in rows.explain()


def test_it_can_be_taken_away_and_made_anew(world: World) -> None:
    matter = make.matter(world, body=BODY)
    Words.objects.filter(matter=matter).update(grams=[])
    assert found("路灯", world.liu) == []
    actions.keep_words(matters=[matter])
    assert found("路灯", world.liu) == [matter.reference]
    Words.objects.update(grams=[])
    call_command("keep_words")
    assert found("路灯", world.liu) == [matter.reference]


def test_every_staff_page_has_the_box(world: World, enter: Enter) -> None:
    page = enter(world.he).get("/desk/").content.decode()
    assert 'action="/search/"' in page
    assert page.count("data-search") == 1


def test_a_number_of_something_else_is_told_by_its_letter_and_leads_there(world: World, enter: Enter) -> None:
    session = make_reception.published(world)
    page = enter(world.liu).get("/search/", {"q": session.reference.lower()}).content.decode()
    assert f'href="/receptions/{session.reference}/"' in page
    assert "接访" in page


@pytest.mark.parametrize(("letter", "says"), [("Y", "预约"), ("M", "密件")])
def test_a_number_that_opens_nowhere_says_what_it_is_of(
    world: World, enter: Enter, letter: str, says: str
) -> None:
    number = next_references(world.county, AT, 1, Register(letter))[0]
    page = enter(world.liu).get("/search/", {"q": number}).content.decode()
    assert f"{number}</span> · " in page
    assert says in page
