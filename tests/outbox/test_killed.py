"""The clock is killed again and again while letters come in and receipts leave: nothing is lost, and what may have come twice
says so.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from huiyin.audit.scope import county_scope
from huiyin.intake.mail import polling
from huiyin.intake.models import Arrival, Letterbox
from huiyin.matters.models import Matter
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.rules import BEGUN
from huiyin.outbox.wording import number
from tests.intake import dovecot
from tests.intake.test_letters_taken import letter
from tests.outbox import postbox
from tests.outbox.conftest import ADDRESS
from tests.world import AT, World

LETTERS, KILLS, LONGEST = 8, 10, 0.8  # the last in seconds
LATER = BEGUN + timedelta(minutes=1)  # when a try that did not come back is made again


@pytest.fixture
def letters() -> Iterator[dovecot.Letters]:
    assert dovecot.is_there(), "apt install dovecot-imapd"
    with dovecot.running() as found:
        yield found


@pytest.fixture
def town(transactional_db: None, cast: World) -> World:
    """Committed, so that another process sees it."""
    return cast


def clock(n: int) -> int:
    """A process of its own that does what is due at that turn, until it is killed or nothing is left; its number."""
    child = os.fork()
    if child == 0:
        try:
            connection.connection = None  # it is the parent's, who goes on with it
            work(n)
        finally:
            os._exit(0)
    return child


def work(n: int) -> None:
    at = AT + n * LATER
    for _turn in range(3):
        polling.look(at=at)
        while send_due(at=at):
            pass


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_nothing_is_lost_and_what_came_twice_says_so(
    town: World, letters: dovecot.Letters, settings: Any
) -> None:
    settings.HUIYIN_ADDRESS = ADDRESS
    here = {"host": "127.0.0.1", "security": "none", "is_on": True}
    account: dict[str, Any] = {"username": dovecot.ACCOUNT, "password": dovecot.PASSWORD}
    with postbox.running() as post:
        with county_scope(town.county.pk):
            box = Mailbox.objects.create(port=post.port, sender="xinxi@heyang.example.gov.cn", **here)
            Letterbox.objects.create(port=letters.port, **account, **here)
        assert polling.look(at=AT) == 0
        reverse("desk")  # once for all of them: the first time takes longer than the rest
        connection.close()
        post.slow = 0.1
        dice, ended = random.Random(14), 0
        for n in range(KILLS):
            if n < LETTERS:
                raw = letter(f"第{n}件：路灯坏了。", number=f"<{n}@example.org>", From=f"wang{n}@example.org")
                letters.lay(raw.as_bytes())
            child = clock(n)
            time.sleep(dice.uniform(0, LONGEST))
            os.kill(child, signal.SIGKILL)
            ended += os.waitpid(child, 0)[1] == signal.SIGKILL
        assert ended, "none was killed at work"
        post.slow = 0
        for n in range(KILLS, KILLS + 3):
            work(n)
        came = Counter(str(one["Message-ID"]) for one in post.came)
    with county_scope(town.county.pk):
        assert sorted(Matter.objects.values_list("state", flat=True)) == ["received"] * LETTERS
        assert len({one.body for one in Matter.objects.all()}) == LETTERS
        assert Arrival.objects.filter(state="taken").count() == LETTERS
        told = list(Outgoing.objects.all())
        assert [one.state for one in told] == ["handed"] * LETTERS
        for one in told:
            times = came.pop(number(one, box))
            assert 1 <= times <= 1 + one.broken_off
        assert not came
