"""What comes in by the public form: which office it goes to, and that one form makes one matter."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.audit.actions import RESIDENT
from huiyin.intake.inbound import Inbound, take_in
from huiyin.matters.actions import Lodged
from huiyin.matters.doors import MATTERS
from huiyin.orgs.once import once


@dataclass(frozen=True)
class Subject:
    """What a form is about; anything but an ordinary matter goes to the county's own desk."""

    key: str
    heading: Any
    lead: Any
    question: Any

    @property
    def is_ordinary(self) -> bool:
        """A matter of daily life, which has a place."""
        return not self.key


SUBJECTS = {
    subject.key: subject
    for subject in (
        Subject(
            "",
            _("Tell us of a problem"),
            _("Say it as you would tell a neighbour. A few sentences are enough."),
            _("What is it about?"),
        ),
        Subject(
            "system",
            _("Complain about this system"),
            _("It goes to the county and gets an answer like any other matter."),
            _("What is wrong?"),
        ),
        Subject(
            "handling",
            _("Complain about how it was handled"),
            _("It goes to the county, not to the unit that answered you, and gets an answer of its own."),
            _("What happened?"),
        ),
    )
}


def subject_of(key: str) -> Subject:
    """The subject of an address; an unknown one is an ordinary matter."""
    return SUBJECTS.get(key, SUBJECTS[""])


@dataclass(frozen=True)
class Received:
    """What became of a form: the number, and, where it came just now, what only its person holds."""

    reference: str
    made: Lodged | None

    @property
    def is_fresh(self) -> bool:
        """Whether it was taken in just now, not when the same form was sent before."""
        return self.made is not None

    def receipt_url(self, county: str) -> str:
        """Where its receipt stands; of one that was there already it is looked up what is still kept."""
        if self.made is None:
            return MATTERS.receipt_url(self.reference, county=county)
        return MATTERS.address_of_receipt(self.made.matter, self.made.code, self.made.link, county=county)


def receive(inbound: Inbound, *, token: str, at: datetime) -> Received:
    """Take it in, once per form."""
    digest = hashlib.sha256(repr(inbound).encode("utf-8", "surrogatepass")).hexdigest()
    made: list[Lodged] = []

    def make() -> str:
        made.append(take_in(inbound, root=None, by=RESIDENT, at=at))
        return made[0].matter.reference

    reference, is_fresh = once(token=token, scope="say", digest=digest, at=at, make=make)
    return Received(reference, made[0] if is_fresh else None)
