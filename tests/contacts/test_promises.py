"""Promises: a day, another day with the person told, kept, not kept, struck out; reminded and chased by the clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from huiyin.contacts import actions
from huiyin.contacts import promise_clock as clock
from huiyin.contacts.models import Promise, PromiseRevision
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World, charter_text, official

TODAY = AT.date()
Enter = Callable[[Official], Client]


def made(world: World, due: int = 5, **fields: Any) -> Promise:
    given: dict[str, Any] = {"by": world.chen, "unit": world.branch, **fields}
    return actions.promise(
        text="" if fields.get("about") else "把缴费须知送到家",
        due_on=TODAY + timedelta(days=due),
        made_on=TODAY - timedelta(days=20),
        at=AT,
        **given,
    )


def moved(promise: Promise, days: int, **fields: Any) -> PromiseRevision:
    given: dict[str, Any] = {
        "told_on": TODAY,
        "told_how": "phone",
        "version": promise.version,
        "at": AT,
        **fields,
    }
    return actions.revise(
        promise=promise,
        due_on=promise.due_on + timedelta(days=days),
        reason="料还没到",
        by=promise.official,
        **given,
    )


def later(days: int) -> datetime:
    return AT + timedelta(days=days)


def test_s14_a_promise_without_a_day_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="by which day"):
        actions.promise(text="尽快办", due_on=None, made_on=TODAY, by=world.chen, unit=world.branch, at=AT)


def test_s14_an_overdue_promise_shows_on_the_officials_and_on_the_branchs_page(
    world: World, enter: Enter
) -> None:
    head = official("shen", "沈书记", world.branch, "书记", "unit_head")
    promise = made(world, due=-2)
    for reader, url in ((world.chen, "/promises/"), (head, "/promises/?list=overdue")):
        page = enter(reader).get(url).content.decode()
        assert promise.text in page
        assert "已超期" in page or "逾期" in page
        assert "echo-overdue" in page
    assert promise.text in enter(world.chen).get("/desk/").content.decode()
    assert "/promises/?list=overdue" in enter(head).get("/desk/").content.decode()
    assert promise.text not in enter(world.qian).get("/promises/?list=overdue").content.decode()


def test_a_day_is_moved_only_when_the_person_has_been_told(world: World) -> None:
    promise = made(world)
    for wrong in (
        {"told_on": None},
        {"told_how": ""},
        {"told_how": "page"},
        {"told_on": TODAY + timedelta(days=1)},
    ):
        with pytest.raises(Refused, match=r"told|page"):
            moved(promise, 7, **wrong)
    with pytest.raises(Refused, match="not later"):
        moved(promise, 0)
    assert not PromiseRevision.objects.exists()
    first = moved(promise, 7)
    assert (first.old_due_on, first.new_due_on) == (TODAY + timedelta(days=5), TODAY + timedelta(days=12))
    assert Promise.objects.get().due_on == first.new_due_on
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        PromiseRevision.objects.update(reason="改一改")


def test_a_promise_of_a_matter_is_told_on_its_page(world: World, client: Client, enter: Enter) -> None:
    told = make.lodged(world)
    promise = made(world, about=told.matter.reference)
    moved(promise, 7, told_on=None, told_how="")
    assert PromiseRevision.objects.get().told_how == "page"
    notice = Notice.objects.get(page=told.matter.reference, facts__deed="promise_revised")
    assert notice.facts["due"] == "2026-03-14"
    page = client.get(f"/c/heyang/r/{told.link}/", follow=True).content.decode()
    assert '<h2 id="promised-head">' in page
    assert "料还没到" in page
    for place in ("/promises/", f"/promises/{promise.pk}/"):
        html = enter(world.chen).get(place).content.decode()
        assert f"{told.matter.reference} 答复中承诺的事项" in html, "its words stay with the matter"


def test_it_ends_once(world: World) -> None:
    promise = made(world)
    actions.not_keep(promise=promise, why="缺经费", instead="先用旧灯", version=1, by=world.chen, at=AT)
    for deed, words in (("keep", {"how": "好了"}), ("void_promise", {"reason": "错了"})):
        with pytest.raises(Refused, match="could not be kept"):
            getattr(actions, deed)(promise=promise, version=2, by=world.chen, at=AT, **words)
    with pytest.raises(DatabaseError, match="promise_ends_once"), transaction.atomic():
        Promise.objects.update(kept_at=AT, kept_by=world.chen)
    assert not Promise.objects.open().exists()


def test_only_who_promised_says_what_becomes_of_it_and_an_old_page_is_refused(world: World) -> None:
    promise = made(world)
    with pytest.raises(Refused, match="Only the one who promised"):
        actions.not_keep(promise=promise, why="不办了", version=1, by=world.liu, at=AT)
    moved(promise, 3)
    stale = Promise.objects.get()
    with pytest.raises(Refused, match="in the meantime"):
        actions.keep(promise=stale, how="送到了", version=1, by=world.chen, at=AT)


def test_the_clock_reminds_once_and_not_on_a_day_off(world: World) -> None:
    promise = made(world, due=8)  # Tuesday 10 March; three days before is Saturday
    assert clock.remind_promises(at=later(4)) == 0
    assert clock.remind_promises(at=later(5)) == 0
    assert clock.remind_promises(at=later(7)) == 1
    assert clock.remind_promises(at=later(8)) == 0
    notice = Notice.objects.get(kind="promise_due")
    assert (notice.to, notice.where) == (world.chen, f"/promises/{promise.pk}/")
    moved(Promise.objects.get(), 7, at=later(7), told_on=TODAY)
    assert clock.remind_promises(at=later(14)) == 1


def test_the_clock_tells_the_head_once_and_then_the_official_weekly_at_most(world: World) -> None:
    made(world, due=0)
    for day in range(1, 16):
        clock.chase_promises(at=later(day))
    told = Notice.objects.filter(kind="promise_overdue").order_by("pk")
    assert [(n.to, n.at) for n in told] == [
        (world.chen, later(1)),
        (world.ma, later(1)),
        (world.chen, later(8)),
        (world.chen, later(15)),
    ]


def test_the_charter_says_how_many_days_lie_between_two_reminders_of_a_promise(world: World) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    slower = text.replace("promise_chase_days = { value = 7", "promise_chase_days = { value = 14")
    adopt_charter(text=slower, effective_at=AT, by="test", at=AT)
    made(world, due=0)
    for day in range(1, 16):
        clock.chase_promises(at=later(day))
    told = Notice.objects.filter(kind="promise_overdue", to=world.chen).order_by("pk")
    assert [n.at for n in told] == [later(1), later(15)]


def test_everything_is_done_from_the_one_page(world: World, enter: Enter) -> None:
    promise, client = made(world), enter(world.chen)
    url = f"/promises/{promise.pk}/"
    assert client.get(url).context["choice"].deed == "keep"
    form = {"do": "revise", "version": "1", "due_on": "2026-03-20", "reason": "料还没到"}
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "料还没到" in refused.content.decode()
    assert client.post(url, {**form, "told_on": "2026-03-01", "told_how": "face"}).status_code == 302
    assert "改期" in client.get(url).content.decode()
    client.post(url, {"do": "keep", "version": "2", "how": "送到了"})
    assert Promise.objects.get().state == "kept"
    assert client.get(url).context["form"] is None
    assert enter(world.liu).get(url).context["form"] is None  # sees it, but did not promise


def test_the_list_goes_by_day_and_key_and_costs_the_same_however_long(
    world: World, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        moved(made(world, due=n // 2), 1)
    client = enter(world.liu)
    with django_assert_max_num_queries(25):
        first = client.get("/promises/")
    second = client.get("/promises/" + first.context["next_url"])
    days = [row["owed"].due_on for reply in (first, second) for row in reply.context["rows"]]
    assert len(days) == 30
    assert days == sorted(days)
    other = client.get(f"/promises/?official={world.he.pk}")
    assert other.context["rows"] == []
    assert date.fromisoformat("2026-03-03") == days[0]


@pytest.mark.parametrize(("days", "overdue"), [(-1, False), (0, False), (1, True)])
def test_a_promise_is_overdue_from_the_day_after_its_day(world: World, days: int, overdue: bool) -> None:
    promise = made(world)
    assert Promise.objects.overdue(promise.due_on + timedelta(days=days)).exists() == overdue
