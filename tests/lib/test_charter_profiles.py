"""Procedures of a charter: which clocks run for each, how it may end, and what an older text leaves to the shipped one."""

import re

import pytest

from huiyin.lib.charter import Clock, load, parse, problems, shipped
from huiyin.lib.charter_shape import HOUSE_CLOCKS, OPTIONAL_CLOCKS, PROFILES
from tests.lib.test_charter import TEXT, changed, with_section, without

CHARTER = load(shipped()["direct-contact"])
NEW_LISTS = ("kind", "legal_route", "decline_reason", "unhappy", "trigger", "urgent_kind", "accusation_organ")


def length(clock: Clock) -> tuple[str, int, str, str]:
    return clock.name, clock.n, clock.unit, clock.runs_from


def older() -> str:
    """A text from before there were procedures: contact matters only, no list of theirs, four outcomes less."""
    text = without(
        *(f"profile.{code}" for code in PROFILES), *(f"clock.{name}" for name in ("inquiry", "suggestion"))
    )
    for section in (
        *(f"clock.{name}" for name in ("petition", "petition_simple", "legal_route", "sealed_report")),
        *NEW_LISTS,
    ):
        text = re.sub(rf"^\[{section}\]\n(?:[^\[\n].*\n|\n)*", "", text, flags=re.M)
    gone = (*OPTIONAL_CLOCKS, "supported", "adopted", "partly_adopted", "not_adopted")
    text = re.sub(rf"^(?:{'|'.join(gone)}) = .*\n", "", text, flags=re.M)
    return text + '[profile]\ncontact_matter = { zh_Hans = "联系群众事项", en = "Contact matter" }\n'


@pytest.mark.parametrize(
    ("profile", "clock", "says"),
    [
        ("contact_matter", "handle", ("contact_matter.handle", 30, "wd", "received")),
        ("inquiry", "handle", ("inquiry.handle", 3, "wd", "received")),
        ("inquiry", "route", ("inquiry.route", 1, "wd", "received")),
        ("inquiry", "reopen", ("contact_matter.reopen", 30, "d", "delivered")),
        ("suggestion", "handle", ("suggestion.handle", 30, "wd", "received")),
        ("suggestion", "extension_max", ("contact_matter.extension_max", 15, "wd", "handle_due")),
        ("petition_claim", "handle", ("petition.handle", 60, "d", "accepted")),
        ("petition_claim", "object", ("petition.object", 5, "wd", "routed")),
        ("petition_claim", "sign", ("contact_matter.sign", 1, "wd", "routed")),
        ("petition_simple", "handle", ("petition_simple.handle", 10, "wd", "accepted")),
        ("petition_simple", "notify", ("petition_simple.notify", 3, "wd", "received")),
        ("petition_simple", "review_decide", ("petition.review_decide", 30, "d", "asked")),
        ("legal_route", "notify", ("legal_route.notify", 15, "d", "received")),
        ("sealed_report", "hand_over", ("sealed_report.hand_over", 2, "wd", "received")),
        ("hotline_order", "hand_over", ("contact_matter.hand_over", 15, "d", "received")),
    ],
)
def test_the_clock_of_a_procedure(profile: str, clock: str, says: tuple[str, int, str, str]) -> None:
    assert length(CHARTER.clock(clock, profile)) == says


@pytest.mark.parametrize(
    ("profile", "clock"),
    [
        ("petition_claim", "route"),  # its forwarding has a clock of its own
        ("petition_claim", "reopen"),  # it is reviewed instead
        ("legal_route", "handle"),
        ("sealed_report", "extension_max"),
        ("contact_matter", "notify"),
        ("contact_matter", "consultation.public_comment"),  # known, stated by nobody
    ],
)
def test_a_clock_that_does_not_run_for_a_procedure(profile: str, clock: str) -> None:
    with pytest.raises(KeyError):
        CHARTER.clock(clock, profile)


def test_nothing_looser_than_the_law_is_reached_by_a_petition() -> None:
    """A longer time of the house is not borrowed, however the charter is written: only clocks of the house itself are."""
    for profile in ("petition_claim", "petition_simple"):
        for name in ("handle", "extension_max"):
            assert CHARTER.clock(name, profile).floor
    assert not HOUSE_CLOCKS & {"handle", "extension_max", "route", "decline", "reopen"}


def test_every_procedure_is_shipped_with_its_words() -> None:
    assert tuple(CHARTER.profiles) == tuple(PROFILES)
    assert [code for code, profile in CHARTER.profiles.items() if profile.review] == [
        "petition_claim",
        "petition_simple",
    ]
    assert [code for code, profile in CHARTER.profiles.items() if profile.on_the_spot] == ["inquiry"]
    assert [code for code, profile in CHARTER.profiles.items() if profile.printed] == ["hotline_order"]


