"""What follows for what comes by WeChat: how long a draft may be silent, and why it waits for somebody."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.lib.posting import Why

PICTURES_A_DAY: Final = 60  # photos of one writer that are kept, whatever becomes of them
SILENT: Final = timedelta(hours=1)  # said to whoever writes: afterwards somebody looks at it
HEARD_FOR: Final = timedelta(days=3)
SILENCE, MANY, UNREAD, EMPTY = "silence", "many", "unread", "empty"
REASONS: Final = {
    SILENCE: _(
        "It was written by WeChat, and its writer did not say within an hour that it is to be registered."
    ),
}
WRONG, ELSEWHERE, RIGHTS, LATER = "wrong", "elsewhere", "rights", "later"
# What WeChat's numbers mean for who looks after the account.
MEANS: Final = {
    **dict.fromkeys((40001, 40013, 40125, 41002, 41004), WRONG),
    **dict.fromkeys((40164, 61004), ELSEWHERE),
    **dict.fromkeys((48001, 50001, 50002), RIGHTS),
    **dict.fromkeys((-1, 45009, 45011), LATER),
}
SAID: Final = {
    WRONG: _("WeChat does not know this AppID, or the secret does not belong to it."),
    ELSEWHERE: _(
        "WeChat lets in only named addresses, and that of this server is not on the account's list there."
    ),
    RIGHTS: _("WeChat does not allow this account to do that; it may not be verified there."),
    LATER: _("WeChat asks to try again later."),
}


def said_of(code: int, why: Why) -> str:
    """What came of a call, in one sentence, with WeChat's own number."""
    if code:
        meant = SAID.get(MEANS.get(code, ""), _("WeChat did not do it."))
        return gettext("%(sentence)s (WeChat's number: %(n)d)") % {"sentence": meant, "n": code}
    if why == Why.NOT_ALLOWED:
        return gettext(
            "This installation may not call that address; whoever runs it names its network in HUIYIN_MAY_CALL."
        )
    return gettext("Nothing usable came back from that address.")
