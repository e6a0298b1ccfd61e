"""The book of letters: each under the day on which it came, masked, for who sits at a desk, and taken only on record."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from huiyin.audit.models import Event
from huiyin.intake.desk import book
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.people.actions import enter_resident
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
HERE = "/calls/letters/"
MONTH = f"{AT:%Y-%m}"


def letter(world: World, *, hours: int = 0, **fields: Any) -> Matter:
    """One that came so many hours ago and is taken down now."""
    return make.lodged(world, channel="letter", received_at=AT - timedelta(hours=hours), **fields).matter


def listed(client: Client, **query: str) -> list[str]:
    return [line.matter.reference for line in client.get(HERE, query).context["lines"]]


def test_only_letters_stand_in_it_the_longest_there_first(world: World, enter: Enter) -> None:
    late, now = letter(world), letter(world, hours=1)
    make.lodged(world, channel="phone")
    assert listed(enter(world.liu)) == [now.reference, late.reference]


def test_a_letter_stands_in_the_month_in_which_it_came_whenever_it_was_entered(
    world: World, enter: Enter
) -> None:
    first = AT.astimezone(world.county.zone).replace(day=1, hour=0, minute=0)
    inside = make.lodged(world, channel="letter", received_at=first).matter
    before = make.lodged(world, channel="letter", received_at=first - timedelta(minutes=1)).matter
    client = enter(world.liu)
    assert listed(client) == [inside.reference]
    last = f"{first - timedelta(days=1):%Y-%m}"
    assert listed(client, period=last) == [before.reference]
    assert listed(client, period="1999-01") == [inside.reference], "what nobody offers is not asked for"


def test_who_wrote_is_masked_and_what_came_of_it_is_told(world: World, enter: Enter) -> None:
    person = enter_resident(name="王小明", phone="13900000001", place=None, by="t", at=AT)
    found = make.replied(world, channel="letter", resident=person)
    page = enter(world.liu).get(HERE)
    (line,) = page.context["lines"]
    assert line.who == person.masked_name
    assert "王小明" not in page.content.decode()
    assert (line.unit, line.matter.reference) == (world.office.name, found.reference)
    assert line.answered_on is not None


def test_an_anonymous_one_says_so_and_an_open_one_where_it_stands(world: World, enter: Enter) -> None:
    letter(world)
    (line,) = enter(world.liu).get(HERE).context["lines"]
    assert line.who == "未留姓名"
    assert line.answered_on is None
    assert line.stands == Matter.objects.get().state_words


def test_why_it_was_entered_late_stands_in_it(world: World) -> None:
    letter(world, hours=3, note="信件夹在报纸里，昨天才发现")
    (period, *_more) = book.periods(AT.date())
    (row,) = book.letters(world.liu, world.county, period, AT)
    assert book.line_of(row, world.county).why_late == "信件夹在报纸里，昨天才发现"


def test_what_was_sealed_or_is_of_another_township_stands_in_nobodys_book(world: World, enter: Enter) -> None:
    make.sealed(world, channel="letter")
    assert listed(enter(world.liu)) == []
    other = letter(world)
    assert listed(enter(world.qian)) == []
    assert listed(enter(world.sun)) == [other.reference]


@pytest.mark.parametrize("who", ["he", "chen"])
def test_it_is_kept_by_who_sits_at_a_desk(world: World, enter: Enter, who: str) -> None:
    for url in (HERE, HERE + "docx/", HERE + "xlsx/"):
        assert enter(getattr(world, who)).get(url).status_code == 404


def test_paper_and_workbook_hold_the_same_letters_and_taking_them_is_on_record(
    world: World, enter: Enter
) -> None:
    rows = [letter(world, hours=n) for n in (2, 1)]
    client = enter(world.liu)
    paper = Document(BytesIO(client.get(HERE + "docx/").content))
    told = [row.cells[3].text for row in paper.tables[0].rows[1:]]
    sheet = load_workbook(BytesIO(client.get(HERE + "xlsx/").content)).worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert [text.replace("\u2011", "-") for text in told] == [row.reference for row in rows]
    assert {row.reference for row in rows} <= cells
    taken = list(Event.objects.filter(on="letters").values_list("facts__rows", "facts__asked"))
    assert taken == [(2, MONTH), (2, MONTH)]


def test_more_than_a_file_holds_are_not_cut_off(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST", 1)
    client = enter(world.liu)
    letter(world)
    assert client.get(HERE + "xlsx/").status_code == 200
    letter(world)
    gone = client.get(HERE + "xlsx/")
    assert gone.status_code == 302
    assert gone["Location"] == f"{HERE}?period={MONTH}"
