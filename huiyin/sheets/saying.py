"""What an import says beside its figures: the same sentences on the page and in the console."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.lib.list_rows import BLANK, FURTHER, GONE, HEAD, SIGNED, STRUCK, TITLE, TOTAL
from huiyin.sheets.importing import Outcome
from huiyin.sheets.reading import Table

MOST = 60  # sentences
FEW = 12  # lines that are named one by one


def said_beside(outcome: Outcome) -> list[str]:
    """What was left out of the file, and what was concluded from it: nothing of it happens without a sentence."""
    facts = _facts(outcome)
    further = (  # first what was not read, then what is strange, what was left out, how the rest was understood
        ("unread", _("sheets that were not read, since they are hidden or lack a column: %(unread)s.")),
        ("headless", _("sheets that were not read, since they have none of the headings: %(headless)s.")),
        ("nameless", _("columns without a heading that hold something, not read: %(nameless)s.")),
        ("names", _("columns that were not read: %(names)s.")),
        (
            "gone",
            _(
                "rows beside which a note, another cell or the title says that somebody is gone (died, moved away, "
                "withdrew), read like the others: line %(gone)s."
            ),
        ),
        ("struck", _("rows with a line drawn through them, read like the others: line %(struck)s.")),
        ("hidden", _("rows that the sheet hides (a filter, for instance), read like the others: %(hidden)d.")),
        ("unseen", _("columns that the sheet hides, read like the others: %(unseen)s.")),
        (
            "further",
            _(
                "rows that are merged with the one above and have nothing of their own that is read (further people of a "
                "household, for instance): line %(further)s."
            ),
        ),
        ("blank", _("villages without any number, of which nothing is taken: line %(blank)s.")),
        ("examples", _("example rows left out: %(examples)d.")),
        ("total", _("rows of totals left out: line %(total)s.")),
        ("signed", _("rows of signatures and remarks left out: line %(signed)s.")),
        ("title", _("rows that only hold the title of what follows left out: line %(title)s.")),
        ("head", _("rows that only repeat the headings left out: line %(head)s.")),
        ("repeated", _("the same row again further down, taken once: %(repeated)d.")),
        ("cleaned", _("with control characters, which were left out: %(cleaned)d.")),
        ("undated", _("day of receipt unknown: %(undated)d (counted as such, left out of figures of a period).")),
        ("answered", _("with an answer: %(answered)d.")),
        ("sheets", _("several sheets were read: %(sheets)s.")),
        ("parts", _("the table stands %(parts)d times side by side; each was read.")),
        ("across", _("one row for each village, one column for each group: each filled cell is a row.")),
        ("named", _("headings that were understood: %(named)s.")),
        ("dittos", _("cells that say “as above” took what stands above: %(dittos)d.")),
        ("proposed", _("login names made from the names, as none was written: %(proposed)s.")),
        ("serials", _("days that were only a number of the spreadsheet, read as the day: %(serials)d.")),
    )  # fmt: skip
    return [*(words % facts for name, words in further if facts[name]), *_concluded(outcome)]


def _facts(outcome: Outcome) -> dict[str, object]:
    """What the sentences say, by their names; nothing where there is nothing to say."""
    counts = outcome.counts if outcome.kept else {}
    table = outcome.table
    return {
        "repeated": outcome.repeated,
        "cleaned": outcome.cleaned,
        "examples": table.examples,
        "undated": counts.get("undated", 0),
        "answered": counts.get("answered", 0),
        "names": _(", ").join(table.unknown),
        "parts": table.read_as.parts if table.read_as.parts > 1 else 0,
        "nameless": _(", ").join(table.left.nameless),
        "serials": table.read_as.serials,
        "across": table.read_as.across,
        "named": _named(table),
        "proposed": _proposed(outcome),
        "hidden": table.left.hidden,
        "dittos": table.left.dittos,
        **{
            why: _lines(table.left.lines.get(why, ()))
            for why in (TOTAL, SIGNED, TITLE, HEAD, BLANK, STRUCK, FURTHER, GONE)
        },
        **{
            name: _(", ").join(getattr(table.read_as, name))
            for name in ("sheets", "unread", "headless", "unseen")
        },
    }


def _named(table: Table) -> str:
    """Headings that are not spelled as ours, each with the column as which it was read."""
    shown = {column.name: column.shown for column in table.shape.columns}
    asked = table.shape.asked(table.read_as.named)
    answers = {name: _(" (a yes means “%(word)s”)") % {"word": word} for name, word in asked.items()}
    pairs = [
        (theirs, shown[ours] + answers.get(ours, ""))
        for ours, theirs in table.read_as.named
        if ours in shown and not table.shape.exact
    ]
    return _(", ").join(f"{theirs} → {ours}" for theirs, ours in pairs)


def _proposed(outcome: Outcome) -> str:
    """The new login names, each behind its name, once for each person."""
    pairs = list(dict.fromkeys(outcome.proposed.values()))
    shown = _(", ").join(f"{name} {login}" for name, login in pairs[:MOST])
    return shown if len(pairs) <= MOST else _("%(lines)s … (%(n)d)") % {"lines": shown, "n": len(pairs)}


def _lines(lines: Sequence[int]) -> str:
    """The lines, of many only the first and how many there are."""
    shown = _(", ").join(str(line) for line in lines[:FEW])
    return shown if len(lines) <= FEW else _("%(lines)s … (%(n)d)") % {"lines": shown, "n": len(lines)}


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
