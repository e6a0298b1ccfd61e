"""Periods in words."""

from datetime import date

from django.template import Context, Template
from django.utils.translation import override

from huiyin.lib import periods
from huiyin.ui.periods import in_words


def test_words() -> None:
    assert [in_words(one) for one in periods.now(date(2026, 8, 9))] == [
        "month 8 of 2026",
        "quarter 3 of 2026",
        "second half of 2026",
        "the year 2026",
    ]
    assert in_words(periods.of("half_year", date(2026, 6, 30))) == "first half of 2026"


def test_a_page_says_them_in_its_language() -> None:
    page = Template("{% load ui %}{{ period|in_words }}")
    with override("zh-hans"):
        assert page.render(Context({"period": periods.of("month", date(2026, 8, 9))})) == "2026年8月"
