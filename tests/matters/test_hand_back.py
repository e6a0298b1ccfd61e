"""Handed back, and decided once: dates run on, nobody is without the matter in between (I-05, I-06, S41, S44)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, figures, sentences
from huiyin.matters.models import Deadline, HandBack, Matter
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.house.conftest import signed_in
from tests.matters.reading import next_deeds
from tests.world import AT, World, moment

DAY = timedelta(days=1)
WHY = "国道照明由县交通局负责"


def running(found: Matter) -> dict[str, Deadline]:
    """The clocks that run, by kind."""
    return {one.kind: one for one in Deadline.objects.running().filter(matter=found)}


def told(found: Matter, kind: str) -> set[str | None]:
    """Who was told of it."""
    return set(Notice.objects.filter(about=found.reference, kind=kind).values_list("to__username", flat=True))


def hand_back(world: World, found: Matter, **given: object) -> HandBack:
    """As Gao does it, unless said otherwise."""
    fields = {"reason": WHY, "proposed": world.traffic, "version": found.version, "by": world.gao, "at": AT}
    return actions.hand_back(matter=found, **{**fields, **given})  # type: ignore[arg-type]


def test_handed_back_it_waits_at_the_desk_which_never_let_go_of_it(world: World) -> None:
    found = make.routed(world)
    due = found.due_on
    hand_back(world, found)
    found.refresh_from_db()
    assert (found.state, found.holding_unit, found.lead_unit) == ("return_disputed", world.town, world.office)
    assert (found.due_on, set(running(found))) == (due, {"handle", "adjudicate"})
    assert told(found, "handed_back") == {"liu"}
    assert found in Matter.objects.waiting_for(world.liu, AT)
    assert found not in Matter.objects.waiting_for(world.gao, AT)
    assert sentences.standing(found) == sentences.standing(make.matter(world)), (
        "for the resident it is being placed"
    )


def test_a_hand_back_needs_a_reason_and_another_unit(world: World) -> None:
    found = make.routed(world)
    for given in ({"reason": "不"}, {"proposed": world.office}, {"proposed": world.branch}):
        with pytest.raises(Refused):
            hand_back(world, found, **given)
    for who in (world.he, world.liu, world.xia, world.qian):
        with pytest.raises(Refused, match="post"):
            hand_back(world, found, by=who)
    assert not HandBack.objects.exists()


@pytest.mark.parametrize(
    ("received", "routed", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 5), date(2026, 3, 5), date(2026, 3, 12)),  # over a weekend: working days, not days
        (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)),  # by the routing, not by the receipt
    ],
)
def test_it_can_be_handed_back_to_the_end_of_the_fifth_working_day_after_it_was_routed(
    world: World, received: date, routed: date, last: date
) -> None:
    fresh = make.matter(world, at=moment(received))
    found = actions.route(
        matter=fresh,
        to=world.office,
        topic="",
        version=fresh.version,
        by=world.liu,
        at=moment(routed, 23),
    )
    with pytest.raises(Refused, match="have passed"):
        hand_back(world, found, at=moment(last + DAY, 0))
    assert hand_back(world, found, at=moment(last, 23)).upheld is None


def test_for_the_unit_it_is_passed_on_to_the_days_begin_anew(world: World) -> None:
    routed = make.routed(world)
    found = actions.route(
        matter=routed,
        to=world.traffic,
        topic="",
        version=routed.version,
        by=world.liu,
        at=moment(date(2026, 3, 9)),
    )
    asked: dict[str, Any] = {"proposed": world.office, "by": Official.objects.get(username="yu")}
    with pytest.raises(Refused, match="have passed"):
        hand_back(world, found, at=moment(date(2026, 3, 17), 0), **asked)
    assert hand_back(world, found, at=moment(date(2026, 3, 16), 23), **asked).unit == world.traffic


def test_upheld_it_goes_elsewhere_with_all_its_dates(world: World) -> None:
    found = make.disputed(world)
    due = found.due_on
    with pytest.raises(Refused, match="with that unit already"):
        actions.uphold(matter=found, to=world.office, version=found.version, by=world.liu, at=AT + DAY)
    found = actions.uphold(
        matter=found, to=world.traffic, topic="road", version=found.version, by=world.liu, at=AT + DAY
    )
    assert (found.state, found.lead_unit, found.level) == ("routed", world.traffic, "county")
    assert (found.due_on, set(running(found))) == (due, {"handle", "sign"})
    kept = HandBack.objects.get(matter=found)
    assert (kept.upheld, kept.decided_by, kept.decided_at) == (True, world.liu, AT + DAY)
    assert (told(found, "routed") - {"liu", "gao"}, told(found, "return_upheld")) == ({"yu"}, {"gao"})
    topics = figures.as_it_stood(Matter.objects.filter(pk=found.pk), AT).values_list("topic_then", flat=True)
    assert (found.topic, list(topics)) == ("road", ["streetlight"]), "as of before, it was of the other topic"


def test_i07_a_duty_of_the_county_is_not_pushed_down_by_upholding_an_objection(world: World) -> None:
    found = make.disputed(world)
    with pytest.raises(Refused, match="why the village"):
        actions.uphold(
            matter=found, to=world.village, topic="bus", version=found.version, by=world.liu, at=AT
        )
    kept = HandBack.objects.get(matter=found)
    assert (kept.upheld, kept.decided_by, kept.decided_at) == (None, None, None)
    found.refresh_from_db()
    assert (found.state, found.lead_unit, found.topic) == ("return_disputed", world.office, "streetlight")


def test_nobody_hands_it_back_a_second_time(world: World) -> None:
    found = make.disputed(world)
    found = actions.uphold(matter=found, to=world.traffic, version=found.version, by=world.liu, at=AT)
    yu = Official.objects.get(username="yu")
    assert "once already" in str(life.objection("hand_back", found, yu, AT))
    with pytest.raises(Refused, match="once already"):
        hand_back(world, found, proposed=world.office, by=yu)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandBack.objects.create(
            matter=found, unit=world.traffic, reason="不归我们", proposed=world.office, by=yu, at=AT
        )


def test_designated_the_unit_has_it_with_its_head_as_handler(world: World) -> None:
    found = make.disputed(world)
    due = found.due_on
    with pytest.raises(Refused, match="say why"):
        actions.designate(matter=found, words="", version=found.version, by=world.liu, at=AT)
    found = actions.designate(
        matter=found, words="职责清单第三条", version=found.version, by=world.liu, at=AT + DAY
    )
    assert (found.state, found.holding_unit, found.handler) == ("accepted", world.office, world.gao)
    assert (found.accountable_head, found.due_on) == (world.gao, due)
    assert set(running(found)) == {"handle", "first_contact", "interim"}
    assert told(found, "designated") == {"gao"}
    assert HandBack.objects.get(matter=found).upheld is False
    found = actions.reassign(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT + DAY)
    assert found.handler == world.he
    assert "hand_back" not in life.TRANSITIONS[found.state]


def test_the_head_over_both_decides_too_and_nobody_decides_of_their_own(world: World) -> None:
    found = make.disputed(world)
    assert next_deeds(found, world.ma) == ["designate"]
    for who in (world.gao, world.he, world.qian):
        assert next_deeds(found, who) == []
    assert next_deeds(found, world.xia) == ["withdraw"], "with the signed word only"
    own = make.routed(world)
    hand_back(world, own, by=world.ma)
    own.refresh_from_db()
    assert "somebody else has to decide" in str(life.objection("designate", own, world.ma, AT))
    with pytest.raises(Refused, match="somebody else has to decide"):
        actions.designate(matter=own, words="还是你们办", version=own.version, by=world.ma, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandBack.objects.filter(matter=own).update(decided_by=world.ma, decided_at=AT, upheld=False)


def test_an_objection_that_lies_about_is_chased_at_the_desk(world: World) -> None:
    found = make.disputed(world)
    late = running(found)["adjudicate"].chase_at
    assert late is not None
    clock.chase_overdue(at=late)
    assert told(found, "chased") == {"liu", "ma"}, "the line of the desk, not of the unit that handed it back"
    soon = running(found)["handle"].remind_at
    assert soon is not None
    clock.remind_before_due(at=soon)
    assert told(found, "reminder") == {"liu"}


def test_a_head_over_one_of_the_two_does_not_decide(world: World) -> None:
    fresh = make.matter(world)
    found = actions.route(
        matter=fresh, to=world.traffic, topic="", version=fresh.version, by=world.liu, at=AT
    )
    hand_back(world, found, proposed=world.office, by=Official.objects.get(username="yu"))
    found.refresh_from_db()
    assert next_deeds(found, world.ma) == [], "the department of the county is not below that head"
    assert next_deeds(found, world.liu) == ["name_complained", "seal", "uphold", "designate", "withdraw"]


def test_on_the_pages_it_is_handed_back_and_decided(world: World) -> None:
    found = make.routed(world)
    gao, liu = signed_in(world.gao), signed_in(world.liu)
    page = _page(gao, found, "handing-back")
    assert world.traffic.name in page
    answer = gao.post(
        f"/matters/{found.reference}/handing-back/",
        {"reason": WHY, "proposed": world.traffic.pk, "version": found.version},
    )
    assert answer.status_code == 302
    assert WHY in _page(liu, found, "")
    page = _page(liu, found, "other-unit")
    assert WHY in page
    assert f'value="{world.traffic.pk}" selected' in page, "what was proposed stands there already"
    found.refresh_from_db()
    answer = liu.post(
        f"/matters/{found.reference}/designation/", {"words": "职责清单第三条", "version": found.version}
    )
    assert answer.status_code == 302
    found.refresh_from_db()
    assert found.state == "accepted"


def _page(client: Client, found: Matter, noun: str) -> str:
    answer = client.get(f"/matters/{found.reference}/{noun + '/' if noun else ''}")
    assert answer.status_code == 200
    return answer.content.decode()
