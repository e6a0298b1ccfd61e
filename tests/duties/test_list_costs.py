"""What the pages of duties, accounts and the register cost: as many queries for a long list as for a short one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.models import Account
from huiyin.lib import periods
from huiyin.orgs.models import Official
from huiyin.register.actions import name_stand_in
from tests import costs
from tests.duties import made
from tests.house import tree
from tests.world import AT, LONG_AGO, World, official

Enter = Callable[[Official], Client]
FEBRUARY = periods.of("month", date(2026, 2, 1))
PAGES = [
    ("chen", "/duties/"),
    ("chen", "/desk/"),
    ("chen", "/accounts/"),
    ("chen", "/fact-sheets/chen/"),
    ("chen", "/visit-list/"),
    ("chen", "/signals/"),
    ("liu", "/duties/branch/?unit=990100101-ZB"),
    ("liu", "/accounts/inbox/"),
    ("liu", "/accounts/all/?kind=month&period=2026-02"),
    ("liu", "/register/"),
    ("liu", "/register/below-quota/"),
    ("liu", "/register/dormant/"),
    ("liu", "/register/load/"),
    ("liu", "/register/absences/"),
    ("ma", "/promises/"),
    ("ma", "/fact-sheets/"),
    ("ma", "/reports/contact-forms/"),
    ("ma", "/reports/contact-days/"),
    ("sun", "/contacts/"),
    ("sun", "/inspections/"),
    ("sun", "/rectifications/"),
]


def grow(world: World, names: str) -> None:
    """For each name an official of the branch with lines, contacts, promises, an absence and a note; Chen has as many lines."""
    for name in names:
        new = official(f"o-{name}", f"干部{name}", world.branch, "干事", "officer")
        made.line(world, f"N-{name}", new, LONG_AGO)
        own = made.line(world, f"C-{name}", world.chen, LONG_AGO)
        for who, home in ((new, world.home), (world.chen, own.household)):
            made.contact(
                world, date(2026, 2, 20), by=who, household=home, points=[made.raised()],
                promises=[made.promised(date(2026, 3, 20))], at=AT,
            )  # fmt: skip
        made.exemption(world, new, date(2026, 2, 1), date(2026, 2, 10))
        name_stand_in(
            official=new, stand_in=world.chen, by=world.liu, at=AT,
            from_on=AT.date(), until_on=AT.date() + timedelta(days=9),
        )  # fmt: skip
    actions.draft(kind="month", period=FEBRUARY, county=world.county, at=AT)
    for account in Account.objects.open().filter(official__username__in=[f"o-{n}" for n in names[::2]]):
        assert account.official is not None
        actions.hand_in(account=account, version=None, by=account.official, at=AT)


def test_a_page_costs_the_same_whatever_its_length(world: World, enter: Enter) -> None:
    grow(world, "abcd")
    few = costs.asked_of(PAGES, lambda who: enter(getattr(world, who)))
    grow(world, "efghijk")
    many = costs.asked_of(PAGES, lambda who: enter(getattr(world, who)))
    tree.nothing(costs.dearer(few, many))


def test_a_county_is_listed_by_name_and_summed_only_where_it_fits_on_a_page(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(world, "ab")
    client, page = enter(world.sun), "/duties/branch/?unit=990100"
    assert client.get(page).context["totals"]
    monkeypatch.setattr("huiyin.duties.views.MOST_SUMMED", 3)
    shown = client.get(page)
    assert not shown.context["totals"]
    monkeypatch.setattr("huiyin.duties.views.MOST_SUMMED", 0)
    shown = client.get(page)
    open_ones = [n for branch in shown.context["branches"] for _words, n in branch.open]
    assert open_ones
    assert set(open_ones) == {None}, "nor are its branches summed where so many serve in them"
    assert "名干部。如需查看合计" in shown.content.decode()
    assert [row.name for row in shown.context["rows"]][:2] == [
        o.name for o in Official.objects.order_by("name_key", "pk")[:2]
    ]
