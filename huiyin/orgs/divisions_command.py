"""`huiyin import divisions`: the lists of divisions from files that somebody got beforehand; nothing is fetched here."""

import argparse
import sys
import time
from pathlib import Path

from django.utils.translation import gettext as _

from huiyin.orgs.division_files import found_in
from huiyin.orgs.divisions import Loaded, Progress, load
from huiyin.ui.listing import in_line

EVERY = 1.0  # seconds between two lines of progress
SHOWN = 50  # bad rows on the screen


def command(args: argparse.Namespace) -> int:
    """0 when done, 1 when rows were bad and so nothing was kept."""
    began = time.monotonic()
    lists = found_in(Path(args.path) if args.path else None)
    loaded = load(lists.rows, keep_good=args.keep_good, progress=_progress(began))
    for one in loaded.bad[:SHOWN]:
        facts = {"file": one.row.file, "line": one.row.line, "reason": one.reason}
        print(_("%(file)s, line %(line)d: %(reason)s") % facts)
    if (more := len(loaded.bad) - SHOWN) > 0:
        print(_("%(n)s more") % {"n": more})
    for sentence in _summary(loaded, time.monotonic() - began, is_whole=lists.is_whole):
        print(sentence)
    return 0 if loaded.kept else 1


def _summary(loaded: Loaded, seconds: float, *, is_whole: bool) -> list[str]:
    speed = {
        "rows": loaded.rows,
        "seconds": f"{seconds:.1f}",
        "speed": round(loaded.rows / max(seconds, 0.001)),
    }
    facts = {"new": loaded.new, "changed": loaded.changed, "same": loaded.same, "rejected": len(loaded.bad)}
    said = [_("%(rows)d rows read in %(seconds)s s (%(speed)d rows a second).") % speed]
    if not loaded.kept:
        words = _("rejected: %(rejected)d; nothing was imported. --keep-good takes the others.")
        return [*said, words % facts]
    said.append(_("new: %(new)d; updated: %(changed)d; unchanged: %(same)d; rejected: %(rejected)d.") % facts)
    if loaded.odd:
        words = _("Rare characters that few screens show, in the names of: %(codes)s")
        said.append(words % {"codes": in_line(row.code for row in loaded.odd[:SHOWN])})
    if is_whole and loaded.gone:
        said.append(_("No longer in the lists, and left here: %(n)d.") % {"n": loaded.gone})
    return said


def _progress(began: float) -> Progress:
    said = began

    def tell(done: int) -> None:
        nonlocal said
        if done % 1000:
            return
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            facts = {"rows": done, "speed": done / (now - began)}
            print(
                "· " + _("%(rows)d rows so far, %(speed)d rows a second") % facts, file=sys.stderr, flush=True
            )

    return tell
