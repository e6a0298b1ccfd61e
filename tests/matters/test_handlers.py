"""Who can be chosen for a task: whoever holds a post on that day, and nobody whose post has ended."""

from datetime import timedelta

import pytest

from huiyin.forums.forms import PlanForm
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.forms import AcceptanceForm
from huiyin.matters.sentences import told
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from huiyin.orgs.models import Appointment, Official
from tests import make
from tests.world import AT, World


@pytest.mark.parametrize(("days", "offered"), [(-1, False), (0, False), (1, True), (None, True)])
def test_a_handler_is_offered_until_the_day_before_the_post_ends(
    world: World, days: int | None, offered: bool
) -> None:
    end = None if days is None else AT.date() + timedelta(days=days)
    Appointment.objects.filter(official=world.he).update(to_on=end)
    form = AcceptanceForm(matter=make.routed(world), by=world.gao, at=AT)
    names = [one.name for one in form.fields["handler"].queryset]  # type: ignore[attr-defined]
    assert ("何平" in names, "高峰" in names) == (offered, True)


@pytest.mark.parametrize(("days", "offered"), [(0, False), (1, True)])
def test_who_has_left_takes_no_part_in_a_new_forum(world: World, days: int, offered: bool) -> None:
    Appointment.objects.filter(official=world.he).update(to_on=AT.date() + timedelta(days=days))
    form = PlanForm(by=world.liu, at=AT)
    people = set(form.fields["officials"].queryset)  # type: ignore[attr-defined]
    assert (world.he in people, world.gao in people) == (offered, True)


def test_who_is_given_a_matter_is_told_and_who_takes_it_up_themselves_is_not(world: World) -> None:
    def told(who: Official) -> int:
        return Notice.objects.filter(kind="assigned", to=who).count()

    own, found = make.routed(world), make.accepted(world)
    assert (told(world.he), told(world.gao)) == (1, 0)
    actions.accept(matter=own, handler=world.gao, version=own.version, by=world.gao, at=AT)
    for handler in (world.gao, world.he):
        found = actions.reassign(
            matter=found, handler=handler, version=found.version, by=world.gao, at=AT, note="出差"
        )
    assert (told(world.he), told(world.gao)) == (2, 0)
    lost = Notice.objects.get(kind="unassigned")
    assert (lost.to, lost.where) == (world.he, "/matters/"), "who lost it cannot open it any more"
    with pytest.raises(Refused, match="already"):
        actions.reassign(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT, note="x")


def test_the_person_goes_on_reading_who_took_it_over_after_it_has_changed_hands(world: World) -> None:
    found = make.accepted(world)
    actions.reassign(matter=found, handler=world.gao, version=found.version, by=world.ma, at=AT, note="出差")
    assert "柳林镇村镇建设办公室 has taken it over; 何平 looks after it." in [
        said for _at, said in story(found)
    ]
    of_old = found.steps.get(deed="accept")
    of_old.facts = {}
    assert told(of_old) == "柳林镇村镇建设办公室 has taken it over."
