"""One-time tokens: once, found again by a retry, and nothing to be guessed at from what is kept."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs import clock
from huiyin.orgs.models import OnceToken
from huiyin.orgs.once import digest_of, once
from tests.roles import as_role
from tests.world import AT, World


def send(words: dict[str, str], made: list[str]) -> tuple[str, bool]:
    def make() -> str:
        made.append("row")
        return f"/rows/{len(made)}/"

    return once(token="token", scope="form:1", digest=digest_of(words), at=AT, make=make)


def test_the_same_words_twice_make_one_row_and_other_words_are_refused(world: World) -> None:
    made: list[str] = []
    assert send({"phone": "13800001111"}, made) == ("/rows/1/", True)
    assert send({"phone": "13800001111"}, made) == ("/rows/1/", False)
    with pytest.raises(Refused):
        send({"phone": "13800002222"}, made)
    assert made == ["row"]


def test_what_is_kept_of_a_form_cannot_be_guessed_at_without_the_key(world: World) -> None:
    """A name and a number are few enough to try them all; a plain fingerprint would tell when one is right."""
    words = {"name": "王秀兰", "phone": "13800001111"}
    send(words, [])
    assert OnceToken.objects.get().digest != digest_of(words)


@pytest.mark.django_db(transaction=True)
def test_the_clock_forgets_a_token_after_three_months_and_the_web_may_not(cast: World) -> None:
    with county_scope(cast.county.pk):
        for days in (1, 89, 91):
            once(token=f"{days}", scope="", digest="", at=AT - timedelta(days=days), make=lambda: "/there/")
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        clock.forget_tokens(at=AT)
    with as_role("clock"), county_scope(cast.county.pk):
        assert clock.forget_tokens(at=AT) == 1
        assert OnceToken.objects.count() == 2
