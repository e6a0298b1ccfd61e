"""Mail as a server gets it: what stands in its head, and what each answer of the server makes of it."""

import pytest

from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.people.models import Resident
from tests import make
from tests.outbox.conftest import MAIL
from tests.outbox.postbox import Postbox
from tests.world import AT, World


@pytest.fixture
def told(world: World, wang: Resident) -> Outgoing:
    """That a matter has come in."""
    make.matter(world, resident=wang)
    return Outgoing.objects.get()


def tried(row: Outgoing) -> tuple[str, str, str]:
    send_due(at=AT)
    row = Outgoing.objects.get(pk=row.pk)
    return row.state, row.reason, row.answered


def test_it_arrives_whole_in_chinese_and_as_made_by_a_machine(
    world: World, wang: Resident, post: Postbox
) -> None:
    found = make.replied(world, resident=wang)
    assert send_due(at=AT) == 2
    first, second = post.came
    assert str(first["To"]) == MAIL
    assert str(first["From"]) == "禾阳县 <xinxi@heyang.example.gov.cn>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert (
        str(first["List-Unsubscribe"]).strip().startswith("<https://huiyin.example.gov.cn/c/heyang/no-mail/")
    )
    assert first["Message-ID"].startswith(f"<{found.reference}.")
    assert first["Message-ID"].endswith("@heyang.example.gov.cn>")
    assert (second["In-Reply-To"], second["References"]) == (first["Message-ID"], first["Message-ID"])
    assert found.reference in str(second["Subject"])
    assert second.get_content_type() == "text/plain"
    assert "已有答复" in second.get_content()


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        ({"to_recipient": "550 5.1.1 no such user wang@example.org"}, ("given_up", "no_such", "550")),
        ({"to_recipient": "554 policy"}, ("given_up", "refused", "554")),
        ({"to_recipient": "450 greylisted"}, ("waiting", "later", "450")),
        ({"to_sender": "553 not you"}, ("given_up", "refused", "553")),
        ({"to_sender": "530 5.7.0 Authentication required"}, ("waiting", "sign_in", "530")),
        ({"to_message": "554 spam"}, ("given_up", "refused", "554")),
        ({"to_message": "452 disk full"}, ("waiting", "later", "452")),
        ({"hangs_up": True}, ("waiting", "no_server", "")),
    ],
)
def test_what_the_server_answers_decides(
    told: Outgoing, post: Postbox, says: dict[str, object], outcome: tuple[str, str, str]
) -> None:
    for name, value in says.items():
        setattr(post, name, value)
    assert tried(told) == outcome


def test_where_nobody_listens_it_waits(told: Outgoing) -> None:
    assert tried(told) == ("waiting", "no_server", "")


def test_an_account_is_signed_in_and_a_wrong_password_says_so(told: Outgoing, post: Postbox) -> None:
    Mailbox.objects.update(username="huiyin")
    box = Mailbox.objects.get()
    box.password = "wrong"
    box.save()
    assert tried(told) == ("waiting", "sign_in", "535")
    box.password = "right"
    box.save()
    Outgoing.objects.update(next_at=AT)
    assert tried(told) == ("handed", "", "")


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        ({"host": "smtp..example.gov.cn"}, "no_server"),
        ({"username": "账号", "password": "right"}, "sign_in"),
        ({"username": "huiyin", "password": "密码"}, "sign_in"),
    ],
)
def test_what_no_server_can_be_told_stops_no_other_county(
    told: Outgoing, post: Postbox, box: Mailbox, kept: dict[str, str], reason: str
) -> None:
    for name, value in kept.items():
        setattr(box, name, value)
    box.save()
    assert tried(told) == ("waiting", reason, "")


def test_without_the_encryption_that_was_asked_for_nothing_leaves(told: Outgoing, post: Postbox) -> None:
    Mailbox.objects.update(security="starttls")
    assert tried(told) == ("waiting", "sign_in", "")
    Mailbox.objects.update(security="tls")
    Outgoing.objects.update(next_at=AT)
    assert tried(told)[:2] == ("waiting", "no_server")
    assert post.came == []


def test_the_line_is_opened_anew_after_it_broke(world: World, wang: Resident, post: Postbox) -> None:
    make.replied(world, resident=wang)
    post.hangs_up = True
    send_due(at=AT)
    post.hangs_up = False
    Outgoing.objects.update(next_at=AT)
    assert send_due(at=AT) == 2
