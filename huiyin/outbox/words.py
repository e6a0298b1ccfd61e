"""The words of a message: the county's own where it has put some in their place, else those that come with the house.

They have gaps for the number, the link, the county and its telephone, and for nothing else: nothing that was said of a
matter can come into them.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.reference import make
from huiyin.lib.refusal import Beside, refuse
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County, Official
from huiyin.outbox import gaps, rules
from huiyin.outbox.links import facts_of
from huiyin.outbox.models import Wording, gateway_kept
from huiyin.outbox.supplied import Said, supplied

TYPICAL = 123456  # the number of a matter in an example


def in_use(transport: str, kind: str) -> Said:
    """In the language of the moment, with their gaps."""
    language = get_language() or settings.LANGUAGE_CODE
    own = Wording.objects.of(transport, kind, language).first()
    return Said(own.subject, own.text) if own is not None and own.text else supplied(transport, kind)


def example(said: Said, transport: str, county: County, at: datetime) -> Said:
    """As somebody would read it, of a matter that nobody raised."""
    reference = make(county.prefix, county.day_of(at).year, TYPICAL)
    facts = facts_of(transport, reference, county)
    return Said(*(gaps.filled(words, facts) for words in said))


def length(said: Said, county: County, at: datetime) -> int:
    """Characters of an SMS with its signature, as it would leave."""
    kept = gateway_kept()
    sign = kept.sign if kept is not None else county.name
    return len(example(said, rules.SMS, county, at).text) + len(sign) + 2


def objection(
    said: Said, transport: str, kind: str, language: str, county: County, at: datetime
) -> str | None:
    """Gaps that are known, a link that leads to the matter, and an SMS that is no longer than it may be."""
    for field, words in zip(Said._fields, said, strict=True):
        if no := gaps.objection(words):
            return Beside(field, no)
    if gaps.EMPTY[gaps.LINK] not in said.text:
        missing = _("The link is missing, by which the person comes to the matter: %(gap)s")
        return Beside("text", missing % {"gap": gaps.shown(gaps.EMPTY[gaps.LINK])})
    if transport != rules.SMS:
        return None
    most, long = int(charter_of(at).figure("telling.sms_most").value), length(said, county, at)
    with override(language):
        usual = length(supplied(transport, kind), county, at)
    if long <= max(most, usual):  # a long address of the installation makes the supplied ones longer too
        return None
    too_long = _("With link and signature that is %(n)d characters; an SMS has at most %(most)d.")
    return Beside("text", too_long % {"n": long, "most": max(most, usual)})


@transaction.atomic
def put(
    *, transport: str, kind: str, language: str, subject: str = "", text: str, by: Official, at: datetime
) -> Wording:
    """The county's own words hold from now on; gaps under the names that never change."""
    said = Said(gaps.kept(subject.strip()), gaps.kept(text.strip()))
    refuse(objection(said, transport, kind, language, by.county, at))
    return _kept(said, transport, kind, language, by, at)


@transaction.atomic
def put_back(*, transport: str, kind: str, language: str, by: Official, at: datetime) -> Wording:
    """The words that come with the house hold again."""
    own = Wording.objects.of(transport, kind, language).first()
    refuse(None if own is not None and own.text else _("The supplied words are in use."))
    return _kept(Said("", ""), transport, kind, language, by, at)


def _kept(said: Said, transport: str, kind: str, language: str, by: Official, at: datetime) -> Wording:
    made = Wording.objects.create(
        transport=transport, kind=kind, language=language, **said._asdict(), made_at=at, by=by
    )
    deed = "wording.put" if said.text else "wording.put_back"
    record(by=by.key, deed=deed, on=f"county:{by.county.slug}", at=at, version=made.pk)
    return made
