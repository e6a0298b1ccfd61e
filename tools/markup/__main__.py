"""`python -m tools.markup`: lay out every template and style sheet; `--check` only says which are not."""

import sys
from pathlib import Path

from tools.markup import layout, sheets

ROOT = Path(__file__).resolve().parents[2]


def files() -> list[Path]:
    """The templates and style sheets of all rooms."""
    return sorted([*ROOT.glob("huiyin/**/templates/**/*.html"), *ROOT.glob("huiyin/**/static/**/*.css")])


def anew(path: Path) -> str:
    """The file's text, laid out."""
    text = path.read_text(encoding="utf-8")
    return sheets.lay_out(text) if path.suffix == ".css" else layout.lay_out(text)


def main(words: list[str]) -> int:
    """0 when nothing is left to lay out, or everything has been."""
    only_look = "--check" in words
    found = 0
    for path in [Path(word) for word in words if not word.startswith("-")] or files():
        text = anew(path)
        if text != path.read_text(encoding="utf-8"):
            found += 1
            print(f"{'not laid out' if only_look else 'laid out'}: {path}")
            if not only_look:
                path.write_text(text, encoding="utf-8")
    return 1 if only_look and found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
