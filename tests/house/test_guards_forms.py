"""Burdens: few required inputs as a person meets them, reports read only, a clock that decides nothing."""

import ast

from django.test import Client

from huiyin.matters import clock
from tests.house import doors, pages, tree
from tests.house.conftest import Estate, ask, signed_in
from tests.house.test_doors import readable

MOST_REQUIRED = 7


def met(html: str) -> list[str]:
    """The inputs one has to fill in to send a page's form, in whatever state it first comes."""
    return sorted(pages.read(html).required)


def test_a_visit_with_one_point_takes_few_inputs(estate: Estate) -> None:
    html = readable(ask(signed_in(estate.world.chen), "GET", "/contacts/new/"))
    needed = met(html)
    assert needed, "the page marks what it needs"
    assert len(needed) <= MOST_REQUIRED, needed
    assert {"home", "held_on"} <= set(needed)


def test_the_public_form_needs_the_words_only(estate: Estate) -> None:
    slug = estate.world.county.slug
    assert met(readable(ask(Client(), "GET", f"/c/{slug}/say/"))) == ["body"]
    assert len(met(readable(ask(Client(), "GET", f"/c/{slug}/ask/")))) <= 2


def test_eight_inputs_are_noticed() -> None:
    eight = "".join(f'<input name="i{n}" required>' for n in range(8))
    radio = '<input type="radio" name="r" required>' * 3 + '<input type="hidden" name="h" required>'
    assert len(met(eight)) == MOST_REQUIRED + 1
    assert met(radio) == ["r"]
    assert met("<template>" + eight + "</template>") == []


def test_an_identity_number_is_turned_away(estate: Estate) -> None:
    """G17: it is not needed, so it is not kept, whichever door it comes through."""
    number = "11010519491231002X"  # the made-up number of the standard's own example
    slug = estate.world.county.slug
    answer = Client().post(f"/c/{slug}/say/", {"body": f"路灯坏了，我的身份证号是{number}"})
    assert answer.status_code == 422
    assert "leave out the identity number" in answer.content.decode() or "请去掉" in answer.content.decode()
    form = {"points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0", "points-0-text": f"身份证{number}"}
    answer = signed_in(estate.world.chen).post("/contacts/new/", {**form, "points-0-disposition": "noted"})
    assert answer.status_code == 422


def test_reports_are_read_only(estate: Estate) -> None:
    """G02: compiled from what was entered once; there is nothing to fill in and nothing to send."""
    found = [address for address in doors.addresses() if address.name.startswith("reports:")]
    assert found
    client = signed_in(estate.world.sun)
    urls = [url for address in found for url in doors.paths(address, estate.values())]
    assert [url for url in urls if ask(client, "POST", url).status_code not in {404, 405}] == []


def deeds_of_time(text: str) -> set[str]:
    """The deeds that a clock may do: what it imports from the actions."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huiyin.matters.actions"):
            found |= {alias.name for alias in node.names}
    return found


def test_the_clock_decides_nothing() -> None:
    """G18: time reminds, chases, and closes what was answered, ends a wait; it routes, refuses and answers nothing."""
    clocks = sorted((tree.HUIYIN / "matters").glob("*clock.py"))
    assert {"asking_clock", "clock", "urgent_clock"} <= {path.stem for path in clocks}
    assert clock.__doc__
    text = "\n".join(path.read_text(encoding="utf-8") for path in clocks)
    ends_a_wait = {"go_on", "lapse"}  # answers nothing: nobody added anything, or asked for a recheck
    tells = {
        "tell",
        "tell_all",
        "alert",
        "asked_people",
        "announce",
    }  # the last: a date that moved with the days off
    brings = {"give_out", "stands"}  # an approved answer, by another way, or not at all
    asks = {"plan_call"}  # somebody is to ring the person about what is closed
    allowed = {"claim", "close", "leave_step"} | ends_a_wait | tells | brings | asks
    assert deeds_of_time(text) <= allowed
    assert deeds_of_time("from huiyin.matters.actions import route") == {"route"}
