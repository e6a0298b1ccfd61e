"""The official's own mirror: what it says, that nobody else opens it, and that every number opens what it counts."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from huiyin.contacts.actions import void
from huiyin.orgs.models import Official
from huiyin.reach import mirror
from huiyin.reach.windows import half_year, rolling
from tests.reach import made
from tests.world import AT, World

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]
YEAR = rolling(AT.date())


def page(enter: Enter, who: Official, url: str = "/reach/") -> str:
    response = enter(who).get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_it_says_in_three_sentences_who_is_missing(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.chen)
    assert "过去12个月您走到了15户" in html
    assert "人数太少，看不出哪类群众联系得少" in html, "of 15 households, chance leaves out whole groups"
    assert "联系得少</span>" not in html
    assert "石桥村（131天）" in html
    assert "南坡村（一次没去）" in html


def test_whom_chance_alone_does_not_leave_out_is_met_less(world: World, enter: Enter) -> None:
    made.figures([world.village, world.hamlet])
    for number in range(40):
        made.visit(world.chen, made.home(world.village, number, "farmer"))
    html = page(enter, world.chen)
    assert "工人、学生、流动人员联系得少" in html
    assert "看不出" not in html


def test_s08_coverage_is_counted_by_declared_group_and_nobody_has_to_declare(world: World) -> None:
    made.peopled(world)
    context = mirror.of_official(world.chen, YEAR, AT)
    bars = {bar.code: (bar.met, bar.lives) for bar in context["breadth"].bars}
    assert bars["farmer"] == (10, 7 * 220)
    assert bars["veteran_member"] == (1, 7 * 15), "who declared two groups stands in the narrower one"
    assert bars["student"] == (0, 7 * 50)
    assert context["breadth"].reached.undeclared == 1
    assert [bar.code for bar in context["breadth"].bars] == [
        group.code for group in context["around"].charter.groups if group.code in bars
    ], "in the order of the charter, whatever was met"


def test_s09_forty_visits_to_one_household_are_deep_and_not_broad(world: World) -> None:
    made.figures([world.village, world.hamlet])
    made.visit(world.chen, made.home(world.village, 1, "farmer"), 400)  # before the window
    for number in range(40):
        made.visit(world.chen, world.home, 1 + 9 * number)
    one = mirror.of_official(world.chen, YEAR, AT)
    assert (one["breadth"].reached.households, one["breadth"].reached.contacts) == (1, 40)
    assert one["breadth"].mixed.effective_share == pytest.approx(440 / 850)
    assert next((s.part, s.whole) for s in one["depth"]) == (1, 1), "met in every quarter: as deep as can be"
    for number, group in enumerate(
        ["farmer"] * 6 + ["worker", "worker", "student", "student", "mobile", "mobile"]
    ):
        made.visit(world.chen, made.home(world.hamlet, number, group), 3)
    many = mirror.of_official(world.chen, YEAR, AT)
    assert many["breadth"].reached.households == 13
    assert many["breadth"].mixed.effective_share > 0.9, "breadth rose"
    assert next((s.part, s.whole) for s in many["depth"]) == (1, 13), "and depth did not rise with it"
    for number in range(10):
        made.visit(world.chen, world.home, 2 + number)
    assert mirror.of_official(world.chen, YEAR, AT)["breadth"].mixed == many["breadth"].mixed, (
        "repeats move no breadth"
    )


def test_one_sees_only_ones_own(world: World, enter: Enter) -> None:
    made.peopled(world)
    for who in (world.ma, world.sun, world.liu):
        html = page(enter, who, f"/reach/?official={world.chen.pk}&unit={world.branch.code}")
        assert "您走到了15户" not in html
        assert "您走到了0户" in html
    assert page(enter, world.chen, f"/reach/?official={world.he.pk}").count("您走到了15户") == 1


def test_no_page_of_a_supervisor_links_to_anybodys_mirror(world: World, enter: Enter) -> None:
    made.peopled(world)
    for url in ("/reach/area/", "/reach/branch/", "/duties/branch/", f"/duties/{world.chen.pk}/"):
        assert not re.search(r"/reach/\?(?!window)", page(enter, world.ma, url))


def test_a_village_without_a_figure_says_so_instead_of_a_share(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.chen)
    assert "东岭村没有户数统计" in html
    assert "联系到的户照样计数" in html
    assert "用表格导入户数</a>" not in html, "he may not bring the numbers in"
    assert "用表格导入户数</a>" in page(enter, world.ma, "/reach/area/")


def test_without_any_figure_nothing_is_compared(world: World, enter: Enter) -> None:
    made.visit(world.chen, world.home)
    context = mirror.of_official(world.chen, YEAR, AT)
    assert context["breadth"].mixed.effective_share is None
    assert context["breadth"].share_words == "—"
    html = page(enter, world.chen)
    assert "这里没有户数统计，算不出比例" in html
    assert "100%" not in re.sub(
        r"<svg.*?</svg>|width=.100%.", "", html.split('id="pairs"')[1].split('id="places"')[0]
    )


def test_groups_that_only_some_villages_state_are_not_compared(world: World) -> None:
    made.figures([world.village])
    made.figures([world.hamlet], {"": 400, "farmer": 100})
    made.visit(world.chen, world.home)
    breadth = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    assert {bar.code for bar in breadth.bars if bar.lives is not None} == {"farmer"}
    assert "Students" in breadth.partly


def test_what_was_met_where_nobody_states_groups_counts_but_is_not_compared(world: World) -> None:
    more = made.peopled(world)
    before = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    made.visit(world.chen, made.home(more[-1], 1, "farmer"), 2)
    after = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    assert after.reached.households == before.reached.households + 1
    assert after.mixed == before.mixed


def _links(html: str) -> list[tuple[str, int]]:
    """Every number that is a link, with its address."""
    found = re.findall(r'<a class="figure" href="([^"]+)">(\d+)', html)
    return [(unescape(url), int(n)) for url, n in found]


def test_every_number_opens_as_many_households_contacts_promises_or_matters(
    world: World, enter: Enter
) -> None:
    made.peopled(world)
    for number in range(900, 905):  # records reach back two years
        made.visit(world.chen, made.home(world.village, number, "farmer"), 800)
    html, checked = page(enter, world.chen), 0
    client = enter(world.chen)
    for url, n in _links(html):
        text = client.get(url).content.decode()
        found = re.search(r"共(\d+)次联系，(\d+)户|(\d+)项承诺|(\d+)件事项", text)
        assert found, url
        assert str(n) in {group for group in found.groups() if group}, (url, n, found.group())
        checked += 1
    assert checked > 15


def test_a_household_counts_in_the_list_as_it_does_in_the_figure(world: World, enter: Enter) -> None:
    """Declared anew between two visits: both stand in the group of the first."""
    home = made.home(world.village, 1, "worker")
    made.visit(world.chen, home, 30)
    type(home).objects.filter(pk=home.pk).update(groups=["student"])
    home.refresh_from_db()
    made.visit(world.chen, home, 3)
    span = f"official={world.chen.pk}&home=1&standing=1&since={YEAR.first}&until={YEAR.last}"
    assert "共2次联系，1户" in page(enter, world.chen, f"/contacts/?{span}&group=worker")
    assert "共0次联系" in page(enter, world.chen, f"/contacts/?{span}&group=student")


def test_what_is_struck_out_leaves_the_mirror(world: World) -> None:
    contact = made.visit(world.chen, world.home)
    void(contact=contact, reason="记错了", by=world.chen, at=AT + timedelta(minutes=1))
    assert mirror.of_official(world.chen, YEAR, AT)["breadth"].reached.households == 0


def test_a_window_that_is_not_kept_is_not_there(world: World, enter: Enter) -> None:
    client = enter(world.chen)
    assert client.get("/reach/?window=2019H1").status_code == 404
    earlier = half_year(YEAR.first)
    assert client.get(f"/reach/?window={earlier.code}").status_code == 200


def test_more_records_cost_no_more_queries(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    more = made.villages(world)
    made.figures([world.village, *more])
    made.visit(world.chen, world.home)
    client = enter(world.chen)
    client.get("/reach/")
    with django_assert_max_num_queries(60) as few:  # type: ignore[attr-defined]
        client.get("/reach/")
    for number in range(6):
        made.visit(world.chen, made.home(more[number], number, "worker", "student"), number)
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        client.get("/reach/")


def test_those_only_the_author_knows_of_are_some_of_the_contacts(world: World, enter: Enter) -> None:
    """A visit to a household that does not count is none of the contacts, and so none of those only the author knows of."""
    own = made.home(world.village, 1, "farmer")
    own.is_counted = False
    own.save(update_fields=["is_counted"])
    made.visit(world.chen, own)
    context = mirror.of_official(world.chen, YEAR, AT)
    assert (context["breadth"].reached.all_contacts, context["alone"]) == (0, 0)
