"""Every form of contact on the page where one records it: few inputs, nothing lost, refusals as sentences."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.charter import charter_at
from huiyin.recording.forms import FORMS
from tests.house import pages
from tests.world import AT, World

TODAY = AT.date()
HELD_ELSEWHERE = (Contact.Kind.RECEPTION, Contact.Kind.FORUM)  # planned in sections of their own
URL = "/contacts/new/"
KINDS = sorted(FORMS)


def filled(world: World, kind: str, **further: Any) -> dict[str, Any]:
    """What one has to type, and no more."""
    own: dict[str, dict[str, Any]] = {
        "visit": {"home": str(world.home.key)},
        "talk": {"home": str(world.home.key)},
        "paired_aid": {"home": str(world.home.key)},
        "outreach": {"note": "到现场看了路灯"},
        "village_meeting": {"members": 20, "present": 15},
        "field_stay": {"until_on": TODAY, "held_on": TODAY - timedelta(days=2), "note": "灌渠年久失修"},
        "research": {"half": "am", "subject": "水利设施", "note": "三处水闸待修"},
        "volunteering": {"subject": "清理河道", "event_hours": "3", "hours": "2.5"},
        "village_advice": {"note": "商定发展大棚蔬菜"},
        "policy_talk": {"subject": "医保政策", "headcount": 30},
        "public_course": {"theme": "skills", "subject": "果树修剪", "headcount": 25},
        "other": {"subject": "走进课堂", "note": "与学生交流"},
    }
    points = 1 if kind in ("visit", "paired_aid") else 0
    said = {"points-0-text": "路灯不亮", "points-0-disposition": "noted"} if points else {}
    return {
        "once": "token",
        "place": world.village.pk,
        "held_on": TODAY,
        "points-TOTAL_FORMS": points,
        "points-INITIAL_FORMS": 0,
        **said,
        **own[kind],
        **further,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_takes_seven_inputs_at_most(world: World, enter: Any, kind: str) -> None:
    """I-28, S77: as the page first comes, with the points it begins with."""
    html = enter(world.chen).get(f"{URL}?form={kind}").content.decode()
    needed = len(pages.read(html).required) + 2 * FORMS[kind].points_first  # words, and what becomes of them
    assert 2 <= needed <= 7
    assert needed <= charter_at(AT).charter.figure("burden.required_max").value


@pytest.mark.parametrize("kind", KINDS)
def test_s13_each_form_has_its_own_required_fields(world: World, enter: Any, kind: str) -> None:
    client, whole = enter(world.chen), filled(world, kind)
    own = {
        "visit": {"home", "held_on", "points-0-text", "points-0-disposition"},
        "talk": {"home", "held_on"},
        "outreach": {"place", "held_on"},
        "village_meeting": {"place", "held_on", "members", "present"},
        "field_stay": {"place", "held_on", "until_on", "note"},
        "paired_aid": {"home", "held_on", "points-0-text", "points-0-disposition"},
        "research": {"place", "held_on", "half", "subject", "note"},
        "volunteering": {"place", "held_on", "subject", "event_hours", "hours"},
        "village_advice": {"place", "held_on", "note"},
        "policy_talk": {"place", "held_on", "subject", "headcount"},
        "public_course": {"place", "held_on", "theme", "subject", "headcount"},
        "other": {"place", "held_on", "subject"},
    }[kind]
    html = client.get(f"{URL}?form={kind}").content.decode()
    marked = {name for name in own if not name.startswith("points-")}  # lists of forms carry no mark
    assert set(pages.read(html).required) == marked
    for name in own:
        without = {**whole, name: ""}
        assert client.post(f"{URL}?form={kind}", without).status_code == 422, name
    assert not Contact.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_for_is_enough(world: World, enter: Any, kind: str) -> None:
    client = enter(world.chen)
    answer = client.post(f"{URL}?form={kind}", filled(world, kind))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    contact = Contact.objects.get()
    assert contact.kind == kind
    assert (contact.purposes, contact.cost_fen, contact.source_org) == ([], None, "")
    assert client.get(answer["Location"]).status_code == 200
    again = client.post(f"{URL}?form={kind}", filled(world, kind))
    assert again["Location"] == answer["Location"]
    assert Contact.objects.count() == 1, "the same form sent twice is one record"


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_a_sentence_and_keeps_everything(world: World, enter: Any, kind: str) -> None:
    late = {"held_on": TODAY + timedelta(days=3), "until_on": TODAY + timedelta(days=4)}
    answer = enter(world.chen).post(
        f"{URL}?form={kind}", filled(world, kind, purposes=["learn", "safety"], **late)
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "日期在今天之后" in html
    if kind != "talk":
        assert html.count("checked") >= 2, "both purposes are still ticked"
    for word in ("灌渠年久失修", "三处水闸待修", "清理河道", "果树修剪"):
        assert (word in str(filled(world, kind))) == (word in html)
    assert not Contact.objects.exists()


def test_the_forms_are_those_of_the_charter_without_those_held_elsewhere(world: World, enter: Any) -> None:
    client = enter(world.chen)
    html = client.get(URL).content.decode()
    listed = [form.code for form in charter_at(AT).charter.listed("form")]
    assert set(listed) == set(FORMS) | set(HELD_ELSEWHERE)
    for code in listed:
        assert (f"?form={code}" in html) == (code in FORMS and code != "visit")
    for code in (*HELD_ELSEWHERE, "nothing"):
        assert client.get(f"{URL}?form={code}").status_code == 404


def test_s14_a_visit_to_an_enterprise_names_it_and_a_promise_has_a_day(world: World, enter: Any) -> None:
    client = enter(world.chen)
    promise = {"points-0-promise": "帮助联系用工"}
    answer = client.post(URL, filled(world, "visit", subject="禾阳纸箱厂", **promise))
    assert answer.status_code == 422
    assert "哪天" in answer.content.decode()
    due = {"points-0-promise_due_on": TODAY + timedelta(days=7)}
    answer = client.post(URL, filled(world, "visit", subject="禾阳纸箱厂", **promise, **due))
    page = client.get(answer["Location"]).content.decode()
    contact = Contact.objects.get()
    assert (contact.subject, contact.place) == ("禾阳纸箱厂", world.village)
    assert "禾阳纸箱厂" in page
    assert "帮助联系用工" in client.get("/promises/").content.decode()


def test_s82_purposes_are_empty_unless_chosen(world: World, enter: Any) -> None:
    client = enter(world.chen)
    html = client.get(URL).content.decode()
    assert 'name="purposes"' in html
    assert "purposes" not in pages.read(html).required
    answer = client.post(URL, filled(world, "visit", purposes=["listen", "prosper"]))
    assert Contact.objects.get().purposes == ["listen", "prosper"]
    with override("zh-hans"):
        assert "听民意" in client.get(answer["Location"]).content.decode()
    wrong = client.post(URL, filled(world, "visit", once="2", purposes=["wealth"]))
    assert wrong.status_code == 422


@pytest.mark.parametrize(("typed", "fen"), [("", None), ("0", 0), ("12.5", 1250), ("200.05", 20005)])
def test_s84_a_cost_may_be_noted_or_left_blank(world: World, enter: Any, typed: str, fen: int | None) -> None:
    client = enter(world.chen)
    answer = client.post(f"{URL}?form=volunteering", filled(world, "volunteering", cost=typed, cost_note=""))
    assert Contact.objects.get().cost_fen == fen
    html = client.get(answer["Location"]).content.decode()
    assert (f"{fen // 100}.{fen % 100:02d} 元" in html) if fen is not None else (" 元" not in html)


@pytest.mark.parametrize("typed", ["-1", "1.234", "many"])
def test_s84_a_cost_is_yuan_with_two_digits(world: World, enter: Any, typed: str) -> None:
    assert enter(world.chen).post(URL, filled(world, "visit", cost=typed)).status_code == 422
    assert not Contact.objects.exists()


def test_s33_a_matter_keeps_the_organisation_it_came_through(world: World, enter: Any) -> None:
    routed = {"points-0-disposition": "matter", "points-0-text": "桥面护栏松动"}
    enter(world.chen).post(URL, filled(world, "visit", source_org="npc_deputy", **routed))
    matter = Matter.objects.get()
    assert (matter.source_org, matter.raised_by) == ("npc_deputy", world.chen)
