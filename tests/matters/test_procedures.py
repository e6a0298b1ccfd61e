"""The procedure a matter goes by: its clocks, and changing it with a word to the person."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sentences
from huiyin.matters.explaining import explained
from huiyin.matters.models import Matter
from huiyin.matters.rules import life, procedures
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.test_papers import now as now
from tests.matters.test_papers import words
from tests.world import AT, SHANGHAI, World

DAY = timedelta(days=1)
RECEIVED = AT.date()  # Monday 2 March 2026
WHY = "您提出的是信访事项，按信访程序办理，先告知是否受理。"


def running(found: Matter) -> dict[str, date]:
    return dict(found.deadlines.running().values_list("kind", "due_on"))


def fresh(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def changed(found: Matter, world: World, profile: str, **given: Any) -> Matter:
    fields = {"words": WHY, "by": world.liu, "at": AT, "told": "post", **given}
    return actions.reclassify(matter=found, profile=profile, version=found.version, **fields)


@pytest.mark.parametrize(
    ("profile", "kinds", "due"),
    [
        ("contact_matter", {"triage", "route", "handle"}, date(2026, 4, 14)),
        ("inquiry", {"triage", "route", "handle"}, date(2026, 3, 5)),
        ("suggestion", {"triage", "route", "handle"}, date(2026, 4, 14)),
        ("hotline_order", {"triage", "route", "handle"}, date(2026, 4, 14)),
        ("petition_claim", {"triage", "transfer", "notify"}, date(2026, 3, 17)),
        ("petition_simple", {"triage", "transfer", "notify"}, date(2026, 3, 5)),
        ("legal_route", {"triage", "notify"}, date(2026, 3, 17)),
    ],
)
def test_each_procedure_starts_its_own_clocks(world: World, profile: str, kinds: set[str], due: date) -> None:
    found = make.matter(world, profile=profile)
    assert set(running(found)) == kinds
    assert found.due_on == due
    for one in found.deadlines.all():
        assert explained(one, found)


def test_a_petition_is_told_first_and_its_days_run_from_the_acceptance(world: World) -> None:
    found = make.matter(world, profile="petition_claim")
    assert found.promised_on is None
    assert "tells you by" in sentences.standing(found, RECEIVED)
    assert "should have been told" in sentences.standing(found, date(2026, 3, 18))
    found = actions.route(
        matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT + DAY
    )
    assert set(running(found)) == {"notify", "sign"}
    found = actions.accept(
        matter=found, handler=world.he, version=found.version, by=world.gao, at=AT + 2 * DAY
    )
    assert set(running(found)) == {"first_contact", "handle", "interim"}
    assert found.due_on == found.promised_on == date(2026, 5, 6), (
        "60 days from 4 March, after the holidays of May"
    )
    step = found.steps.get(deed="accept")
    assert (step.facts["from"], step.facts["to"]) == ("2026-03-17", "2026-05-06")
    assert "will answer you by" in sentences.standing(found, RECEIVED)


def test_the_kind_suggests_the_procedure_when_it_is_passed_on(world: World) -> None:
    found = make.matter(world)
    found = actions.route(
        matter=found, to=world.office, topic="", kind="consultation", version=1, by=world.liu, at=AT
    )
    assert (found.kind, found.profile, found.due_on) == ("consultation", "inquiry", date(2026, 3, 5))
    assert [step.deed for step in found.steps.order_by("pk")] == ["lodge", "reclassify", "route"]
    step = found.steps.get(deed="reclassify")
    assert step.facts == {
        "profile": ["contact_matter", "inquiry"],
        "kind": ["", "consultation"],
        "clock": "handle",
        "from": "2026-04-14",
        "to": "2026-03-05",
    }
    assert set(running(found)) == {"sign", "handle"}


def test_a_kind_alone_leaves_no_step(world: World) -> None:
    found = make.matter(world)
    found = actions.route(
        matter=found, to=world.office, topic="", kind="thanks", version=1, by=world.liu, at=AT
    )
    assert (fresh(found).kind, found.profile) == ("thanks", "contact_matter")
    assert not found.steps.filter(deed="reclassify").exists()


@pytest.mark.parametrize("profile", ["petition_claim", "petition_simple"])
def test_what_may_take_longer_is_not_changed_in_passing(world: World, profile: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match="tells the person why"):
        actions.route(
            matter=found, to=world.office, topic="", profile=profile, version=1, by=world.liu, at=AT
        )
    assert fresh(found).state == "received"


def test_who_was_given_one_date_hears_in_writing_why_it_is_another(world: World) -> None:
    found = make.matter(world, profile="inquiry")
    with pytest.raises(Refused, match="what the person is told"):
        changed(found, world, "contact_matter", words=" ")
    found = changed(found, world, "contact_matter", kind="request")
    assert (found.kind, found.due_on, found.promised_on) == (
        "request",
        date(2026, 4, 14),
        date(2026, 3, 5),
    )
    said = [words for _at, words in story(found)]
    assert "5 Mar" in said[-1]
    assert "14 Apr" in said[-1]
    assert WHY in said[-1]
    assert Notice.objects.filter(page=found.reference, facts__deed="reclassify").exists()


@pytest.mark.usefixtures("now")
def test_it_is_said_how_they_have_it_in_writing_and_a_paper_stands_ready(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = make.matter(world, profile="inquiry", resident=world.wang, raised_by=world.xia)
    for told in ("", "page", "phone"):
        with pytest.raises(Refused, match="told in writing"):
            changed(found, world, "contact_matter", told=told)
    page = enter(world.liu).get(f"/matters/{found.reference}/procedure/").content.decode()
    assert 'value="post"' in page
    assert 'value="phone"' not in page
    found = changed(found, world, "contact_matter", told="hand")
    assert found.steps.get(deed="reclassify").facts["told"] == "hand"
    text = words(enter(world.liu), found, "procedure")
    assert all(said in text for said in (WHY, "2026年3月5日", "2026年4月14日")), "a paper outlives its year"
    assert "。 " not in text
    sooner = changed(make.matter(world), world, "inquiry", told="")
    assert "told" not in sooner.steps.get(deed="reclassify").facts, "nobody waits longer for it"


def test_the_clocks_are_read_anew_from_the_moments_they_would_have_run_from(world: World) -> None:
    found = make.matter(world)
    found = changed(found, world, "petition_claim", at=AT + DAY)
    assert running(found) == {
        "triage": date(2026, 3, 3),
        "transfer": date(2026, 3, 17),
        "notify": date(2026, 3, 17),
    }
    found = changed(found, world, "contact_matter", at=AT + 2 * DAY)
    assert set(running(found)) == {"triage", "route", "handle"}
    assert found.deadlines.running().get(kind="handle").started_at == AT
    accepted = make.accepted(world)
    accepted = changed(accepted, world, "petition_claim", by=world.gao, at=AT + 10 * DAY)
    handle = accepted.deadlines.running().get(kind="handle")
    assert (handle.moment, handle.started_at) == ("accepted", AT)
    assert accepted.due_on == handle.due_on == date(2026, 5, 6)
    assert Notice.objects.filter(to=world.he, kind="reclassified").exists()


def test_a_date_that_had_passed_by_the_new_procedure_is_written_down_as_missed(world: World) -> None:
    found = changed(make.accepted(world), world, "inquiry", by=world.gao, at=AT + 10 * DAY)
    handle = found.deadlines.running().get(kind="handle")
    assert handle.missed_at == datetime(2026, 3, 6, tzinfo=SHANGHAI)


def test_whose_it_is_to_change_the_procedure_and_until_when(world: World) -> None:
    found = make.started(world)
    for who in (world.he, world.xia, world.qian):
        assert life.objection("reclassify", found, who, AT) is not None
    for who in (world.gao, world.liu):
        assert life.objection("reclassify", found, who, AT) is None
    for state in ("routed", "return_disputed", "pending_approval", "replied", "closed", "withdrawn"):
        assert "reclassify" not in life.TRANSITIONS[state]
    asked = make.more_time_asked(world)
    assert "decided first" in str(life.objection("reclassify", asked, world.gao, AT))


def test_where_it_can_go_depends_on_where_it_stands(world: World) -> None:
    def codes(found: Matter) -> set[str]:
        return {one.code for one in procedures.offered(found)}

    assert "legal_route" in codes(make.matter(world))
    assert "legal_route" not in codes(make.accepted(world))
    assert "hotline_order" not in codes(make.matter(world))
    assert "hotline_order" in codes(make.matter(world, printed_on=RECEIVED + 5 * DAY))
    with pytest.raises(Refused, match="can go by"):
        changed(make.matter(world), world, "hotline_order")
    with pytest.raises(Refused, match="can go by"):
        changed(make.matter(world), world, "sealed_report")
    with pytest.raises(Refused, match="already"):
        changed(make.matter(world), world, "contact_matter")


def test_what_the_law_decides_elsewhere_is_passed_to_nobody(world: World) -> None:
    found = changed(make.matter(world), world, "legal_route")
    assert "tell the person the way" in str(life.objection("route", found, world.liu, AT))
    assert life.objection("redirect", found, world.liu, AT) is None
    assert make.redirected(world).profile == "legal_route"


@pytest.mark.parametrize(
    ("profile", "due"), [("contact_matter", date(2026, 3, 17)), ("petition_simple", date(2026, 3, 5))]
)
def test_the_way_of_the_law_is_told_within_the_days_of_its_own_rule(
    world: World, profile: str, due: date
) -> None:
    found = make.matter(world, profile=profile)
    words = {"route": "arbitration", "organ": "县劳动仲裁委", "words": "请向仲裁委提出", "told": "page"}
    late = datetime.combine(due + DAY, time(), tzinfo=SHANGHAI)
    actions.redirect(matter=found, version=1, by=world.liu, at=late, **words)
    assert found.steps.get(deed="redirect").facts["late_after"] == due.isoformat()


def test_on_the_page_the_desk_changes_the_procedure(
    world: World, enter: Callable[[Official], Client]
) -> None:
    liu = enter(world.liu)
    found = make.matter(world)
    there = f"/matters/{found.reference}/procedure/"
    assert liu.get(there).status_code == 200
    sent = {"version": "1", "profile": "petition_claim", "kind": "complaint", "words": WHY, "told": "post"}
    assert liu.post(there, sent).status_code == 302
    assert (fresh(found).profile, fresh(found).kind) == ("petition_claim", "complaint")
    assert liu.get(f"/matters/{found.reference}/").status_code == 200
