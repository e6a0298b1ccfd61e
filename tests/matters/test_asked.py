"""The row says what is asked of whoever reads it, and opens just that; triage goes on from message to message."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.matters.asked import NEXT, asked_of
from huiyin.matters.dates import soon_until
from huiyin.matters.models import Matter, State
from huiyin.matters.models.matter import OPEN, UNDER
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.world import AT, World

Enter = Callable[[Official], Client]
PEOPLE = ("chen", "liu", "he", "gao", "ma", "sun", "qian", "xia")


def read(world: World) -> dict[tuple[str, int], str]:
    """Who is asked for what, of all matters as a list reads them."""
    rows = Matter.objects.for_lists()
    found = {(who, row.pk): asked_of(row, getattr(world, who), AT) for who, row in product(PEOPLE, rows)}
    return {key: asked.noun for key, asked in found.items() if asked is not None}


def test_a_step_is_asked_of_everybody_for_whom_the_matter_waits_and_of_nobody_else(world: World) -> None:
    made = {state: make_states.MAKERS[state](world) for state in make_states.MAKERS}
    assert set(NEXT) - {State.TRANSFERRED_OUT, *UNDER} == set(OPEN) - {State.NEEDS_INFO}, (
        "and there it is the person who is asked"
    )

    def waits() -> set[tuple[str, int]]:
        rows = {who: Matter.objects.waiting_for(getattr(world, who), AT) for who in PEOPLE}
        return {(who, row.pk) for who in PEOPLE for row in rows[who]}

    asked = read(world)
    assert set(asked) == waits()
    assert {(who, asked[who, made[state].pk]) for who, state in (
        ("liu", "received"), ("gao", "routed"), ("he", "accepted"), ("he", "in_progress"), ("gao", "pending_approval"),
        ("sun", "under_review"), ("sun", "under_recheck"),
    )} == {("liu", "routing"), ("gao", "acceptance"), ("he", "start"), ("he", "reply"), ("gao", "approval"),
        ("sun", "review-opinion"), ("sun", "recheck-opinion")}  # fmt: skip
    assert asked["liu", made["return_disputed"].pk] == "", "its page offers both ways to decide"
    Matter.objects.filter(pk=made["in_progress"].pk).update(more_time_asked_at=AT)
    asked = read(world)
    assert (asked["he", made["in_progress"].pk], asked["gao", made["in_progress"].pk]) == ("reply", "")
    assert set(asked) == waits()
    Matter.objects.filter(pk=made["pending_approval"].pk).update(handler=world.gao)
    assert ("gao", made["pending_approval"].pk) not in read(world)
    assert set(read(world)) == waits()
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    asked = read(world)
    assert set(asked) - {("he", made[state].pk) for state in ("accepted", "in_progress")} == {
        key for key in waits() if key[0] != "he"
    }
    assert asked["gao", made["accepted"].pk] == asked["gao", made["in_progress"].pk] == "handler"


def test_the_button_of_a_row_opens_the_page_of_its_step(world: World, enter: Enter) -> None:
    for state in OPEN:
        make_states.MAKERS[state](world)
    for who in ("liu", "gao", "he", "ma"):
        client = enter(getattr(world, who))
        for page in ("/desk/", "/matters/", "/matters/?list=open", "/matters/?list=pressing"):
            shown = client.get(page)
            rows = shown.context["pressing"] if page == "/desk/" else shown.context["rows"]
            asked = [(row.matter.reference, row.asked.noun) for row in rows if row.asked and row.asked.noun]
            assert bool(asked), (who, page)
            for reference, noun in asked:
                url = f"/matters/{reference}/{noun}/"
                assert f'href="{url}"' in shown.content.decode(), (who, page, url)
                assert client.get(url).status_code == 200, (who, page, url)


def test_what_presses_stands_once_and_what_one_can_do_oneself_before_the_rest(
    world: World, enter: Enter
) -> None:
    calm, theirs, mine, _not_pressing = (
        make.drafted(world), make.started(world), make.routed(world), make.started(world)
    )  # fmt: skip
    for found, days in ((theirs, -9), (mine, 1)):
        Matter.objects.filter(pk=found.pk).update(due_on=AT.date() + timedelta(days=days))
    client = enter(world.gao)
    shown = client.get("/desk/").context
    assert [row.matter.pk for row in shown["pressing"]] == [mine.pk, theirs.pk, calm.pk]
    assert shown["figures"] == {"pressing": 3, "waiting": 2, "overdue": 1}
    listed = client.get("/matters/?list=pressing").context["rows"]
    assert [row.matter.pk for row in listed] == [mine.pk, theirs.pk, calm.pk]


def test_the_numbers_of_the_desk_are_those_of_the_lists_and_matters_are_read_through_once(
    world: World, enter: Enter
) -> None:
    for n, maker in enumerate(make_states.MAKERS.values()):
        late = Matter.objects.filter(pk=maker(world).pk, due_on__isnull=False)
        late.update(due_on=AT.date() - timedelta(days=1 - n % 3))
    for who in ("liu", "gao", "he", "ma", "sun", "qian"):
        me = getattr(world, who)
        client, seen = enter(me), Matter.objects.visible_to(me, AT)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get("/desk/").context
        pressing = seen.pressing_for(me, soon_until(AT.date(), charter_of(AT)), AT)
        lists = (pressing, seen.waiting_for(me, AT), seen.overdue(AT.date()))
        counted = tuple(shown["figures"].values())
        assert counted == tuple(one.count() for one in lists), who
        assert (who == "qian") == (counted == (0, 0, 0)), "of another township"
        read = sum(one["sql"].count('FROM "matters_matter"') for one in asked)
        assert read == 2, f"{who}: what presses, and what the news are about"


def test_what_presses_goes_on_by_key(world: World, enter: Enter) -> None:
    for n in range(30):
        found = make.routed(world)
        Matter.objects.filter(pk=found.pk).update(due_on=AT.date() + timedelta(days=n))
    client = enter(world.gao)
    first = client.get("/matters/?list=pressing").context
    second = client.get("/matters/" + first["next_url"]).context
    keys = [row.matter.pk for row in [*first["rows"], *second["rows"]]]
    assert len(keys) == 30
    assert keys == sorted(keys)


def test_triage_goes_on_behind_the_message_just_seen(world: World, enter: Enter) -> None:
    first, second, third = (make.matter(world) for _ in range(3))
    client = enter(world.liu)

    def at(url: str) -> tuple[int | None, int | None, int | None, bool]:
        seen = client.get(url).context
        return seen["matter"].pk, seen["number"], seen["all"], seen["again"]

    assert at("/triage/") == (first.pk, 1, 3, False)
    assert at(f"/triage/?after={first.pk}") == (second.pk, 2, 3, False)
    given = {"version": second.version, "to": world.office.pk, "topic": "", "note": "", "next": "triage"}
    gone = client.post(f"/matters/{second.reference}/routing/", given)
    assert gone.headers["Location"] == f"/triage/?after={second.pk}"
    assert at(gone.headers["Location"]) == (third.pk, 2, 2, False)
    said = client.get(gone.headers["Location"]).content.decode()
    assert f"/matters/{second.reference}/recall/" in said, "until somebody has signed for it"
    assert f"/matters/{second.reference}/" in said
    assert "镇建设办" in said
    assert at(f"/triage/?after={third.pk}") == (first.pk, 1, 2, True), "what was left comes again"
    again = client.post(f"/matters/{second.reference}/routing/", {**given, "version": 99})
    assert again.status_code == 422
    make.actions.accept(
        matter=Matter.objects.get(pk=second.pk), handler=world.he, version=2, by=world.gao, at=AT
    )
    assert "/recall/" not in client.get(gone.headers["Location"]).content.decode()
    late = client.post(f"/matters/{second.reference}/routing/", given)
    assert late.headers["Location"] == f"/triage/?after={second.pk}", "somebody was quicker: on to the next"


def test_where_the_last_message_went_is_told_though_none_is_left(world: World, enter: Enter) -> None:
    only = make.matter(world)
    given = {"version": only.version, "to": world.office.pk, "topic": "", "note": "", "next": "triage"}
    gone = enter(world.liu).post(f"/matters/{only.reference}/routing/", given, follow=True)
    assert gone.context["matter"] is None
    assert gone.context["just"] == only
    assert f"/matters/{only.reference}/" in gone.content.decode()
