"""Who carries sealed mail: told that there is one, hands it over by the day of the charter, notes the receipt."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official
from huiyin.sealed import actions, clock, views
from huiyin.sealed.letter import Letter
from huiyin.sealed.models import SealedReport
from tests.sealed.keys import carrier_of, entered
from tests.world import AT, World, official

Enter = Callable[[Official], Client]


@pytest.fixture
def carrier(world: World) -> Official:
    """Who carries the county's sealed mail."""
    return carrier_of(world)


def arrived(world: World) -> SealedReport:
    """A report at the door."""
    entered(world)
    return actions.receive(letter=Letter(words="某人收红包", received_at=AT), county=world.county, at=AT)


def test_who_carries_it_is_told_and_sees_number_and_day(
    world: World, carrier: Official, enter: Enter
) -> None:
    report = arrived(world)
    notice = Notice.objects.get(kind="sealed_arrived")
    assert (notice.to, notice.about) == (carrier, report.reference)
    html = enter(carrier).get("/sealed/").content.decode()
    assert report.reference in html
    assert report.recipient.digits in html


def test_nobody_else_knows_of_it_whatever_they_lead(world: World, carrier: Official, enter: Enter) -> None:
    report = arrived(world)
    for who in ("sun", "liu", "gao", "he", "chen", "qian", "zhao"):
        client = enter(getattr(world, who))
        assert client.get("/sealed/").status_code == 404
        assert client.get(f"/sealed/{report.reference}/handing-over/").status_code == 404
        assert client.get(f"/matters/{report.reference}/").status_code == 404
        found = client.post("/search/", {"q": report.reference}, follow=True).content.decode()
        assert f"/{report.reference}/" not in found
        assert not Notice.objects.filter(to=getattr(world, who), about=report.reference).exists()


def left(carrier: Official) -> None:
    """Who carried has left the post."""
    orgs.end_appointment(appointment=carrier.appointments.get(), on=AT.date(), by="test", at=AT)


@pytest.fixture
def elsewhere(world: World) -> Official:
    """With the same hat, at a township."""
    return official("ni", "倪红", world.town, "机要员", "sealed_clerk")


def test_who_has_the_post_at_another_unit_neither_sees_nor_is_told(
    world: World, elsewhere: Official, enter: Enter
) -> None:
    report = arrived(world)
    client = enter(elsewhere)
    assert client.get("/sealed/").status_code == 404
    assert client.get(f"/sealed/{report.reference}/handing-over/").status_code == 404
    assert not Notice.objects.filter(to=elsewhere).exists()


def test_where_nobody_carries_nothing_is_taken(world: World, elsewhere: Official, client: Client) -> None:
    carrier = carrier_of(world)
    entered(world)
    assert 'name="body"' in client.get("/c/heyang/report/").content.decode()
    left(carrier)
    html = client.get("/c/heyang/report/").content.decode()
    assert 'name="body"' not in html
    assert "12388" in html
    with pytest.raises(Refused, match="尚无人"):
        actions.receive(letter=Letter(words="某人收红包", received_at=AT), county=world.county, at=AT)


def test_a_late_one_that_nobody_carries_is_told_to_the_county_without_its_number(
    world: World, carrier: Official, enter: Enter
) -> None:
    report = arrived(world)
    left(carrier)
    late = AT + timedelta(days=3)
    for hours in (0, 1):
        clock.tell_of_late_ones(at=late + timedelta(hours=hours))
    told = Notice.objects.get(kind="sealed_uncarried")
    assert (told.to, report.reference in f"{told.about} {told.facts}") == (world.sun, False)
    assert enter(world.sun).get(told.where).status_code == 200
    report.refresh_from_db()
    assert report.late_told_at is None
    after = official("yi", "易平", world.root, "机要员", "sealed_clerk")
    clock.tell_of_late_ones(at=late + timedelta(hours=2))
    assert Notice.objects.get(kind="sealed_late").to == after


def test_it_is_to_be_handed_over_within_two_working_days(world: World, carrier: Official) -> None:
    report = arrived(world)
    assert report.due_on == (AT + timedelta(days=2)).date()


def test_the_list_says_so_where_it_does_not_show_all(
    world: World, carrier: Official, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    first, says = arrived(world), "其余的在移交后显示"
    html = enter(carrier).get("/sealed/").content.decode()
    assert (first.reference in html, says in html) == (True, False)
    second = arrived(world)
    html = enter(carrier).get("/sealed/").content.decode()
    assert (first.reference in html, second.reference in html, says in html) == (True, False, True)


def test_handing_over_takes_a_receipt_and_is_done_once(world: World, carrier: Official, enter: Enter) -> None:
    report = arrived(world)
    here, client = f"/sealed/{report.reference}/handing-over/", enter(carrier)
    assert client.post(here, {"version": 1, "receipt": " "}).status_code == 422
    assert client.post(here, {"version": 1, "receipt": "纪收2026-17"}).status_code == 302
    report.refresh_from_db()
    assert (report.handed_over_by, report.receipt) == (carrier, "纪收2026-17")
    assert "纪收2026-17" in client.get("/sealed/").content.decode()
    with pytest.raises(Refused):
        actions.hand_over(report=report, receipt="x", version=report.version, by=carrier, at=AT)


def test_the_database_wants_the_receipt(world: World, carrier: Official) -> None:
    report = arrived(world)
    with pytest.raises(IntegrityError, match="with_a_receipt"), transaction.atomic():
        SealedReport.objects.filter(pk=report.pk).update(handed_over_at=AT, handed_over_by=carrier)


def test_one_that_is_late_is_told_once(world: World, carrier: Official) -> None:
    report = arrived(world)
    assert clock.tell_of_late_ones(at=AT + timedelta(days=2)) == 0, "on its last day it is not late"
    late = AT + timedelta(days=3)
    assert clock.tell_of_late_ones(at=late) == 1
    assert clock.tell_of_late_ones(at=late + timedelta(hours=1)) == 0
    assert Notice.objects.filter(kind="sealed_late", to=carrier, about=report.reference).count() == 1


def test_a_new_key_is_told_to_who_carries_and_to_who_supervises_the_county(
    world: World, carrier: Official, enter: Enter
) -> None:
    made = entered(world)[1]
    told = Notice.objects.filter(kind="sealed_key")
    assert {one.to for one in told} == {carrier, world.sun}
    assert {one.about for one in told} == {made.digits}
    for one in told:
        assert made.digits in enter(one.to).get(one.where).content.decode(), one.to


def test_earlier_keys_stand_on_the_list_with_their_day(world: World, carrier: Official, enter: Enter) -> None:
    first = entered(world, AT - timedelta(days=40))[1]
    second = entered(world)[1]
    html = enter(carrier).get("/sealed/").content.decode()
    assert first.digits in html
    listed = html[html.rindex("<h2") :]
    assert listed.index(second.digits) < listed.index(first.digits)


def test_a_key_that_comes_later_counts_from_its_day(world: World) -> None:
    first = arrived(world)
    _reader, second = entered(world)
    after = actions.receive(letter=Letter(words="又一件", received_at=AT), county=world.county, at=AT)
    assert (first.recipient == second, after.recipient) == (False, second)
