"""What a system hands in becomes a matter by the same deed as at every other door, once per number of the system."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.api.models import Received, System
from huiyin.api.problems import Problem
from huiyin.api.scopes import own
from huiyin.intake.inbound import Inbound, take_in
from huiyin.matters.actions import hand_in_draft
from huiyin.matters.models import Matter
from huiyin.orgs.keys import ring


@dataclass(frozen=True)
class HandedIn:
    """The matter, and, where it was made just now, what only its person is to hold."""

    matter: Matter
    code: str = ""
    link: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether it was made just now."""
        return bool(self.code)


def hand_in(inbound: Inbound, *, system: System, number: str, at: datetime) -> HandedIn:
    """Take it in under the number of the system; what came before under it is found again, other words are refused."""
    wanted = replace(inbound, source=system.source, external_id=number)
    index = ring().blind(number, "api_received.number")
    digest = ring().blind(digest_of(wanted), "api_received.digest")
    try:
        with transaction.atomic():  # whoever comes second with the same number waits here for the first
            Received.objects.create(system=system, number=index, digest=digest, at=at)
    except IntegrityError:
        return HandedIn(_earlier(system, number, index, digest))
    made = take_in(wanted, root=None, by=system.key, at=at)
    return HandedIn(made.matter, made.code, made.link)


def hand_in_answer(matter: Matter, *, words: str, system: System, number: str, at: datetime) -> bool:
    """A draft of the answer, once per number of the system; whether it was taken just now."""
    index = ring().blind(number, "api_received.draft")
    said = hashlib.sha256(f"{matter.reference} {words}".encode()).hexdigest()
    digest = ring().blind(said, "api_received.digest")
    try:
        with transaction.atomic():
            Received.objects.create(system=system, number=index, digest=digest, at=at)
    except IntegrityError:
        if Received.objects.get(system=system, number=index).digest != digest:
            raise _other_words(number) from None
        return False
    hand_in_draft(matter=matter, words=words, system=system.name, by=system.key, at=at)
    return True


def _other_words(number: str) -> Problem:
    return Problem(
        "conflict", _("Something else came under the number %(number)s before.") % {"number": number}
    )


def digest_of(inbound: Inbound) -> str:
    """Equal for equal content: two villages of one name are two."""
    place = inbound.place.code if inbound.place else ""
    return hashlib.sha256(f"{place} {inbound!r}".encode()).hexdigest()


def _earlier(system: System, number: str, index: str, digest: str) -> Matter:
    """What this number stands for; of what turned out to be a report nothing is said."""
    if Received.objects.get(system=system, number=index).digest != digest:
        raise _other_words(number)
    found = Matter.objects.unsealed().filter(own(system), external_id=number).first()
    if found is None:
        raise Problem("not_found")
    return found
