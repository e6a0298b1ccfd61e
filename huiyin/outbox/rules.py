"""What follows for a message on its way out: when it may go, how long until the next try, and why it did not go."""

import re
import unicodedata
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from huiyin.lib import posting, telephone
from huiyin.lib.refusal import Beside
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County

MAIL: Final = "mail"
WECHAT: Final = "wechat"
SMS: Final = "sms"
RECEIVED, ANSWERED, ASKED, OPINION, TRIAL = "received", "answered", "asked", "opinion", "trial"
DIGEST: Final = "digest"
_NO_LETTER: Final = re.compile(r"[\W_]+")
AT_ONCE: Final = (RECEIVED, TRIAL)  # whoever has just written is awake
WAKES: Final = (
    SMS,
)  # except where it rings at a number that anybody may have typed: what came in stands on the screen
BEGUN: Final = timedelta(minutes=10)  # a try that is older has been broken off: no transport waits that long
WAITS: Final = tuple(
    timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720)
)  # after the last of these it is given up
MOST_TRIES: Final = len(WAITS) + 1

KINDS: Final = {
    RECEIVED: gettext_lazy("that a matter has come in"),
    ANSWERED: gettext_lazy("that there is an answer"),
    ASKED: gettext_lazy("that something is asked"),
    OPINION: gettext_lazy("that there is the opinion of a review"),
    DIGEST: gettext_lazy("that notices wait on a desk"),
    TRIAL: gettext_lazy("trial"),
}
TRANSPORTS: Final = {MAIL: gettext_lazy("E-mail"), SMS: gettext_lazy("SMS"), WECHAT: gettext_lazy("WeChat")}
# Why a try came to nothing. The first three may be otherwise the next time; of the others none is tried again.
NO_SERVER, SIGN_IN, LATER = "no_server", "sign_in", "later"
REFUSED, NO_SUCH, NO_ADDRESS, OVERTAKEN, SEALED = "refused", "no_such", "no_address", "overtaken", "sealed"
READ, CAME_BACK, NOT_ARRIVED, ENOUGH = "read", "came_back", "not_arrived", "enough"
WINDOW: Final = "window"
REASONS: Final = {
    NO_SERVER: gettext_lazy("The other side could not be reached, or did not finish."),
    SIGN_IN: gettext_lazy(
        "The other side did not accept the account, its password or key, or this encryption."
    ),
    LATER: gettext_lazy("The other side asks to try again later."),
    REFUSED: gettext_lazy("The other side refused the message."),
    NO_SUCH: gettext_lazy("The other side knows no such address or number."),
    NO_ADDRESS: gettext_lazy("No address of the person is kept for it any more."),
    OVERTAKEN: gettext_lazy("Something newer of the same matter was told in its place."),
    SEALED: gettext_lazy("Nothing of this is told outside."),
    CAME_BACK: gettext_lazy("It came back: the mail server on the other side could not deliver it."),
    WINDOW: gettext_lazy(
        "The person wrote more than 48 hours ago, and no template message is entered for the account."
    ),
    NOT_ARRIVED: gettext_lazy("The gateway says that it did not reach the telephone."),
    ENOUGH: gettext_lazy(
        "The number had as many SMS that day as are sent to one; the receipt stood on the screen."
    ),
    READ: gettext_lazy("Everything had been read before it left."),
}
NOBODY_THERE: Final = (NO_SERVER, SIGN_IN)
FOR_GOOD: Final = (OVERTAKEN, SEALED, NO_ADDRESS, READ)


def opening(kind: str, transport: str, at: datetime, county: County) -> datetime:
    """From when on it may go: at once, or in the morning where residents are not to be woken (charter, `telling`)."""
    charter = charter_of(at)
    evening = int(charter.figure("telling.quiet_from_hour").value)
    morning = int(charter.figure("telling.quiet_until_hour").value)
    local = at.astimezone(county.zone)
    at_once = kind in AT_ONCE and (kind == TRIAL or transport not in WAKES)
    if at_once or morning <= local.hour < evening:
        return at
    day = local.date() + timedelta(days=local.hour >= evening)
    return datetime.combine(day, time(morning), county.zone)


