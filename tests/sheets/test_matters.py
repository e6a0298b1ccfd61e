"""`huiyin import matters`: what is kept, what is rejected with line and reason, and what is never started."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from huiyin.audit.actions import RESIDENT
from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.matters import sentences
from huiyin.matters.models import Deadline, Matter, Reply, Step
from huiyin.notices.models import Notice
from huiyin.people.models import Resident
from tests.sheets.books import matters_from
from tests.world import AT, SHANGHAI, World

COLUMNS = {"external_id": "no", "title": "head", "body": "text", "received_at": "day", "topic": "label"}
REPLIES = {**COLUMNS, "reply": "answer", "replied_at": "answered"}
HEAD = "no,head,text,day,label,answer,answered,where,who,tel\n"


def row(no: str, day: str = "2019-03-04 10:00:00", answer: str = "", answered: str = "", **other: str) -> str:
    cells = [
        no,
        other.get("head", "路灯"),
        other.get("text", "路灯不亮"),
        day,
        other.get("label", "城乡建设"),
        answer,
    ]
    return (
        ",".join([*cells, answered, other.get("where", ""), other.get("who", ""), other.get("tel", "")])
        + "\n"
    )


@pytest.fixture
def ask(world: World, tmp_path: Path) -> object:
    def run(text: str, **given: Any) -> int:
        path = tmp_path / "messages.csv"
        path.write_text(text, encoding="utf-8")
        return matters_from(world, path, **{"columns": COLUMNS, **given})

    return run


def test_history_is_kept_and_nothing_starts(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    before = Event.objects.count()
    assert ask(HEAD + row("1", answer="已修好", answered="2019-03-06 09:30") + row("2"), columns=REPLIES) == 0
    one, two = Matter.objects.order_by("external_id")
    assert (one.origin, one.source, one.state, one.level, one.lead_unit) == (
        "history",
        "board",
        "replied",
        "town",
        world.town,
    )
    assert one.received_at == datetime(2019, 3, 4, 10, tzinfo=SHANGHAI)
    assert one.replied_at == datetime(2019, 3, 6, 9, 30, tzinfo=SHANGHAI)
    assert one.reference.startswith("HY-2019-")
    assert [step.state_after for step in one.steps.all()] == ["received", "replied"]
    assert one.replies.get().opinion == "已修好"
    assert (two.state, two.level, two.lead_unit) == ("received", "", None)
    assert not Deadline.objects.exists()
    assert not Notice.objects.exists()
    (event,) = Event.objects.order_by("id")[before:]
    assert (event.deed, event.facts["new"], len(event.facts["sha256"])) == ("matters.imported", 2, 64)
    assert "路灯" not in str(event.facts)


def test_an_unknown_day_stays_unknown(world: World, ask, capsys) -> None:  # type: ignore[no-untyped-def]
    assert ask(HEAD + row("1", day="") + row("2", day="NULL"), columns=REPLIES) == 0
    assert Matter.objects.filter(received_at=None).count() == 2
    assert "2" in capsys.readouterr().out


def test_an_answer_of_a_matter_without_a_day_comes_after_it_in_the_trail(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    ask(HEAD + row("1", day="", answer="已修好", answered="2019-03-06"), columns=REPLIES)
    assert [step.state_after for step in Matter.objects.get().steps.all()] == ["received", "replied"]


def test_a_second_run_doubles_nothing_and_another_source_is_another(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + row("1") + row("2")
    assert ask(text) == ask(text) == 0
    assert Matter.objects.count() == 2
    ask(text + row("3"))
    assert Matter.objects.count() == 3
    ask(text, source="hotline")
    assert Matter.objects.count() == 5


def test_one_bad_row_and_nothing_is_kept(world: World, ask, capsys) -> None:  # type: ignore[no-untyped-def]
    long = '9,head,"one\ntwo\nthree",2019-01-01,,,,,,\n'
    assert ask(HEAD + row("1") + long + row("2", day="soon")) == 1
    assert not Matter.objects.exists()
    assert not Event.objects.filter(deed="matters.imported").exists()
    said = capsys.readouterr().out
    assert "6" in said.splitlines()[0]
    assert "soon" in said.splitlines()[0]


def test_the_good_rows_are_kept_when_asked(world: World, ask, capsys) -> None:  # type: ignore[no-untyped-def]
    bad = [
        row(""), row("3", head="", text=""), row("4", day="2031-01-01"), row("5", day="1900-01-01"),
        row("6", day="2019-02-30"),
        row("7", label="长" * 61), row("8" * 121), "9,too,few\n",
        row("10", answer="好", answered="2019-03-03"), row("11", answer="好", answered="whenever"),
    ]  # fmt: skip
    assert ask(HEAD + row("1") + "".join(bad) + row("2"), columns=REPLIES, keep_good=True) == 0
    assert list(Matter.objects.order_by("external_id").values_list("external_id", flat=True)) == ["1", "2"]
    lines = capsys.readouterr().out.splitlines()[: len(bad)]
    for number, line in enumerate(lines, start=3):
        assert str(number) in line
        assert "路灯" not in line


def test_a_repeated_row_is_taken_once_and_other_words_under_its_number_are_rejected(
    world: World, ask
) -> None:  # type: ignore[no-untyped-def]
    assert ask(HEAD + row("1") + row("1")) == 0
    assert Matter.objects.count() == 1
    assert ask(HEAD + row("2") + row("2", text="不是同一件事"), keep_good=True) == 0
    assert Matter.objects.get(external_id="2").body == "路灯不亮"


@pytest.mark.parametrize(
    "day",
    [
        "2019/3/4 10:00",
        "2019.03.04 10:00:00",
        "2019年3月4日 10时00分",
        "2019-03-04T02:00:00Z",
        "２０１９-03-04 10:00",
    ],
)
def test_moments_are_read_as_people_write_them(world: World, ask, day: str) -> None:  # type: ignore[no-untyped-def]
    ask(HEAD + row("1", day=day))
    assert Matter.objects.get().received_at == datetime(2019, 3, 4, 10, tzinfo=SHANGHAI)


def test_an_answer_on_the_same_day_without_an_hour_is_not_before_it(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    ask(HEAD + row("1", answer="好", answered="2019-03-04"), columns=REPLIES)
    found = Matter.objects.get()
    assert found.replied_at == found.received_at


def test_topics_of_the_charter_are_recognised_and_others_stay_words(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    ask(HEAD + row("1", label="路灯") + row("2", label="城乡建设"))
    known, other = Matter.objects.order_by("external_id").select_related("charter")
    with override("zh-hans"):
        assert (known.topic, sentences.topic_words(known)) == ("streetlight", "路灯")
        assert other.topic == "城乡建设"
        assert sentences.topic_words(other) in ("", "城乡建设")


def test_live_work_starts_its_clocks_from_its_day(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    columns = {**COLUMNS, "place": "where", "name": "who", "phone": "tel"}
    text = (
        HEAD
        + row("1", day="2026-02-27", where="上河村", who="王秀兰", tel="19900001234")
        + row("2", day="", where="河边")
    )
    assert ask(text, columns=columns, origin="live") == 0
    one, two = Matter.objects.order_by("external_id")
    assert (one.origin, one.channel, one.place, one.intake_unit) == (
        "live",
        "file",
        world.village,
        world.town,
    )
    assert one.deadlines.get(kind="handle").started_on == date(2026, 2, 27)
    assert one.resident is not None
    assert (two.received_at, two.place, two.place_words) == (AT, None, "河边")
    assert two.resident is None
    assert ask(text, columns=columns, origin="live") == 0
    assert Matter.objects.count() == 2


def test_a_file_that_is_here_already_is_only_looked_up(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    assert ask(HEAD + row("1") + row("2")) == 0
    with CaptureQueriesContext(connection) as asked:
        assert ask(HEAD + row("1") + row("2")) == 0
    said = [one["sql"] for one in asked]
    assert sum('FROM "matters_matter"' in sql for sql in said) == 1, "one question for all rows of a batch"
    assert not any("orgs_reference" in sql for sql in said), "nothing to number"


def test_who_put_the_file_in_entered_what_it_says_on_the_word_of_its_source(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    ask(HEAD + row("1", who="王秀兰", tel="19900001234"), columns={**COLUMNS, "name": "who"}, origin="live")
    entered = Event.objects.get(deed="resident.entered", on=f"resident:{Resident.objects.latest('pk').key}")
    begun = Event.objects.get(on=Matter.objects.get().reference, deed="matter.lodged")
    imported = Event.objects.get(deed="matters.imported")
    assert {entered.by, begun.by} == {imported.by}
    assert imported.by != RESIDENT
    assert f"source:{entered.facts['source']}" == imported.on


def test_history_keeps_no_names_and_live_work_no_answers(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    for columns, origin in (({**COLUMNS, "name": "who"}, "history"), (REPLIES, "live")):
        with pytest.raises(Refused):
            ask(HEAD + row("1"), columns=columns, origin=origin)
    assert Resident.objects.count() == 2  # those of the cast


@pytest.mark.parametrize(
    "given",
    [
        {"unit": "000"},
        {"unit": "990100101-GZ"},  # a station receives nothing
        {"unit": "990200"},  # the other county's
        {"county": "nowhere"},
        {"source": ""},
        {"columns": {**COLUMNS, "colour": "c"}},
        {"columns": {**COLUMNS, "title": "nowhere"}},
        {"columns": {"title": "head"}},
        {"columns": {"external_id": "no"}},
        {"columns": {**COLUMNS, "replied_at": "answered"}},
        {"file": Path("/nowhere/at/all.csv")},
        {"file": Path("/")},
    ],
)
def test_what_cannot_be_is_one_sentence(world: World, ask, given: dict[str, object]) -> None:  # type: ignore[no-untyped-def]
    if given.get("unit") == "990200":
        given = {**given, "county": "heyang"}
    with pytest.raises(Refused) as caught:
        ask(HEAD + row("1"), **given)
    assert caught.value.sentence
    assert not Matter.objects.exists()


def test_an_empty_file_and_one_without_rows_say_so(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    for text in ("", HEAD):
        with pytest.raises(Refused):
            ask(text)


def test_a_thousand_rows_cost_the_same_few_statements_a_batch(
    world: World, ask, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + "".join(row(str(n), answer="好", answered="2019-04-01") for n in range(1001))
    with django_assert_max_num_queries(90):
        ask(text, columns=REPLIES)
    assert (Matter.objects.count(), Reply.objects.count(), Step.objects.count()) == (1001, 1001, 2002)
