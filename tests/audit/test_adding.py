"""Several kinds of rows in one statement: as Django would have written them, and refused as one."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.audit.actions import event
from huiyin.audit.adding import add
from huiyin.audit.models import Event
from huiyin.matters.models import Step
from huiyin.notices.models import Notice
from tests import make
from tests.world import AT, World


def test_what_is_added_together_stands_as_if_it_had_been_saved(world: World) -> None:
    matter = make.matter(world)
    last, seen = matter.steps.order_by("pk").last(), Event.objects.count()
    assert last is not None
    facts = {"due": "2026-03-09", "n": [1, 2]}
    steps = [
        Step(matter=matter, deed="note", at=AT, state_after=matter.state, note=n, facts=facts) for n in "甲乙"
    ]
    notice = Notice(to=world.liu, kind="routed", about=matter.reference, at=AT)
    with CaptureQueriesContext(connection) as asked:
        add(*steps, event(by="test", deed="test.added", on="x", at=AT, why=None), notice)
    assert len(asked) == 1
    kept = list(matter.steps.filter(pk__gt=last.pk).order_by("pk"))
    assert [(one.note, one.facts, one.by, one.county) for one in kept] == [
        (note, facts, None, world.county) for note in "甲乙"
    ]
    added = Event.objects.get(deed="test.added")
    assert (added.facts, added.county, Event.objects.count()) == ({"why": None}, world.county.pk, seen + 1)
    assert added.transaction > 0, "what the database fills in it has filled in"
    assert Notice.objects.filter(to=world.liu, about=matter.reference, read_at=None).exists()


def test_what_one_row_may_not_be_none_of_them_is(world: World) -> None:
    matter = make.matter(world)
    before = Event.objects.count()
    wrong = Notice(to=world.liu, page="x", kind="told", about="x", at=AT)
    with pytest.raises(IntegrityError, match="notice_has_one_reader"), transaction.atomic():
        add(event(by="test", deed="test.added", on=matter.reference, at=AT), wrong)
    assert Event.objects.count() == before
