"""Whose number is opened for a call-back, how often it is tried, and who sees the inspection when."""

from datetime import timedelta

import pytest

from huiyin.inspection.actions import calling, inspecting
from huiyin.inspection.models import CallBack, Finding, Inspection
from huiyin.lib.refusal import Refused
from huiyin.people.models import Resident
from tests.inspection import inspections as make
from tests.world import AT, World

DAY = timedelta(days=1)


def test_a_number_is_opened_of_somebody_who_may_be_rung(world: World) -> None:
    make.visits(world, 1)
    call = make.drawn(world).call_backs.get()
    Resident.objects.filter(pk=world.wang.pk).update(withheld_at=AT)
    with pytest.raises(Refused, match="withdrawn consent"):
        calling.open_number(call_back=CallBack.objects.get(pk=call.pk), by=world.sun, at=AT)
    type(call.contact).objects.filter(pk=call.contact_id).update(person=None)
    with pytest.raises(Refused, match="names nobody"):
        calling.open_number(call_back=CallBack.objects.get(pk=call.pk), by=world.sun, at=AT)


def test_tries_on_different_days_are_counted_up_to_the_charter_s(world: World) -> None:
    make.visits(world, 1)
    call = make.drawn(world).call_backs.get()
    for days in (0, 1):
        calling.not_reached(call_back=call, by=world.sun, at=AT + days * DAY)
    calling.not_reached(call_back=call, by=world.sun, at=AT + DAY)
    call.refresh_from_db()
    assert (call.result, call.settled_at) == ("unverified", AT + DAY)
    CallBack.objects.filter(pk=call.pk).update(result="", settled_at=None)
    call.refresh_from_db()
    assert "rung 3 times" in (calling.objection_to_trying(call, AT + 2 * DAY) or "")


def test_a_note_of_a_call_is_cut_at_its_length(world: World) -> None:
    make.visits(world, 1)
    call = make.drawn(world).call_backs.get()
    said = calling.Said("yes", "yes", note=f" {'字' * 301}", critical="no")
    row = calling.answered(call_back=call, said=said, by=world.sun, at=AT)
    row.refresh_from_db()
    assert (row.note, row.critical, row.tries.get().reached) == ("字" * 300, "no", True)
    assert not CallBack.objects.open().exists()


def test_who_sees_an_inspection_and_its_findings_before_and_after_they_are_sent(world: World) -> None:
    make.visits(world, 1)
    found = make.checked(world)
    mine, whole = make.criticism(world, found), make.criticism(world, found, official=None)
    names = ("chen", "he", "liu", "ma", "sun", "qian")

    def seen(name: str) -> tuple[bool, bool, bool]:
        who = getattr(world, name)
        findings = set(Finding.objects.visible_to(who, AT))
        return found in Inspection.objects.visible_to(who, AT), mine in findings, whole in findings

    yes, no, only = (True, True, True), (False, False, False), (True, False, False)
    assert {name: seen(name) for name in names} == {
        "chen": only, "he": no, "liu": only, "ma": yes, "sun": yes, "qian": no,
    }  # fmt: skip
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    assert {name: seen(name) for name in names} == {
        "chen": yes, "he": no, "liu": yes, "ma": yes, "sun": yes, "qian": no,
    }  # fmt: skip
    Finding.objects.filter(pk=mine.pk).update(official=world.he)
    assert seen("he") == (True, True, False), "a finding about somebody opens its inspection to them"
    assert seen("chen") == (True, False, True)
