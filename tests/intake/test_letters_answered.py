"""A letter that answers one of ours goes to its matter; nobody else speaks in the person's place, and a bounce says so."""

from email.message import EmailMessage

import pytest

from huiyin.intake.mail.taking import take
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Outgoing
from tests import make
from tests.intake.test_letters_taken import letter, taken
from tests.outbox.conftest import Carrier
from tests.outbox.conftest import box as box
from tests.outbox.conftest import carrier as carrier
from tests.world import AT, World


def _asked(world: World) -> Matter:
    """A matter that came by mail, whose person is asked for more."""
    taken(letter())
    found = Matter.objects.get()
    questions = "哪一段路？"
    actions.ask_more(
        matter=found, questions=questions, told="page", version=found.version, by=world.sun, at=AT
    )
    return found


def _answer(carrier: Carrier, text: str = "桥东那一段。", **heads: str) -> EmailMessage:
    send_due(at=AT)
    return letter(text, number="<9@example.org>", In_Reply_To=carrier.handed[-1].number, **heads)


def test_an_answer_to_a_question_goes_to_its_matter(world: World, carrier: Carrier) -> None:
    found = _asked(world)
    assert taken(_answer(carrier)) == ("added", "")
    assert Matter.objects.get().state != "needs_info"
    assert Matter.objects.get().pk == found.pk


@pytest.mark.parametrize("spoilt", ["writer", "mark"])
def test_nobody_else_answers_in_the_persons_place(world: World, carrier: Carrier, spoilt: str) -> None:
    _asked(world)
    made = _answer(carrier)
    if spoilt == "writer":
        made.replace_header("From", "other@example.org")
        assert taken(made) == ("waits", "thread")
    else:
        number = carrier.handed[-1].number
        made.replace_header("In-Reply-To", number.replace(number.split(".")[2][:4], "0000"))
        assert taken(made) == ("taken", ""), (
            "a number that we did not give out says nothing: it is a letter of its own"
        )
    assert Matter.objects.earliest("pk").state == "needs_info"


def test_what_answers_a_message_about_a_sealed_report_begins_no_matter(
    world: World, carrier: Carrier
) -> None:
    taken(letter())
    made = _answer(carrier, "还是上次举报的那个人。")
    found = Matter.objects.get()
    make.entered(world, AT)
    actions.seal(matter=found, version=found.version, by=world.sun, at=AT)
    assert taken(made) == ("waits", "thread")
    assert Matter.objects.count() == 1


def test_a_bounce_says_at_our_message_that_it_came_back(world: World, carrier: Carrier) -> None:
    taken(letter())
    send_due(at=AT)
    number = carrier.handed[0].number
    raw = (
        "From: MAILER-DAEMON@example.org\r\nReturn-Path: <>\r\nMessage-ID: <b@x>\r\n\r\n"
        f"could not be delivered\r\n\r\nMessage-ID: {number}\r\n"
    )
    row = take(raw.encode(), at=AT)
    assert (row.state, row.reason) == ("aside", "bounce")
    sent = Outgoing.objects.get()
    assert (sent.state, sent.reason) == ("given_up", "came_back")
    forged = raw.replace(number, f"<{sent.about}.{sent.pk}.{'0' * 20}@x>").replace("<b@x>", "<c@x>")
    Outgoing.objects.update(state="handed", handed_at=AT, reason="")
    take(forged.encode(), at=AT)
    assert Outgoing.objects.get().state == "handed", "who does not know our mark changes nothing"
