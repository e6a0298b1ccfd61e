"""How a matter may end, what such an answer needs, and where it counts: all of it as the matter's charter says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from huiyin.lib.charter_shape import PROFILES
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.forms import ReplyForm
from huiyin.matters.models import Matter, Reply
from huiyin.orgs.actions import adopt_charter
from tests import make
from tests.world import AT, World, charter_text

WHY = "今年的资金已经安排完，明年编制预算时再研究这条建议。"


def of_profile(world: World, profile: str) -> Matter:
    found = make.started(world)
    Matter.objects.filter(pk=found.pk).update(profile=profile)
    return Matter.objects.get(pk=found.pk)


def drafted(found: Matter, world: World, **said: Any) -> Reply:
    return actions.draft_reply(
        matter=found, version=found.version, by=world.he, at=AT, **{**make.REPLY, **said}
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_the_form_offers_how_a_matter_of_its_procedure_may_end(world: World, profile: str) -> None:
    found = of_profile(world, profile)
    form = ReplyForm(None, matter=found, by=world.he, at=AT)
    codes = [code for code, _words in form.fields["outcome"].choices]  # type: ignore[attr-defined]
    assert codes == [one.code for one in found.charter.charter.outcomes_of(profile)]
    assert ("promise_due_on" in form.fields) is ("promised" in codes)
    assert ("reason" in form.fields) is ("not_adopted" in codes)


def test_a_field_appears_with_the_outcomes_that_need_it(world: World) -> None:
    form = ReplyForm(None, matter=of_profile(world, "suggestion"), by=world.he, at=AT)
    assert 'data-show-when="outcome=partly_adopted|not_adopted"' in str(form)


def test_an_outcome_of_another_procedure_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="list of the institution"):
        drafted(make.started(world), world, outcome="adopted")
    with pytest.raises(Refused, match="list of the institution"):
        drafted(of_profile(world, "suggestion"), world, outcome="resolved")
    assert drafted(of_profile(world, "suggestion"), world, outcome="adopted")


@pytest.mark.parametrize("outcome", ["not_adopted", "partly_adopted"])
def test_what_is_not_adopted_says_why_in_twenty_characters(world: World, outcome: str) -> None:
    found = of_profile(world, "suggestion")
    for short in ("", " " * 25, WHY[:19]):
        with pytest.raises(Refused, match="20 characters"):
            drafted(found, world, outcome=outcome, reason=short)
    assert drafted(found, world, outcome=outcome, reason=WHY[:20]).reason == WHY[:20]


@pytest.mark.parametrize(
    "said", [{"outcome": "not_adopted", "reason": "too short"}, {"outcome": "explained_no_basis"}]
)
def test_the_database_keeps_the_least_of_it(world: World, said: dict[str, str]) -> None:
    fields = {**make.REPLY, **said, "unit": world.office, "drafted_by": world.he, "drafted_at": AT}
    with pytest.raises(DatabaseError), transaction.atomic():
        Reply.objects.create(matter=make.started(world), **fields)


def test_whatever_needs_an_action_needs_one_of_this_round(world: World) -> None:
    found = actions.reopen(matter=make.replied(world), words="又不亮了", at=AT + timedelta(days=1))
    for outcome in ("resolved", "partially_resolved", "mediated", "unreachable"):
        with pytest.raises(Refused, match="action on record"):
            drafted(found, world, outcome=outcome)
    found = actions.note(matter=found, words="换了镇流器", version=found.version, by=world.he, at=AT)
    assert drafted(found, world, outcome="partially_resolved")


def test_an_outcome_counts_where_the_charter_of_its_matter_puts_it(world: World) -> None:
    refused = {"outcome": "not_supported", "basis": "某办法第三条", "opinion": WHY * 2}
    before = make.replied(world, reply=refused)
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    text = text.replace(
        'not_supported = { counts_as = "concluded"', 'not_supported = { counts_as = "explained"'
    )
    adopt_charter(text=text, effective_at=AT + timedelta(minutes=1), by="test", at=AT)
    after = make.replied(world, at=AT + timedelta(hours=1), reply=refused)
    day = AT.date()
    period = figures.Extent(world.town, day, day + timedelta(days=1), AT + timedelta(days=1))
    for name, one in (("concluded_fed_back", before), ("explained", after)):
        assert [found.pk for found in figures.rows(replace(period), world.county, name)] == [one.pk]
    counts = figures.count(period, world.county)
    assert (counts["concluded_fed_back"], counts["explained"]) == (1, 1)
