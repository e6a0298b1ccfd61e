"""What follows for templates of answers: who keeps them, and what they may leave open."""

import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiyin.lib.refusal import Beside
from huiyin.orgs.models import Official, Unit
from huiyin.ui.listing import in_line

KEEPERS = ("coordinator", "unit_head")
OPEN = re.compile(r"\{([^{}]*)\}")
BRACKETS = str.maketrans("\uff5b\uff5d", "{}")  # as a keyboard for Chinese writes them
MEANT = {
    "number": gettext_lazy("the number of the matter"),
    "date": gettext_lazy("the day it was received"),
    "unit": gettext_lazy("the unit that answers"),
}


def keeps(by: Official, unit: Unit, at: datetime) -> bool:
    """Whether somebody keeps the templates of this unit: who heads or coordinates it, or one above it."""
    return by.standing(at).over(unit, *KEEPERS)


def in_words() -> dict[str, str]:
    """What may be left open, by the word that the reader's language has for it: they are typed in it too."""
    return {
        "number": pgettext("left open in a template", "number"),
        "date": pgettext("left open in a template", "date"),
        "unit": pgettext("left open in a template", "unit"),
    }


def stored(words: str) -> str:
    """The same with what is left open under the names that every language reads."""
    names = {said: name for name, said in in_words().items()}
    plain = words.strip().translate(BRACKETS)
    return OPEN.sub(lambda found: f"{{{names.get(found[1].strip(), found[1].strip())}}}", plain)


def shown(words: str) -> str:
    """The same with what is left open in the reader's language, as it would be typed."""
    said = in_words()
    return OPEN.sub(lambda found: f"{{{said.get(found[1], found[1])}}}", words)


def objection_to_words(words: str) -> str | None:
    """Nothing else is left open than what can be filled in, and no bracket stands alone."""
    for name in OPEN.findall(words):
        if name not in MEANT:
            said = _("“{%(name)s}” cannot be filled in; there are: %(all)s.")
            every = in_line(f"{{{one}}}" for one in in_words().values())
            return Beside("words", said % {"name": name, "all": every})
    if re.search(r"[{}]", OPEN.sub("", words)):
        return Beside("words", _("A bracket is not closed, or not opened."))
    return None
