"""The pages of a draw: who sees what of it, what each step asks for, progress, slips, answers, the visit of a drawn household."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.contacts.models import Contact
from huiyin.lib.sortition import checking
from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots.models import Draw
from huiyin.orgs.models import Official
from huiyin.people.models import Reveal
from tests.forums.test_forum import planned as planned_forum
from tests.lots import draw_world as make
from tests.world import AT, World

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]


def test_a_draw_is_planned_once_from_its_page(world: World, enter: Enter) -> None:
    make.register(world)
    liu = enter(world.liu)
    page = liu.get("/draws/new/")
    form = {
        "once": page.context["form"]["once"].initial or page.context["form"].initial["once"],
        "subject": "用水代表", "size": 4, "unit": world.town.pk, "area": world.town.pk, "by_place": "on",
    }  # fmt: skip
    for _twice in range(2):
        answer = liu.post("/draws/new/", form)
        assert answer.status_code == 302
    draw = Draw.objects.get()
    assert answer["Location"] == f"/draws/{draw.reference}/"
    assert {line[0] for line in draw.quotas} == {"place"}
    assert (draw.panels_count, draw.rest_months) == (1000, 12)


def test_who_leads_nothing_plans_nothing(world: World, enter: Enter) -> None:
    chen = enter(world.chen)
    assert chen.get("/draws/new/").status_code == 404
    assert chen.get("/draws/visits/new/").status_code == 404
    assert b"draws/new" not in chen.get("/draws/").content


def test_the_page_says_how_far_it_is_and_when_no_clock_comes(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.register(world)
    draw = make.asked(world)
    liu = enter(world.liu)
    part = {"HX-Request": "true"}
    there = f"/draws/{draw.reference}/progress/"
    assert "几秒内开始" in liu.get(there, headers=part).content.decode()
    later = AT + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "正在等定时程序接手" in liu.get(there, headers=part).content.decode()
    work = draw_clock.claim(world.county, at=later)
    assert work is not None
    work.tell("panels", 50, 200)
    assert "50 / 200" in liu.get(there, headers=part).content.decode()
    work.carry_out()
    done = liu.get(there, headers=part)
    assert (done.content, done["HX-Refresh"]) == (b"", "true")
    assert liu.get(there).status_code == 302, "without a script the whole page is shown"


def test_a_step_on_an_old_page_is_refused_in_words(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.published(world)
    liu = enter(world.liu)
    url = f"/draws/{draw.reference}/steps/number/"
    for number in ("7", "007", "ab"):
        answer = liu.post(url, {"version": draw.version, "number": number, "witnesses": 3})
        assert answer.status_code == 422
        assert "2 位数字" in answer.content.decode()
    answer = liu.post(url, {"version": draw.version - 1, "number": "07", "witnesses": 3})
    assert answer.status_code == 422
    assert liu.post(url, {"version": draw.version, "number": "０７", "witnesses": 3}).status_code == 302
    draw.refresh_from_db()
    assert (draw.number, draw.witnesses) == (7, 3)


def test_names_are_masked_and_opened_with_a_purpose_that_is_kept(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.drawn(world)
    page = enter(world.liu).get(f"/draws/{draw.reference}/").content.decode()
    chosen = draw.entries.filter(is_chosen=True).select_related("household").first()
    assert chosen is not None
    person = chosen.household.members.get()
    assert person.name not in page
    assert chosen.household.code in page
    url = f"/draws/{draw.reference}/lots/{chosen.lot}/person/"
    answer = enter(world.liu).post(url, {"purpose": "call"})
    assert person.phone in answer.content.decode()
    assert Reveal.objects.get().about == draw.reference
    other = draw.entries.filter(is_chosen=False).first()
    assert other is not None
    assert enter(world.liu).get(f"/draws/{draw.reference}/lots/{other.lot}/person/").status_code == 404


def test_slips_and_the_whole_proof_leave_a_trace(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.published(world)
    liu = enter(world.liu)
    sheet = liu.post(f"/draws/{draw.reference}/slips/", {"place": world.village.code}).content.decode()
    inside = draw.entries.filter(household__place=world.village)
    assert all(entry.code in sheet and entry.lot_words in sheet for entry in inside)
    outside = draw.entries.exclude(household__place=world.village)
    assert not any(entry.code in sheet for entry in outside)
    assert liu.post(f"/draws/{draw.reference}/slips/", {"place": "990100102201"}).status_code == 404
    assert "proof/" not in liu.get(f"/draws/{draw.reference}/").content.decode()
    early = liu.post(f"/draws/{draw.reference}/proof/", follow=True).content.decode()
    assert "请在抽号之后再取" in early, "nobody looks up beforehand whom each number would choose"
    draws.draw_number(draw=draw, number=7, witnesses=12, version=draw.version, by=world.liu, at=AT)
    whole = checking.read(liu.post(f"/draws/{draw.reference}/proof/").content.decode())
    assert checking.verify(whole) == []
    assert checking.unchecked(whole) == []
    published = Event.objects.get(on=draw.reference, deed="draw.published")
    assert published.facts["fingerprint"] == whole.fingerprint, "the trail has it too"
    deeds = Event.objects.filter(on=draw.reference).values_list("deed", flat=True)
    assert {"draw.slips_printed", "draw.proof_taken"} <= set(deeds)


def test_impossible_numbers_are_said_with_the_change_that_would_do(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.pooled(world, size=6, lines=[["group:large_farmer", "yes", 6, 6]])
    draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    draw_clock.compute(at=AT)
    draw.refresh_from_db()
    liu = enter(world.liu)
    page = liu.get(f"/draws/{draw.reference}/").content.decode()
    assert "没有一份名单能同时达到全部名额要求" in page
    assert "专业大户" in page
    assert "→ <strong>4</strong>" in page
    answer = liu.post(f"/draws/{draw.reference}/steps/relaxation/", {"version": draw.version})
    assert answer.status_code == 302
    draw.refresh_from_db()
    assert draw.quotas == [["group:large_farmer", "yes", 4, 6]]


def test_a_household_drawn_for_a_visit_is_recorded_as_met(world: World, enter: Enter) -> None:
    make.register(world, 3)
    draw = draws.plan_visits(visitor=world.chen, unit=world.town, size=1, by=world.liu, at=AT)
    draw_clock.compute(at=AT)
    draw.refresh_from_db()
    draw = draws.draw_number(draw=draw, version=draw.version, by=world.liu, at=AT)
    entry = draw.entries.select_related("household").get(is_chosen=True)
    chen = enter(world.chen)
    assert (
        f"/contacts/new/?home={entry.household.key}" in chen.get(f"/draws/{draw.reference}/").content.decode()
    )
    page = chen.get(f"/contacts/new/?home={entry.household.key}")
    form = page.context["form"]
    data = {
        "once": form.initial["once"], "home": str(entry.household.key), "held_on": AT.date().isoformat(),
        "points-TOTAL_FORMS": 0, "points-INITIAL_FORMS": 0, "note": "坐了一会儿",
    }  # fmt: skip
    answer = chen.post("/contacts/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Contact.objects.get(household=entry.household).official == world.chen


def test_the_list_and_the_page_ask_no_more_with_more_rows(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[..., object]
) -> None:
    make.register(world, 20)
    draw = make.drawn(world, size=8)
    liu = enter(world.liu)
    liu.get("/draws/")
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        assert liu.get(f"/draws/{draw.reference}/").status_code == 200
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        assert liu.get("/draws/").status_code == 200


def test_a_forum_leads_to_its_draw_or_to_planning_one(world: World, enter: Enter) -> None:
    forum = planned_forum(world)
    there, asked = f"/draws/forums/{forum.reference}/", {"HX-Request": "true"}
    page = enter(world.liu).get(f"/forums/{forum.reference}/")
    assert f'hx-get="{there}"' in page.content.decode()
    plan = f"/draws/new/?forum={forum.reference}"
    assert plan in enter(world.liu).get(there, headers=asked).content.decode()
    assert enter(world.liu).get(there)["Location"] == plan
    draw = make.planned(world, forum=forum)
    assert f"/draws/{draw.reference}/" in enter(world.liu).get(there, headers=asked).content.decode()
    assert enter(world.liu).get(there)["Location"] == f"/draws/{draw.reference}/"


def test_who_may_not_open_the_draw_of_a_forum_is_led_back_to_it(world: World, enter: Enter) -> None:
    forum = planned_forum(world)
    there = f"/draws/forums/{forum.reference}/"
    chen = enter(world.chen)
    assert f'href="{there}"' in chen.get(f"/forums/{forum.reference}/").content.decode()
    assert not chen.get(there, headers={"HX-Request": "true"}).content.strip()
    answer = chen.get(there, follow=True)
    assert answer.redirect_chain == [(f"/forums/{forum.reference}/", 302)]
    assert "没有您可以查看的邀请抽签。" in answer.content.decode()


def test_where_whole_panels_give_less_than_could_be_had_the_page_says_so(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.computed(world)
    least, there = draw.least_panels or 0, f"/draws/{draw.reference}/"
    assert draw.worked_out.facts["reachable"] == least, "the best that whole panels allow"
    assert "能做到每户至少列入" not in enter(world.liu).get(there).content.decode()
    Draw.objects.filter(pk=draw.pk).update(most_panels=least + 9)
    draw.worked_out.facts["reachable"] = least + 1
    draw.worked_out.save(update_fields=["facts"])
    assert f"能做到每户至少列入{least + 1}份" in enter(world.liu).get(there).content.decode()


def test_an_invitation_is_a_letter_that_says_so_and_is_signed(world: World, enter: Enter) -> None:
    make.register(world)
    draw = make.drawn(world)
    page = enter(world.liu).get(f"/draws/{draw.reference}/letters/").content.decode()
    assert f"<h2>邀请函：{draw.subject}</h2>" in page
    assert f'<p class="signed">{world.town.on_paper}<br>' in page
    assert '<div class="heading no-print">' in page, "the head of the page is none of the first letter"
