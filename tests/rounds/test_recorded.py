"""From a plan of visits to the record of one, and back."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client

from huiyin.contacts.models import Contact
from huiyin.rounds.models import Round
from tests.rounds.planned import begun, computed
from tests.world import AT, World

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]


def test_a_visit_is_recorded_from_the_plan_and_leads_back(world: World, enter: Enter) -> None:
    row, chen = computed(begun(world, day=AT.date(), begins=time(11), ends=time(16))), enter(world.chen)
    here = f"/contacts/new/?home={world.home.key}&plan={row.reference}"
    plan = chen.get(f"/rounds/{row.reference}/").content.decode()
    assert here.replace("&", "&amp;") in plan
    page = chen.get(here)
    posted = {
        "once": page.context["form"].initial["once"],
        "home": str(world.home.key),
        "held_on": AT.date().isoformat(),
        "points-TOTAL_FORMS": "1",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "路口的灯不亮",
        "points-0-disposition": "noted",
    }
    answer = chen.post(here, posted)
    assert answer["Location"] == f"/rounds/{row.reference}/?done=visit"
    plan = chen.get(answer["Location"]).content.decode()
    assert Contact.objects.get().reference in plan
    assert here.replace("&", "&amp;") not in plan


def test_a_plan_that_is_not_ones_own_leads_nowhere(world: World, enter: Enter) -> None:
    row, he = computed(begun(world)), enter(world.he)
    here = f"/contacts/new/?plan={row.reference}"
    posted = {
        "once": he.get(here).context["form"].initial["once"],
        "home": "elsewhere",
        "place": str(world.hamlet.pk),
        "held_on": AT.date().isoformat(),
        "points-TOTAL_FORMS": "1",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "路口的灯不亮",
        "points-0-disposition": "noted",
    }
    assert he.post(here, posted)["Location"] == f"/contacts/{Contact.objects.get().reference}/?done=visit"


def test_a_day_that_is_over_is_filled_in(world: World, enter: Enter) -> None:
    row = computed(begun(world))
    Round.objects.filter(pk=row.pk).update(day=AT.date() - timedelta(days=1))
    chen = enter(world.chen)
    assert "held_on=2026-" in chen.get(f"/rounds/{row.reference}/").content.decode()
    page = chen.get(f"/contacts/new/?home={world.home.key}&held_on={AT.date() - timedelta(days=1)}")
    assert f'value="{AT.date() - timedelta(days=1)}"' in page.content.decode()
