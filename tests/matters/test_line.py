"""The line of a matter: its tone by the day, and what it counts to."""

from datetime import date, datetime, timedelta

from huiyin.matters import actions, dates
from huiyin.matters.echo import line_of, line_to_resident
from huiyin.matters.models import Matter
from huiyin.ui.echo import Stage
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


def test_the_line_tells_how_far_a_matter_is_and_who_has_it(world: World) -> None:
    def told(matter: Matter) -> tuple[list[str], str]:
        found = line_of(matter, AT)
        return [f"{stage.label} {stage.state}" for stage in found.stages], found.holder

    waits = ["Heard done", "Answered now", "Rated todo"]
    in_hand = ["Heard done", "In hand done", "Answered now", "Rated todo"]
    assert told(make.matter(world)) == (waits, "柳林镇")
    assert told(make.routed(world))[0] == waits
    assert told(make.accepted(world)) == (in_hand, "镇建设办 何平")
    assert told(make.started(world))[0] == told(make.drafted(world))[0] == in_hand
    assert told(make.replied(world))[0] == ["Heard done", "In hand done", "Answered done", "Rated now"]
    closed = make.closed(world)
    assert told(closed)[0] == ["Heard done", "In hand done", "Answered done", "Rated done"]
    again = actions.reopen(matter=closed, words="灯又不亮了", at=AT + 10 * DAY)
    assert told(again)[0] == ["Heard done", "Taken up again done", "Answered now", "Rated todo"]
    assert line_of(again, AT + 10 * DAY).used == 0, "counted from when it was taken up again"
    assert line_of(again, AT + 11 * DAY).used == 1


def test_a_rating_stands_on_the_line_in_words_to_whoever_reads_it(world: World) -> None:
    found = make.replied(world)
    assert line_of(found, AT).next_words == "Waiting for the resident's rating"
    assert line_to_resident(found, AT, again_until=TODAY).next_words == "Waiting for your rating"
    actions.rate(matter=found, handled="no", satisfied=2, words="", door="code", at=AT + DAY)
    rated = Matter.objects.for_lists().get(pk=found.pk)
    line = line_of(rated, AT + DAY)
    assert [stage.state for stage in line.stages] == ["done"] * 4
    assert (line.stages[-1].at, line.next_words) == (TODAY + DAY, "Rated by the resident on 3 Mar")
    assert line_to_resident(rated, AT + DAY, again_until=None).next_words == "You rated it on 3 Mar"
    again = line_to_resident(rated, AT + DAY, again_until=TODAY + 9 * DAY).next_words
    assert again == "You rated it on 3 Mar; until 11 Mar you can have it taken up again"


def test_what_was_closed_without_a_rating_is_not_called_rated(world: World) -> None:
    found = actions.close(matter=make.replied(world), by=None, at=AT + DAY)
    assert line_of(found, AT + DAY).stages[-1] == Stage("Closed", TODAY + DAY, "done")
    reopened = actions.reopen(matter=make.closed(world), words="灯又不亮了", at=AT + 2 * DAY)
    assert Matter.objects.for_lists().get(pk=reopened.pk).rated_at is None, (
        "the rating was of the first answer"
    )


def test_the_next_words_turn_on_the_day_after_the_date(world: World) -> None:
    matter = make.matter(world)
    assert matter.due_on is not None
    due = datetime(matter.due_on.year, matter.due_on.month, matter.due_on.day, 12, tzinfo=SHANGHAI)
    words = [line_of(matter, due + n * DAY).next_words.split(" on ")[0].split(" by ")[0] for n in (-1, 0, 1)]
    assert words == ["Answer due", "Answer due", "The answer was due"]
