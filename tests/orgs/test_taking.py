"""A file taken along: what it is called, what it is, and that the trail knows of it."""

from typing import Any

import pytest
from django.test import RequestFactory

from huiyin.audit.models import Event
from huiyin.lib.paper import DOCX
from huiyin.orgs.taking import taken
from huiyin.ui.taking import TYPES, as_file
from tests.world import AT, World


@pytest.mark.parametrize(("ending", "kind"), [("docx", DOCX), ("xlsx", TYPES["xlsx"]), ("ics", TYPES["ics"])])
def test_the_ending_says_what_a_file_is_and_it_is_kept_not_shown(ending: str, kind: str) -> None:
    answer = as_file(b"x", f"a-1.{ending}")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="a-1.{ending}"'
    assert answer.content == b"x"


@pytest.mark.parametrize("name", ["卡片-甲1.docx", 'a"b.docx', "a\r\nSet-Cookie: x.docx"])
def test_a_name_with_any_character_cannot_break_the_answer(name: str) -> None:
    header = as_file(b"x", name).headers["Content-Disposition"]
    assert "\n" not in header
    assert header.startswith("attachment; filename")
    assert header.isascii()


@pytest.mark.parametrize("name", ["a", "a.exe", "a.docx.html", ""])
def test_an_ending_that_nobody_thought_of_is_no_file(name: str) -> None:
    with pytest.raises(KeyError):
        as_file(b"x", name)


def test_who_took_what_and_how_many_rows_is_on_record(world: World) -> None:
    request: Any = RequestFactory().get("/")
    request.user, request.at, request.county = world.liu, AT, world.county
    answer = taken(request, b"x", "list.xlsx", on="register", rows=3)
    assert answer.headers["Content-Type"] == TYPES["xlsx"]
    event = Event.objects.get(deed="report.taken")
    assert (event.by, event.on, event.at) == (world.liu.key, "register", AT)
    assert event.facts == {"file": "list.xlsx", "rows": 3}
    taken(request, b"x", "list.docx", on="register", deed="register.taken")
    assert Event.objects.get(deed="register.taken").facts == {"file": "list.docx"}
