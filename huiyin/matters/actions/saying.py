"""Words that a deed asks for beside what it does."""

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.matters.rules import hearing


def said_why(words: str) -> str:
    """The reason, without what stands around it; refused where there is none."""
    words = words.strip()
    if len(words) < hearing.MIN_WORDS:
        raise Refused(_("Please say why in a few words."))
    return words
