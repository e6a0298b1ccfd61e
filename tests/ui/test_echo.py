"""The echo line: length is proportional, never leaves its room, and is told in words."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huiyin.ui.echo import ANSWERED_AT, EchoLine, Size, Stage, Tone, measure, places

HEARD = Stage("Heard", date(2026, 5, 18), "done")
ANSWER = Stage("Answered", None, "now")
RATING = Stage("Rated", None, "todo")


def line(used: int | None, allowed: int | None, *stages: Stage, tone: Tone = "calm") -> EchoLine:
    return EchoLine(stages or (HEARD, ANSWER, RATING), "Li", used, allowed, "days", "by 12 June", tone)


def draw(echo: EchoLine, size: Size = "full") -> str:
    with translation.override("en"):
        page = Template("{% load ui %}{% echo_line line size %}")
        return page.render(Context({"line": echo, "size": size}))


def test_days_used_are_drawn_as_length() -> None:
    assert measure(line(6, 15)).head == pytest.approx(ANSWERED_AT * 6 / 15)
    assert measure(line(12, 15)).used_to == pytest.approx(2 * measure(line(6, 15)).used_to)


def test_zero_days_have_zero_length() -> None:
    assert measure(line(0, 15)).used_to == 0


def test_every_day_is_a_tick_and_every_fifth_a_tall_one() -> None:
    ticks = measure(line(6, 15)).ticks
    assert len(ticks) == 14
    assert [tick.used for tick in ticks].count(True) == 6
    assert [tick.tall for tick in ticks].count(True) == 2


def test_time_over_runs_past_the_answer_but_not_into_the_rating() -> None:
    little, much = measure(line(16, 15)), measure(line(400, 15))
    assert little.due == ANSWERED_AT == little.used_to
    assert little.over_to is not None
    assert much.over_to is not None
    assert ANSWERED_AT < little.over_to < much.over_to < 100


def test_on_the_last_day_nothing_is_over() -> None:
    assert measure(line(15, 15)).over_to is None


def test_without_a_clock_there_is_no_ruler() -> None:
    for used, allowed in ((None, None), (3, None), (None, 15), (3, 0), (3, -2)):
        drawn = measure(line(used, allowed))
        assert (drawn.ticks, drawn.over_to, drawn.used_to) == ((), None, 0)


def test_answered_and_rated_fills_the_line() -> None:
    done = tuple(Stage(word, date(2026, 5, 18), "done") for word in ("Heard", "Answered", "Rated"))
    assert measure(line(None, None, *done, tone="done")).used_to == 100


def test_the_answer_stands_in_the_same_column_however_many_stages() -> None:
    assert {places(count)[-2] for count in (3, 4, 5)} == {ANSWERED_AT}
    assert places(2)[-1] == ANSWERED_AT
    assert places(0) == ()


@given(st.integers(-5, 2000), st.integers(1, 2000), st.integers(1, 6), st.integers(0, 5))
def test_nothing_is_drawn_outside_the_line(used: int, allowed: int, count: int, now: int) -> None:
    stages = tuple(
        Stage(str(i), None, "done" if i < now else "now" if i == now else "todo") for i in range(count)
    )
    drawn = measure(EchoLine(stages, "", used, allowed, "d", "", "calm"))
    spots = [*(n.x for n in drawn.nodes), *(t.x for t in drawn.ticks), drawn.used_to]
    spots += [x for x in (drawn.head, drawn.over_to, drawn.due) if x is not None]
    assert all(0 <= x <= 100 for x in spots)
    assert [n.x for n in drawn.nodes] == sorted(n.x for n in drawn.nodes)


@pytest.mark.parametrize("size", ["full", "row", "mini"])
def test_the_line_is_told_in_words(size: Size) -> None:
    html = draw(line(6, 15), size)
    spoken = re.search(r'role="img" aria-label="([^"]+)"', html)
    assert spoken
    assert "Heard: 18 May" in spoken[1]
    assert "Answered: now waiting for this" in spoken[1]
    assert "Rated: not yet" in spoken[1]
    assert ("6 of 15 days used" in spoken[1]) is (size == "mini")
    for word in ("In time", "Li", "by 12 June", "6 of 15 days used"):
        assert word in html


def state_of(tone: Tone) -> str:
    found = re.search(r'<span class="state .*?</span>', draw(line(1, 2, tone=tone)), re.DOTALL)
    assert found
    return re.sub(r"state-\w+", "", found[0])


def test_each_tone_has_its_own_shape_and_word() -> None:
    states = [state_of(tone) for tone in ("calm", "soon", "overdue", "done")]
    assert len({re.sub(r"</svg>.*", "", state) for state in states}) == 4
    assert len({re.sub(r".*</svg>", "", state, flags=re.DOTALL) for state in states}) == 4


def test_what_is_written_by_people_is_escaped() -> None:
    html = draw(EchoLine((Stage('<b>"', None, "now"),), "<i>", 1, 2, "<u>", "<s>", "calm"), "full")
    assert not re.search(r"<[bius]>", html)
