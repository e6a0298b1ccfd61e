"""A resident's own page: only behind the mark, first where it stands, then everything else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.matters import actions, doors
from huiyin.matters.actions import Lodged
from huiyin.matters.models import Matter
from huiyin.people.actions import reveal
from tests import make
from tests.world import AT, World

LetIn = Callable[[Lodged], str]


def read(client: Client, there: str) -> str:
    answer = client.get(there, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def brought(world: World, lodged: Lodged, upto: str) -> Matter:
    """The lodged matter, brought further by the officials."""

    def now() -> dict[str, Any]:
        found = Matter.objects.get(pk=lodged.matter.pk)
        return {"matter": found, "version": found.version, "at": AT}

    actions.route(**now(), to=world.office, topic="streetlight", by=world.liu)
    actions.accept(**now(), handler=world.he, by=world.gao)
    actions.start(**now(), words="到现场看了", by=world.he)
    if upto in ("draft", "approve"):
        actions.draft_reply(**now(), by=world.he, **make.REPLY)
    if upto == "approve":
        actions.approve(**now(), by=world.gao)
    return Matter.objects.get(pk=lodged.matter.pk)


def test_a_stranger_is_sent_to_ask(world: World, client: Client) -> None:
    lodged = make.lodged(world, resident=world.wang)
    answer = client.get(f"/c/heyang/matters/{lodged.matter.reference}/")
    assert answer["Location"] == f"/c/heyang/ask/?ref={lodged.matter.reference}"
    html = client.get(answer["Location"]).content.decode()
    for words in (lodged.matter.body, lodged.matter.title, "王秀兰", "19900001234"):
        assert words not in html


@pytest.mark.parametrize("noun", ["", "rating/", "reopening/"])
def test_no_page_of_a_matter_tells_a_stranger_whether_it_exists(
    world: World, client: Client, noun: str
) -> None:
    lodged = make.lodged(world)
    for ref in (lodged.matter.reference, "HY-2026-999999-K", "nonsense"):
        assert client.get(f"/c/heyang/matters/{ref}/{noun}")["Location"] == f"/c/heyang/ask/?ref={ref}"


def test_a_mark_opens_its_own_matter_only(world: World, client: Client, let_in: LetIn) -> None:
    mine, other = make.lodged(world), make.lodged(world, body="别人的事，请不要给我看。")
    there = let_in(mine)
    assert client.get(there.replace(mine.matter.reference, other.matter.reference)).status_code == 302


def test_a_mark_ends_with_its_code(world: World, client: Client, let_in: LetIn) -> None:
    lodged = make.lodged(world)
    there = let_in(lodged)
    Matter.objects.filter(pk=lodged.matter.pk).update(code_index="f" * 64)
    assert client.get(there).status_code == 302


def test_the_mark_is_taken_away_again(world: World, client: Client, let_in: LetIn) -> None:
    there = let_in(make.lodged(world))
    assert client.post(there + "leaving/")["Location"] == "/c/heyang/"
    assert client.get(there).status_code == 302


def test_the_session_changes_its_key_with_the_mark(world: World, client: Client, let_in: LetIn) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    let_in(make.lodged(world))
    assert client.session.session_key != planted


def test_the_link_opens_it_without_typing(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    answer = client.get(f"/c/heyang/r/{lodged.link}/")
    assert answer["Location"] == f"/c/heyang/matters/{lodged.matter.reference}/"
    assert answer["Cache-Control"] == "no-store"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/c/heyang/r/not-a-link/").status_code == 404


def test_first_comes_a_sentence_a_date_a_name_and_a_number(
    world: World, client: Client, let_in: LetIn
) -> None:
    lodged = make.lodged(world)
    brought(world, lodged, "start")
    there = let_in(lodged)
    answer = client.get(there, headers={"accept-language": "en"})
    html = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    first = html[: html.index('class="echo ')]
    for words in ("何平", "0990-3000000", str(lodged.matter.due_on.year)):  # type: ignore[union-attr]
        assert words in first
    assert "到现场看了" not in html  # the words of staff among themselves


def test_an_answer_stands_there_with_all_its_fields(world: World, client: Client, let_in: LetIn) -> None:
    lodged = make.lodged(world)
    brought(world, lodged, "approve")
    html = read(client, let_in(lodged))
    for name in ("request", "facts", "opinion", "remedy", "contact_name", "contact_phone"):
        assert make.REPLY[name] in html
    assert f"?about=handling&amp;ref={lodged.matter.reference}" in html


def test_a_draft_is_not_shown(world: World, client: Client, let_in: LetIn) -> None:
    lodged = make.lodged(world)
    brought(world, lodged, "draft")
    assert make.REPLY["opinion"] not in read(client, let_in(lodged))


def test_who_rated_an_answer_that_was_corrected_is_asked_of_the_new_one(
    world: World, client: Client, let_in: LetIn
) -> None:
    lodged = make.lodged(world, resident=world.wang)
    found = brought(world, lodged, "approve")
    actions.rate(matter=found, handled="no", satisfied=1, words="", door="code", at=AT)
    there = let_in(lodged)
    assert "Say something further" in read(client, there)
    last = found.replies.get()
    said = {name: getattr(last, name) for name in (*make.REPLY, "reason")} | {"facts": last.facts + "。"}
    found.refresh_from_db()
    given: dict[str, Any] = {"corrects_why": "原答复写错了路段", "by": world.he, "at": AT, **said}
    actions.correct_answer(matter=found, version=found.version, **given)
    actions.approve_correction(matter=found, version=found.version + 1, by=world.gao, at=AT)
    page = read(client, there)
    assert "Only you can say this" in page
    assert "Say something further" not in page


def test_looks_are_counted_by_unit(world: World, client: Client, let_in: LetIn) -> None:
    lodged = make.lodged(world, resident=world.wang)
    there = let_in(lodged)
    assert "Nobody so far" in read(client, there)
    for _n in range(2):
        reveal(
            resident=world.wang,
            purpose="call",
            about=lodged.matter.reference,
            by=world.he,
            at=AT,
        )
    html = read(client, there)
    assert f"{world.office.name}: 2 times" in html
    assert "何平" not in html


def test_a_page_names_nobody_not_even_its_own_resident(world: World, client: Client, let_in: LetIn) -> None:
    html = read(client, let_in(make.lodged(world, resident=world.wang)))
    assert "王秀兰" not in html
    assert "19900001234" not in html


def test_an_unnamed_matter_says_there_is_nothing_to_look_at(
    world: World, client: Client, let_in: LetIn
) -> None:
    assert "nothing to look at" in read(client, let_in(make.lodged(world)))


def test_the_page_costs_the_same_however_long_its_story(world: World, client: Client, let_in: LetIn) -> None:
    lodged = make.lodged(world, resident=world.wang)
    found = brought(world, lodged, "approve")
    there = let_in(lodged)
    client.get(there)
    with CaptureQueriesContext(connection) as few:
        client.get(there)
    for n in range(4):
        actions.rate(matter=found, handled="no", satisfied=1 + n, words="", door="code", at=AT)
        reveal(resident=world.wang, purpose="call", about="", by=world.he, at=AT)
    with CaptureQueriesContext(connection) as many:
        client.get(there)
    assert len(many) == len(few)


def test_the_door_of_another_county_stays_shut(world: World, client: Client, let_in: LetIn) -> None:
    there = let_in(make.lodged(world))
    assert client.get(there.replace("heyang", "other")).status_code == 302


def test_an_altered_mark_opens_nothing(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    session = client.session
    session[doors.MATTERS.marks] = {lodged.matter.reference: ["0" * 64, "code"]}
    session.save()
    assert client.get(f"/c/heyang/matters/{lodged.matter.reference}/").status_code == 302
