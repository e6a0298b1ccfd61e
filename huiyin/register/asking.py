"""What is asked when a household that is being entered is on record already, or seems to be an official's own."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.orgs.models import Official
from huiyin.people.again import Like
from huiyin.people.models import Household, Resemblance
from huiyin.register.homes import homes_seen

Kind = Resemblance.Kind


def question(likes: Sequence[Like], seen: Collection[int]) -> str:
    """One clear question about the first that is on record; a household that one may not see is not named."""
    for like in likes:
        if like.other is not None:
            where = like.other.code if like.other.pk in seen else _("elsewhere in the county")
            return _OF[Kind(like.kind)]() % {"home": where}
    return _(
        "The telephone or the name is that of an official who serves here. A household of officials counts nowhere; if it "
        "is somebody else, please say so."
    )


def _address() -> str:
    return _("This address is on record for household %(home)s. Is it the same household?")


def _phone() -> str:
    return _("This telephone is on record for household %(home)s. Is it the same household?")


def _returned() -> str:
    return _("Household %(home)s was on the register before and is like this one. Is it the same household?")


_OF = {Kind.ADDRESS: _address, Kind.PHONE: _phone, Kind.RETURNED: _returned}


def alike(household: Household, by: Official, at: datetime) -> list[tuple[str, str]]:
    """What a household resembles, not yet told apart: in what, and which household, as far as one may see that one."""
    open_ones = list(Resemblance.objects.open().filter(household=household))
    others = [one.other_id for one in open_ones if one.other_id]
    seen = homes_seen(by, at).filter(pk__in=others) if others else ()
    codes = {home.pk: home.code for home in seen}
    return [(one.get_kind_display(), codes.get(one.other_id or 0, "")) for one in open_ones]
