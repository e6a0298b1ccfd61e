"""A heading that asks whether a paper was signed is the column of consent; a yes means that paper, a no means none."""

import pytest

from huiyin.orgs.models import County
from huiyin.people.models import ConsentRecord
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import brought, looked, qinghe
from tests.sheets.test_cases_layout import said
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


def heads(asked: str) -> list[str]:
    return [asked if one == "同意方式" else one for one in REGISTER]


@pytest.mark.parametrize(
    "head",
    [
        "是否签订知情同意书",
        "是否签订知情同意书（是/否）",
        "已签知情同意",
        "同意书",
        "知情同意书",
        "是否签署 同意书",
    ],
)
@pytest.mark.parametrize("yes", ["是", "√", "已签订", "有", "书面签字"])
def test_a_yes_means_a_signed_paper_and_the_preview_says_so(qinghe: County, head: str, yes: str) -> None:
    outcome = brought(qinghe, "register", book(heads(head), [row(method=yes)]))
    assert (outcome.new, outcome.findings) == (1, [])
    assert ConsentRecord.objects.get().method == ConsentRecord.Method.PAPER
    assert f"{head} → How consent was given (a yes means “signed on paper”)" in said(outcome)


@pytest.mark.parametrize("no", ["否", "×", "未签", "", "没有"])
def test_a_no_enters_nobody(qinghe: County, no: str) -> None:
    outcome = looked(qinghe, "register", book(heads("是否签订知情同意书"), [row(method=no)]))
    assert (outcome.new, outcome.bad_lines) == (0, [2])
    assert "consent" in outcome.findings[0].sentence


def test_under_any_other_heading_a_yes_does_not_say_how(qinghe: County) -> None:
    outcome = looked(qinghe, "register", book(heads("同意"), [row(method="是")]))
    assert (outcome.new, outcome.bad_lines) == (0, [2])
    assert "does not stand in the list" in outcome.findings[0].sentence
