"""Duties of a charter: the shipped ones are right, a whole section may be left out, mistakes are told by line."""

import pytest

from huiyin.lib.charter import load, parse, problems, shipped

FILE = shipped()["direct-contact"]
TEXT = FILE.read_text(encoding="utf-8")
CHARTER = load(FILE)
WORDS = 'zh_Hans = "甲", en = "A", source = "x"'


def with_duty(body: str) -> str:
    """The shipped charter with this duty alone."""
    return TEXT[: TEXT.index("[duty.")] + f"[duty]\na = {{ {body}, {WORDS} }}\n"


def test_the_shipped_duties_say_what_the_seed_says() -> None:
    said = {d.code: (d.per, d.each, CHARTER.asked(d), d.who) for d in CHARTER.duties}
    assert said["households_kept"] == ("quarter", "household", 1, "officer")
    assert said["forum"] == ("half_year", "unit", 1, "unit_head")
    assert said["research_days"] == ("year", "official", 60, "unit_head")
    assert said["reception_day"] == ("month", "official", 1, "unit_head")
    assert all(d.source and d.words.zh_hans and d.words.en for d in CHARTER.duties)


def test_a_charter_without_duties_has_the_shipped_ones() -> None:
    bare = parse(TEXT[: TEXT.index("[duty.")])
    assert bare.own_duties is None
    assert bare.duties == CHARTER.duties


def test_a_charter_may_ask_for_nothing() -> None:
    assert parse(TEXT[: TEXT.index("[duty.")] + "[duty]\n").duties == ()


def test_a_duty_may_take_its_amount_from_a_figure() -> None:
    changed = TEXT.replace("research_days_per_year = { value = 60", "research_days_per_year = { value = 90")
    charter = parse(changed)
    assert charter.asked(charter.duty("research_days")) == 90


def test_the_general_least_of_households_holds_at_every_level() -> None:
    raised = TEXT.replace("households_min = { value = 1", "households_min = { value = 2")
    charter = parse(raised.replace("county_min = { value = 1", "county_min = { value = 5"))
    assert [charter.least_households(level) for level in ("county", "town", "village", "")] == [5, 2, 2, 2]
    duties = ("quota_county", "quota_town", "quota_village")
    assert [charter.asked(charter.duty(code)) for code in duties] == [5, 2, 2]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ('per = "week", n = 1, each = "official", counts = ["visit"], who = "officer"', "duty.a.per"),
        ('per = "month", n = 1, each = "person", counts = ["visit"], who = "officer"', "duty.a.each"),
        ('per = "month", n = 1, each = "official", counts = ["visit"], who = "king"', "duty.a.who"),
        ('per = "month", each = "official", counts = ["visit"], who = "officer"', "duty.a.n"),
        ('per = "month", n = 1, figure = "aid.visits_per_year", each = "official", counts = ["visit"], who = "officer"', "duty.a.n"),
        ('per = "month", n = -1, each = "official", counts = ["visit"], who = "officer"', "duty.a.n"),
        ('per = "month", figure = "aid.nothing", each = "official", counts = ["visit"], who = "officer"', "duty.a.figure"),
        ('per = "month", figure = "awareness.target", each = "official", counts = ["visit"], who = "officer"', "duty.a.figure"),
        ('per = "month", n = 1, each = "official", counts = ["dance"], who = "officer"', "duty.a.counts"),
        ('per = "month", n = 1, each = "official", counts = [], who = "officer"', "duty.a.counts"),
        ('per = "month", n = 1, each = "official", counts = ["visit", "research_day"], who = "officer"', "duty.a.counts"),
        ('per = "month", n = 1, each = "household", counts = ["research_day"], who = "officer"', "duty.a.counts"),
        ('per = "month", n = 1, each = "promise", counts = ["visit"], who = "officer"', "duty.a.counts"),
        ('per = "month", n = 1, each = "official", counts = ["visit"], who = "officer", level = "moon"', "duty.a.level"),
        ('per = "month", n = 1, each = "official", counts = ["visit"], who = "officer", kinds = ["moon"]', "duty.a.kinds"),
        ('per = "month", n = 1, each = "official", counts = ["visit"], who = "officer", extra = 1', "duty.a.extra"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(body: str, where: str) -> None:
    found = problems(with_duty(body))
    assert where in [problem.where for problem in found]
    assert all(problem.sentence_zh and problem.sentence_en for problem in found)


def test_a_right_duty_is_taken() -> None:
    body = 'per = "month", n = 2, each = "unit", counts = ["policy_talk"], who = "coordinator", kinds = ["branch"]'
    (duty,) = parse(with_duty(body)).duties
    assert (duty.n, duty.kinds, duty.measure) == (2, ("branch",), "")


def test_a_section_of_the_wrong_type_is_told() -> None:
    text = TEXT[: TEXT.index("[duty.")].replace("format = 1", "format = 1\nduty = 1")
    assert [problem.where for problem in problems(text)] == ["duty"]
