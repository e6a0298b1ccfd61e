"""Soon means the same in a list and on a line, also before a long holiday."""

from datetime import date, datetime

from huiyin.lib.charter import parse
from huiyin.matters.dates import soon_until
from huiyin.matters.echo import line_of
from huiyin.matters.models import Matter
from tests import make
from tests.world import SHANGHAI, World, charter_text


def test_the_list_and_the_line_agree_before_the_spring_festival(world: World) -> None:
    found = make.matter(world)
    Matter.objects.filter(pk=found.pk).update(due_on=date(2026, 2, 26))
    day = date(2026, 2, 12)  # five working days on is 26 February: 14 February is worked, 15 to 23 is not
    assert soon_until(day, found.charter.charter) == date(2026, 2, 26)
    row = Matter.objects.due_soon(day, soon_until(day, found.charter.charter)).for_lists().get()
    assert line_of(row, datetime(2026, 2, 12, 10, tzinfo=SHANGHAI)).tone == "soon"
    assert line_of(row, datetime(2026, 2, 11, 10, tzinfo=SHANGHAI)).tone == "calm"


def test_the_charter_says_how_soon_is_soon() -> None:
    text = charter_text().replace("matter_soon_wd = { value = 5", "matter_soon_wd = { value = 1")
    assert soon_until(date(2026, 2, 12), parse(text)) == date(2026, 2, 13)
