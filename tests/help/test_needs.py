"""Needs: recorded with a consent of their own, passed on with a receipt, unreadable and erased when their time is over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.help import actions, clock, need_rules
from huiyin.help.models import NeedAssessment, Referral
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from huiyin.people.models import ConsentRecord
from tests.house.parts import around
from tests.lying import readable
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_s31_a_need_takes_a_consent_of_its_own(world: World) -> None:
    need = around.need(world)
    assert (need.consent.purpose, need.consent.resident_id) == ("need", world.wang.pk)
    assert ConsentRecord.objects.filter(resident=world.wang).count() == 2, "apart from that of the register"
    with pytest.raises(Refused):
        actions.assess_need(
            line=world.line,
            help_needed="轮椅",
            needed_by=AT.date(),
            method="face",
            is_adult=False,
            by=world.chen,
            at=AT,
        )


def test_s31_the_referral_is_listed_until_its_receipt_is_entered(world: World, enter: Enter) -> None:
    need = around.need(world)
    client = enter(world.chen)
    sent = {"once": "a", "organ": "县残疾人联合会", "referred_on": "2026-03-02"}
    assert client.post(f"/aid/needs/{need.pk}/referral/", {**sent, "organ": ""}).status_code == 422
    assert client.post(f"/aid/needs/{need.pk}/referral/", sent).status_code == 302
    referral = Referral.objects.get()
    assert "县残疾人联合会" in client.get("/aid/needs/").content.decode()
    url = f"/aid/referrals/{referral.pk}/receipt/"
    assert client.post(url, {"number": "", "received_on": "2026-03-02"}).status_code == 422
    assert client.post(url, {"number": "CL-7", "received_on": "2026-03-01"}).status_code == 422
    assert client.post(url, {"number": "CL-7", "received_on": "2026-03-02"}).status_code == 302
    referral.refresh_from_db()
    assert referral.receipt_number == "CL-7"
    assert "县残疾人联合会" not in client.get("/aid/needs/").content.decode()


def test_s31_need_data_expire(world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    need = around.need(world)
    days = int(charter_at(AT).charter.figure("keeping.need_valid_days").value)
    assert need.valid_until == AT.date() + timedelta(days=days)
    referral = actions.refer(need=need, organ="县残联", referred_on=AT.date(), by=world.chen, at=AT)
    later = AT + timedelta(days=days + 1)
    assert clock.erase_needs(at=AT) == 0
    assert not need_rules.is_readable(need, later.date())
    with pytest.raises(Refused, match="no longer valid"):
        actions.refer(need=need, organ="县残联", referred_on=AT.date(), by=world.chen, at=later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    client = enter(world.chen)
    assert client.get(f"/aid/needs/{need.pk}/").status_code == 404, "unreadable before the clock has come by"
    assert client.get(f"/reports/referrals/{referral.pk}/docx/").status_code == 404
    assert clock.erase_needs(at=later) == 1
    assert clock.erase_needs(at=later) == 0
    need.refresh_from_db()
    assert (need.help_needed, need.erased_at) == ("", later)
    assert Referral.objects.get().organ == "县残联", "that it was passed on stays on record"


def test_s31_a_consent_taken_back_erases_at_once(world: World, enter: Enter) -> None:
    need = around.need(world)
    client = enter(world.chen)
    assert client.post(f"/aid/needs/{need.pk}/withdrawal/").status_code == 302
    need.refresh_from_db()
    assert need.help_needed == ""
    assert need.consent.withdrawn_at is not None
    assert client.get(f"/aid/needs/{need.pk}/").status_code == 404
    assert world.line.consent.withdrawn_at is None, "the household stays in the register"


def test_s31_what_comes_first_follows_from_the_need_and_from_no_label(world: World, enter: Enter) -> None:
    """Ordered by the day help is needed; there is no field, list or filter by kind of person."""
    first, second = around.need(world), around.need(world)
    NeedAssessment.objects.filter(pk=second.pk).update(needed_by=AT.date())
    page = enter(world.chen).get("/aid/needs/").content.decode()
    assert page.index(f"/aid/needs/{second.pk}/") < page.index(f"/aid/needs/{first.pk}/")
    fields = {field.name for field in NeedAssessment._meta.concrete_fields}
    assert not fields & {"kind", "category", "group", "groups", "label", "priority"}


def test_the_need_lies_sealed_in_the_database(world: World) -> None:
    from django.db import connection

    around.need(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT help_needed FROM help_needassessment")
        (raw,) = cursor.fetchone()
    assert "轮椅" not in readable(raw)


def test_only_own_and_the_area_see_it(world: World, enter: Enter) -> None:
    need = around.need(world)
    assert enter(world.liu).get(f"/aid/needs/{need.pk}/").status_code == 200, (
        "the coordinator of the township"
    )
    for who in (world.he, world.gao, world.qian, world.zhao):
        assert enter(who).get(f"/aid/needs/{need.pk}/").status_code == 404, who
