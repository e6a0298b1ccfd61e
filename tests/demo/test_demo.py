"""The demo county: it loads, is the same every time, and has something for everybody who signs in."""

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.hashers import check_password

from huiyin import demo
from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact, Point, Promise
from huiyin.demo import texts
from huiyin.demo.days import Days
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Refused
from huiyin.matters.figures import CONDITIONS, Extent, count
from huiyin.matters.models import Deadline, Matter, Reply, State, Step
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import County, Official, Unit
from huiyin.people.models import Resident
from huiyin.receptions.models import Booking, ReceptionSession, SessionChange
from huiyin.register.models import Assignment
from tests.demo.demos import AT, SMALL, Loaded, story

ZONE = ZoneInfo("Asia/Shanghai")


def official(username: str) -> Official:
    found: Official = Official.objects.get(username=username)
    return found


def test_the_same_moment_gives_the_same_county(demo_county: Loaded) -> None:
    assert story() == demo_county.other
    assert len(demo_county.other) > 100


def test_it_is_a_demo_and_loads_once(county: County) -> None:
    assert county.is_demo
    assert demo.exists()
    assert not county.division_code.startswith(
        tuple(str(n) for n in range(10, 83))
    )  # 82 is the last province
    with pytest.raises(Refused):
        demo.load(at=AT, size=SMALL)


def test_only_the_demo_logins_have_a_password(county: County) -> None:
    usable = {o.username for o in Official.objects.all() if o.has_usable_password()}
    assert usable == {login.username for login in demo.logins()}
    for login in demo.logins():
        found = official(login.username)
        assert found.name == login.name
        assert check_password(login.password, found.password)


def test_codes_of_places_carry_those_above(county: County) -> None:
    for unit in Unit.objects.select_related("parent").filter(
        kind__in=["township", "street", "village", "community"]
    ):
        assert unit.parent is not None
        assert unit.code.startswith(unit.parent.code)
        assert len(unit.code) == {"county": 9}.get(unit.parent.kind, 12)
        assert unit.code.isdecimal()


def test_every_organ_has_a_head_and_every_township_a_coordinator(county: County) -> None:
    day = local_day(AT, county)
    for unit in Unit.objects.valid_on(day).filter(
        kind__in=["county", "department", "township", "street", "office"]
    ):
        assert Official.objects.holding("unit_head", unit, day).exists(), unit
        if unit.kind in ("county", "township", "street"):
            assert Official.objects.holding("coordinator", unit, day).exists(), unit


def test_branches_report_to_their_committee_and_it_to_the_countys(county: County) -> None:
    for branch in Unit.objects.filter(kind="branch"):
        assert branch.reports_to is not None
        assert branch.reports_to.kind == "committee"
        above = branch.reports_to.reports_to or branch.reports_to
        assert above.parent is not None
        assert above.parent.kind == "county"


def test_the_former_township_has_successors_and_its_matters_are_seen_by_the_heir(county: County) -> None:
    former = Unit.objects.exclude(valid_to=None).get(kind="township")
    heir = former.successions.get().after
    assert former.path.startswith(heir.path)
    matters = Matter.objects.filter(intake_unit=former)
    assert matters.count() == 2
    desk = Official.objects.holding("coordinator", heir, local_day(AT, county)).first()
    assert set(matters) <= set(Matter.objects.visible_to(desk, AT))
    carried = matters.order_by("received_at").last()
    assert carried is not None
    assert carried.received_at is not None
    assert carried.received_at.date() < former.valid_to < carried.replied_at.date()  # type: ignore[operator,union-attr]


def test_the_desk_of_every_login_has_something_to_do(county: County) -> None:
    day = local_day(AT, county)
    for username in ("zhou", "chen", "li", "liu", "sun"):
        who = official(username)
        seen = Matter.objects.visible_to(who, AT)
        assert seen.waiting_for(who, AT).exists(), username
        assert Notice.objects.visible_to(who).unread().exists(), username
    soon = calendar().add_working_days(day, 5).due_legal
    for username in ("chen", "li", "liu", "sun"):
        seen = Matter.objects.visible_to(official(username), AT)
        assert seen.overdue(day).exists(), username
        assert seen.due_soon(day, soon).exists(), username
        assert seen.filter(state__in=["replied", "closed"]).exists(), username
    for username in ("zhou", "chen", "sun"):
        who = official(username)
        assert Contact.objects.visible_to(who, AT).exists()
        assert Assignment.objects.visible_to(who, AT).exists()
        assert Promise.objects.visible_to(who, AT).open().exists()


def test_the_whole_chain_can_be_walked(county: County) -> None:
    chen, li, liu = official("chen"), official("li"), official("liu")
    assert Matter.objects.waiting_for(chen, AT).filter(state=State.RECEIVED).count() >= 3
    assert Matter.objects.waiting_for(liu, AT).filter(state=State.ROUTED).count() >= 2
    assert Matter.objects.waiting_for(liu, AT).filter(state=State.PENDING_APPROVAL).count() >= 1
    assert Matter.objects.waiting_for(li, AT).count() >= 2
    assert Promise.objects.filter(official=li).open().exists()


def test_the_deputy_has_four_households_and_promises_of_every_kind(county: County) -> None:
    day, zhou = local_day(AT, county), official("zhou")
    assert Assignment.objects.filter(official=zhou).live_on(day).count() == 4
    mine = Promise.objects.filter(official=zhou)
    assert mine.overdue(day).exists()
    assert mine.open().filter(due_on__gte=day).exists()
    assert mine.exclude(kept_at=None).exists()