def next_morning(at: datetime, county: County) -> datetime:
    """When residents are written to again on the day after."""
    morning = int(charter_of(at).figure("telling.quiet_until_hour").value)
    return datetime.combine(county.day_of(at) + timedelta(days=1), time(morning), county.zone)


def sms_a_day(at: datetime) -> int:
    """How many SMS one number has in a day at most, whoever asked for them (charter, `telling`)."""
    return int(charter_of(at).figure("telling.sms_a_day").value)


def digest_from(at: datetime, county: County) -> datetime:
    """From when on officials are told that day of what waits for them (charter, `telling`)."""
    hour = int(charter_of(at).figure("telling.digest_hour").value)
    return datetime.combine(county.day_of(at), time(hour), county.zone)


def next_try(tries: int, at: datetime) -> datetime | None:
    """After so many tries that came to nothing; None where it is given up."""
    return at + WAITS[tries - 1] if tries <= len(WAITS) else None


def unsaid(host: str) -> str:
    """Why nothing could be said to a server: no server can be called so, or its language has no letters for the account."""
    try:
        host.encode("idna")
    except UnicodeError:
        return NO_SERVER
    return SIGN_IN


def objection_to_sending_again(state: str, reason: str) -> str | None:
    """Only what was given up, and can still be told."""
    if state != "given_up":
        return _("It waits already, or has been handed over.")
    return str(REASONS[reason]) if reason in FOR_GOOD else None


def objection_to_gateway(*, address: str, is_on: bool, has_secret: bool) -> str | None:
    """An address that can be called, and before anything leaves a secret by which both know each other."""
    if posting.objection(address) is not None:
        return Beside(
            "address", _("This cannot be called; an address begins with https:// and holds no password.")
        )
    if not posting.may_be_public(address) and not settings.HUIYIN_MAY_CALL:
        words = _(
            "Please give an address that begins with https. Without encryption only networks of the house are called that "
            "whoever runs this installation has named (HUIYIN_MAY_CALL)."
        )
        return Beside("address", words)
    if is_on and not has_secret:
        return Beside(
            "is_on", _("Please keep it switched off first, make a secret, and give it to the gateway.")
        )
    return objection_to_switching_on(is_on)


def objection_to_switching_on(is_on: bool) -> str | None:
    """A message leads to a page, so the page needs an address that opens elsewhere too."""
    if is_on and not settings.HUIYIN_ADDRESS:
        return Beside(
            "is_on",
            _(
                "Messages lead to a page of this installation, and nobody has said its public address yet: whoever runs it "
                "sets HUIYIN_ADDRESS first."
            ),
        )
    return None


def is_mobile(phone: str) -> bool:
    """Whether a number can be written to by SMS: one mobile number of this country."""
    number = telephone.digits(phone)
    return len(number) == telephone.MOBILE and number.startswith("1")


def objection_to_no_address(transport: str) -> str:
    """What to say where somebody chose a transport that has nowhere to go."""
    if transport == SMS:
        return Beside("mobile", _("For SMS please write a mobile number of 11 digits."))
    return Beside("email", _("For mail please write an e-mail address."))


def is_stop_word(said: str) -> bool:
    """Whether somebody answers that they want no more: one word of the list, however it is written."""
    with override(settings.LANGUAGE_CODE):
        words = _("TD,T,STOP")  # with commas; those of English end it everywhere
    return _is_one_of(said, f"{words},TD,T,STOP")


def is_start_word(said: str) -> bool:
    """Whether somebody who had ended them answers that SMS may come again."""
    with override(settings.LANGUAGE_CODE):
        words = _("KT,START")  # with commas, likewise
    return _is_one_of(said, f"{words},KT,START")


def stopped_words() -> str:
    """Said to who knows whose number it is; the public form does not tell what a number answered."""
    return _(
        "From this number somebody answered that no more SMS are wanted. They come again once KT is answered from it."
    )


def _is_one_of(said: str, words: str) -> bool:
    return _bare(said) in {_bare(one) for one in words.split(",")}


def _bare(said: str) -> str:
    """Its letters alone, in one width and one size."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", said)).casefold()
