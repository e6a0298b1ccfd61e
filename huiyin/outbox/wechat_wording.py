"""What a message by WeChat says: a number, that there is something, and where its person reads it; never what was said."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.outbox import rules
from huiyin.outbox.models import Outgoing, WeChat
from huiyin.outbox.transports.wechat import Slip
from huiyin.outbox.wording import CODES


def parcel(outgoing: Outgoing, _first: Outgoing | None, account: WeChat, to: str, _waits: int = 0) -> Slip:
    """A message ready to leave, in the language of the county, for either of WeChat's two ways."""
    county = account.county
    there = reverse("portal:ask", kwargs={"county": county.slug})
    link = f"{settings.HUIYIN_ADDRESS}{there}?{urlencode({'ref': outgoing.about})}"
    with override(settings.LANGUAGE_CODE):
        return Slip(
            to=to,
            subject=_what(outgoing.kind),
            text="\n".join(
                [_says(outgoing), *_code(outgoing), _("It is read here: %(link)s") % {"link": link}]
            ),
            number=f"huiyin-{county.slug}-{outgoing.pk}",
            reference=outgoing.about,
            link=link,
        )


def _what(kind: str) -> str:
    """At most twenty characters: a template has no room for more."""
    words = {
        rules.RECEIVED: pgettext("by WeChat, at most 20 characters", "It has come in"),
        rules.ANSWERED: pgettext("by WeChat, at most 20 characters", "There is an answer"),
        rules.ASKED: pgettext("by WeChat, at most 20 characters", "Something is asked"),
        rules.OPINION: pgettext("by WeChat, at most 20 characters", "The review is done"),
    }
    return words[kind]


def _says(outgoing: Outgoing) -> str:
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
    return says[outgoing.kind] % {"reference": outgoing.about}


def _code(outgoing: Outgoing) -> list[str]:
    """What nobody has told them yet, where somebody of the county registered it for them."""
    if outgoing.kind != rules.RECEIVED:
        return []
    code = next((code for of in CODES if (code := of(outgoing.about))), "")
    told = _("Your query code is %(code)s. Please keep it and give it to nobody; it is not sent again.")
    return [told % {"code": code}] if code else []