def test_how_a_matter_of_a_procedure_may_end() -> None:
    ends = {code: [one.code for one in CHARTER.outcomes_of(code)] for code in PROFILES}
    assert ends["suggestion"] == ["adopted", "partly_adopted", "not_adopted"]
    assert ends["petition_claim"] == ["supported", "explained_no_basis", "not_supported", "mediated"]
    assert ends["legal_route"] == [one.code for one in CHARTER.outcomes]
    assert CHARTER.outcome("not_adopted").needs == {"reason"}


def test_a_petition_that_is_taken_up_again_has_half_its_own_time() -> None:
    assert length(CHARTER.reopened_handle("petition_claim")) == (
        "petition_claim.handle_reopened",
        30,
        "d",
        "reopened",
    )
    assert CHARTER.reopened_handle("inquiry").n == 5


def test_an_older_text_still_holds_and_the_shipped_one_stands_in() -> None:
    text = older()
    assert problems(text) == []
    charter = parse(text)
    assert tuple(charter.profiles) == ("contact_matter",)
    assert [one.code for one in charter.outcomes_of("contact_matter")] == [
        one.code for one in charter.outcomes
    ]
    assert "supported" not in {one.code for one in charter.outcomes}
    assert charter.outcome("supported") == CHARTER.outcome("supported")
    assert charter.profile("petition_claim") == CHARTER.profile("petition_claim")
    assert charter.clock("notify", "petition_simple") == CHARTER.clock("notify", "petition_simple")
    assert charter.clock("callback") == CHARTER.clock("callback")
    for name in NEW_LISTS:
        assert charter.listed(name) == CHARTER.listed(name)


def test_a_section_that_says_something_keeps_the_rest_as_shipped() -> None:
    charter = parse(with_section("petition", handle='n = 45, unit = "d", from = "accepted"'))
    assert charter.clock("handle", "petition_claim").n == 45
    assert charter.clock("transfer", "petition_claim") == CHARTER.clock("transfer", "petition_claim")


def test_what_an_entry_of_a_list_says_beside_its_words() -> None:
    assert {one.code: one.profile for one in CHARTER.listed("kind")}["consultation"] == "inquiry"
    assert {one.code for one in CHARTER.listed("unhappy") if one.reopens} == {
        "not_done",
        "not_solved",
        "not_met",
    }
    assert CHARTER.named("urgent_kind", "fire").rings == "119"
    (organ,) = CHARTER.listed("accusation_organ")
    assert (organ.rings, organ.site) == ("12388", "www.12388.gov.cn")
    assert all(one.words.en.isascii() for name in NEW_LISTS for one in CHARTER.listed(name))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('outcomes = ["adopted", ', 'outcomes = ["praised", ', "profile.suggestion.outcomes"),
        (
            'outcomes = ["adopted", "partly_adopted", "not_adopted"]',
            'outcomes = "adopted"',
            "profile.suggestion.outcomes",
        ),
        ("printed = true", 'printed = "yes"', "profile.hotline_order.printed"),
        ("printed = true", "written = true", "profile.hotline_order.written"),
        ("[profile.inquiry]", "[profile.riddle]", "profile.riddle"),
        (
            'consultation = { profile = "inquiry"',
            'consultation = { profile = "riddle"',
            "kind.consultation.profile",
        ),
        ('consultation = { profile = "inquiry"', "consultation = { profile = 1", "kind.consultation.profile"),
        ("not_done = { reopens = true", "not_done = { reopens = 1", "unhappy.not_done.reopens"),
        ("not_done = { reopens = true", "not_done = { rings = true", "unhappy.not_done.rings"),
        ('fire = { rings = "119"', "fire = { rings = 119", "urgent_kind.fire.rings"),
        (
            'adjudicate = { n = 1, unit = "wd"',
            'adjudicate = { n = 1, unit = "h"',
            "clock.contact_matter.adjudicate.unit",
        ),
    ],
)
def test_what_is_wrong_with_a_procedure_is_told(old: str, new: str, where: str) -> None:
    assert where in [problem.where for problem in problems(changed(old, new))]


def test_a_text_without_contact_matters_is_refused() -> None:
    assert TEXT.count("[profile.contact_matter]") == 1
    assert "profile.contact_matter" in [
        problem.where for problem in problems(without("profile.contact_matter"))
    ]


def test_a_review_is_offered_only_where_it_has_clocks() -> None:
    shipped_text = shipped()["direct-contact"].read_text(encoding="utf-8")
    text = shipped_text.replace("[profile.suggestion]\n", "[profile.suggestion]\nreview = true\n", 1)
    assert text != shipped_text
    assert [one.where for one in problems(text)] == ["profile.suggestion.review"]
