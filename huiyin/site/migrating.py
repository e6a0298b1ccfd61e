"""Migrating in a tenth of the time: a model of the history of migrations is drawn when it is added, and not again.

Django draws it anew with each constraint and index, and with each model all others that are connected with it, which is
everything. PostgreSQL is told of a constraint by the fields of its model alone, and nothing is connected with a new one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

_connected = ProjectState._find_reload_model  # type: ignore[attr-defined]


def _concerned(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """Which models to draw: a new one alone; where one that was there has changed, as Django has it."""
    if model_name not in state.apps.all_models.get(app_label, {}):
        return {(app_label, model_name)}
    found: set[tuple[str, str]] = _connected(state, app_label, model_name, delay)
    return found


def _append_option(state: Any, app_label: str, model_name: str, option: str, one: object) -> None:
    """A constraint or an index more, of which the model as it is drawn need not know."""
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], one]


@contextmanager
def drawn_once() -> Iterator[None]:
    """Migrate in here; what reaches the database is the same, statement for statement."""
    theirs: Any = ProjectState
    kept = theirs._find_reload_model, theirs._append_option
    theirs._find_reload_model, theirs._append_option = _concerned, _append_option
    try:
        yield
    finally:
        theirs._find_reload_model, theirs._append_option = kept
