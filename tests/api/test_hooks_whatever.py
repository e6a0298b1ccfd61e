"""Whatever goes wrong, and however often: everything is told at least once, and for the first time in order."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.api import hook_rules as rules
from huiyin.api import telling
from tests.api.hooks import Called
from tests.api.hooks import other as other
from tests.api.hooks import reference as reference
from tests.world import AT

HAPPENS = ("taken", "later", "gone wrong", "hangs up", "killed before", "killed after", "changes")


class _Back(Exception):
    """Take back what a run did."""


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(st.sampled_from(HAPPENS), max_size=10), st.integers(1, 3))
def test_everything_is_told_in_order_at_least_once(
    other: Called, reference: str, happens: list[str], most: int
) -> None:
    try:
        with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
            _run(patch, other, reference, happens, most)
            raise _Back
    except _Back:
        other.there.asked.clear()


def _run(patch: pytest.MonkeyPatch, other: Called, reference: str, happens: list[str], most: int) -> None:
    patch.setattr(rules, "MOST_TOLD", most)
    at, made, now = AT, 0, "taken"
    real = telling.posting.call

    def call(*given: Any, **named: Any) -> Any:
        if now == "killed before":
            raise KeyboardInterrupt
        answer = real(*given, **named)
        if now == "killed after":
            raise KeyboardInterrupt
        return answer

    def answers(_asked: Any) -> tuple[int, dict[str, str], bytes]:
        if now == "hangs up":
            return 200, {"Content-Length": "9"}, b""
        return {"later": 503, "gone wrong": 302}.get(now, 200), {}, b""

    other.there.answers = answers
    patch.setattr(telling.posting, "call", call)
    for now in [*happens, "taken", "taken"]:
        other.change(reference, reference)
        made += 2
        if now == "changes":
            continue
        at = max(at, other.hook.next_at)
        with suppress(KeyboardInterrupt):
            other.call(at)
    assert other.hook.told == made
    came = other.told()
    firsts = list(dict.fromkeys(came))
    assert firsts == list(range(1, made + 1)), "in order, and none left out"
    numbers: dict[str, bytes] = {}
    for one in other.there.asked:
        numbers.setdefault(one.headers["webhook-id"], one.body)
        assert numbers[one.headers["webhook-id"]] == one.body, "one number, one content"
