"""The page of the work summary: every number opens its rows, for whom the unit is theirs to ask."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.audit.models import Event
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.reports import words
from tests import make
from tests.reports.test_work_summary import visit
from tests.world import AT, World

Enter = Callable[[Official], Client]
PAGE = reverse("reports:work_summary")
SPRING = {"unit": "990100101", "from": "2026-02-01", "to": "2026-03-31"}
FIGURES = sorted(words.LABELS)


@pytest.fixture
def busy(world: World) -> World:
    """A little of everything, an hour ago."""
    at = AT - timedelta(hours=1)
    for maker in (make.matter, make.routed, make.started, make.closed):
        maker(world, at=at - timedelta(days=2))
    visit(world, "answered", "suggestion", at=at)
    return world


def rows_url(figure: str) -> str:
    return reverse("reports:rows", kwargs={"figure": figure})


def test_the_paragraph_has_its_blanks_filled_with_links(busy: World, enter: Enter) -> None:
    response = enter(busy.liu).get(PAGE, SPRING)
    assert response.status_code == 200
    summary = response.context["summary"]
    assert (summary.matters_collected, summary.routed_town, summary.unrouted) == (6, 3, 1)
    text = response.content.decode()
    for figure in (
        "matters_collected",
        "routed_town",
        "concluded_fed_back",
        "in_handling",
        "explained",
        "hard",
    ):
        assert f'href="{rows_url(figure)}?' in text
    assert "style=" not in text


def test_every_number_opens_as_many_rows_as_it_says(busy: World, enter: Enter) -> None:
    client = enter(busy.sun)  # the county sees it all
    summary = client.get(PAGE, SPRING).context["summary"]
    for figure in FIGURES:
        response = client.get(rows_url(figure), SPRING)
        assert response.status_code == 200, figure
        listing = response.context.get("listing")
        if listing is not None and figure != "topic":
            assert listing.total == getattr(summary, figure), figure
            assert len(listing.rows) + listing.hidden == listing.total, figure


def test_links_carry_the_moment_so_that_rows_and_numbers_agree(busy: World, enter: Enter) -> None:
    client = enter(busy.liu)
    page = client.get(PAGE, SPRING)
    asked = parse_qs(urlsplit(page.context["docx_url"]).query)
    make.matter(busy, at=AT + timedelta(seconds=1))
    again = client.get(rows_url("matters"), {key: value[0] for key, value in asked.items()})
    assert again.context["listing"].total == page.context["summary"].matters


@pytest.mark.parametrize(
    "url", [PAGE, reverse("reports:docx"), rows_url("matters"), rows_url("villages_covered")]
)
def test_another_unit_is_not_there(busy: World, enter: Enter, url: str) -> None:
    for who in (busy.qian, busy.chen, busy.he, busy.zhao):
        assert enter(who).get(url, SPRING).status_code == 404


def test_who_heads_nothing_is_told_what_the_page_is(world: World, enter: Enter) -> None:
    response = enter(world.chen).get(PAGE)
    assert response.status_code == 200
    assert "summary" not in response.context


def test_this_quarter_of_ones_own_unit_is_shown_first(busy: World, enter: Enter) -> None:
    summary = enter(busy.liu).get(PAGE).context["summary"]
    assert (summary.unit, str(summary.first), str(summary.end)) == (busy.town, "2026-01-01", "2026-04-01")


@pytest.mark.parametrize(
    "bad", [{"from": "soon"}, {"from": "2026-03-02", "to": "2026-03-01"}, {"to": "0001-01-01"}]
)
def test_days_that_make_no_sense_are_asked_again(busy: World, enter: Enter, bad: dict[str, str]) -> None:
    client = enter(busy.liu)
    refused = client.get(PAGE, {**SPRING, **bad})
    assert refused.status_code == 422
    assert refused.content.decode().count("data-error-summary") == 1
    assert client.get(rows_url("matters"), {**SPRING, **bad}).status_code == 404


def test_a_moment_to_come_is_now_and_nonsense_is_not_there(busy: World, enter: Enter) -> None:
    client = enter(busy.liu)
    later = client.get(PAGE, {**SPRING, "as_of": "2031-01-01T00:00:00Z"})
    assert later.context["summary"].as_of == AT
    assert client.get(rows_url("matters"), {**SPRING, "as_of": "x"}).status_code == 404
    assert client.get(rows_url("nothing"), SPRING).status_code == 404


def test_rows_outside_what_one_may_see_are_counted_only(busy: World, enter: Enter) -> None:
    listing = enter(busy.liu).get(rows_url("promises_due"), SPRING).context["listing"]
    assert (listing.total, listing.hidden) == (1, 0)


def test_the_number_of_statements_does_not_grow(
    busy: World, enter: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = enter(busy.sun)
    for _n in range(8):
        make.routed(busy, at=AT - timedelta(days=1))
    for url in (PAGE, rows_url("matters"), rows_url("answered_on_spot"), rows_url("villages_covered")):
        with django_assert_max_num_queries(50):  # type: ignore[attr-defined]
            client.get(url, SPRING)


def test_rows_are_paged_by_key(busy: World, enter: Enter) -> None:
    for _n in range(26):
        make.matter(busy, at=AT - timedelta(minutes=5))
    client = enter(busy.liu)
    first = client.get(rows_url("matters"), SPRING)
    second = client.get(first.context["next_url"])
    shown = [row.matter.pk for page in (first, second) for row in page.context["listing"].rows]
    assert len(shown) == len(set(shown)) == 30
    assert second.context["next_url"] == ""


def test_the_document_is_a_docx_with_the_same_numbers_and_is_on_record(busy: World, enter: Enter) -> None:
    response = enter(busy.ma).get(reverse("reports:docx"), SPRING)
    assert response["Content-Type"].endswith("wordprocessingml.document")
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        text = package.read("word/document.xml").decode()
    assert "柳林镇" in text
    assert Event.objects.get(deed="report.taken").on == "unit:990100101"


def test_a_row_that_is_about_the_asker_is_neither_shown_nor_said_to_be_hidden(
    busy: World, enter: Enter
) -> None:
    found = Matter.objects.order_by("pk").first()
    assert found is not None
    client = enter(busy.liu)
    before = client.get(rows_url("matters"), SPRING).context["listing"]
    Matter.objects.filter(pk=found.pk).update(complained_official=busy.liu)
    after = client.get(rows_url("matters"), SPRING).context["listing"]
    assert (after.total, after.hidden) == (before.total - 1, before.hidden)


def test_a_period_that_goes_on_is_told_to_date_and_has_no_holes(busy: World, enter: Enter) -> None:
    client = enter(busy.ma)
    page = client.get(PAGE, SPRING).content.decode()
    assert "2026年2月1日至2026年3月2日" in page.replace("\n", "")
    assert "2026年3月31日" not in page
    answer = client.get(reverse("reports:docx"), SPRING)
    assert quote("柳林镇-20260201-20260302.docx") in answer.headers["Content-Disposition"]
    paper = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "2026年3月31日" not in paper
    for text in (page, paper):
        assert "尚未登记" not in text
        assert "知晓率" not in text, "nobody has asked about it"
    over = client.get(PAGE, {**SPRING, "to": "2026-02-28"}).content.decode()
    assert "2026年2月1日至2026年2月28日" in over
