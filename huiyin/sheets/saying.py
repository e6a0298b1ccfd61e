"""What an import says beside its figures: the same sentences on the page and in the console."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.sheets.importing import Outcome

MOST = 60  # sentences


def said_beside(outcome: Outcome) -> list[str]:
    """What was left out of the file, and what was concluded from it: nothing of it happens without a sentence."""
    counts = outcome.counts if outcome.kept else {}
    facts = {
        "repeated": outcome.repeated,
        "cleaned": outcome.cleaned,
        "examples": outcome.table.examples,
        "undated": counts.get("undated", 0),
        "answered": counts.get("answered", 0),
        "names": ", ".join(outcome.table.unknown),
    }
    further = (
        ("undated", _("day of receipt unknown: %(undated)d (counted as such, left out of figures of a period).")),
        ("answered", _("with an answer: %(answered)d.")),
        ("repeated", _("the same row again further down, taken once: %(repeated)d.")),
        ("cleaned", _("with control characters, which were left out: %(cleaned)d.")),
        ("examples", _("example rows left out: %(examples)d.")),
        ("names", _("columns that were not read: %(names)s.")),
    )  # fmt: skip
    return [*(words % facts for name, words in further if facts[name]), *_concluded(outcome)]


def _concluded(outcome: Outcome) -> list[str]:
    """What was concluded from how many rows."""
    notes = list(outcome.notes.items())
    said = [
        ngettext("%(what)s (%(n)d row).", "%(what)s (%(n)d rows).", n) % {"what": what, "n": n}
        for what, n in notes[:MOST]
    ]
    rest = len(notes) - len(said)
    more = ngettext("and %(n)d more of this kind.", "and %(n)d more of this kind.", rest) % {"n": rest}
    return [*said, more] if rest else said
