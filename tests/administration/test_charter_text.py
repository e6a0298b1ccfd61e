"""A text that is to be adopted: each way in which it cannot be is said, and each entry that is otherwise is shown."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from huiyin.administration.charter_changes import changes, compared
from huiyin.lib.charter import made_whole, parse, shipped
from huiyin.orgs import actions as orgs
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
