"""The figures that stand in the repository: a run fails where a page grew by more than a fifth since, or asks for more.

`KEEP=1 python -m bench casework` writes those of this run in their place, on a machine where nothing else works.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.table import Line

FIGURES = Path(__file__).with_name("figures.toml")
MOST = 1.2  # times what was kept
HEAD = "# What each line of a part was: the multiple of its baseline, and how many statements. KEEP=1 writes it anew.\n"
Kept = Mapping[str, Mapping[str, list[float]]]


def read(path: Path = FIGURES) -> Kept:
    """By part and line: its multiple, and its statements (0: not counted)."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def grown(lines: Iterable[Line], kept: Mapping[str, list[float]]) -> list[str]:
    """A sentence for each line that costs more than it did; a line that nobody kept says nothing."""
    found = []
    for line in lines:
        ratio, statements = kept.get(name(line), (float("inf"), float("inf")))
        if line.ratio > ratio * MOST:
            found.append(f"{name(line)}: {line.ratio:.2f} times, and was {ratio:.2f}")
        if statements and line.statements > statements:
            found.append(f"{name(line)}: {line.statements} statements, and was {statements:.0f}")
    return found


def written(kept: Kept) -> str:
    """As it stands in the file."""
    parts = []
    for part, lines in sorted(kept.items()):
        rows = [f'"{what}" = [{ratio:.2f}, {int(asked)}]' for what, (ratio, asked) in sorted(lines.items())]
        parts.append("\n".join([f"\n[{part}]", *rows, ""]))
    return HEAD + "".join(parts)


def with_these(kept: Kept, part: str, lines: Iterable[Line]) -> Kept:
    """The same, with the lines of a part as they are now; those that did not run stay."""
    now = {name(line): [line.ratio, float(line.statements)] for line in lines}
    return {**kept, part: {**kept.get(part, {}), **now}}


def name(line: Line) -> str:
    """What is measured, and against what."""
    return f"{line.what} / {line.baseline}"
