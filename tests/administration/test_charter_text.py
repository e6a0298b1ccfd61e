"""A text that is to be adopted: each way in which it cannot be is said, and each entry that is otherwise is shown."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from huiyin.administration.charter_changes import changes, compared
from huiyin.lib.charter import made_whole, parse, shipped
from huiyin.lib.charter_whole import with_basis
from huiyin.matters.explaining import explained
from huiyin.orgs import actions as orgs
from tests import make
from tests.administration.conftest import Enter
from tests.world import AT, World

NEW_CHARTER = "/administration/charter/new/"
LIVE = Path(shipped()["direct-contact"]).read_text(encoding="utf-8")


def in_braces() -> str:
    """A section in one line, without its first entry, which the program would supply behind it."""
    head, rest = LIVE.split("[figure.administration]\n", 1)
    here, after = rest.split("\n[", 1)
    entries = [line for line in here.splitlines() if re.match(r"\w+ = ", line)]
    return f"{head}[figure]\nadministration = {{ {', '.join(entries[1:])} }}\n[{after}"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        in_braces(),
        LIVE.replace('version = "', 'version = "' + "9" * 30, 1),
        LIVE.replace('slug = "', 'slug = "' + "a" * 61, 1),
        LIVE.replace('version = "', 'version = "\\u0000', 1),
    ],
    ids=["nested", "braces", "version", "slug", "nul"],
)
def test_a_text_that_cannot_be_kept_is_answered_with_a_sentence(
    world: World, enter_as: Enter, text: str
) -> None:
    with transaction.atomic():
        sent = enter_as("system").post(
            NEW_CHARTER, {"text": text, "effective_on": "2026-03-03", "is_read": "on"}
        )
    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == ["text"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('per = "quarter"', 'per = "year"'),
        ('from = "', 'from = "x'),
        ('counts_as = "', 'counts_as = "x'),
        ("min = 1", "min = 2"),
    ],
)
def test_every_entry_that_is_otherwise_is_shown(was: str, now: str) -> None:
    before = parse(made_whole(LIVE))
    assert was in before.text
    after = replace(before, text=before.text.replace(was, now, 1))
    (found,) = changes(before, after)
    assert (found.before, found.now) == (was.split("= ")[1].strip('"') or found.before, found.now)
    assert found.before != found.now


def test_it_is_compared_with_what_holds_on_the_day_it_begins(world: World) -> None:
    later = LIVE.replace("slip_days = { value = 7", "slip_days = { value = 3").replace(
        'version = "', 'version = "x', 1
    )
    orgs.adopt_charter(text=later, effective_at=AT + timedelta(days=10), by="test", at=AT)
    new, day = LIVE.replace('version = "', 'version = "y', 1), AT.date()
    assert compared(new, day, world.county, AT).changes == []
    found = compared(new, day + timedelta(days=20), world.county, AT)
    assert [(one.before, one.now) for one in found.changes] == [("3", "7")]
    assert found.mark != compared(new, day, world.county, AT).mark


def test_no_shipped_text_names_a_county_and_each_county_names_its_own_rules(
    world: World, enter_as: Enter
) -> None:
    shipped_rules = [*parse(LIVE).clocks.values(), *parse(LIVE).figures.values()]
    assert not [one.source for one in shipped_rules if re.search(r"[^本]县", one.source)], (
        "nobody else's rules"
    )
    clocks = [one for one in parse(LIVE).clocks.values() if one.source == "local"]
    assert {one.name for one in clocks} >= {"contact_matter.handle", "contact_matter.route"}
    assert not guide_step(enter_as)["is_done"]
    text = LIVE.replace('version = "', 'version = "x', 1)
    named = {"text": text, "basis": "禾阳县“群众意见”办理办法", "effective_on": "2026-03-02"}
    page = enter_as("system").post(NEW_CHARTER, named)
    (change,) = page.context["changes"]
    assert (change.about, change.before, change.now) == ("期限的本地依据", "", named["basis"])
    again = {**named, "is_read": "on", "seen": page.context["form"].data["seen"]}
    again["text"] = page.context["form"].data["text"]
    again["basis"] = page.context["form"].data["basis"]
    assert again["basis"] == "", "from then on it is changed in the text alone"
    assert enter_as("system").post(NEW_CHARTER, again).status_code == 302
    found = make.matter(world, at=AT + timedelta(minutes=1))
    (told,) = [one for one in explained(found.deadlines.get(kind="handle"), found) if named["basis"] in one]
    assert "local" not in told
    assert guide_step(enter_as)["is_done"]


def guide_step(enter_as: Enter) -> dict[str, object]:
    """What the first-run guide says of it."""
    (step,) = [
        one
        for one in enter_as("system").get("/administration/").context["steps"]
        if "期限的本地依据" in one.title
    ]
    return {"is_done": step.is_done, "said": step.said}


def test_the_basis_is_written_into_the_head_of_a_text() -> None:
    text = LIVE
    for basis in ('“甲”\\ "乙" \n丙', "办法"):
        text = with_basis(text, basis)
        assert parse(text).local_basis == basis
        assert parse(text).clocks["contact_matter.handle"].source == basis
    assert text.count("local_basis = ") == 1
    assert with_basis(text, "办法") == text


def test_a_basis_that_no_text_can_hold_is_one_sentence(world: World, enter_as: Enter) -> None:
    text = LIVE.replace('version = "', 'version = "x', 1)
    answer = enter_as("system").post(
        NEW_CHARTER, {"text": text, "basis": "办法\x7f", "effective_on": "2026-03-02"}
    )
    assert answer.status_code == 422
