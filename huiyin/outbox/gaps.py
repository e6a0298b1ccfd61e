"""Words with gaps such as {number}, which are filled when a message leaves; what each gap is called, and what may be one.

They are kept under names that never change and shown under those of the reader's language.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from django.conf import settings
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

NUMBER, LINK, COUNTY, PHONE = "number", "link", "county", "phone"
NAMES: Final[Mapping[str, Lazy]] = {
    NUMBER: pgettext_lazy("a gap in a message", "number"),
    LINK: pgettext_lazy("a gap in a message", "link"),
    COUNTY: pgettext_lazy("a gap in a message", "county"),
    PHONE: pgettext_lazy("a gap in a message", "telephone"),
}
EMPTY: Final = {name: f"{{{name}}}" for name in NAMES}  # what fills a gap where it stays one
_GAP: Final = re.compile(r"[{\uff5b]([^{}\uff5b\uff5d\n]{1,20})[}\uff5d]")


def filled(words: str, facts: Mapping[str, str]) -> str:
    """Each gap with what belongs there; what is put in is never looked at for gaps itself."""
    return _GAP.sub(lambda found: facts.get(found[1], found[0]), words)


def shown(words: str) -> str:
    """With the names of the reader's language."""
    return filled(words, {name: f"{{{words}}}" for name, words in NAMES.items()})


def kept(words: str) -> str:
    """With the names that never change, whichever language they were typed in; what nobody knows stays as it was."""
    named = _named()
    return _GAP.sub(lambda found: EMPTY.get(named.get(found[1].strip(), found[1].strip()), found[0]), words)


@cache
def _named() -> dict[str, str]:
    """The names of each language, and what they are called here."""
    found = {}
    for language, _words in settings.LANGUAGES:
        with override(language):
            found.update({str(shown): name for name, shown in NAMES.items()})
    return found


def objection(words: str) -> str | None:
    """To a gap that nothing is known for, and to a brace that is none; of words with the names that never change."""
    unknown = [found[0] for found in _GAP.finditer(words) if found[1] not in NAMES]
    if unknown:
        facts = {"gap": unknown[0], "names": " ".join(f"{{{one}}}" for one in NAMES.values())}
        return _("Nothing is known for %(gap)s. There are: %(names)s") % facts
    if any(sign in _GAP.sub("", words) for sign in "{}\uff5b\uff5d"):
        return _("A curly bracket stands alone; a gap is its name between two of them.")
    return None
