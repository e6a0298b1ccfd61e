"""The contact station: who is missing in it, or too many, is said beside the figures (S53)."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from huiyin.lib.charter import parse
from huiyin.reports.words import _amiss
from huiyin.reports.work_summary import Amiss, amiss
from tests.world import charter_text

CHARTER = parse(charter_text())
HEAD, DEPUTY, MEMBER = CHARTER.roles


@pytest.mark.parametrize(
    ("seats", "found"),
    [
        ([], []),
        ([("head", "甲"), ("deputy", "乙")], []),
        ([("head", "甲"), ("deputy", "乙"), ("deputy", "丙"), ("member", "丁")], []),
        ([("deputy", "乙")], [Amiss(HEAD, 0)]),
        ([("head", "甲"), ("head", "乙"), ("deputy", "丙")], [Amiss(HEAD, 2)]),
        ([("head", "甲"), ("head", "甲"), ("deputy", "丙")], []),
        ([("member", "丁")], [Amiss(HEAD, 0), Amiss(DEPUTY, 0)]),
    ],
)
def test_who_is_missing_and_who_is_too_many(seats: list[tuple[str, str]], found: list[Amiss]) -> None:
    assert list(amiss(seats, CHARTER)) == found


def test_the_charter_says_how_many() -> None:
    more = replace(CHARTER, roles=(replace(HEAD, least=0), replace(DEPUTY, most=1), MEMBER))
    assert list(amiss([("deputy", "乙"), ("deputy", "丙")], more)) == [Amiss(replace(DEPUTY, most=1), 2)]


def test_it_is_said_in_words() -> None:
    with override("en"):
        assert "asks for 1 at least" in _amiss(Amiss(HEAD, 0))
        assert "allows 1 at most" in _amiss(Amiss(HEAD, 2))
