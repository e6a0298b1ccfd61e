"""Whom something that is held is about meets the request nowhere: not on a list, not in a count, not by its going (I-19)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Point
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.privacy import counting, deciding, request_clock, requesting, rules
from huiyin.privacy.models import DataRequest
from tests import make
from tests.privacy.asking import asked, checked, officer
from tests.world import AT, World, official

Enter = Callable[[Official], Client]


def complaint(world: World, **about: object) -> Matter:
    """A matter of Wang's, about Ding unless something else is said."""
    made = make.matter(world, body="丁宁把我的电话告诉了别人")
    Matter.objects.filter(pk=made.pk).update(
        resident=world.wang, **(about or {"complained_official": officer(world)})
    )
    return made


def kept_from(found: DataRequest) -> list[Official]:
    return [one.official for one in found.kept_from.all()]


def told(kind: str = "data_request") -> list[Official]:
    return [one.to for one in Notice.objects.filter(kind=kind).exclude(about="") if one.to]


def test_a_request_of_who_complained_never_reaches_whom_it_is_about(world: World, enter: Enter) -> None:
    ding, head = officer(world), official("lu", "卢山", world.root, "县长", "unit_head")
    complaint(world)
    found = asked(world, kind="erase")
    assert (kept_from(found), found.proof, told()) == ([ding], "", [head]), "before anybody has checked"
    client, home = enter(ding), f"/data-requests/{found.reference}/"
    assert client.get("/data-requests/").context["rows"] == []
    assert dict(client.get("/data-requests/").context["counts"])["本年收到"] == "0"
    for step in ("", "check/", "missing/", "about/", "answer/", "papers/receipt/docx/"):
        assert client.get(f"{home}{step}").status_code == 404
    assert enter(head).get(home).status_code == 200
    with pytest.raises(Refused):
        requesting.prove(found=found, proof="rung", version=found.version, by=ding, at=AT)


def test_a_number_or_a_word_that_is_about_who_answers_counts_too(world: World) -> None:
    ding = officer(world)
    official("lu", "卢山", world.root, "县长", "unit_head")
    mine = make.matter(world)
    Matter.objects.filter(pk=mine.pk).update(complained_official=ding)
    assert kept_from(asked(world, numbers=mine.reference)) == [ding]
    assert kept_from(asked(world)) == []
    contacts.record(
        place=world.village, held_on=AT.date(), household=world.home, person=world.wang,
        points=[Raised("丁宁把我的电话告诉了别人", "noted")], promises=[], note="", by=world.chen, at=AT,
    )  # fmt: skip
    Point.objects.update(about_official=ding)
    assert kept_from(asked(world)) == [ding]


def test_what_comes_in_later_takes_the_request_and_its_notices_away(world: World, enter: Enter) -> None:
    ding, head = officer(world), official("lu", "卢山", world.root, "县长", "unit_head")
    found = asked(world)
    assert told() == [ding]
    complaint(world)
    assert enter(ding).get(f"/data-requests/{found.reference}/").status_code == 404, "at once"
    request_clock.remind_of_requests(at=AT)
    found.refresh_from_db()
    assert (kept_from(found), told()) == ([ding], [head])


def test_a_number_noted_with_the_check_passes_it_on_and_leads_back_to_the_list(
    world: World, enter: Enter
) -> None:
    ding, head = officer(world), official("lu", "卢山", world.root, "县长", "unit_head")
    found, mine = asked(world), make.matter(world)
    Matter.objects.filter(pk=mine.pk).update(complained_official=ding)
    sent = enter(ding).post(
        f"/data-requests/{found.reference}/check/",
        {"proof": "paper", "numbers": mine.reference, "version": found.version},
    )
    assert sent.headers["Location"] == "/data-requests/"
    assert (told(), kept_from(DataRequest.objects.get())) == ([head], [ding])


def test_an_answer_with_a_complaint_in_it_is_closed_to_a_later_officer_whom_it_is_about(
    world: World, enter: Enter
) -> None:
    later = official("wu", "吴同", world.root, "干事")
    complaint(world, complained_official=later)
    found = checked(world)
    deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version,
        by=officer(world), at=AT,
    )  # fmt: skip
    post = later.appointments.get().post
    post.capacities = ["data_officer"]
    post.save()
    assert enter(later).get(f"/data-requests/{found.reference}/").status_code == 404


def test_what_is_about_the_county_itself_is_still_answered(world: World) -> None:
    complaint(world, complained_unit=world.root)
    found = asked(world)
    assert rules.may_answer(found, officer(world), AT)
    complaint(world, complained_unit=world.town)
    assert rules.may_answer(found, officer(world), AT)


def test_where_only_whom_it_is_about_could_answer_the_supervisors_do(world: World) -> None:
    ding = officer(world)
    found = asked(world, about_official=ding)
    assert told() == [world.sun]
    assert rules.may_answer(found, world.sun, AT)
    assert not rules.may_answer(asked(world), world.sun, AT), "what is about nobody is Ding's"
    Official.objects.filter(pk=world.sun.pk).update(is_active=False)
    with pytest.raises(Refused, match="nobody could answer"):
        asked(world, about_official=ding)


def test_where_it_is_about_the_officer_and_the_head_the_supervisors_open_it(
    world: World, enter: Enter
) -> None:
    ding, head = officer(world), official("lu", "卢山", world.root, "县长", "unit_head")
    complaint(world)
    complaint(world, complained_official=head)
    found = asked(world)
    assert (set(kept_from(found)), told()) == ({ding, head}, [world.sun])
    home = f"/data-requests/{found.reference}/"
    seen = {one.username: enter(one).get(home).status_code for one in (ding, head, world.sun)}
    assert seen == {"ding": 404, "lu": 404, "sun": 200}
    assert counting.of_year(AT.date(), head, AT)[0][1] == "0"


def test_of_two_officers_the_other_goes_on_and_a_second_whom_it_is_about_is_kept_out_too(
    world: World,
) -> None:
    ding, second = officer(world), official("wu", "吴同", world.root, "干事", "data_officer")
    head = official("lu", "卢山", world.root, "县长", "unit_head")
    found = asked(world, about_official=ding)
    assert (told(), rules.may_answer(found, head, AT)) == ([second], False)
    requesting.keep_from(found=found, about_official=second, version=found.version, by=second, at=AT)
    assert (kept_from(found), told()) == ([ding, second], [head])


def test_numbers_leave_out_what_is_kept_from_the_reader(world: World) -> None:
    ding = officer(world)
    complaint(world)
    for _turn in range(6):
        asked(world, at=AT + timedelta(minutes=_turn))
    assert counting.of_year(AT.date(), ding, AT)[0][1] == "0"
    assert counting.of_year(AT.date(), world.sun, AT)[0][1] == "6"
