"""`make messages` brings locale/ up to date; `--check` says what is not translated and changes nothing."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "zh_Hans"
PO = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract(root: Path) -> None:
    """Merge the messages of the tree under root into its .po file."""
    (root / PO.parent).mkdir(parents=True, exist_ok=True)
    code = "import sys; from django.core.management import execute_from_command_line as e; e(sys.argv)"
    words = [
        "makemessages",
        "--locale",
        LANGUAGE,
        "--no-wrap",
        "--no-location",
        "--no-obsolete",
        "--ignore",
        "var/*",  # environments and trials
        "--ignore",
        "node_modules/*",
        "--verbosity",
        "0",
    ]
    environment = {"PATH": _path(), "LC_ALL": "C.UTF-8", "DJANGO_SETTINGS_MODULE": ""}
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr.strip() or done.stdout.strip())
    _without_date(root / PO)


def _without_date(path: Path) -> None:
    """Take out when it was collected: two who collect at once would meet in that line and in no other."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "POT-Creation-Date" not in line), encoding="utf-8")


def _path() -> str:
    import os

    return os.environ.get("PATH", "")


def check() -> list[str]:
    """One line for every message that is missing, unfinished or no longer used."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)  # makemessages writes working files beside the templates it reads
        shutil.copytree(
            ROOT / "huiyin", copy / "huiyin", ignore=shutil.ignore_patterns("__pycache__", "static")
        )
        if (ROOT / "locale").exists():
            shutil.copytree(ROOT / "locale", copy / "locale")
        extract(copy)
        fresh = polib.pofile(str(copy / PO)) if (copy / PO).exists() else []
        kept = polib.pofile(str(ROOT / PO)) if (ROOT / PO).exists() else []
    return compare(fresh, kept)


def compare(fresh: "list[polib.POEntry]", kept: "list[polib.POEntry]") -> list[str]:
    """What differs between the messages of the tree and the file that is kept."""
    have = {(entry.msgctxt, entry.msgid): entry for entry in kept if not entry.obsolete}
    wanted = {(entry.msgctxt, entry.msgid) for entry in fresh if not entry.obsolete}
    lines = []
    for key in sorted(wanted, key=str):
        entry = have.get(key)
        if entry is None:
            lines.append(f"not in {PO}: {key[1]!r}")
        elif "fuzzy" in entry.flags:
            lines.append(f"fuzzy: {key[1]!r}")
        elif not entry.translated():
            lines.append(f"not translated: {key[1]!r}")
    lines += [f"no longer used: {key[1]!r}" for key in sorted(have, key=str) if key not in wanted]
    return lines


def main() -> int:
    """0 when every message has its words."""
    if not shutil.which("xgettext"):
        print("gettext is missing: apt install gettext (macOS: brew install gettext)")
        return 1
    if "--check" not in sys.argv[1:]:
        extract(ROOT)
        print(f"{PO} is up to date; translate what is empty.")
        return 0
    lines = check()
    print("\n".join(lines) or f"{PO} is complete.")
    if lines:
        print(f"{len(lines)} messages to put right: make messages, then translate.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
