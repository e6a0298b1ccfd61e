"""What migrations tell the database is the same when their models are drawn once; they are drawn less often."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from unittest import mock

import pytest
from django.db import connection, models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveConstraint,
    RunPython,
)
from django.db.migrations.state import ModelState, ProjectState

from huiyin.site.migrating import drawn_once


def key() -> tuple[str, models.Field]:
    """The key of a made-up model."""
    return "id", models.BigAutoField(primary_key=True)


def seen(apps: ProjectState, _editor: object) -> None:
    """A migration of rows finds the models as they stand, and from one to the other."""
    house, person = (apps.get_model("rooms", name) for name in ("House", "Person"))
    assert house._meta.get_field("head").related_model is person
    assert person._meta.get_field("house").related_model is house
    assert {one.related_model for one in house._meta.related_objects} == {person}


def first() -> Migration:
    """Two models, each of which knows of the other, with whatever migrations do to them."""
    found = Migration("0001_initial", "rooms")
    home, head = (
        models.ForeignKey(f"rooms.{name}", models.CASCADE, null=name == "Person")
        for name in ("House", "Person")
    )
    found.operations = [
        CreateModel("House", [key(), ("code", models.CharField(max_length=9))]),
        CreateModel("Person", [key(), ("house", home)]),
        AddConstraint("person", models.UniqueConstraint(fields=["house"], name="one_each")),
        AddIndex("house", models.Index(fields=["code"], name="by_code")),
        AddField("house", "head", head),
        AddConstraint("house", models.CheckConstraint(condition=~models.Q(code=""), name="has_code")),
        RunPython(seen),
        AlterField("house", "code", models.CharField(max_length=12, unique=True)),
        AddConstraint("house", models.UniqueConstraint(fields=["code", "head"], name="heads_one")),
        RemoveConstraint("person", "one_each"),
    ]
    return found


def told(how: Callable[[], AbstractContextManager[None]]) -> tuple[list[str], int]:
    """The statements of that migration, and how many times a model was drawn."""
    drawn = mock.Mock(side_effect=ModelState.render, autospec=True)
    with how(), mock.patch.object(ModelState, "render", lambda own, apps: drawn(own, apps)):
        state = ProjectState()
        assert state.apps is not None  # drawn from the beginning, as Django does it
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            first().apply(state, editor)
            said = [*editor.collected_sql, *map(str, editor.deferred_sql)]
    return said, drawn.call_count


@pytest.mark.django_db
def test_the_database_is_told_the_same_with_fewer_models_drawn() -> None:
    (plain, often), (quick, once) = told(nullcontext), told(drawn_once)
    assert quick == plain
    assert len([line for line in quick if "CONSTRAINT" in line]) >= 5
    assert once < often
