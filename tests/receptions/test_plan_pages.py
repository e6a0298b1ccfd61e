"""The plan of a year and its publication: where one begins, and what is said before something is sent."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from huiyin.orgs.models import Official
from tests import make_reception as make
from tests.receptions.test_pages import ENGLISH, post
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_what_comes_too_late_is_said_before_it_is_sent_and_nothing_is_no_success(
    world: World, enter: Enter
) -> None:
    bad, client = make.draft(world, day=date(2026, 3, 4)), enter(world.liu)
    page = f"/receptions/plan/publication/?office={bad.office.key}&year=2026"
    shown = client.get(page, headers=ENGLISH).content.decode()
    assert "at least 3 days ahead" in shown
    assert "Publish 1 session" not in shown
    assert "0 sessions published" not in post(client, page).content.decode()
    make.draft(world)
    assert "Publish 1 session" in client.get(page, headers=ENGLISH).content.decode()


def test_of_a_day_that_is_over_no_reason_is_asked_for(world: World, enter: Enter) -> None:
    over = make.draft(world)
    type(over).objects.filter(pk=over.pk).update(planned_on=date(2026, 2, 26))
    page = f"/receptions/plan/publication/?office={over.office.key}&year=2026"
    shown = enter(world.liu).get(page, headers=ENGLISH).content.decode()
    assert "The day lies in the past." in shown
    assert "please say why" not in shown, "no reason would do"


def test_an_empty_plan_begins_with_its_pattern(world: World, enter: Enter) -> None:
    office, client = make.draft(world).office, enter(world.liu)
    page = f"/receptions/plan/?office={office.key}&year="
    first = client.get(f"{page}2027").context["form"]["first"].value()
    assert first == AT.date() + timedelta(days=3), "soon enough to be published"
    filled, empty = (client.get(f"{page}{year}").content.decode() for year in (2026, 2027))
    assert 'no-print" open' in empty
    assert 'no-print" open' not in filled
    first = r'<a class="btn btn-primary"\s+href="/receptions/plan/publication/'
    assert re.search(first, filled), "publish what is drafted"
    assert not re.search(first, empty), "there is nothing to publish yet"
