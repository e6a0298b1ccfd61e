"""The register (S02): pairing with consent, ending, handing over, withdrawing; what is refused says why."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people import actions as people
from huiyin.people.models import ConsentRecord, Household, Resident, Reveal
from huiyin.privacy import actions as privacy_actions
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.models import Assignment
from tests.world import AT, LONG_AGO, World, household

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


def new_home(world: World, **fields: Any) -> NewHome:
    given = {"place": world.hamlet, "name": "赵大爷", "phone": "19900005555", "is_adult": True, **fields}
    return NewHome(**given)


def told(who: Official, kind: str) -> int:
    return Notice.objects.filter(to=who, kind=kind).count()


def test_s02_the_register_of_a_day_says_who_was_in_touch_with_whom_and_nobody_is_added_without_consent(
    world: World,
) -> None:
    heir = actions.hand_over(line=world.line, to=world.he, on=TODAY, note="", by=world.liu, at=AT)
    on = {day: Assignment.objects.live_on(day).get().official for day in (LONG_AGO, YESTERDAY, TODAY)}
    assert on == {LONG_AGO: world.chen, YESTERDAY: world.chen, TODAY: world.he}
    assert heir.handed_from == world.line
    home = people.enter_household(place=world.hamlet, code="X-1", address="", groups=[], by="t", at=AT)
    person = people.enter_resident(name="李四", phone="", place=None, household=home, by="t", at=AT)
    with pytest.raises(Refused, match="no consent"):
        actions.take_on(official=world.chen, who=person, started_on=TODAY, by=world.liu, at=AT)
    assert not Assignment.objects.filter(household=home).exists()


def test_a_new_household_is_entered_with_its_consent_in_one_deed(world: World) -> None:
    line = actions.take_on(official=world.chen, who=new_home(world), started_on=TODAY, by=world.chen, at=AT)
    assert (line.unit, line.person.name, line.person.consents.get().taken_by) == (
        world.branch,
        "赵大爷",
        world.chen,
    )
    assert told(world.liu, "paired") == told(world.ma, "paired") == 1
    assert told(world.chen, "paired") == 0


def test_a_person_under_18_is_never_the_contact_person_and_nothing_is_left_behind(world: World) -> None:
    """G10."""
    before = Household.objects.count(), Resident.objects.count()
    with pytest.raises(Refused, match="under 18"):
        actions.take_on(
            official=world.chen, who=new_home(world, is_adult=False), started_on=TODAY, by=world.chen, at=AT
        )
    assert (Household.objects.count(), Resident.objects.count()) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"started_on": TODAY + timedelta(days=1)}, "future"),
        ({"by": "he"}, "Only the official"),
        ({"official": "liu"}, "no post that keeps"),
        ({"by": "qian"}, "Only the official"),
    ],
)
def test_pairing_is_refused(world: World, change: dict[str, Any], why: str) -> None:
    given = {"official": "chen", "by": "liu", "started_on": TODAY, **change}
    official, by = getattr(world, given["official"]), getattr(world, given["by"])
    with pytest.raises(Refused, match=why):
        actions.take_on(official=official, who=new_home(world), started_on=given["started_on"], by=by, at=AT)


def test_nobody_is_paired_twice_with_the_same_household(world: World) -> None:
    with pytest.raises(Refused, match="in touch with this household already"):
        actions.take_on(official=world.chen, who=world.wang, started_on=TODAY, by=world.liu, at=AT)


def test_a_line_ends_with_a_reason_and_not_before_what_happened_under_it(world: World) -> None:
    contacts_actions.record(
        place=world.village,
        held_on=YESTERDAY,
        points=[Raised("今年收成好", "noted")],
        promises=[],
        household=world.home,
        by=world.chen,
        at=AT,
    )
    for on, reason in ((TODAY, " "), (TODAY + timedelta(days=1), "搬走了"), (date(2026, 1, 1), "搬走了")):
        with pytest.raises(Refused):
            actions.end(line=world.line, on=on, reason=reason, by=world.liu, at=AT)
    actions.end(line=world.line, on=TODAY, reason="搬走了", by=world.liu, at=AT)
    world.line.refresh_from_db()
    assert (world.line.ended_on, world.line.end_reason) == (TODAY, "搬走了")
    assert told(world.chen, "line_ended") == 1
    with pytest.raises(Refused, match="ended already"):
        actions.end(line=world.line, on=TODAY, reason="又一次", by=world.liu, at=AT)


def test_two_who_end_the_same_line_at_once_do_it_once(world: World) -> None:
    stale = Assignment.objects.get(pk=world.line.pk)
    actions.end(line=world.line, on=TODAY, reason="搬走了", by=world.liu, at=AT)
    with pytest.raises(Refused, match="ended already"):
        actions.end(line=stale, on=TODAY, reason="搬走了", by=world.ma, at=AT)


def test_a_handover_tells_both_and_the_new_official_reads_the_note(
    world: World, enter: Callable[..., Client]
) -> None:
    actions.hand_over(
        line=world.line, to=world.he, on=TODAY, note="老人耳背，请先打电话", by=world.liu, at=AT
    )
    assert told(world.chen, "handed_over") == told(world.he, "handed_over") == 1
    url = f"/register/households/{world.home.key}/"
    page = enter(world.he).get(url).content.decode()
    assert "老人耳背" in page
    assert "陈立" in page
    assert enter(world.chen).get(url).status_code == 404


@pytest.mark.parametrize(("by", "to"), [("chen", "he"), ("liu", "qian"), ("liu", "chen"), ("qian", "qian")])
def test_a_handover_is_refused(world: World, by: str, to: str) -> None:
    with pytest.raises(Refused):
        actions.hand_over(
            line=world.line, to=getattr(world, to), on=TODAY, note="", by=getattr(world, by), at=AT
        )
    assert Assignment.objects.get().ended_on is None


def test_a_note_with_an_identity_number_is_turned_away(world: World) -> None:
    with pytest.raises(Refused, match="identity number"):
        actions.hand_over(
            line=world.line, to=world.he, on=TODAY, note="身份证11010519491231002X", by=world.liu, at=AT
        )


def test_i24_withdrawn_consent_ends_the_line_and_the_next_read_fails_while_counts_stay(
    world: World, enter: Callable[..., Client]
) -> None:
    contacts_actions.record(
        place=world.village,
        held_on=TODAY,
        points=[Raised("今年收成好", "noted")],
        promises=[],
        household=world.home,
        person=world.wang,
        by=world.chen,
        at=AT,
    )
    privacy_actions.withdraw(person=world.wang, by=world.chen, at=AT)
    world.line.refresh_from_db()
    consent = ConsentRecord.objects.get(resident=world.wang)
    assert (world.line.ended_on, consent.withdrawn_at) == (TODAY, AT)
    assert consent.erase_by == TODAY + timedelta(days=365)
    assert told(world.liu, "consent_gone") == 1
    person = Resident.objects.get(pk=world.wang.pk)
    assert (person.masked_name, person.masked_phone) == ("", "")
    with pytest.raises(Refused, match="withdrawn consent"):
        people.reveal(resident=person, purpose="call", about="", by=world.liu, at=AT)
    assert not Reveal.objects.exists()
    client = enter(world.liu)
    page = client.get(f"/register/households/{world.home.key}/").content.decode()
    assert "王" not in page
    assert "19900001234" not in page
    assert "199****1234" not in page
    answer = client.post(f"/people/{world.wang.key}/reveal/", {"purpose": "call"})
    assert (answer.status_code, "王秀兰" in answer.content.decode()) == (422, False)
    assert Contact.objects.standing().filter(household=world.home).count() == 1
    assert Assignment.objects.live_on(YESTERDAY).count() == 1
    with pytest.raises(Refused):
        privacy_actions.withdraw(person=person, by=world.chen, at=AT)


def test_a_line_of_the_same_day_can_be_withdrawn_and_given_again(world: World) -> None:
    home, person = household(world.hamlet, "XH-9", "周立", "", world.chen)
    actions.take_on(official=world.chen, who=person, started_on=TODAY, by=world.chen, at=AT)
    privacy_actions.withdraw(person=person, by=world.chen, at=AT)
    assert not Assignment.objects.live_on(TODAY).filter(household=home).exists()
    people.take_consent(resident=person, method="paper", is_adult=True, by=world.liu, at=AT)
    again = actions.take_on(official=world.he, who=person, started_on=TODAY, by=world.liu, at=AT)
    assert Resident.objects.get(pk=person.pk).masked_name.startswith("周")
    assert again.consent.method == "paper"


def test_each_deed_is_on_record(world: World) -> None:
    actions.hand_over(line=world.line, to=world.he, on=TODAY, note="", by=world.liu, at=AT)
    deeds = list(Event.objects.filter(by=world.liu.key).values_list("deed", flat=True))
    assert deeds == ["assignment.ended", "assignment.started", "assignment.handed_over"]
