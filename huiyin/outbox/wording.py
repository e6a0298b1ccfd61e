"""What a mail says: a number, that there is something, and where its person reads it; never what was said of a matter."""

import re
from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from huiyin.lib.sealing import SealBroken
from huiyin.orgs.keys import ring
from huiyin.orgs.models import County
from huiyin.outbox import rules
from huiyin.outbox.gaps import filled
from huiyin.outbox.links import facts_of
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.supplied import Said
from huiyin.outbox.transports import Parcel
from huiyin.outbox.words import in_use
from huiyin.people.models import Resident

# What only the person of a matter holds, and may be told in the receipt of a letter; higher rooms put it in.
CODES: list[Callable[[str], str]] = []
_NUMBERED = re.compile(r"<([A-Za-z0-9-]+)\.(\d{1,18})\.([0-9a-f]{20})@[^<>\s]+>")
NUMBERED, STOP = "outbox.number", "outbox.stop"  # what the ring blinds and seals for us


def parcel(outgoing: Outgoing, first: Outgoing | None, box: Mailbox, to: str, waits: int = 0) -> Parcel:
    """A mail ready to leave, in the language of its person; `first` is the earliest one about the same matter.

    `waits` is how many notices wait on the desk of an official.
    """
    county = box.county
    with override(language_of(outgoing)):
        if outgoing.kind == rules.DIGEST:
            return _digest(outgoing, box, to, waits)
        stop = stop_address(outgoing.resident, county) if outgoing.resident else ""
        said = says(outgoing, county)
        return Parcel(
            to=to,
            subject=said.subject,
            text=framed(said.text, county, *_code(outgoing), stop=stop),
            number=number(outgoing, box),
            follows=number(first, box) if first and first.pk != outgoing.pk else "",
            stop=stop,
        )


def framed(text: str, county: County, *more: str, stop: str = "") -> str:
    """A mail as it is read: a greeting, its words, and who writes."""
    return "\n\n".join([_("Hello,"), text, *more, _foot(county, stop)])


def language_of(outgoing: Outgoing) -> str:
    """The one in which its person wrote to us, else that of the county."""
    chosen = outgoing.resident.language if outgoing.resident is not None else ""
    return chosen or settings.LANGUAGE_CODE


def says(outgoing: Outgoing, county: County) -> Said:
    """What it says, its gaps filled; never what was said of the matter."""
    if outgoing.kind == rules.TRIAL:
        facts = {"county": county.name}
        return Said(
            _("%(county)s: trial of the mailbox") % facts,
            _("This is a trial: mail of this installation arrives."),
        )
    facts = facts_of(rules.MAIL, outgoing.about, county)
    return Said(*(filled(words, facts) for words in in_use(rules.MAIL, outgoing.kind)))


def _code(outgoing: Outgoing) -> list[str]:
    """In the receipt of a letter the code, which its person has seen nowhere else; it is told once."""
    if outgoing.kind != rules.RECEIVED:
        return []
    code = next((code for of in CODES if (code := of(outgoing.about))), "")
    told = _("Your query code is %(code)s. Please keep it and give it to nobody; it is not sent again.")
    return [told % {"code": code}] if code else []


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
    found = _NUMBERED.fullmatch(number)
    if found is None or not compare_digest(_mark(int(found[2]), found[1]), found[3]):
        return None
    return Outgoing.objects.filter(pk=int(found[2])).select_related("resident").first()


def _mark(pk: int, named: str) -> str:
    return ring().blind(f"{pk}:{named}", NUMBERED)[:20]


def stop_address(resident: Resident, county: County) -> str:
    """Where a person says “no more”: a sealed address that names nobody."""
    return settings.HUIYIN_ADDRESS + stop_path(resident, county)


def stop_path(resident: Resident, county: County) -> str:
    """The same for a page of ours."""
    token = ring().seal(str(resident.key), STOP)
    return reverse("portal:stop_mail", kwargs={"county": county.slug, "token": token})


def behind(token: str) -> Resident | None:
    """Whom such an address was made for; None where it was altered, or made by nobody here."""
    try:
        return Resident.objects.filter(key=ring().open(token, STOP)).first()
    except SealBroken:
        return None


def _foot(county: County, stop: str) -> str:
    lines = [county.name]
    if county.phone:
        lines.append(_("Telephone: %(phone)s") % {"phone": county.phone})
    if stop:
        lines.append(_("A machine sends this mail. No more mail:"))
        lines.append(stop)
    return "\n".join(lines)
