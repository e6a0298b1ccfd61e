"""The holidays of a year in the browser: what they mean, what would move and nothing else of it, then they hold."""

import io
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from huiyin.administration.guide import steps_for
from huiyin.administration.holidays import title_for
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters import clock
from huiyin.matters.models import Deadline
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import AnnouncedYear, Official
from huiyin.receptions.models import ReceptionSession
from tests import make, make_reception
from tests.administration.conftest import Enter
from tests.lib.test_holidays import TABLE
from tests.orgs.test_founding import begun
from tests.world import SHANGHAI, World

NEW = "/administration/calendar/new/"
DECEMBER = datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)


def sent(enter_as: Enter, **words: Any) -> Any:
    """The form with the table of 2027, unless it says otherwise."""
    given = {"year": "2027", "text": TABLE.replace("\n", "\r\n"), "source": title_for(2027), **words}
    return enter_as("system").post(NEW, given)


def adopted(enter_as: Enter, **words: Any) -> Any:
    """Looked at and sent again."""
    seen = sent(enter_as, **words).context["preview"].mark
    return sent(enter_as, seen=seen, is_read="on", **words)


def due_days() -> dict[int, date]:
    return dict(Deadline.objects.running().values_list("pk", "due_on"))


def test_a_year_is_looked_at_then_holds_and_moves_just_what_was_shown(world: World, enter_as: Enter) -> None:
    make.matter(world, at=DECEMBER)
    make.matter(world, at=DECEMBER)
    before = due_days()
    page = sent(enter_as)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["is_read"]
    assert not AnnouncedYear.objects.exists()
    found = page.context["preview"]
    assert {(one.name, one.in_a_row) for one in found.festivals} >= {("元旦", 3), ("春节", 7), ("中秋节", 5)}
    assert found.moves
    assert found.n_moved == sum(one.n for one in found.moves)
    assert "QH-" not in page.content.decode(), "whose dates they are is not shown"
    assert due_days() == before
    unseen = sent(enter_as, is_read="on")
    assert list(unseen.context["form"].errors) == ["is_read"]
    done = sent(enter_as, seen=found.mark, is_read="on")
    assert done["Location"] == "/administration/calendar/?year=2027"
    with county_scope(world.county.pk):
        assert calendar().is_final(2027)
        clock.redate(at=DECEMBER)
        after = due_days()
    moved = sorted((before[key], after[key]) for key in before if before[key] != after[key])
    assert moved == sorted((one.before, one.now) for one in found.moves for _n in range(one.n))
    assert Event.objects.get(deed="calendar.adopted").facts["source"] == title_for(2027)
    year = enter_as("system").get("/administration/calendar/?year=2027")
    assert year.context["is_final"]
    assert (date(2027, 2, 5), "春节") in year.context["off"]
    assert date(2027, 1, 30) in year.context["worked"]
    again = adopted(enter_as)
    assert list(again.context["form"].errors) == ["text"]


def test_a_year_is_corrected_and_each_day_that_is_otherwise_is_said(world: World, enter_as: Enter) -> None:
    adopted(enter_as)
    other = TABLE.replace("2027-01-30,班", "2027-01-31,班")
    page = sent(enter_as, text=other)
    assert len(page.context["preview"].otherwise) == 2
    assert adopted(enter_as, text=other).status_code == 302
    with county_scope(world.county.pk):
        assert calendar().is_working(date(2027, 1, 31))
        assert not calendar().is_working(date(2027, 1, 30))
    assert AnnouncedYear.objects.count() == 2


def test_what_one_county_enters_is_nobody_elses(world: World, enter_as: Enter) -> None:
    adopted(enter_as)
    with county_scope(begun().pk):
        assert not calendar().is_final(2027)
    with county_scope(world.county.pk):
        assert calendar().is_final(2027)
        assert calendar().is_final(2026)


def test_a_file_stands_in_the_place_of_the_text_and_bad_rows_are_named(world: World, enter_as: Enter) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["日期", "休/班", "名称"], [date(2027, 1, 1), "休", "元旦"], [date(2027, 1, 4), "班", ""]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    page = sent(enter_as, text="", file=SimpleUploadedFile("放假.xlsx", kept.getvalue()))
    assert page.status_code == 422
    (first, *others) = page.context["form"].errors["text"]
    assert first.startswith("第3行：2027年1月4日（星期一）不是周末")
    assert any("没有写春节的安排" in one for one in others)
    assert "2027-01-01\t休\t元旦" in page.content.decode()
    assert 'enctype="multipart/form-data"' in page.content.decode()
    whole = SimpleUploadedFile("放假.csv", TABLE.encode("gb18030"))
    assert sent(enter_as, text="", file=whole).context["preview"].festivals
    for bad in (b"", b"\x00\x01\xff\xfe", b"PK\x03\x04 no"):
        refused = sent(enter_as, text="", file=SimpleUploadedFile("放假.xlsx", bad))
        assert refused.status_code == 422
        assert refused.context["form"].errors["file"]
    assert list(sent(enter_as, text="").context["form"].errors) == ["text"]
    assert list(sent(enter_as, source=title_for(2026)).context["form"].errors) == ["source"]


def test_reception_days_that_would_fall_on_a_day_off_are_named(world: World, enter_as: Enter) -> None:
    for day in (date(2027, 2, 5), date(2027, 2, 19)):
        make_reception.draft(world, day=day)
    found = sent(enter_as).context["preview"].sessions
    assert [one.planned_on for one in found] == [date(2027, 2, 5)]
    assert ReceptionSession.objects.count() == 2


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 20, 4, tzinfo=UTC), "Not announced, or not entered yet"),
        (datetime(2027, 3, 1, 4, tzinfo=UTC), "Announced by now, but not entered here"),
    ],
)
def test_a_year_that_has_begun_is_not_called_unannounced(
    administered: dict[str, Official], at: datetime, said: str
) -> None:
    (step,) = (one for one in steps_for(administered["system"], at) if "2027" in one.title)
    assert step.said.startswith(said)
    assert step.url == NEW


def test_the_page_of_a_year_says_that_it_is_provisional(enter_as: Enter) -> None:
    page = enter_as("system").get("/administration/calendar/?year=2027").content.decode()
    assert "暂定" in re.sub(r"\s", "", page)
    assert "暂定" not in enter_as("system").get("/administration/calendar/?year=2026").content.decode()
    for duty in ("security", "audit"):
        assert enter_as(duty).get(NEW).status_code == 404
