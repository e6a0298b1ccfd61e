"""What the account answers, in the words of the county's language."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from huiyin.matters.actions import Lodged
from huiyin.orgs.models import County

SHOWN: Final = 40  # characters of what was written, to be recognised by
LONGEST_OPENID: Final = 128
HOW_TO_LOOK = gettext_lazy(
    "To hear how your matter stands, please write: check, its number, and its query code, with blanks between."
)
SAY = gettext_lazy(
    "Please write here what it is about, in as many messages as you like; photos help. Nothing is registered before you "
    "say so."
)
NOTHING_STANDS = gettext_lazy("Nothing waits to be registered. Please write what it is about.")
WORDS_FIRST = gettext_lazy("Your photos are kept. Please write in a few words what it is about, then 1.")
CANCELLED = gettext_lazy("It is dropped; nothing was registered. You are welcome to write again at any time.")
ONLY_WORDS = gettext_lazy(
    "We can take in words, photos and spoken messages. Please write in words what it is about."
)
NOT_UNDERSTOOD = gettext_lazy(
    "The spoken message could not be turned into words. Please write it, or say it once more."
)
TOO_LONG = gettext_lazy(
    "This message no longer fits; what you wrote before is kept. Write 1 to register it, then tell us the rest."
)
TOO_MANY_PICTURES = gettext_lazy(
    "Nine photos can come with a matter; this one was not kept. Write 1 to register it."
)
TOO_MANY_TODAY = gettext_lazy(
    "Very many photos came from you today; this one was not kept. Please send it tomorrow, or bring it along."
)
TOO_FAST = gettext_lazy("That was quick; this message was not kept. Please send it once more in a minute.")
TO_SOMEBODY = gettext_lazy("Thank you. Somebody of the county looks at what you wrote and takes it in.")
NO_QUESTION = gettext_lazy("Nothing is asked of you at present.")
ANSWERED = gettext_lazy("Thank you. The office has your answer and goes on with it (number %(reference)s).")
TROUBLE = gettext_lazy("Something went wrong on our side. Your message is kept, and somebody looks at it.")


def whole(path: str) -> str:
    """An address that opens elsewhere too."""
    return f"{settings.HUIYIN_ADDRESS}{path}"


def asking(county: County, reference: str = "") -> str:
    """Where number and code are asked for."""
    there = whole(reverse("portal:ask", kwargs={"county": county.slug}))
    return f"{there}?ref={reference}" if reference else there


def welcome(county: County) -> str:
    """To whoever follows the account, or greets it."""
    return "\n".join(
        [
            _("This is the account of %(county)s for what residents want to raise.")
            % {"county": county.name},
            str(SAY),
            str(HOW_TO_LOOK),
            _(
                "WeChat tells us no more of you than a name of its own making; it is kept sealed, to answer you here."
            ),
        ]
    )


def stands(body: str, pictures: int, remark: str = "") -> str:
    """What stands in a draft, and how it goes on."""
    facts = {"begin": body[:SHOWN] + ("…" if len(body) > SHOWN else ""), "n": len(body)}
    parts: list[str] = [remark] if remark else []
    if body:
        parts.append(_("Kept so far, not registered yet: “%(begin)s” (%(n)d characters)") % facts)
    if pictures:
        parts.append(ngettext("%(n)d photo is kept.", "%(n)d photos are kept.", pictures) % {"n": pictures})
    parts.append(_("Write 1 to register it, write on to add to it, or 0 to drop it."))
    parts.append(_("If nothing comes for an hour, somebody of the county looks at it."))
    return "\n".join(parts)


def question(county: County, reference: str) -> str:
    """That the desk asks something, and that what stands in the draft may be the answer."""
    return _(
        "The office asks you something about your matter %(reference)s; you read what here: %(link)s\n"
        "Write 2 if what you wrote is your answer to that."
    ) % {"reference": reference, "link": asking(county, reference)}


def registered(made: Lodged, county: County, *, pictures: int) -> str:
    """Number, code and link: what only its person gets."""
    link = whole(reverse("portal:follow", kwargs={"county": county.slug, "token": made.link}))
    told = {"reference": made.matter.reference, "code": made.code, "link": link}
    lines = [
        _("It is registered under the number %(reference)s. Query code: %(code)s") % told,
        _("Please keep both and give the code to nobody. You follow it here: %(link)s") % told,
        _("When there is an answer, you are told here."),
    ]
    if pictures:
        lines.append(_("Your photos are added within a few minutes."))
    return "\n".join(lines)


def name_of_picture() -> str:
    """What a photo is called among files: WeChat gives it no name."""
    with override(settings.LANGUAGE_CODE):
        return _("photo by WeChat")


def names_of(pictures: int) -> Sequence[str]:
    """Pictures as a desk reads that they came."""
    return [_("photo %(n)d") % {"n": n + 1} for n in range(pictures)]
