"""Which Python the environment is made with: the one at hand, or the system's where that one was built plainly."""

import sys

import pytest

from tools import prepare

PLAIN, QUICK = "'--enable-shared'", "'--enable-shared' '--enable-optimizations'"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Somebody's own Python, built plainly, on a machine whose system has one that can make an environment."""
    monkeypatch.setattr(sys, "base_prefix", "/elsewhere/python")
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: PLAIN)
    monkeypatch.setattr(prepare, "_whole", lambda python: python == prepare.SYSTEMS)
    return monkeypatch


def test_the_systems_own_stands_in_for_one_that_was_built_plainly(built: pytest.MonkeyPatch) -> None:
    assert prepare.fit_python() == prepare.SYSTEMS


def test_one_that_somebody_chose_is_taken_as_it_is(built: pytest.MonkeyPatch) -> None:
    assert prepare.fit_python(chosen=True) == sys.executable


@pytest.mark.parametrize(("prefix", "said"), [("/opt/python", QUICK), ("/usr", PLAIN)])
def test_one_that_was_built_to_be_quick_stays(built: pytest.MonkeyPatch, prefix: str, said: str) -> None:
    built.setattr(sys, "base_prefix", prefix)
    built.setattr("sysconfig.get_config_var", lambda name: said)
    assert prepare.fit_python() == sys.executable


def test_where_the_system_has_none_the_one_at_hand_does(built: pytest.MonkeyPatch) -> None:
    built.setattr(prepare, "_whole", lambda python: False)
    assert prepare.fit_python() == sys.executable


def test_what_is_old_or_no_python_makes_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not prepare._whole("/nowhere/python3")
    assert prepare._whole(sys.executable)
    monkeypatch.setattr(prepare, "OLDEST", 99)
    assert not prepare._whole(sys.executable)
