"""Compiling translations: every .po newer than its .mo, without gettext's own programs."""

import os
from pathlib import Path

from huiyin.lib.sentences import Stop


def stale(root: Path) -> list[Path]:
    """The .po files whose .mo is missing or older."""
    return [po for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")) if _is_stale(po)]


def compile_messages(root: Path) -> int:
    """Compile what is stale; returns how many files that were."""
    import polib

    found = stale(root)
    for po in found:
        draft = po.with_suffix(f".mo.{os.getpid()}")  # several processes may do this at once
        try:
            polib.pofile(str(po)).save_as_mofile(str(draft))
        except (OSError, UnicodeDecodeError) as error:
            raise Stop("broken_messages", path=po, detail=error) from error
        draft.replace(po.with_suffix(".mo"))
    return len(found)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime
