"""What the security administrator does: lets a system in, changes what it may, gives and ends keys, shuts it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.api import rules
from huiyin.api.models import Key, System
from huiyin.audit.actions import record
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official, Unit

BEGINS: Final = "huiyin_"  # so that a key that got lost is known as one wherever it is found
PURPOSE: Final = "api_key.digest"


@dataclass(frozen=True)
class GivenKey:
    """A fresh key and its words, which nobody can read again."""

    key: Key
    words: str


def digest_of(words: str) -> str:
    """By what a key is found."""
    return ring().blind(words, PURPOSE)


@transaction.atomic
def enter_system(
    *,
    code: str,
    name: str,
    scopes: Collection[str],
    unit: Unit | None,
    per_minute: int,
    by: Official,
    at: datetime,
) -> System:
    """Let a system in; it comes with a key, which is given by itself."""
    refuse(rules.objection_to_code(code))
    refuse(rules.objection_to_scopes(scopes, unit))
    made = System.objects.create(
        code=code, name=name.strip(), scopes=sorted(scopes), unit=unit, per_minute=per_minute, made_at=at
    )
    _record("system.entered", made, by, at, name=made.name, **_may(made))
    return made


@transaction.atomic
def change_system(
    *,
    system: System,
    name: str,
    scopes: Collection[str],
    unit: Unit | None,
    per_minute: int,
    version: int,
    by: Official,
    at: datetime,
) -> System:
    """What it is called and what it may, from now on."""
    found = _locked(system)
    if found.version != version:
        raise Refused(_("Somebody has changed it meanwhile; please look at what stands there now."))
    refuse(rules.objection_to_ended(found))
    refuse(rules.objection_to_scopes(scopes, unit))
    found.name, found.scopes, found.unit, found.per_minute = name.strip(), sorted(scopes), unit, per_minute
    found.version += 1
    found.save()
    _record("system.changed", found, by, at, name=found.name, **_may(found))
    return found


@transaction.atomic
def give_key(*, system: System, by: Official, at: datetime) -> GivenKey:
    """A key beside the one in use, which goes on until it is ended."""
    found = _locked(system)
    refuse(rules.objection_to_key(found, found.keys.valid().count()))
    words = BEGINS + token_urlsafe(32)
    key = Key.objects.create(system=found, digest=digest_of(words), tail=words[-4:], given_at=at)
    _record("key.given", found, by, at, key=key.tail)
    return GivenKey(key, words)


@transaction.atomic
def end_key(*, key: Key, by: Official, at: datetime) -> Key:
    """From now on nobody is let in with it."""
    found = Key.objects.select_for_update(of=("self",)).select_related("system").get(pk=key.pk)
    if found.ended_at is not None:
        raise Refused(_("This key has ended already."))
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    _record("key.ended", found.system, by, at, key=found.tail)
    return found


@transaction.atomic
def end_system(*, system: System, by: Official, at: datetime) -> System:
    """Shut it out; what it handed in stays and is answered."""
    found = _locked(system)
    refuse(rules.objection_to_ended(found))
    found.ended_at = at
    found.version += 1
    found.save(update_fields=["ended_at", "version"])
    _record("system.ended", found, by, at)
    return found


def _locked(system: System) -> System:
    return System.objects.select_for_update(of=("self",)).select_related("unit").get(pk=system.pk)


def _may(system: System) -> dict[str, object]:
    return {
        "scopes": system.scopes,
        "unit": system.unit.code if system.unit else "",
        "per_minute": system.per_minute,
    }


def _record(deed: str, system: System, by: Official, at: datetime, **facts: object) -> None:
    record(by=by.key, deed=deed, on=system.key, at=at, **facts)
