"""Pages by key: every row once, whatever the order; nonsense begins anew; one query for a page, one more for a count."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from huiyin.matters.models import Matter
from huiyin.orgs.models import Official, Unit
from huiyin.ui.address import choices, chosen, decimal, same, tail
from huiyin.ui.keyset import page, slice_of
from tests import make
from tests.world import World


def asked(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/{query}")


def walked(rows: QuerySet[Any], *ordering: str, size: int, query: str = "") -> list[Any]:
    """Every row that one meets by following the links to the end."""
    met, here = [], f"?{query}"
    for _step in range(200):
        found = page(rows, asked(here), *ordering, size=size)
        assert len(found.rows) <= size
        met += found.rows
        if not found.next_url:
            return met
        here = found.next_url
    raise AssertionError("this list has no end")


@pytest.fixture
def matters(world: World) -> QuerySet[Matter]:
    """Seven matters: two pairs of one day, and two without any."""
    days: list[int | None] = [3, 1, None, 3, 1, 9, None]
    for number, days_on in enumerate(days):
        made = make.matter(world, title=f"第{number}件")
        due = None if days_on is None else date(2026, 3, 1) + timedelta(days=days_on)
        Matter.objects.filter(pk=made.pk).update(due_on=due)
    return Matter.objects.all()


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize(
    "ordering", [("-pk",), ("pk",), ("due_on", "pk"), ("-due_on", "-pk"), ("due_on", "-pk")]
)
def test_the_links_lead_past_every_row_once(
    matters: QuerySet[Matter], ordering: tuple[str, ...], size: int
) -> None:
    assert walked(matters, *ordering, size=size) == list(matters.order_by(*ordering))


@pytest.mark.parametrize(
    "ordering", [("path", "pk"), ("kind", "-path", "pk"), ("parent__path", "name", "pk")]
)
def test_words_and_roads_to_other_tables_are_keys_too(world: World, ordering: tuple[str, ...]) -> None:
    units = Unit.objects.exclude(parent=None)
    assert walked(units, *ordering, size=2) == list(units.order_by(*ordering))


def test_dots_and_percent_signs_in_a_word_do_no_harm(world: World) -> None:
    for number, key in enumerate(("a.b", "a%2Eb", "a", "a.b.c", "%", ".")):
        Official.objects.filter(pk=Official.objects.order_by("pk")[number].pk).update(name_key=key)
    people = Official.objects.all()
    assert walked(people, "name_key", "pk", size=1) == list(people.order_by("name_key", "pk"))


def test_what_is_reckoned_along_with_the_rows_is_a_key_too(matters: QuerySet[Matter]) -> None:
    rows = matters.annotate(day=Coalesce("due_on", Value(date(2026, 3, 2)))).annotate(again=F("due_on"))
    assert walked(rows, "day", "pk", size=2) == list(rows.order_by("day", "pk"))


def test_a_page_says_where_the_next_and_the_first_begin_and_keeps_the_rest_of_the_address(
    matters: QuerySet[Matter],
) -> None:
    first = page(matters, asked("?list=open&of=甲&list=late"), "-pk", size=3)
    kept = parse_qs(first.next_url.removeprefix("?"))
    assert kept == {"list": ["open", "late"], "of": ["甲"], "from": [str(first.rows[-1].pk)]}
    assert first.first_url == ""
    second = page(matters, asked(first.next_url), "-pk", size=3)
    assert parse_qs(second.first_url.removeprefix("?")) == {"list": ["open", "late"], "of": ["甲"]}
    last = page(matters, asked(second.next_url), "-pk", size=3)
    assert (len(last.rows), last.next_url) == (1, "")
    assert last.links == {"next_url": "", "first_url": second.first_url}


def test_the_key_may_have_another_name_and_the_links_another_query(matters: QuerySet[Matter]) -> None:
    full = QueryDict("from=2026-01-01&as_of=now")
    found = page(matters, asked("?from=2026-01-01"), "-pk", size=3, named="after", query=full)
    assert found.next_url == f"?from=2026-01-01&as_of=now&after={found.rows[-1].pk}"
    again = page(matters, asked(found.next_url), "-pk", size=3, named="after", query=full)
    assert again.first_url == "?from=2026-01-01&as_of=now"
    assert again.rows[0].pk < found.rows[-1].pk


@pytest.mark.parametrize(
    "key",
    ["x", ".", "..", "1", "-1.5", "2026-02-30.7", "2026-03-04", "2026-03-04.", "2026-03-04.x", "2026-03-04.7.8",
     "2026-03-04." + "9" * 16, "2026-03-04.\x00", "2026-03-04.²", "'; DROP TABLE matters_matter; --", "%", "٣"],
)  # fmt: skip
def test_a_key_that_nobody_was_given_begins_at_the_beginning(matters: QuerySet[Matter], key: str) -> None:
    found = page(matters, asked(f"?{urlencode({'from': key})}"), "due_on", "pk", size=3)
    assert found.rows == list(matters.order_by("due_on", "pk")[:3])
    assert found.first_url == "?"


def test_a_key_beyond_all_rows_shows_none_of_them(matters: QuerySet[Matter]) -> None:
    found = page(matters, asked("?from=" + "9" * 15), "pk")
    assert (found.rows, found.next_url, found.first_url) == ([], "", "?")


def test_a_page_is_one_query_and_a_count_one_more(
    matters: QuerySet[Matter], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = page(matters, asked("?from=2026-03-02.1"), "due_on", "pk", size=2)
        assert found.rows
    with django_assert_num_queries(1):
        assert (found.count, found.count) == (7, 7)


def test_a_list_in_memory_goes_by_places(world: World) -> None:
    items = list("abcdefg")
    first = slice_of(items, asked("?of=x"), size=3, named="at")
    assert ("".join(first.rows), first.next_url, first.first_url, first.count) == ("abc", "?of=x&at=3", "", 7)
    second = slice_of(items, asked(first.next_url), size=3, named="at")
    assert ("".join(second.rows), second.next_url, second.first_url) == ("def", "?of=x&at=6", "?of=x")
    last = slice_of(items, asked(second.next_url), size=3, named="at")
    assert ("".join(last.rows), last.next_url) == ("g", "")
    assert slice_of(items, asked("?at=-1"), size=7, named="at").next_url == ""
    assert slice_of(items, asked("?at=99"), size=3, named="at").rows == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("٣", 3), ("", None), ("-1", None), ("1.5", None), ("²", None), (" 1", None),
     ("9" * 14, int("9" * 14)), ("9" * 15, int("9" * 15)), ("9" * 16, None)],
)  # fmt: skip
def test_a_number_in_an_address(text: str, number: int | None) -> None:
    assert decimal(text) == number


def test_a_number_may_be_held_shorter() -> None:
    assert [decimal(text, digits=4) for text in ("999", "9999", "99999")] == [999, 9999, None]


def test_a_choice_that_nobody_offered_is_none() -> None:
    offered = {"open": "Open", "all": "All"}
    assert [chosen(asked(query), "list", offered, "open") for query in ("", "?list=all", "?list=other")] == [
        "open", "all", "open",
    ]  # fmt: skip


def test_an_address_is_changed_in_one_place() -> None:
    query = QueryDict("a=1&b=2&b=3")
    assert same(query, a=5) == "?a=5&b=2&b=3"
    assert same(query, b="") == same(query, b=None) == "?a=1"
    assert same(query, c=0) == "?a=1&b=2&b=3&c=0"
    assert query.urlencode() == "a=1&b=2&b=3"


def test_each_choice_is_a_link_that_keeps_the_rest_and_begins_anew() -> None:
    offered = {"open": "Open", "all": "All & sundry"}
    found = choices(asked("?of=x&list=open&from=7&period=1"), "list", offered, "open", drop=["period"])
    assert [(one.url, one.name, one.current) for one in found] == [
        ("?of=x&list=open", "Open", True),
        ("?of=x&list=all", "All & sundry", False),
    ]
    html = Template("{% load ui %}{% choices label found %}").render(
        Context({"label": "Which", "found": found})
    )
    assert html.count("<a") == 2
    assert html.count('aria-current="page"') == 1
    assert '<nav class="filter" aria-label="Which">' in html
    assert "?of=x&amp;list=all" in html
    assert "All &amp; sundry" in html
    buttons = Template("{% load ui %}{% choices label found buttons=True %}").render(
        Context({"label": "W", "found": found})
    )
    assert buttons.count('class="btn') == 2
    assert buttons.count("btn-primary") == 1
    assert "no-print" in buttons


def test_what_is_empty_stays_out_of_an_address() -> None:
    assert tail(unit="a b", since=date(2026, 3, 1), of=0, other="", none=None) == "unit=a+b&since=2026-03-01"
    assert tail() == ""
