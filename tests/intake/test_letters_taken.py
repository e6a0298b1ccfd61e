"""A letter by e-mail becomes a matter, goes to the one it answers, is left aside, or waits for somebody: once."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.intake.letters import settling
from huiyin.intake.letters.settling import settle
from huiyin.intake.mail import taking
from huiyin.intake.mail.keeping import objection_to_switching_on
from huiyin.intake.mail.taking import take
from huiyin.intake.models import Arrival
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox
from tests.files.samples import photo
from tests.outbox.conftest import Carrier
from tests.outbox.conftest import box as box
from tests.outbox.conftest import carrier as carrier
from tests.world import AT, World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"
WANG = "wang@example.org"


def letter(text: str = WORDS, *, number: str = "<1@example.org>", **heads: str) -> EmailMessage:
    made = EmailMessage()
    heads = {"From": f"王秀兰 <{WANG}>", "Subject": "路灯", "Message-ID": number, **heads}
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def taken(made: EmailMessage) -> tuple[str, str]:
    row = take(made.as_bytes(), at=AT)
    return row.state, row.reason


def test_it_becomes_a_matter_whose_receipt_brings_number_and_code(world: World, carrier: Carrier) -> None:
    assert taken(letter()) == ("taken", "")
    found = Matter.objects.get()
    assert (found.body, found.title, found.channel, found.intake_unit) == (WORDS, "路灯", "mail", world.root)
    assert found.resident is not None
    assert (found.resident.name, found.resident.email) == ("王秀兰", WANG)
    send_due(at=AT)
    (receipt,) = carrier.handed
    assert receipt.to == WANG
    code = receipt.text.split("查询码是 ")[1][:9].rstrip("。")
    there = Client().post("/c/heyang/ask/", {"reference": found.reference, "code": code})
    assert there.status_code == 302, "the code of the receipt opens the page"
    row = Arrival.objects.get()
    assert (row.words, row.raw) == ("", ""), "its words stand at the matter and nowhere else"


def test_the_code_of_what_came_by_another_door_stands_in_no_mail(world: World, carrier: Carrier) -> None:
    world.wang.email = WANG
    world.wang.save()
    actions.lodge(body=WORDS, channel="web", intake_unit=world.town, resident=world.wang, at=AT)
    send_due(at=AT)
    assert "查询码是" not in carrier.handed[0].text


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(("length", "is_kept"), [(254, True), (255, False)])
def test_no_receipt_goes_to_an_address_that_was_cut_off(world: World, length: int, is_kept: bool) -> None:
    long = "a" * (length - len("@example.org")) + "@example.org"
    assert taken(letter(From=long)) == ("taken", "")
    person = Matter.objects.get().resident
    assert (person.email if person else "") == (long if is_kept else "")


def test_the_same_letter_makes_one_matter_and_another_under_its_number_its_own(world: World) -> None:
    for _n in range(3):
        assert taken(letter()) == ("taken", "")
    assert Matter.objects.count() == 1
    taken(letter("水管也坏了，请派人来看看。"))
    assert Matter.objects.count() == 2, "a forged number hides nothing"


@pytest.mark.usefixtures("box")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([0, 1, 2, 3, 0, 1, 2, 3]))
def test_letters_twice_in_any_order_leave_the_same_register(world: World, order: list[int]) -> None:
    letters = [
        letter(),
        letter("水管坏了，请派人来看看。", number="<2@example.org>"),
        letter("", number="<3@example.org>", Subject=""),
        letter("我在休假", number="<4@example.org>", Auto_Submitted="auto-replied"),
    ]
    with transaction.atomic():
        for n in order:
            taken(letters[n])
        bodies = sorted(one.body for one in Matter.objects.all())
        states = sorted(Arrival.objects.values_list("state", "reason"))
        transaction.set_rollback(True)
    assert bodies == sorted([WORDS, "水管坏了，请派人来看看。"])
    assert states == [("aside", "machine"), ("taken", ""), ("taken", ""), ("waits", "empty")]


@pytest.mark.usefixtures("box")
def test_a_photo_comes_along_and_what_is_not_taken_is_said_in_the_words(world: World) -> None:
    made = letter()
    made.add_attachment(photo("JPEG"), maintype="image", subtype="jpeg", filename="灯.jpg")
    made.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    assert taken(made) == ("taken", "")
    found = Matter.objects.get()
    assert "a.exe" in found.body
    assert WORDS in found.body


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (letter(Auto_Submitted="auto-replied"), "machine"),
        (letter(Precedence="bulk"), "machine"),
        (letter(From="xinxi@heyang.example.gov.cn"), "loop"),
    ],
)
@pytest.mark.usefixtures("box")
def test_what_no_person_wrote_is_left_aside(world: World, made: EmailMessage, reason: str) -> None:
    assert taken(made) == ("aside", reason)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (letter("", Subject=""), "empty"),
        (letter("长" * 20_001), "long"),
        (letter(From="nobody"), "nobody"),
    ],
)
@pytest.mark.usefixtures("box")
def test_what_cannot_be_taken_in_waits_whole_for_the_desk_of_the_county(
    world: World, made: EmailMessage, reason: str
) -> None:
    assert taken(made) == ("waits", reason)
    row = Arrival.objects.get()
    assert row.words
    assert row.raw
    assert Notice.objects.get(kind="letter_waits").to == world.sun


@pytest.mark.usefixtures("box")
def test_who_writes_without_end_waits_and_hinders_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.intake.waiting.MOST_A_DAY", 2)
    states = [taken(letter(f"第{n}次来信，路灯坏了。", number=f"<{n}@x>")) for n in range(3)]
    assert states == [("taken", ""), ("taken", ""), ("waits", "many")]
    assert taken(letter(From="zhu@example.org", number="<z@x>")) == ("taken", "")


@pytest.mark.usefixtures("box")
def test_somebody_settles_what_waits_and_its_words_are_forgotten(
    world: World, enter: Callable[[Official], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.intake.waiting.MOST_A_DAY", 0)
    taken(letter())
    row = Arrival.objects.get()
    there = f"/letters/{row.pk}/"
    assert enter(world.liu).get(there).status_code == 404, "not of the county's own desk"
    client = enter(world.sun)
    assert there in client.get("/letters/").content.decode()
    assert WORDS in client.get(there).content.decode()
    assert client.post(there, {"outcome": "begin"}).status_code == 302
    assert Matter.objects.get().body == WORDS
    row = Arrival.objects.get()
    assert (row.state, row.outcome, row.words, row.raw) == ("settled", "begin", "", "")
    with override("en"), pytest.raises(Refused, match="already"):
        settle(arrival=row, outcome="nothing", by=world.sun, at=AT)


@pytest.mark.usefixtures("box")
def test_an_identity_number_is_not_kept_and_a_telephone_is(world: World) -> None:
    taken(letter("我是王秀兰，11010519491231002X，电话19900001234，路灯坏了。"))
    assert Matter.objects.get().body == "我是王秀兰，****，电话19900001234，路灯坏了。"


@pytest.mark.usefixtures("box")
def test_one_that_the_program_fails_over_again_stays_with_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = taking.unread(letter().as_bytes(), at=AT)
    taking.unread(letter("另一封").as_bytes(), at=AT)
    assert Notice.objects.filter(kind="letter_waits").count() == 1, "one reminder, not ten"
    monkeypatch.setattr(settling, "read", lambda _raw: 1 / 0)
    with pytest.raises(Refused, match="could not read"):
        settle(arrival=row, outcome="begin", by=world.sun, at=AT)
    monkeypatch.undo()
    settle(arrival=row, outcome="begin", by=world.sun, at=AT)
    assert Matter.objects.get().body == WORDS


@pytest.mark.usefixtures("box")
def test_what_cannot_be_a_matter_is_not_made_one_by_a_button(world: World) -> None:
    taken(letter("", Subject=""))
    with pytest.raises(Refused, match="says nothing"):
        settle(arrival=Arrival.objects.get(), outcome="begin", by=world.sun, at=AT)
    settle(arrival=Arrival.objects.get(), outcome="nothing", by=world.sun, at=AT)
    assert Arrival.objects.get().state == "settled"


def test_the_letterbox_is_not_opened_before_receipts_can_leave(
    world: World, box: Mailbox, enter: Callable[[Official], Client]
) -> None:
    assert objection_to_switching_on(True) is None
    Mailbox.objects.update(is_on=False)
    assert "switch on the mailbox" in str(objection_to_switching_on(True))
    assert objection_to_switching_on(False) is None
