"""What is asked when a household that is being entered is on record already, or seems to be an official's own."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.trying import Tried, tried_before
from huiyin.people.again import Like
from huiyin.people.fields import phone_index
from huiyin.people.models import Household, Resemblance
from huiyin.register.homes import homes_seen

Kind = Resemblance.Kind


def question(likes: Sequence[Like], seen: Collection[int]) -> str:
    """One clear question about the first that one may see. Of whatever else it resembles the same words are said: whose
    telephone or address it is, or whether it is an official's, is nobody's business who may not see that household."""
    for like in likes:
        if like.other is not None and like.other.pk in seen:
            of_kind = _taken_off if like.other.voided_at is not None else _OF[Kind(like.kind)]
            return of_kind() % {"home": like.other.code}
    return _(
        "Something of this is on record already, and perhaps the household is no new one. If it is a household of its own, "
        "please say why; somebody else looks at it then."
    )


def _taken_off() -> str:
    return _(
        "Household %(home)s was taken off the register and is like this one. If it is the same, please have it put back on "
        "its own page, by who leads its area; if not, please say so."
    )


class Unseen(NamedTuple):
    """A question about something on record that the asker may not see: what it was asked with."""

    place: Unit
    name: str
    phone: str
    address: str

    def _tried(self, by: Official, at: datetime) -> Tried:
        words = f"pairing:{self.place.pk}:{self.name}:{self.phone}:{self.address}"
        return tried_before(words, f"pairing:{by.key}", at)

    def seconds_to_wait(self, by: Official, at: datetime) -> int:
        """Before anything is looked up: whoever was told so again and again goes through a list."""
        return self._tried(by, at).left

    def keep(self, by: Official, at: datetime) -> None:
        """It was said that something is on record: who asked with which number, by its keyed index (I-37)."""
        self._tried(by, at).note()
        index = phone_index(self.phone)
        on = f"telephone:{index}" if index else f"unit:{self.place.code}"
        record(by=by.key, deed="household.asked_unseen", on=on, at=at, place=self.place.code)


def _address() -> str:
    return _("This address is on record for household %(home)s. Is it the same household?")


def _phone() -> str:
    return _("This telephone is on record for household %(home)s. Is it the same household?")


def _returned() -> str:
    return _("Household %(home)s was on the register before and is like this one. Is it the same household?")


_OF = {Kind.ADDRESS: _address, Kind.PHONE: _phone, Kind.RETURNED: _returned}


def alike(
    household: Household, by: Official, at: datetime, decides: Callable[[], bool]
) -> list[tuple[str, str]]:
    """What a household resembles, not yet told apart: in what, and which household, as far as one may see that one.

    Whoever may neither see it nor say that the two are others (`decides`) is told once that it is to be looked at: whose
    telephone or address it is, or that it is an official's, is not theirs to know from what they entered.
    """
    open_ones = list(Resemblance.objects.open().filter(household=household))
    if not open_ones:
        return []
    others = [one.other_id for one in open_ones if one.other_id]
    seen = homes_seen(by, at).filter(pk__in=others) if others else ()
    codes = {home.pk: home.code for home in seen}
    told = [one for one in open_ones if one.other_id in codes]
    if len(told) < len(open_ones) and decides():
        told = open_ones
    said = [(str(one.get_kind_display()), codes.get(one.other_id or 0, "")) for one in told]
    if len(told) < len(open_ones):
        said.append((_("something of it is on record already; somebody else looks at it"), ""))
    return said
