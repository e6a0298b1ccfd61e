"""What comes in by the public form: which office it goes to, and that one form makes one matter."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.audit.actions import RESIDENT
from huiyin.intake.inbound import Inbound, take_in
from huiyin.orgs.once import once
from huiyin.orgs.tree import county_desk


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


def receive(inbound: Inbound, *, token: str, at: datetime) -> tuple[str, bool]:
    """Take it in, once per form; gives the reference, and whether it was made just now."""
    digest = hashlib.sha256(repr(inbound).encode("utf-8", "surrogatepass")).hexdigest()

    def make() -> str:
        return take_in(inbound, root=county_desk(), by=RESIDENT, at=at).matter.reference

    return once(token=token, scope="say", digest=digest, at=at, make=make)
