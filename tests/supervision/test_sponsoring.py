"""A case in the care of a leading official: who names whom, who hears of delay, how it ends; what nobody asks about."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions as matters
from huiyin.matters import clock
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import care
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.supervision import actions, rules, sponsoring
from tests import make
from tests.world import AT, SHANGHAI, World

Enter = Callable[[Official], Client]
EN = {"accept-language": "en"}


def _told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("to__username", flat=True))


def _sponsored(world: World, found: Matter) -> Matter:
    return sponsoring.sponsor(matter=found, official=world.ma, words="请牵头协调。", by=world.sun, at=AT)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), tzinfo=SHANGHAI)


def test_a_leader_is_named_and_everybody_concerned_hears_of_it(world: World) -> None:
    found = make.started(world)
    before = (found.state, found.version, found.due_on, found.handler_id)
    row = _sponsored(world, found)
    assert row.sponsor == world.ma
    assert _told("sponsored") == {"ma", "he", "gao"}
    row.refresh_from_db()
    assert (row.state, row.version, row.due_on, row.handler_id) == before, "unit, handler and date stay"
    last = row.steps.last()
    assert last is not None
    assert (last.deed, last.state_after) == (Step.Deed.SPONSOR, found.state)


@pytest.mark.parametrize("who", ["he", "liu", "xia", "qian", "zhao"])
def test_nobody_else_names_one(world: World, who: str) -> None:
    found = make.started(world)
    with pytest.raises(Refused, match="head or supervisor"):
        sponsoring.sponsor(matter=found, official=world.ma, words="请协调", by=getattr(world, who), at=AT)


def test_only_a_head_in_the_line_and_never_the_handler(world: World) -> None:
    found = make.started(world)
    assert {one.username for one in care.candidates(found, AT)} >= {"gao", "ma"}
    for wrong in (world.he, world.qian):
        with pytest.raises(Refused, match="choose a head"):
            sponsoring.sponsor(matter=found, official=wrong, words="请协调", by=world.sun, at=AT)


def test_one_at_a_time_and_only_while_it_is_open(world: World) -> None:
    found = make.started(world)
    _sponsored(world, found)
    with pytest.raises(Refused, match="already"):
        _sponsored(world, found)
    with pytest.raises(Refused, match="still open"):
        _sponsored(world, make.closed(world))


def test_who_cares_for_it_hears_of_the_last_reminder_and_of_every_delay(world: World) -> None:
    found = make.started(world)
    _sponsored(world, found)
    clock.remind_before_due(at=moment(date(2026, 4, 9)))
    assert "ma" not in _told("reminder")
    clock.remind_before_due(at=moment(date(2026, 4, 13)))
    assert "ma" in _told("reminder")
    clock.chase_overdue(at=moment(date(2026, 4, 15)))
    assert _told("chased") == {"he", "gao", "ma"}, "on the first rung already"


def test_it_ends_with_a_reason_by_who_cares_for_it(world: World) -> None:
    found = _sponsored(world, make.started(world))
    with pytest.raises(Refused, match="belongs to who cares"):
        sponsoring.end_sponsorship(matter=found, words="调离", by=world.liu, at=AT)
    with pytest.raises(Refused, match="reason"):
        sponsoring.end_sponsorship(matter=found, words=" ", by=world.ma, at=AT)
    assert sponsoring.end_sponsorship(matter=found, words="已协调完毕", by=world.ma, at=AT).sponsor is None
    assert _told("sponsorship_ended") == {"he", "gao"}
    with pytest.raises(Refused, match="nobody's care"):
        sponsoring.end_sponsorship(matter=found, words="已协调完毕", by=world.ma, at=AT)


def test_the_pages_name_list_and_end(world: World, enter: Enter) -> None:
    found = make.started(world, title="村口路灯坏了")
    there, client = f"/supervisions/of/{found.reference}/care/", enter(world.sun)
    assert "高峰" in client.get(there).content.decode()
    sent = {"once": "t1", "official": str(world.ma.pk), "words": "请牵头协调。"}
    assert client.post(there, sent).status_code == 302
    assert "马成" in client.get(f"/matters/{found.reference}/").content.decode()
    assert "村口路灯坏了" not in client.get("/care/").content.decode(), "it is not hers"
    assert "村口路灯坏了" in client.get("/care/?list=all").content.decode()
    assert "村口路灯坏了" in enter(world.ma).get("/care/").content.decode()
    ended = enter(world.ma).post(f"{there}end/", {"once": "t2", "words": "已协调完毕"})
    assert ended.status_code == 302
    assert "村口路灯坏了" not in enter(world.ma).get("/care/").content.decode()


def test_what_is_long_past_its_date_stands_before_the_supervisors_until_somebody_asks(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make.started(world, title="村口路灯坏了")  # due on Tuesday, 14 April
    charter = charter_of(AT)
    for day, there in ((date(2026, 4, 21), False), (date(2026, 4, 22), True)):
        assert rules.neglected(world.sun, charter, day, moment(day)).exists() is there, day
    late = moment(date(2026, 4, 22))
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    client = enter(world.sun)
    assert "1 matter has been past" in client.get("/supervisions/", headers=EN).content.decode()
    assert "村口路灯坏了" in client.get("/supervisions/neglected/").content.decode()
    actions.supervise(matter=found, trigger="overdue", words="请说明原因", by=world.sun, at=late)
    assert not rules.neglected(world.sun, charter, late.date(), late).exists()


def _merged(world: World, found: Matter) -> None:
    make.merge_into(world, found)


def _withdrawn(_world: World, found: Matter) -> None:
    matters.withdraw(matter=found, words="", at=AT)


def _taken_over(_world: World, found: Matter) -> None:
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    matters.take_over(matter=found, handler=tu, receipt="交字9号", version=found.version, by=yu, at=AT)


@pytest.mark.parametrize(
    ("begun", "ended"),
    [
        (make.accepted, _merged),
        (make.started, _withdrawn),
        (lambda world: make.put_above(world).matter, _taken_over),
    ],
)
def test_care_ends_with_what_was_cared_for_and_the_leader_hears_of_it(
    world: World, begun: Callable[[World], Matter], ended: Callable[[World, Matter], None]
) -> None:
    found = _sponsored(world, begun(world))
    ended(world, Matter.objects.get(pk=found.pk))
    found = Matter.objects.get(pk=found.pk)
    assert found.sponsor is None
    assert _told("care_over") == {"ma"}
    last = found.steps.filter(deed=Step.Deed.LEAVE_CARE).get()
    assert (last.by, last.state_after, last.facts) == (None, found.state, {"official": world.ma.pk})
    assert not found.steps.exclude(state_after=found.state).filter(pk__gt=last.pk).exists()


def test_an_answer_ends_care_and_who_gives_it_is_not_told_of_it(world: World) -> None:
    found = make.drafted(world)
    sponsoring.sponsor(matter=found, official=world.gao, words="请牵头协调。", by=world.sun, at=AT)
    found = matters.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert found.sponsor is None
    assert _told("care_over") == set()


def test_what_goes_on_at_the_same_unit_stays_in_care(world: World) -> None:
    found = _sponsored(world, make.accepted(world))
    found = matters.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    assert found.sponsor == world.ma
