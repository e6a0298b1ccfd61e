"""The line of a matter: its tone by the day, and what it counts to."""

from datetime import date, datetime, timedelta

from huiyin.matters import dates
from huiyin.matters.echo import line_of
from tests import make
from tests.world import AT, SHANGHAI, World

DAY = timedelta(days=1)
TODAY = AT.date()


def test_the_line_tells_overdue_the_day_after_and_soon_up_to_its_last_day(world: World) -> None:
    matter = make.matter(world)
    due = matter.due_on
    assert due is not None
    charter, days = matter.charter.charter, [TODAY + n * DAY for n in range(60)]
    first_soon = next(day for day in days if dates.soon_until(day, charter) >= due)

    def tone(day: date) -> str:
        return line_of(matter, datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)).tone

    assert [tone(day) for day in (first_soon - DAY, first_soon, due, due + DAY)] == [
        "calm",
        "soon",
        "soon",
        "overdue",
    ]
    matter.due_on = None
    found = line_of(matter, AT)
    assert (found.used, found.given, found.tone, found.next_words) == (
        None,
        None,
        "calm",
        "No date is running",
    )


def test_a_line_counts_to_today_while_open_and_to_the_answer_afterwards(world: World) -> None:
    matter = make.routed(world)
    on_its_way = line_of(matter, AT + DAY * 2)
    assert (on_its_way.used, on_its_way.holder) == (2, "柳林镇, on its way to 镇建设办")
    done = line_of(make.replied(world), AT + DAY * 7)
    assert (done.used, done.tone, done.holder) == (0, "done", "镇建设办")
    assert [stage.state for stage in done.stages] == ["done", "done", "done", "now"]