def test_most_promises_are_kept(county: County) -> None:
    assert Promise.objects.overdue(local_day(AT, county)).count() <= 3


def test_every_state_and_ending_is_there(county: County) -> None:
    shown = set(State.values) - {State.SEALED}  # which is nowhere to be seen
    assert set(Matter.objects.values_list("state", flat=True)) == shown
    assert Matter.objects.filter(reopened=1, state=State.IN_PROGRESS).exists()
    assert Matter.objects.filter(reopened=1, state=State.CLOSED).exists()
    assert Matter.objects.filter(ratings__satisfied=1).exists()
    assert Matter.objects.filter(resident=None).exists()
    assert Reply.objects.filter(outcome="explained_policy", approved_at__isnull=False).exists()
    assert Step.objects.filter(deed="chase").exists()
    assert Step.objects.filter(deed="remind").exists()


def test_state_and_trail_agree_and_nothing_lies_ahead(county: County) -> None:
    for matter in Matter.objects.all():
        last = matter.steps.last()
        assert last is not None
        assert last.state_after == matter.state
    assert not Step.objects.filter(at__gt=AT).exists()
    assert not Contact.objects.filter(recorded_at__gt=AT).exists()
    assert Step.objects.filter(
        at__gt=AT - timedelta(hours=7), by__isnull=False
    ).exists()  # somebody did something today


def test_people_work_on_working_days(county: County) -> None:
    moments = Step.objects.filter(by__isnull=False).values_list("at", flat=True)
    assert all(calendar().is_working(local_day(moment, county)) for moment in moments)


def test_the_sums_are_true(county: County) -> None:
    for unit in Unit.objects.filter(kind__in=["county", "township"]):
        day = local_day(AT, county)
        found = count(Extent(unit, county.started_on, day + timedelta(days=1), AT), county)
        assert set(found) == set(CONDITIONS)
        below = found["routed_town"] + found["routed_village"]
        parts = ("concluded_fed_back", "explained", "in_handling", "not_started")
        assert below == sum(found[name] for name in parts)
        beside = found["referred"] + found["answered_at_desk"]
        assert found["matters"] == below + found["routed_county"] + found["unrouted"] + beside


def test_nothing_is_left_over_for_the_clock(county: County) -> None:
    assert not Deadline.objects.to_chase(AT).exists()
    assert not Deadline.objects.to_remind(AT).exists()


def test_no_number_belongs_to_anybody(county: County) -> None:
    for person in Resident.objects.all():
        assert re.fullmatch(r"|1990000\d{4}", person.phone)
    phones = [
        *Unit.objects.values_list("phone", flat=True),
        *Official.objects.values_list("phone", flat=True),
    ]
    assert all(re.fullmatch(r"|0990-1\d{6}", phone) for phone in phones)
    said = [*(matter.body for matter in Matter.objects.all()), *Point.objects.values_list("text", flat=True)]
    assert not any(find_personal(text) for text in said)


def test_the_texts_are_many_and_whole(county: County) -> None:
    bodies = Counter(case.body for case in texts.cases())
    others = [row["text"] for kind in ("answered", "suggestion", "noted") for row in texts.points()[kind]]
    assert len({*bodies, *others}) >= 60
    assert max(bodies.values()) == 1
    topics = {t.code for t in Matter.objects.all()[0].charter.charter.topics}
    assert {case.topic for case in texts.cases()} <= topics
    assert not any("{" in text for text in (matter.body for matter in Matter.objects.all()))


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 3, 0, tzinfo=ZONE),
        datetime(2026, 10, 3, 12, 0, tzinfo=ZONE),
        datetime(2026, 10, 8, 9, 31, tzinfo=ZONE),
        datetime(2026, 11, 23, 23, 59, tzinfo=ZONE),
    ],
)
def test_moments_are_of_working_days_that_have_begun(now: datetime) -> None:
    from random import Random

    days = Days(now=now, zone=ZONE, calendar=calendar(), rng=Random(1))
    for ago in range(4):
        for _number in range(50):
            moment = days.moment(days.back(ago), morning=ago == 0)
            assert moment <= now
            assert days.calendar.is_working(moment.date())


def test_every_other_form_of_contact_has_something_to_show(county: County) -> None:
    with county_scope(county.pk):
        kinds = Counter(Contact.objects.exclude(kind="visit").values_list("kind", flat=True))
        assert sum(kinds.values()) >= 12
        assert {"talk", "outreach", "village_meeting", "field_stay", "research", "volunteering"} <= set(kinds)
        assert {"paired_aid", "village_advice", "policy_talk", "public_course"} <= set(kinds)
        quorate = {c.village_meeting.is_quorate for c in Contact.objects.of_kind("village_meeting")}
        assert quorate == {True, False}


def test_reception_days_are_planned_held_changed_and_going_on(county: County) -> None:
    states = set(ReceptionSession.objects.values_list("state", flat=True))
    assert states == {"draft", "published", "open", "held", "cancelled"}
    held = ReceptionSession.objects.get(state="held")
    assert held.tickets.received().count() == 4
    assert set(SessionChange.objects.values_list("kind", flat=True)) == {"substituted", "cancelled"}
    assert Booking.objects.to_ring().count() == 2
