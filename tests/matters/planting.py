"""How a fault is planted: in one rule or deed, with the history that meets it and the invariant that has to notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from huiyin.audit.adding import add
from huiyin.matters.actions import advance as moving
from huiyin.matters.models import Matter
from tests.matters.lives import Lived

ACTIONS, RULES = "huiyin.matters.actions", "huiyin.matters.rules"
Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    """What is wrong, the invariant that has to notice, how it is planted, and what happens then."""

    words: str
    turns_red: str
    plant: Plant
    lived: Lived


def says_nothing(path: str) -> Plant:
    """The guard of that name has nothing against it."""
    return lambda patch: patch.setattr(path, lambda *_args, **_named: None)


def always(path: str, value: Any) -> Plant:
    """The function of that name always gives the same."""
    return lambda patch: patch.setattr(path, lambda *_args, **_named: value)


def leaves_only_the_first(path: str) -> Plant:
    """Of the rows that are to be added together the rest is forgotten."""
    return lambda patch: patch.setattr(path, lambda *rows: add(rows[0]))


def altered(module: str, **changes: Any) -> Plant:
    """The deeds of a module store something else than they should; None: not at all."""

    def advance(matter: Matter, deed: str, **named: Any) -> Any:
        for name, value in changes.items():
            if name in named and value is None:
                del named[name]
            elif value is not None:
                named[name] = value(matter) if callable(value) else value
        return moving.advance(matter, deed, **named)

    return lambda patch: patch.setattr(f"{ACTIONS}.{module}.advance", advance)
