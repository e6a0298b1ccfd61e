"""Officials in the browser: entered by one administrator, let in by another, locked, and handed over when they leave."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.contacts import actions as contacts
from huiyin.orgs import actions as orgs
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.models import Appointment, Official, Slip
from huiyin.register.models import Assignment
from tests import make
from tests.administration.conftest import Enter
from tests.house.conftest import ask, signed_in
from tests.world import AT, World

LIST = "/administration/officials/"
NEW = "kite-over-the-weir-3"


def once(client: Client, page: str) -> str:
    """The token of a form that makes something."""
    return str(client.get(page).context["form"].initial["once"])


def page_of(official: Official, noun: str = "") -> str:
    return f"{LIST}{official.pk}/{noun}/" if noun else f"{LIST}{official.pk}/"


def test_two_administrators_together_bring_a_colleague_in(world: World, enter_as: Enter) -> None:
    system, security = enter_as("system"), enter_as("security")
    words = {"login": " ZhangWei ", "name": "张伟", "phone": "", "once": once(system, LIST + "new/")}
    there = system.post(LIST + "new/", words)["Location"]
    zhang = Official.objects.get(username="zhangwei")
    assert there == page_of(zhang)
    post = {"unit": world.branch.code, "title": "干事", "role": "", "from_on": "2026-03-02"}
    assert (
        system.post(
            page_of(zhang, "posts"), post | {"once": once(system, page_of(zhang, "posts"))}
        ).status_code
        == 302
    )
    held = zhang.appointments.get()
    assert held.post.capacities == []
    assert zhang.standing(AT).hats == ()
    assert "张伟" in security.get(LIST + "?show=bare").content.decode()
    assert (
        security.post(f"/administration/posts/{held.pk}/capacities/", {"capacities": ["officer"]}).status_code
        == 302
    )
    assert "张伟" not in security.get(LIST + "?show=bare").content.decode()
    assert "张伟" in security.get(LIST + "?show=outside").content.decode()
    shown = security.post(page_of(zhang, "slip"))["Location"]
    html = security.get(shown).content.decode()
    code = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", html)
    assert code is not None
    client = Client()
    assert client.post("/c/heyang/come-in/", {"login": "zhangwei", "code": code[0]}).status_code == 302
    assert (
        client.post("/c/heyang/come-in/password/", {"password": NEW, "again": NEW})["Location"] == "/login/"
    )
    assert log_in_check(username="zhangwei", password=NEW, at=AT) is not None
    deeds = set(Event.objects.filter(on=zhang.key).values_list("deed", flat=True))
    assert {"official.enrolled", "official.appointed", "slip.given", "slip.used"} <= deeds


@pytest.mark.parametrize(
    ("duty", "noun", "status"),
    [
        ("system", "details", 200), ("system", "posts", 200), ("system", "slip", 404), ("system", "lock", 404),
        ("security", "slip", 200), ("security", "lock", 200), ("security", "duties", 404),
        ("security", "details", 404), ("security", "posts", 404), ("security", "nothing", 404),
        ("audit", "slip", 404), ("audit", "details", 404),
    ],
)  # fmt: skip
def test_each_deed_is_of_one_administrator(
    world: World, enter_as: Enter, duty: str, noun: str, status: int
) -> None:
    assert enter_as(duty).get(page_of(world.he, noun)).status_code == status


def test_what_the_others_enter_is_closed_to_one_and_the_other(world: World, enter_as: Enter) -> None:
    held = world.he.appointments.get().pk
    assert enter_as("security").get(LIST + "new/").status_code == 404
    assert enter_as("audit").get(LIST).status_code == 404
    assert enter_as("system").get(f"/administration/posts/{held}/capacities/").status_code == 404
    assert enter_as("security").get(f"/administration/posts/{held}/leaving/").status_code == 404


def test_a_slip_is_shown_for_half_an_hour_and_comes_as_a_document(
    world: World, enter_as: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    security = enter_as("security")
    shown = security.post(page_of(world.xia, "slip"))["Location"]
    assert security.get(shown).status_code == 200
    assert security.get(shown + "docx/").content.startswith(b"PK")
    assert security.get(page_of(world.xia) + "slip/forged/").status_code == 404
    assert security.get(shown.replace(f"/{world.xia.pk}/", f"/{world.he.pk}/")).status_code == 404
    assert enter_as("system").get(shown).status_code == 404
    later = AT + timedelta(minutes=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert enter_as("security").get(shown).status_code == 404


def test_a_locked_account_is_out_at_once_and_in_again_when_unlocked(world: World, enter_as: Enter) -> None:
    security, he = enter_as("security"), signed_in(world.he)
    assert ask(he, "GET", "/desk/").status_code == 200
    assert security.post(page_of(world.he, "lock"), {"reason": ""}).status_code == 422
    assert security.post(page_of(world.he, "lock"), {"reason": "lost"}).status_code == 302
    assert ask(he, "GET", "/desk/").status_code == 302
    assert "设备或密码丢失" in security.get(LIST + "?show=locked").content.decode()
    assert security.post(page_of(world.he, "lock"), {"reason": "lost"}).status_code == 422
    assert security.post(page_of(world.he, "unlock")).status_code == 302
    world.he.refresh_from_db()
    assert ask(signed_in(world.he), "GET", "/desk/").status_code == 200
    assert Event.objects.get(deed="official.locked").facts == {"reason": "lost"}


def test_nobody_decides_about_their_own_account(enter_as: Enter, administered: dict[str, Official]) -> None:
    own = administered["security"]
    for noun, words in (("lock", {"reason": "away"}), ("slip", {})):
        assert enter_as("security").post(page_of(own, noun), words).status_code == 422, noun
    assert not Slip.objects.exists()
    other = administered["audit"]
    assert enter_as("security").post(page_of(other, "lock"), {"reason": "away"}).status_code == 422


def test_who_leaves_hands_over_and_the_administrator_reads_only_how_much(
    world: World, enter_as: Enter
) -> None:
    system, held = enter_as("system"), world.chen.appointments.get()
    contacts.promise(
        text="月底前回话",
        due_on=AT.date() + timedelta(days=20),
        made_on=AT.date(),
        by=world.chen,
        unit=world.branch,
        at=AT,
    )
    page = f"/administration/posts/{held.pk}/leaving/"
    html = system.get(page).content.decode()
    assert "1 户" in html
    assert world.home.code not in html
    assert "月底前回话" not in html
    words = {"on": AT.date().isoformat(), "heir": "", "note": ""}
    assert system.post(page, words).status_code == 422
    assert system.post(page, words | {"heir": "he"}).status_code == 302
    assert Assignment.objects.live_on(AT.date()).get().official == world.he
    held.refresh_from_db()
    assert held.to_on == AT.date()


def test_matters_in_hand_are_given_away_by_the_head_first(world: World, enter_as: Enter) -> None:
    make.started(world)
    held = world.he.appointments.get()
    page = f"/administration/posts/{held.pk}/leaving/"
    html = enter_as("system").get(page).content.decode()
    assert "高峰" in html  # who gives them to another handler
    assert "路灯" not in html
    assert enter_as("system").post(page, {"on": AT.date().isoformat()}).status_code == 422
    assert Appointment.objects.get(pk=held.pk).to_on is None


def test_the_capacity_to_keep_households_is_not_taken_from_who_keeps_some(
    world: World, enter_as: Enter
) -> None:
    page = f"/administration/posts/{world.chen.appointments.get().pk}/capacities/"
    assert enter_as("security").post(page, {"capacities": []}).status_code == 422
    assert enter_as("security").post(page, {"capacities": ["officer", "desk_clerk"]}).status_code == 302
    sealed = enter_as("security").post(page, {"capacities": ["officer", "sealed_clerk"]})
    assert sealed.status_code == 422
    data = enter_as("security").post(page, {"capacities": ["officer", "data_officer"]})
    assert data.status_code == 422, "at the county's own desk only"


@pytest.mark.parametrize(
    ("login", "name"), [("chen", "陈立"), ("zhao", "赵远"), ("张伟", "张伟"), ("", "张伟"), ("zhangwei", "")]
)
def test_a_login_name_that_is_taken_anywhere_or_cannot_be_one_is_said(
    world: World, enter_as: Enter, login: str, name: str
) -> None:
    system = enter_as("system")
    words = {"login": login, "name": name, "once": once(system, LIST + "new/")}
    assert system.post(LIST + "new/", words).status_code == 422


@pytest.mark.parametrize(
    ("phone", "status"), [("", 422), ("0990-3000000", 422), ("3000000", 422), ("0990-3111111", 302)]
)
def test_one_person_is_not_entered_twice_and_two_of_a_name_by_their_telephones(
    world: World, enter_as: Enter, phone: str, status: int
) -> None:
    system = enter_as("system")
    words = {"login": "chenli2", "name": "陈 立", "phone": phone, "once": once(system, LIST + "new/")}
    sent = system.post(LIST + "new/", words)
    assert sent.status_code == status
    assert status == 302 or "（chen）" in sent.content.decode()


def test_the_list_goes_by_unit_and_by_key_and_costs_the_same_however_long(
    world: World, enter_as: Enter, django_assert_max_num_queries: object
) -> None:
    system = enter_as("system")
    system.get(LIST)
    for n in range(40):
        orgs.enrol(username=f"new{n}", name=f"新{n}", password=None, by="test", at=AT)
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        first = system.get(LIST)
    second = system.get(LIST + first.context["next_url"])
    names = [{line.official.pk for line in page.context["lines"]} for page in (first, second)]
    assert len(names[0]) == 25
    assert not names[0] & names[1]
    of_office = system.get(f"{LIST}?unit={world.office.code}").context["lines"]
    assert {line.official.username for line in of_office} == {"he", "gao"}
