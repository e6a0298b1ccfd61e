"""A trail, step by step: when, who reads it, what was done by whom; what people typed is escaped."""

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils.translation import override

from tests.ui.test_drawn import NASTY, read

AT = datetime(2026, 3, 2, 2, 5, tzinfo=UTC)


def shown(*steps: dict[str, object]) -> str:
    with override("en"):
        return Template("{% load ui %}{% journey steps %}").render(Context({"steps": steps}))


def test_what_is_said_of_a_step_is_escaped_wherever_it_stands() -> None:
    html = shown(
        {
            "at": AT,
            "words": NASTY,
            "who": NASTY,
            "note": NASTY,
            "seen_by": NASTY,
            "url": "/a/",
            "opens": NASTY,
        }
    )
    assert "<b>" not in html
    assert [said for kind, said in read(html) if kind == "words" and said == NASTY] == [NASTY] * 5


def test_a_moment_is_that_of_the_clock_on_the_wall_and_a_day_has_no_hour() -> None:
    found = read(shown({"at": AT, "words": "one"}, {"at": date(2026, 3, 2), "words": "two"}))
    times = [said["datetime"] for kind, said in found if kind == "time"]
    assert times == ["2026-03-02T10:05:00+08:00", "2026-03-02"]
    assert ("words", "2 Mar 2026, 10:05") in found
    assert ("words", "2 Mar 2026") in found


def test_the_step_of_now_and_one_that_is_internal_are_told_apart() -> None:
    found = read(
        shown({"words": "one", "now": True}, {"words": "two", "is_internal": True}, {"words": "three"})
    )
    lines = [said for kind, said in found if kind == "li"]
    assert lines == [{"class": "is-now", "aria-current": "step"}, {"class": "is-internal"}, {}]
