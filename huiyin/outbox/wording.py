"""What a message says: a number, that there is something, and where its person reads it; never what was said of a matter."""

import re
from collections.abc import Callable
from hmac import compare_digest
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from huiyin.lib.sealing import SealBroken
from huiyin.orgs.keys import ring
from huiyin.orgs.models import County
from huiyin.outbox import rules
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.transports import Parcel
from huiyin.people.models import Resident

# What only the person of a matter holds, and may be told in the receipt of a letter; higher rooms put it in.
CODES: list[Callable[[str], str]] = []
_NUMBER = re.compile(r"<([A-Za-z0-9-]+)\.(\d{1,18})\.([0-9a-f]{20})@[^<>\s]+>")
NUMBER, STOP = "outbox.number", "outbox.stop"  # what the ring blinds and seals for us


def parcel(outgoing: Outgoing, first: Outgoing | None, box: Mailbox, to: str, waits: int = 0) -> Parcel:
    """A message ready to leave, in the language of the county; `first` is the earliest one about the same matter.

    `waits` is how many notices wait on the desk of an official.
    """
    county = box.county
    with override(settings.LANGUAGE_CODE):
        stop = stop_address(outgoing.resident, county) if outgoing.resident else ""
        if outgoing.kind == rules.DIGEST:
            return _digest(outgoing, box, to, waits)
        return Parcel(
            to=to,
            subject=_subject(outgoing, county),
            text="\n\n".join([_("Hello,"), *_says(outgoing, county), _foot(county, stop)]),
            number=number(outgoing, box),
            follows=number(first, box) if first and first.pk != outgoing.pk else "",
            stop=stop,
        )


def _digest(outgoing: Outgoing, box: Mailbox, to: str, waits: int) -> Parcel:
    """That notices wait on a desk: how many, and nothing of what they tell."""
    facts = {"county": box.county.name, "n": waits}
    told = ngettext(
        "%(n)d notice on your desk has not been read.",
        "%(n)d notices on your desk have not been read.",
        waits,
    )
    chosen = _("You chose this mail yourself; here it is switched off:")
    lines = [
        _("Hello,"),
        told % facts,
        settings.HUIYIN_ADDRESS + reverse("notices"),
        f"{chosen}\n{settings.HUIYIN_ADDRESS}{reverse('outbox:mine')}",
    ]
    return Parcel(
        to=to,
        subject=_("%(county)s: notices wait on your desk") % facts,
        text="\n\n".join(lines),
        number=number(outgoing, box),
    )


def number(outgoing: Outgoing, box: Mailbox) -> str:
    """Our number of a message: what it is about, and a mark that only this installation can make."""
    named = outgoing.about or outgoing.kind
    return f"<{named}.{outgoing.pk}.{_mark(outgoing.pk, named)}@{box.domain}>"


def whose(number: str) -> Outgoing | None:
    """The message of this number; None where nobody here gave it out, whatever it looks like."""
    found = _NUMBER.fullmatch(number)
    if found is None or not compare_digest(_mark(int(found[2]), found[1]), found[3]):
        return None
    return Outgoing.objects.filter(pk=int(found[2])).select_related("resident").first()


def _mark(pk: int, named: str) -> str:
    return ring().blind(f"{pk}:{named}", NUMBER)[:20]


def stop_address(resident: Resident, county: County) -> str:
    """Where a person says “no more mail”: a sealed address that names nobody."""
    token = ring().seal(str(resident.key), STOP)
    return settings.HUIYIN_ADDRESS + reverse(
        "portal:stop_mail", kwargs={"county": county.slug, "token": token}
    )


def behind(token: str) -> Resident | None:
    """Whom such an address was made for; None where it was altered, or made by nobody here."""
    try:
        return Resident.objects.filter(key=ring().open(token, STOP)).first()
    except SealBroken:
        return None


def _subject(outgoing: Outgoing, county: County) -> str:
    facts = {"county": county.name, "reference": outgoing.about}
    subjects = {
        rules.RECEIVED: _("%(county)s: we have received your matter %(reference)s"),
        rules.ANSWERED: _("%(county)s: there is an answer to your matter %(reference)s"),
        rules.ASKED: _("%(county)s: a question about your matter %(reference)s"),
        rules.OPINION: _("%(county)s: there is an opinion on your request about %(reference)s"),
        rules.TRIAL: _("%(county)s: trial of the mailbox"),
    }
    return subjects[outgoing.kind] % facts


def _says(outgoing: Outgoing, county: County) -> list[str]:
    if outgoing.kind == rules.TRIAL:
        return [_("This is a trial: mail of this installation arrives.")]
    says = {
        rules.RECEIVED: _("What you told us has come in under the number %(reference)s."),
        rules.ANSWERED: _("There is an answer to what you told us (number %(reference)s)."),
        rules.ASKED: _(
            "To go on with what you told us (number %(reference)s) we need to know something more."
        ),
        rules.OPINION: _(
            "There is an opinion on your request to look at the answer again (number %(reference)s)."
        ),
    }
    there = reverse("portal:ask", kwargs={"county": county.slug})
    query = urlencode({"ref": outgoing.about})
    code = (
        next((code for of in CODES if (code := of(outgoing.about))), "")
        if outgoing.kind == rules.RECEIVED
        else ""
    )
    told = _("Your query code is %(code)s. Please keep it and give it to nobody; it is not sent again.")
    return [
        says[outgoing.kind] % {"reference": outgoing.about},
        *([told % {"code": code}] if code else []),
        _("You read it here, with the number and the query code of your receipt:"),
        f"{settings.HUIYIN_ADDRESS}{there}?{query}",
        _("So that nobody else reads it, this mail does not say more than that."),
    ]


def _foot(county: County, stop: str) -> str:
    lines = [county.name]
    if county.phone:
        lines.append(_("Telephone: %(phone)s") % {"phone": county.phone})
    if stop:
        lines.append(_("A machine sends this mail. No more mail:"))
        lines.append(stop)
    return "\n".join(lines)
