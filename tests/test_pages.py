"""Every staff page opens for those whose it is, costs the same whatever its length, and says no with a sentence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.contacts.actions import Promised, Raised
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests import costs, make
from tests.house import tree
from tests.world import AT, World

Enter = Callable[[Official], Client]
LISTS = [
    "/desk/",
    "/matters/?list=open",
    "/matters/?list=waiting",
    "/contacts/",
    "/register/",
    "/promises/",
    "/notices/",
]


def busy(world: World, n: int) -> None:
    """A few of everything."""
    for i in range(n):
        visit = Entry(
            place=world.village,
            held_on=AT.date() - timedelta(days=i),
            points=[Raised(f"第{i}件事：路灯不亮", "matter"), Raised("收成好", "noted")],
            promises=[Promised("送材料", AT.date() + timedelta(days=3))],
            household=world.home,
            person=world.wang,
        )
        record_entry(visit, root=world.root, by=world.chen, at=AT)
        make.started(world)


def test_pages_open(world: World, enter: Enter) -> None:
    busy(world, 1)
    for who in ("chen", "liu", "he", "gao", "ma", "sun"):
        reader = enter(getattr(world, who))
        answers = {page: reader.get(page).status_code for page in LISTS}
        assert set(answers.values()) == {200}, (who, answers)


def test_a_page_costs_the_same_whatever_its_length(world: World, enter: Enter) -> None:
    lists = [*LISTS, "/triage/", "/matters/?list=overdue"]
    pages = [("chen" if page in ("/contacts/", "/promises/") else "liu", page) for page in lists]
    busy(world, 2)
    few = costs.asked_of(pages, lambda who: enter(getattr(world, who)))
    busy(world, 12)
    many = costs.asked_of(pages, lambda who: enter(getattr(world, who)))
    tree.nothing(costs.dearer(few, many, nor_cheaper=True))


def test_a_list_goes_on_by_key(world: World, enter: Enter) -> None:
    for _ in range(30):
        make.matter(world)
    who = enter(world.liu)
    seen: set[str] = set()
    page = "/matters/?list=open"
    for _ in range(3):
        answer = who.get(page)
        seen |= {row.matter.reference for row in answer.context["rows"]}
        page = "/matters/" + answer.context["next_url"]
        if not answer.context["next_url"]:
            break
    assert len(seen) == 30


@pytest.mark.parametrize("cut", ["x", "2026-03-02.", "99999999999999999999", "2026-13-40.1"])
def test_a_link_that_was_cut_off_begins_at_the_beginning(world: World, enter: Enter, cut: str) -> None:
    make.matter(world)
    for page in (
        f"/matters/?list=open&from={cut}",
        f"/contacts/?from={cut}",
        f"/register/?from={cut}&on={cut}",
    ):
        assert enter(world.liu).get(page).status_code == 200


def test_the_matter_page_offers_what_the_table_allows(world: World, enter: Enter) -> None:
    found = make.drafted(world)
    nouns = {b["noun"] for b in enter(world.gao).get(f"/matters/{found.reference}/").context["buttons"]}
    assert nouns == {"approval", "return", "amendment"}
    assert not enter(world.he).get(f"/matters/{found.reference}/").context["buttons"]


def test_the_walk_through_the_pages(world: World, enter: Enter) -> None:
    found = make.matter(world)
    at = f"/matters/{found.reference}/"

    def post(who: Official, noun: str, **data: object) -> None:
        found.refresh_from_db()
        answer = enter(who).post(f"{at}{noun}/", {"version": found.version, **data})
        assert answer.status_code == 302, answer.context["form"].errors

    post(world.liu, "routing", to=world.office.pk, topic="streetlight", note="")
    post(world.gao, "acceptance", handler=world.he.pk, note="")
    post(world.he, "start", words="到现场看了线路")
    post(world.he, "action", words="请电工换了灯")
    post(world.he, "reply", **{k: v for k, v in make.REPLY.items() if v is not None})
    post(world.gao, "approval")
    found.refresh_from_db()
    assert found.state == "replied"


def test_a_refused_form_keeps_what_was_typed(world: World, enter: Enter) -> None:
    found = make.started(world)
    data = {
        **{k: v for k, v in make.REPLY.items() if v is not None},
        "outcome": "explained_policy",
        "version": found.version,
    }
    answer = enter(world.he).post(f"/matters/{found.reference}/reply/", data)
    assert answer.status_code == 422
    assert make.REPLY["facts"] in answer.content.decode()


def test_a_stale_form_is_refused_in_words(world: World, enter: Enter) -> None:
    found = make.started(world)
    answer = enter(world.he).post(
        f"/matters/{found.reference}/action/", {"version": found.version - 1, "words": "又去了"}
    )
    assert answer.status_code == 422
    assert "何平" in answer.content.decode()


def test_looking_behind_the_mask_takes_a_reason_and_leaves_a_trace(world: World, enter: Enter) -> None:
    found = make.started(world, resident=world.wang)
    page = f"/matters/{found.reference}/person/"
    who = enter(world.he)
    assert "19900001234" not in who.get(page).content.decode()
    assert who.post(page, {}).status_code == 422
    assert "19900001234" in who.post(page, {"purpose": "call"}).content.decode()
    assert world.wang.reveals.get().about == found.reference
    assert found.steps.filter(deed="reveal", by=world.he).exists()


def test_a_visit_is_recorded_once_whatever_the_line_does(world: World, enter: Enter) -> None:
    who = enter(world.chen)
    form = {
        "once": "one-time-token-123", "home": str(world.home.key), "held_on": "2026-03-02",
        "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
        "points-0-text": "路灯不亮", "points-0-disposition": "matter",
    }  # fmt: skip
    first, second = who.post("/contacts/new/", form), who.post("/contacts/new/", form)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"points-0-text": ""},
        {"points-0-disposition": "answered"},
        {"held_on": "2026-03-03"},
        {"held_on": "not a day"},
        {"home": "elsewhere"},
        {"home": "nobody"},
        {"points-0-promise": "送到家"},
        {"points-TOTAL_FORMS": "999"},
        {"points-0-text": "我的身份证号是11010519491231002X"},
        {"points-TOTAL_FORMS": ""},
    ],
)
def test_a_visit_that_cannot_be_kept_says_why_and_keeps_the_words(
    world: World, enter: Enter, change: dict[str, str]
) -> None:
    form = {
        "once": "one-time-token-123", "home": str(world.home.key), "held_on": "2026-03-02",
        "note": "天气不错",
        "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
        "points-0-text": "路灯不亮", "points-0-disposition": "matter", **change,
    }  # fmt: skip
    answer = enter(world.chen).post("/contacts/new/", form)
    assert answer.status_code == 422
    assert "天气不错" in answer.content.decode()
    assert not Matter.objects.exists()
