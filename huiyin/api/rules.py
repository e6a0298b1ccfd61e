"""What stands against letting a system in, changing it, giving it a key; and how often it may call."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from huiyin.api.models import System
from huiyin.lib.refusal import Beside
from huiyin.orgs.limits import Most
from huiyin.orgs.models import Unit

MOST_KEYS: Final = 2  # the one in use, and the one that takes its place
MOST_PER_MINUTE: Final = 600
MINUTE: Final = timedelta(minutes=1)
CALLS_KEPT: Final = timedelta(days=1)
DAYS_SHOWN: Final = 14


def calls_of(system: System) -> Most:
    """How often it may call."""
    return Most(system.per_minute, MINUTE)


def objection_to_code(code: str) -> str | None:
    """A code names one system for good: matters keep it."""
    if System.objects.filter(code=code).exists():
        return Beside("code", _("There is a system with this code already."))
    return None


def objection_to_scopes(scopes: Collection[str], unit: Unit | None) -> str | None:
    """Something, and a unit where one is read."""
    if unit is None and not {System.Scope.UNIT, System.Scope.ANSWER}.isdisjoint(scopes):
        return Beside("unit", _("Please choose the unit whose matters it reads or drafts answers for."))
    return None


def objection_to_key(system: System, valid: int) -> str | None:
    """No key for what has ended; two at most, so that a new one is tried before the old one ends."""
    if system.ended_at is not None:
        return objection_to_ended(system)
    if valid >= MOST_KEYS:
        return _("Two keys are valid already; please end one of them first.")
    return None


def objection_to_ended(system: System) -> str | None:
    """What was shut out comes in again under a new code."""
    return _("It is shut out. Please enter it anew, under another code.") if system.ended_at else None
