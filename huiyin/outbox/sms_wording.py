"""What an SMS says: one short line with a link, in which the number of the matter stands; never what was said of it."""

import re
from hmac import compare_digest
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from huiyin.orgs.keys import ring
from huiyin.orgs.models import County
from huiyin.outbox import rules
from huiyin.outbox.gaps import filled
from huiyin.outbox.links import facts_of
from huiyin.outbox.models import Gateway, Outgoing
from huiyin.outbox.transports import Parcel
from huiyin.outbox.wording import language_of
from huiyin.outbox.words import in_use

NUMBERED: Final = "outbox.sms"
_NUMBERED: Final = re.compile(r"(\d{1,18})\.(\d{1,5})\.([0-9a-f]{20})")


def parcel(outgoing: Outgoing, _first: Outgoing | None, gateway: Gateway, to: str, waits: int = 0) -> Parcel:
    """An SMS ready to leave, in the language of its person, signed as the gateway asks."""
    with override(language_of(outgoing)):
        text = _says(outgoing, gateway.county, waits)
    return Parcel(to=to, subject=gateway.sign, text=text, number=number(outgoing))


def _says(outgoing: Outgoing, county: County, waits: int) -> str:
    if outgoing.kind == rules.TRIAL:
        return _("This is a trial: SMS of this installation arrive.")
    if outgoing.kind == rules.DIGEST:
        told = ngettext("%(n)d notice waits on your desk: ", "%(n)d notices wait on your desk: ", waits)
        return told % {"n": waits} + settings.HUIYIN_ADDRESS + reverse("notices")
    facts = facts_of(rules.SMS, outgoing.about, county)
    return filled(in_use(rules.SMS, outgoing.kind).text, facts)


def number(outgoing: Outgoing) -> str:
    """Our number of an SMS: the same at each try, another where somebody has it sent again; it names no matter."""
    return f"{outgoing.pk}.{outgoing.sent_again}.{_mark(outgoing.pk, outgoing.sent_again)}"


def whose(number: str) -> tuple[int, int] | None:
    """Which message has this number, and how often it had been sent again; None where nobody here gave it out."""
    found = _NUMBERED.fullmatch(number)
    if found is None or not compare_digest(_mark(int(found[1]), int(found[2])), found[3]):
        return None
    return int(found[1]), int(found[2])


def _mark(pk: int, again: int) -> str:
    return ring().blind(f"{pk}:{again}", NUMBERED)[:20]
