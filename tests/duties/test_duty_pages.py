"""The pages of duties: one's own with one tap to each thing left, a branch by name, rows behind each number."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from huiyin.orgs.models import Official, Unit
from huiyin.register.actions import call_back, name_stand_in
from tests.duties import made
from tests.rounds.planned import kept
from tests.world import AT, LONG_AGO, World, official, unit

Enter = Callable[[Official], Client]


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_what_is_left_is_one_tap_away(world: World, enter: Enter) -> None:
    page = text(enter(world.chen), "/duties/")
    assert f'href="/contacts/new/?home={world.home.key}"' in page
    made.contact(world, date(2026, 3, 2), at=made.moment(date(2026, 3, 2), 9))
    page = text(enter(world.chen), "/duties/")
    assert f'href="/contacts/new/?home={world.home.key}"' not in page
    assert f"/duties/{world.chen.pk}/rows/households_kept/?period=2026-Q1" in page


def test_the_number_opens_its_rows(world: World, enter: Enter) -> None:
    found = made.contact(world, date(2026, 3, 2), at=made.moment(date(2026, 3, 2), 9))
    page = text(enter(world.chen), f"/duties/{world.chen.pk}/rows/households_kept/?period=2026-Q1")
    assert found.reference in page
    page = text(enter(world.chen), f"/duties/{world.chen.pk}/rows/households_kept/?period=2025-Q4")
    assert found.reference not in page


def test_every_kind_of_row_has_its_page(world: World, enter: Enter) -> None:
    at = made.moment(date(2026, 3, 2), 9)
    made.session(world, world.ma, date(2026, 3, 2))
    made.contact(world, date(2026, 3, 1), "forum", by=world.ma, household=None, place=world.town, at=at)
    made.contact(world, date(2026, 3, 1), "research", by=world.ma, household=None, at=at)
    made.contact(world, date(2026, 3, 1), "village_meeting", by=world.ma, household=None, at=at)
    made.contact(world, date(2026, 3, 1), promises=[made.promised(date(2026, 3, 20))], at=at)
    client = enter(world.ma)
    for code in ("forum", "research_days", "village_meeting", "reception_day"):
        assert "<h1>" in text(client, f"/duties/{world.ma.pk}/rows/{code}/")
    made.aid(world, world.home, world.chen, date(2026, 1, 1))
    client = enter(world.chen)
    for code in ("quota_town", "promises_kept", "paired_aid"):
        assert "<h1>" in text(client, f"/duties/{world.chen.pk}/rows/{code}/")
    page = text(client, "/duties/")
    assert "/promises/" in page, "an open promise is kept from here"


def test_a_stand_in_is_asked_for_the_households_of_the_colleague(world: World, enter: Enter) -> None:
    tap, rows = f'href="/contacts/new/?home={world.home.key}"', f"/duties/{world.chen.pk}/rows/"
    assert tap not in text(enter(world.he), "/duties/")
    assert enter(world.he).get(f"{rows}households_kept/").status_code == 404
    named = name_stand_in(
        official=world.chen,
        stand_in=world.he,
        from_on=AT.date(),
        until_on=date(2026, 3, 20),
        by=world.liu,
        at=AT,
    )
    for page in ("/duties/", "/desk/"):
        shown = text(enter(world.he), page)
        assert "代陈立" in shown, page
        assert tap in shown, page
    client = enter(world.he)
    assert "代陈立" in text(client, f"{rows}households_kept/")
    assert client.get(f"{rows}quota_town/").status_code == 404, "only the households"
    assert client.get(f"/duties/{world.chen.pk}/").status_code == 404
    made.contact(world, AT.date(), by=world.he, at=AT)
    assert tap not in text(enter(world.he), "/duties/"), "met by the stand-in is met"
    call_back(stand_in=named, by=world.liu, at=AT)
    assert "代陈立" not in text(enter(world.he), "/duties/")


def test_wrong_keys_have_no_page(world: World, enter: Enter) -> None:
    client = enter(world.chen)
    for url in ("rows/forum/", "rows/nothing/", "rows/households_kept/?period=x"):
        assert client.get(f"/duties/{world.chen.pk}/{url}").status_code == 404


def test_only_who_leads_reads_the_duties_of_others(world: World, enter: Enter) -> None:
    assert enter(world.liu).get(f"/duties/{world.chen.pk}/").status_code == 200
    assert "/contacts/new/?home" not in text(enter(world.liu), f"/duties/{world.chen.pk}/"), (
        "doing is not for others"
    )
    for who in (world.qian, world.he, world.zhao):
        assert enter(who).get(f"/duties/{world.chen.pk}/").status_code == 404
    assert enter(world.chen).get(f"/duties/{world.liu.pk}/").status_code == 404


def test_a_branch_by_name_never_by_a_figure(world: World, enter: Enter) -> None:
    first = official("an", "安然", world.branch, "干事", "officer")
    made.contact(world, date(2026, 3, 2), at=made.moment(date(2026, 3, 2), 9))
    page = text(enter(world.liu), f"/duties/branch/?unit={world.branch.code}")
    assert page.index(first.name) < page.index(world.chen.name)
    assert enter(world.liu).get(f"/duties/branch/?unit={world.sibling.code}").status_code == 404
    assert first.name not in text(enter(world.chen), "/duties/branch/"), "an officer leads nobody"


def test_a_large_branch_pages_by_key_with_constant_queries(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(30):
        new = official(f"o{number:02}", f"干部{number:02}", world.branch, "干事", "officer")
        if number % 5 == 0:
            made.line(world, f"SH-1{number}", new, LONG_AGO)
    client = enter(world.liu)
    url = f"/duties/branch/?unit={world.branch.code}"
    with django_assert_max_num_queries(35):
        page = text(client, url)
    assert "干部23" in page
    assert "干部28" not in page
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "干部28" in text(client, "/duties/branch/" + following)


def test_the_desk_asks_at_most_five_things(world: World, enter: Enter) -> None:
    for number in range(9):
        made.line(world, f"SH-1{number}", world.chen, LONG_AGO)
    page = text(enter(world.chen), "/desk/")
    assert page.count("/contacts/new/?home=") == 5


def test_who_leads_several_branches_sees_them_beside_each_other_in_tree_order(
    world: World, enter: Enter
) -> None:
    other = unit("branch", "990100102-ZB", "石门支部", world.sibling)
    official("zi", "子安", other, "干事", "officer")
    made.line(world, "SH-055", Official.objects.get(username="zi"), LONG_AGO)
    shown = enter(world.sun).get("/duties/branch/")
    lines = shown.context["branches"]
    codes = [line.code for line in lines]
    assert codes == [one.code for one in Unit.objects.in_tree_order() if one.code in codes], (
        "never by a figure"
    )
    assert {world.branch.code, other.code} <= {line.code for line in lines}
    there = next(line for line in lines if line.code == other.code)
    assert there.officials == 1
    quarter = dict(there.open)["本季度"]
    assert quarter > 0
    page = shown.content.decode()
    assert f'<a class="figure" href="?unit={other.code}">{quarter}<' in page
    branch = text(enter(world.sun), f"/duties/branch/?unit={other.code}")
    assert "子安" in branch
    assert 'id="branches"' not in branch


def test_who_leads_one_branch_is_shown_it_at_once(world: World, enter: Enter) -> None:
    page = text(enter(world.liu), "/duties/branch/")
    assert f"<h1>{world.branch.short_name}" in page.replace("\n", "").replace("  ", "")
    assert 'id="branches"' not in page


def test_the_desk_counts_as_many_as_it_lists(world: World, enter: Enter) -> None:
    for number in range(2):
        kept(world, world.chen, world.village, f"SH-09{number}", f"1990000999{number}")
    shown = enter(world.chen).get("/desk/").context
    homes = [line for line in shown["asked"] if "·" in line.words]
    assert len(homes) == 3, "each household that is still to be visited has its line"
    assert shown["asked_count"] == len(shown["asked"])
