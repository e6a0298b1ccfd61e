"""What the clock erases of contacts and people: old notes of talks, details of those who withdrew. Counts stay."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.contacts import actions as contacts_actions
from huiyin.contacts import talk_clock
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact, TalkNote
from huiyin.help import actions as help_actions
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.charter import charter_of
from huiyin.people import actions as people
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.privacy import actions as privacy_actions
from huiyin.privacy import clock as privacy_clock
from huiyin.register import actions, listing
from huiyin.register.models import Assignment
from tests import make
from tests.roles import as_role
from tests.world import AT, World

YEAR = timedelta(days=365)


def talk(world: World) -> Contact:
    return contacts_actions.record(
        place=world.village, held_on=AT.date(), kind="talk", household=world.home, person=world.wang,
        points=[], promises=[], own=TalkNote(text="说到儿子的婚事"), by=world.chen, at=AT,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_s15_a_note_of_a_talk_is_erased_after_the_charters_days_and_the_talk_stays(cast: World) -> None:
    with county_scope(cast.county.pk):
        found = talk(cast)
    with as_role("clock"), county_scope(cast.county.pk):
        assert talk_clock.erase_talk_notes(at=AT + YEAR) == 0, "a year is not over yet"
        assert talk_clock.erase_talk_notes(at=AT + YEAR + timedelta(seconds=1)) == 1
        assert talk_clock.erase_talk_notes(at=AT + YEAR * 2) == 0
    with county_scope(cast.county.pk):
        note = TalkNote.objects.get(contact=found)
        assert (note.text, note.erased_at) == ("", AT + YEAR + timedelta(seconds=1))
        assert not TalkNote.objects.visible_to(cast.chen, AT + YEAR * 2).exists()
        assert Contact.objects.standing().get() == found
        assert Event.objects.filter(deed="talk_note.erased", on=found.reference).exists()


def test_s15_nobody_who_is_signed_in_changes_a_note(world: World) -> None:
    talk(world)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        TalkNote.objects.update(text="别的话")


def withdrawn(world: World) -> Resident:
    privacy_actions.withdraw(person=world.wang, by=world.chen, at=AT)
    return world.wang


def raw() -> tuple[bytes, bytes, str, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.name, r.phone, r.phone_index, h.address FROM people_resident r JOIN people_household h ON h.id = r.household_id"
            " WHERE h.code = 'SH-001'"
        )
        return cursor.fetchone()


def test_s02_details_of_who_withdrew_are_gone_by_the_day_noted_and_counts_stay(world: World) -> None:
    contacts_actions.record(
        place=world.village, held_on=AT.date(), household=world.home, person=world.wang,
        points=[Raised("路灯坏了", "noted")], promises=[], by=world.chen, at=AT,
    )  # fmt: skip
    person = withdrawn(world)
    erase_by = ConsentRecord.objects.get().erase_by
    assert erase_by is not None
    before = AT + timedelta(days=(erase_by - AT.date()).days - 1)
    assert privacy_clock.erase_withdrawn(at=before) == 0
    assert all(raw())
    assert privacy_clock.erase_withdrawn(at=before + timedelta(days=1)) == 1
    assert privacy_clock.erase_withdrawn(at=before + timedelta(days=2)) == 0
    assert raw() == (b"", b"", "", b"")
    assert Household.objects.get(pk=world.home.pk).code == "SH-001"
    assert Contact.objects.standing().filter(household=world.home).count() == 1
    assert Event.objects.filter(deed="resident.erased").count() == 1
    person.refresh_from_db()
    with pytest.raises(Refused, match="enter the person anew"):
        people.take_consent(resident=person, method="face", is_adult=True, by=world.chen, at=AT + YEAR * 2)


def test_who_agreed_anew_and_who_has_an_open_matter_keep_their_details(world: World) -> None:
    person = withdrawn(world)
    matter = make.matter(world)
    Matter.objects.filter(pk=matter.pk).update(resident=person)
    assert privacy_clock.erase_withdrawn(at=AT + YEAR * 2) == 0, "the answer still has to reach them"
    Matter.objects.filter(pk=matter.pk).update(resident=None)
    people.take_consent(resident=person, method="face", is_adult=True, by=world.chen, at=AT)
    assert privacy_clock.erase_withdrawn(at=AT + YEAR * 2) == 0


def test_the_address_stays_for_the_one_of_the_home_who_agrees(world: World) -> None:
    son = people.enter_resident(name="王强", phone="", place=None, household=world.home, by="test", at=AT)
    people.take_consent(resident=son, method="face", is_adult=True, by=world.chen, at=AT)
    withdrawn(world)
    assert privacy_clock.erase_withdrawn(at=AT + YEAR * 2) == 1
    assert Household.objects.get(pk=world.home.pk).address == "东头第三户"
    son.refresh_from_db()
    assert son.name == "王强"


def test_plans_of_who_withdrew_end_at_once_and_their_need_is_emptied_with_the_name(world: World) -> None:
    plan = help_actions.plan_aid(
        line=world.line, need="屋顶漏雨", measure="联系施工队", due_on=AT.date(), by=world.chen, at=AT
    )
    person = withdrawn(world)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_at, plan.need) == ("ended", AT, "屋顶漏雨")
    assert plan.result
    assert Event.objects.filter(deed="aid_plan.ended", on=f"aid_plan:{plan.pk}").exists()
    assert privacy_clock.erase_withdrawn(at=AT + YEAR * 2) == 1
    plan.refresh_from_db()
    assert (plan.need, plan.measure, plan.person) == ("", "", person)
    assert Event.objects.filter(deed="aid_plan.erased", on=f"aid_plan:{plan.pk}").exists()


def test_the_day_by_which_details_are_gone_is_the_charters_days_after_the_withdrawal(world: World) -> None:
    withdrawn(world)
    keep = timedelta(days=int(charter_of(AT).figure("keeping.withdrawn_keep_days").value))
    assert ConsentRecord.objects.get().erase_by == AT.date() + keep


def test_before_any_charter_nothing_is_erased(world: World) -> None:
    assert privacy_clock.erase_ended(at=AT - YEAR * 20) == 0


def ended(world: World) -> Resident:
    actions.end(line=world.line, on=AT.date(), reason="迁走了", by=world.chen, at=AT)
    return world.wang


def test_details_of_a_household_whose_last_line_ended_a_year_ago_are_erased(world: World) -> None:
    person = ended(world)
    Assignment.objects.filter(pk=world.line.pk).update(handover_note="老人耳朵不好")
    assert privacy_clock.erase_ended(at=AT + YEAR - timedelta(days=1)) == 0
    assert privacy_clock.erase_ended(at=AT + YEAR) == 1
    assert raw() == (b"", b"", "", b"")
    assert Assignment.objects.get(pk=world.line.pk).handover_note == ""
    assert Event.objects.filter(deed="resident.erased", on=f"resident:{person.key}").exists()
    assert privacy_clock.erase_ended(at=AT + YEAR * 2) == 0
    later = AT + YEAR
    assert person not in listing.consenting(world.chen, later, later.date(), home=str(world.home.key))
    with pytest.raises(Refused, match="no consent"):
        actions.take_on(
            official=world.chen, who=Resident.objects.get(pk=person.pk), started_on=later.date(), by=world.chen, at=later
        )  # fmt: skip


def test_another_line_a_matter_or_an_open_plan_keeps_the_details(world: World) -> None:
    actions.hand_over(line=world.line, to=world.he, on=AT.date(), note="", by=world.liu, at=AT)
    assert privacy_clock.erase_ended(at=AT + YEAR * 3) == 0, "the household is kept by somebody else"
    Assignment.objects.update(ended_on=AT.date(), end_reason="迁走了")
    with transaction.atomic():
        Matter.objects.filter(pk=make.matter(world).pk).update(resident=world.wang)
        assert privacy_clock.erase_ended(at=AT + YEAR * 3) == 0
        transaction.set_rollback(True)
    assert privacy_clock.erase_ended(at=AT + YEAR * 3) == 1


def test_where_another_clock_was_quicker_nothing_is_erased_a_second_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn(world)
    told: list[Resident] = []
    monkeypatch.setattr(privacy_actions, "erase_details", lambda resident, at, by: False)
    monkeypatch.setattr(privacy_actions.register, "erase_notes", lambda person: told.append(person))
    assert privacy_clock.erase_withdrawn(at=AT + YEAR * 2) == 0
    assert told == []
