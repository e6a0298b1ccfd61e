"""What the page of a contact says in words: days and hours, cost to the fen, and nothing of what was left out."""

from datetime import date, time
from typing import Any

import pytest

from huiyin.contacts import actions
from huiyin.contacts.details import Details
from huiyin.contacts.facts import cost, documents, facts, when
from huiyin.contacts.models import Contact, Promise, VolunteerService
from tests.world import AT, World

TODAY = AT.date()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, ""),
        ({"half": "am"}, "morning"),
        ({"begins": time(8), "ends": time(9, 5)}, "08:00–09:05"),
        ({"begins": time(8), "ends": time(9), "half": "am"}, "08:00–09:00"),
        ({"begins": time(8)}, ""),
        ({"ends": time(9), "half": "pm"}, "afternoon"),
        ({"until_on": TODAY}, "March 2, 2026 to March 2, 2026, one day"),
        ({"until_on": date(2026, 3, 4)}, "March 2, 2026 to March 4, 2026, 3 days"),
    ],
)
def test_when_it_was(said: dict[str, Any], words: str) -> None:
    assert when(Contact(held_on=TODAY, **said)) == words


@pytest.mark.parametrize(
    ("fen", "note", "words"),
    [
        (None, "", ""), (None, "车费", "车费"), (0, "", "0.00 yuan"), (5, "", "0.05 yuan"), (99, "", "0.99 yuan"),
        (100, "", "1.00 yuan"), (12_345, "车费", "123.45 yuan (车费)"),
    ],
)  # fmt: skip
def test_what_it_cost(fen: int | None, note: str, words: str) -> None:
    assert cost(Contact(cost_fen=fen, cost_note=note)) == words


def test_what_was_left_out_is_not_shown_and_a_headcount_of_none_is(world: World) -> None:
    def said(kind: str = "visit", **given: Any) -> dict[str, str]:
        own = given.pop("own", None)
        made = actions.record(
            kind=kind, place=world.village, held_on=TODAY, points=[], promises=[], note="在家", by=world.chen,
            at=AT, own=own, differing_view=given.pop("differing_view", False), details=Details(**given),
        )  # fmt: skip
        return {str(label): str(value) for label, value in facts(made)}

    assert said() == {}
    assert said(headcount=0) == {"How many people came, by the author's own count": "0"}
    full = said(subject="春耕", groups=("farmer",), source_org="union", differing_view=True)
    assert full["Subject"] == "春耕"
    assert (full["Groups met"], full["A differing view was heard"]) == ("Farmers", "yes")
    assert set(full) == {"Subject", "Groups met", "Heard through", "A differing view was heard"}
    served = said("volunteering", own=VolunteerService(event_minutes=90, minutes=60))
    assert served == {"Hours of service": "1", "Length of the event in hours": "1.5"}


def test_a_stay_alone_has_its_paper() -> None:
    assert documents(Contact(kind="visit")) == []
    assert len(documents(Contact(kind="field_stay", reference="HY-L-1"))) == 1


def test_a_promise_stands_until_it_or_its_contact_is_struck_out(world: World) -> None:
    alone = actions.promise(text="修灯", due_on=TODAY, made_on=TODAY, by=world.chen, unit=world.branch, at=AT)
    contact = actions.record(
        place=world.village, held_on=TODAY, points=[], note="在家", by=world.chen, at=AT,
        promises=[actions.Promised("修渠", TODAY)],
    )  # fmt: skip

    def standing() -> set[str]:
        return set(Promise.objects.standing().values_list("text", flat=True))

    assert standing() == {"修灯", "修渠"}
    actions.void_promise(promise=alone, reason="录错了", version=1, by=world.chen, at=AT)
    assert standing() == {"修渠"}
    actions.void(contact=contact, reason="录错了", by=world.chen, at=AT)
    assert standing() == set()
