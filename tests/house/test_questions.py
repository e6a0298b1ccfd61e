"""What is left unasked is what a page never looks for: every way of looking is noted."""

import copy
from collections.abc import Callable

import pytest
from django import forms

from tests.house.questions import Noted


class Narrowed(forms.Form):
    """A form that an address fills."""

    unit = forms.CharField()


WAYS: dict[str, Callable[[Noted], object]] = {
    "unit and nothing else": lambda given: given.get("unit"),
    "unit as a list": lambda given: given.getlist("unit"),
    "unit by key": lambda given: given["unit"],
    "whether unit is there": lambda given: "unit" in given,
    "unit in a form": lambda given: Narrowed(given).is_valid(),
}
WALKS: dict[str, Callable[[Noted], object]] = {
    "names": set,
    "keys": lambda given: list(given.keys()),
    "pairs": lambda given: list(given.items()),
    "values": lambda given: list(given.values()),
    "as a dict": lambda given: given.dict(),
    "as plain": dict,
    "copy": lambda given: given.copy(),
    "shallow": copy.copy,
    "how many": len,
    "whether any": bool,
    "compared": lambda given: given == {"unit": ["1"]},
    "compared otherwise": lambda given: given != {},
    "again": lambda given: given.urlencode(),
}


def read(way: Callable[[Noted], object]) -> Noted:
    """A query as a page has read it, behind the middleware."""
    given = Noted("unit=1&from=2")
    assert list(given.lists()), "as the middleware does"
    way(given)
    return given


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_name_that_is_looked_for_is_noted(way: Callable[[Noted], object]) -> None:
    noted = read(way)
    assert noted.looked_for("?unit=3")
    assert noted.looked_for("?x=1&unit=")
    assert not noted.looked_for("?from=0")


@pytest.mark.parametrize("way", WALKS.values(), ids=WALKS)
def test_whoever_goes_through_all_of_it_may_have_looked_for_anything(way: Callable[[Noted], object]) -> None:
    assert read(way).looked_for("?never=0")


def test_who_looks_for_nothing_is_asked_for_nothing_more() -> None:
    assert not read(lambda given: None).looked_for("?unit=3")
