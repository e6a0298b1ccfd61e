"""A lost code: a new one after a check that is on record; the old code, the old link and an open page are dead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.actions import Lodged, Past
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter, Step
from huiyin.notices.models import Notice
from huiyin.orgs.handles import CODE_KEPT, receipt_of
from huiyin.orgs.models import Official
from huiyin.people.actions import enter_resident, reveal
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
EN = {"accept-language": "en"}
SEEN = ["shown", "what"]


@pytest.fixture
def mine(world: World) -> Lodged:
    """Told by somebody with a name and a number."""
    person = enter_resident(name="王大姐", phone="19900005678", place=None, by="resident", at=AT)
    return make.lodged(world, resident=person)


def renewed(lodged: Lodged, by: Official, way: str = "counter", **changed: Any) -> Matter:
    asked = {"way": way, "checked": SEEN, "version": None, "at": AT, **changed}
    return actions.renew_code(matter=lodged.matter, by=by, **asked)


def code_of(matter: Matter) -> str:
    held = receipt_of(matter)
    assert held is not None
    return held[0]


def test_the_new_code_opens_and_the_old_code_and_link_do_not(world: World, mine: Lodged) -> None:
    row = renewed(mine, world.xia)
    code, link = receipt_of(row) or ("", "")
    assert MATTERS.by_code(row.reference, code) == row
    assert MATTERS.by_link(link) == row
    assert MATTERS.by_code(row.reference, mine.code) is None
    assert MATTERS.by_link(mine.link) is None


def test_a_page_that_was_open_by_the_old_code_is_closed(world: World, mine: Lodged, client: Client) -> None:
    pair = {"reference": mine.matter.reference, "code": mine.code}
    there = client.post("/c/heyang/ask/", pair)["Location"]
    assert client.get(there).status_code == 200
    row = renewed(mine, world.xia)
    assert client.get(there).status_code == 302
    again = client.post("/c/heyang/ask/", {"reference": row.reference, "code": code_of(row)})
    assert "gave out a new code after a check" in client.get(again["Location"], headers=EN).content.decode()


def look(lodged: Lodged, by: Official, at: datetime = AT) -> None:
    """Name and number opened, as who compares them with what is said has to."""
    person = lodged.matter.resident
    assert person is not None
    reveal(resident=person, purpose="lost", about=lodged.matter.reference, by=by, at=at)


def test_how_it_was_asked_and_what_agreed_is_on_record(world: World, mine: Lodged) -> None:
    look(mine, world.xia)
    row = renewed(mine, world.xia, "phone", checked=["when", "rang_back"])
    facts = {"way": "phone", "checked": ["rang_back", "when"]}
    step = row.steps.last()
    assert step is not None
    assert (step.deed, step.by, step.unit, step.facts) == (Step.Deed.RENEW, world.xia, world.town, facts)
    assert step.state_after == row.state == "received"
    event = Event.objects.get(deed="matter.code_renewed")
    assert (event.by, event.on) == (world.xia.key, row.reference)
    assert {**event.facts, **facts} == event.facts
    assert Notice.objects.filter(page=row.reference, kind="told").exists()
    code = code_of(row)
    assert code not in f"{step.facts}{step.note}{event.facts}"


@pytest.mark.parametrize(
    ("way", "checked", "words"),
    [
        ("counter", ["shown"], "2 things at least"),
        ("counter", ["shown", "shown"], "2 things at least"),
        ("counter", [], "2 things at least"),
        ("phone", ["name", "when", "what"], "rung back first"),
        ("phone", ["rang_back"], "2 things at least"),
        ("post", ["shown", "what"], "from the list"),
        ("counter", ["shown", "face"], "from the list"),
    ],
)
def test_too_little_is_no_check(world: World, mine: Lodged, way: str, checked: list[str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        renewed(mine, world.xia, way, checked=checked)
    assert MATTERS.by_code(mine.matter.reference, mine.code) is not None, "the old one still opens"
    assert mine.matter.steps.count() == 1


def test_who_left_no_number_comes_to_the_counter(world: World) -> None:
    nameless = make.lodged(world)
    with pytest.raises(Refused, match="counter only"):
        renewed(nameless, world.xia, "phone", checked=["rang_back", "what"])
    renewed(nameless, world.xia)
    named = enter_resident(name="王大姐", phone="", place=None, by="resident", at=AT)
    with pytest.raises(Refused, match="counter only"):
        renewed(make.lodged(world, resident=named), world.xia, "phone", checked=["rang_back", "what"])


@pytest.mark.parametrize(
    ("known", "checked", "words"),
    [
        (None, ["name", "number"], "No telephone number is on record that"),
        (None, ["name", "shown", "what"], "No name is on record"),
        (None, ["rang_back", "shown", "what"], "No telephone number is on record that"),
        ({"name": "王大姐", "phone": ""}, ["name", "number"], "No telephone number is on record that"),
        ({"name": "", "phone": "19900005678"}, ["name", "number"], "No name is on record"),
    ],
)
def test_what_nobody_left_agrees_with_nothing(
    world: World, known: dict[str, str] | None, checked: list[str], words: str
) -> None:
    person = enter_resident(**known, place=None, by="resident", at=AT) if known else None
    lodged = make.lodged(world, resident=person)
    with pytest.raises(Refused, match=words):
        renewed(lodged, world.xia, checked=checked)
    assert MATTERS.by_code(lodged.matter.reference, lodged.code) is not None, "the old one still opens"


def test_a_name_and_a_number_on_record_are_enough(world: World, mine: Lodged) -> None:
    look(mine, world.xia)
    assert code_of(renewed(mine, world.xia, checked=["name", "number"])) != mine.code


@pytest.mark.parametrize("who", ["he", "gao", "chen", "ma", "qian"])
def test_nobody_but_the_desk_gives_out_a_code(world: World, mine: Lodged, who: str) -> None:
    with pytest.raises(Refused, match="somebody else's post"):
        renewed(mine, getattr(world, who))


@pytest.mark.parametrize("mine", ["intake_unit", "holding_unit", "lead_unit"])
def test_only_the_desk_that_took_it_in_and_those_above_give_out_a_code(world: World, mine: str) -> None:
    row = make.matter(world)
    elsewhere = dict.fromkeys(["intake_unit", "holding_unit", "lead_unit"], world.far_village)
    Matter.objects.filter(pk=row.pk).update(level="village", **{**elsewhere, mine: world.office})
    if mine == "intake_unit":
        assert code_of(renewed(Lodged(row, "", ""), world.xia)), "the desk of the township stands over it"
    else:
        with pytest.raises(Refused, match="somebody else's post"):
            renewed(Lodged(row, "", ""), world.xia)
    assert code_of(renewed(Lodged(row, "", ""), world.sun)), "and whoever coordinates the county over both"


def test_imported_history_has_no_code_to_give_out(world: World) -> None:
    past = [Past(external_id="1", title="水渠", body="水渠塌了", place=world.village)]
    (row,) = actions.lodge_histories(past=past, unit=world.town, source="file", by="test", at=AT)
    with pytest.raises(Refused, match="somebody else's post"):
        renewed(Lodged(row, "", ""), world.xia)
    row.refresh_from_db()
    assert (row.code_index, row.link_index, row.receipt) == ("", "", "")


def test_two_clerks_at_once_give_out_one_code(world: World, mine: Lodged) -> None:
    shown = mine.matter.version
    row = renewed(mine, world.xia, version=shown)
    with pytest.raises(Refused, match="new code given out"):
        renewed(mine, world.liu, version=shown)
    assert MATTERS.by_code(row.reference, code_of(row)) is not None


def test_after_the_answer_the_new_code_rates_it(world: World) -> None:
    row = make.replied(world)
    assert row.receipt == ""
    row = renewed(Lodged(row, "", ""), world.xia)
    assert (row.state, row.steps.last().state_after) == ("replied", "replied")  # type: ignore[union-attr]
    opened = MATTERS.by_code(row.reference, code_of(row))
    assert opened is not None
    actions.rate(matter=opened, handled="yes", satisfied=4, words="", door="code", at=AT)


@pytest.mark.parametrize(("later", "kept"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_its_receipt_is_kept_as_long_as_a_first_one(
    world: World, mine: Lodged, later: timedelta, kept: bool
) -> None:
    long_after = AT + timedelta(days=20)
    row = renewed(mine, world.xia, at=long_after)
    clock.wipe_receipts(at=long_after + CODE_KEPT + later)
    row.refresh_from_db()
    assert bool(row.receipt) is kept


# --- the pages ---


def test_from_the_matter_to_the_receipt_of_the_new_code(world: World, mine: Lodged, enter: Enter) -> None:
    here = f"/matters/{mine.matter.reference}/"
    xia = enter(world.xia)
    assert here + "renewal/" in xia.get(here).content.decode()
    assert "199****5678" in xia.get(here + "renewal/").content.decode()
    sent = {"version": mine.matter.version, "way": "counter", "checked": SEEN}
    answer = xia.post(here + "renewal/", sent)
    assert answer["Location"] == here + "receipt/"
    row = Matter.objects.get(pk=mine.matter.pk)
    assert code_of(row) in xia.get(here + "receipt/").content.decode()
    assert "said what exactly it is about" in xia.get(here, headers=EN).content.decode()
    assert enter(world.liu).get(here + "receipt/").status_code == 404


def test_who_took_it_down_does_not_see_the_code_that_another_gave_out(world: World, enter: Enter) -> None:
    lodged = make.lodged(world, raised_by=world.xia)
    there = f"/matters/{lodged.matter.reference}/receipt/"
    assert lodged.code in enter(world.xia).get(there).content.decode()
    renewed(lodged, world.liu)
    assert enter(world.xia).get(there).status_code == 404
    assert enter(world.liu).get(there).status_code == 200


def test_a_check_that_is_too_little_keeps_what_was_ticked(world: World, mine: Lodged, enter: Enter) -> None:
    here = f"/matters/{mine.matter.reference}/renewal/"
    sent = {"version": mine.matter.version, "way": "phone", "checked": ["name", "when"]}
    answer = enter(world.xia).post(here, sent, headers=EN)
    assert answer.status_code == 422
    assert "rung back first" in answer.content.decode()
    assert answer.content.decode().count("checked") >= 3


def test_the_handler_is_turned_back_and_a_stranger_finds_nothing(world: World, enter: Enter) -> None:
    row = make.accepted(world)
    here = f"/matters/{row.reference}/"
    assert enter(world.he).get(here + "renewal/").status_code == 404
    assert enter(world.qian).get(here + "renewal/").status_code == 404
    Matter.objects.filter(pk=row.pk).update(handler=world.liu)
    liu = enter(world.liu)
    assert liu.get(here + "renewal/")["Location"] == here
    assert "renewal/" not in liu.get(here).content.decode()
