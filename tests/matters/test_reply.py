"""What an answer needs before it can go out (I-14 to I-16)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.forms import ReplyForm
from huiyin.matters.models import Reply
from huiyin.orgs.actions import adopt_charter
from tests import make
from tests.world import AT, World, charter_text


@pytest.mark.parametrize(
    "missing", ["request", "facts", "opinion", "remedy", "contact_name", "contact_phone"]
)
def test_a_reply_without_one_of_its_fields_is_refused(world: World, missing: str) -> None:
    found = make.started(world)
    with pytest.raises(Refused):
        actions.draft_reply(
            matter=found, version=found.version, by=world.he, at=AT, **{**make.REPLY, missing: "  "}
        )
    assert not found.replies.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "explained_policy", "basis": "", "opinion": "字" * 60},
        {"outcome": "explained_policy", "basis": "某办法第三条", "opinion": "不行"},
        {"outcome": "not_supported", "basis": ""},
        {"outcome": "promised", "promise_due_on": None},
        {"outcome": "promised", "promise_due_on": AT.date() - timedelta(days=1)},
    ],
)
def test_an_answer_that_cannot_be_yes_names_its_basis_and_a_promise_its_day(
    world: World, change: dict[str, Any]
) -> None:
    found = make.started(world)
    with pytest.raises(Refused):
        actions.draft_reply(
            matter=found, version=found.version, by=world.he, at=AT, **{**make.REPLY, **change}
        )


@pytest.mark.parametrize(("least", "version"), [(40, "1.0"), (60, "1.1")])
def test_an_explanation_of_policy_is_as_long_as_the_charter_asks(
    world: World, least: int, version: str
) -> None:
    if version != "1.0":
        text = charter_text().replace('version = "1.0"', f'version = "{version}"', 1)
        text = text.replace("explanation_min = { value = 40", f"explanation_min = {{ value = {least}")
        adopt_charter(text=text, effective_at=AT, by="test", at=AT)
    found = make.started(world)
    said = {**make.REPLY, "outcome": "explained_policy", "basis": "某办法第三条"}
    with pytest.raises(Refused, match=f"{least} characters"):
        actions.draft_reply(
            matter=found, version=found.version, by=world.he, at=AT, **{**said, "opinion": "字" * (least - 1)}
        )
    actions.draft_reply(
        matter=found, version=found.version, by=world.he, at=AT, **{**said, "opinion": "字" * least}
    )


@pytest.mark.parametrize(
    "change", [{"opinion": ""}, {"outcome": "explained_policy"}, {"outcome": "promised"}]
)
def test_the_database_refuses_the_same(world: World, change: dict[str, Any]) -> None:
    found = make.started(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reply.objects.create(
            matter=found, unit=world.office, drafted_by=world.he, drafted_at=AT, **{**make.REPLY, **change}
        )


def test_solved_needs_an_action_on_record_in_the_database(world: World) -> None:
    found = make.accepted(world)
    with pytest.raises(DatabaseError, match="no action"), transaction.atomic():
        Reply.objects.create(
            matter=found, unit=world.office, drafted_by=world.he, drafted_at=AT, approved_by=world.gao, approved_at=AT,
            **make.REPLY,
        )  # fmt: skip


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (1, True)])
def test_a_promise_may_fall_due_on_the_day_it_is_written(world: World, days: int, taken: bool) -> None:
    found = make.started(world)
    said = {**make.REPLY, "outcome": "promised", "promise_due_on": AT.date() + timedelta(days=days)}
    if taken:
        assert actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **said).pk
    else:
        with pytest.raises(Refused, match="past"):
            actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **said)


def test_an_answer_promises_only_the_right_that_is_left(world: World) -> None:
    found = make.started(world)
    first = ReplyForm(matter=found, by=world.he, at=AT).initial["remedy"]
    assert "30 日内要求重新办理一次" in first, "in the language of who reads it, whatever the writer's"
    found = actions.reopen(matter=make.replied(world), words="灯又不亮了", at=AT)
    second = ReplyForm(matter=found, by=world.he, at=AT).initial["remedy"]
    assert "日内" not in second
    assert "重新办理过一次" in second
