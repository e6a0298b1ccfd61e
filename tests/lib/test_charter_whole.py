"""What a text leaves out is kept behind it as the program supplied it that day, so no later release moves it (I-13)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from huiyin.lib import charter as charters
from huiyin.lib.charter import load, made_whole, parse, problems, shipped
from huiyin.lib.charter_shape import CLOCKS, LISTS, PROFILES
from huiyin.lib.charter_whole import HEADING, SUPPLIED, WrittenInBraces
from huiyin.lib.refusal import Refused
from huiyin.orgs.actions import adopt_charter
from tests import make
from tests.lib.test_charter_profiles import older
from tests.world import AT, World


def runs(charter: charters.Charter, name: str, profile: str) -> bool:
    """Whether such a clock runs for a matter of the profile."""
    try:
        return bool(charter.clock(name, profile))
    except KeyError:
        return False


SHIPPED = load(shipped()["direct-contact"])


def test_a_text_that_says_everything_stays_as_it_is() -> None:
    assert made_whole(SHIPPED.text) == SHIPPED.text


def test_an_older_text_means_the_same_when_it_is_whole() -> None:
    before, after = parse(older()), parse(made_whole(older()))
    assert problems(after.text) == []
    assert after.text.startswith(older().rstrip("\n"))
    assert after.text.count(HEADING) == 1
    for profile in PROFILES:
        assert after.profile(profile) == before.profile(profile)
        names = [one.code for one in before.outcomes_of(profile)]
        assert [one.code for one in after.outcomes_of(profile)] == names, "no more is offered than before"
    for section, names_of in CLOCKS.items():
        for name in names_of:
            whole_name = f"{section}.{name}"
            if whole_name in SHIPPED.clocks:
                assert after.clock(whole_name) == before.clock(whole_name)
    assert after.figures.keys() >= SHIPPED.figures.keys()
    assert {name: after.listed(name) for name in LISTS} == {name: before.listed(name) for name in LISTS}
    assert after.duties == before.duties
    for line in ("concluded", "explained"):
        assert after.counted_as(line) == before.counted_as(line)


def test_what_is_whole_needs_nothing_of_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = parse(made_whole(older()))

    def gone() -> charters.Charter:
        raise AssertionError("asked of the shipped one")

    monkeypatch.setattr(charters, "base", gone)
    assert kept.clock("notify", "petition_simple").n == 3
    assert kept.figure("keeping.paper_wd").value == 3
    assert kept.profile("suggestion").outcomes
    assert kept.listed("kind")
    assert kept.duties
    assert kept.outcome("adopted").supplied


def test_whole_a_second_time_changes_nothing() -> None:
    once = made_whole(older())
    assert made_whole(once) == once


def test_a_section_in_braces_cannot_be_made_whole() -> None:
    kept = older()
    at, end = kept.index("[figure.answers]"), kept.index("[figure.reception]")
    in_braces = kept[:at] + "[figure]\nanswers = {}\n\n" + kept[end:]
    with pytest.raises(WrittenInBraces):
        made_whole(in_braces)


def test_a_supplied_outcome_says_so_with_yes_or_no() -> None:
    text = SHIPPED.text.replace("resolved = { counts_as", f'resolved = {{ {SUPPLIED} = "x", counts_as', 1)
    assert [one.where for one in problems(text)] == [f"outcome.resolved.{SUPPLIED}"]


def test_a_later_release_changes_nothing_for_what_is_pinned(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = older().replace('version = "1.0"', 'version = "1.1"', 1)
    adopted = adopt_charter(text=text, effective_at=AT, by="test", at=AT)
    found = make.routed(world, at=AT + timedelta(minutes=1))
    assert found.charter == adopted
    every = [(name, profile) for names in CLOCKS.values() for name in names for profile in PROFILES]
    ran = {one for one in every if runs(SHIPPED, *one)}
    later = {
        **SHIPPED.clocks,
        "contact_matter.supervise": replace(SHIPPED.clock("supervise"), n=30),
        "inquiry.sign": replace(SHIPPED.clock("sign"), n=30),  # where it ran by the clock of contact matters
        "petition.sign": replace(SHIPPED.clock("sign"), n=30),  # where no such clock ran
    }
    monkeypatch.setattr(charters, "base", lambda: replace(SHIPPED, clocks=later))
    assert parse(older()).clock("supervise").n == 30, "what is not kept would follow the release"
    pinned = found.charter.charter
    assert (pinned.clock("supervise").n, pinned.clock("sign", "inquiry").n) == (5, SHIPPED.clock("sign").n)
    assert {one for one in every if runs(pinned, *one)} == ran


def test_a_county_that_writes_in_braces_is_told(world: World) -> None:
    kept = older().replace('version = "1.0"', 'version = "1.2"', 1)
    at, end = kept.index("[figure.answers]"), kept.index("[figure.reception]")
    in_braces = kept[:at] + "[figure]\nanswers = {}\n\n" + kept[end:]
    with pytest.raises(Refused, match=r"braces|花括号"):
        adopt_charter(text=in_braces, effective_at=AT, by="test", at=AT)
