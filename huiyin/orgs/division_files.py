"""The lists of divisions as they are published: five files, CSV or JSON, in a folder or packed as an archive of npm."""

import csv
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused

PACKAGE = "china-division"
LISTS = (
    "provinces",
    "cities",
    "areas",
    "streets",
    "villages",
)  # from the top down: each leans on the one before
ENDINGS = ("csv", "json")
WITHIN = ("", "dist", "package/dist", f"node_modules/{PACKAGE}/dist")  # where in a folder they may lie


@dataclass(frozen=True)
class Row:
    """A division as a file says it, and where."""

    file: str
    line: int
    code: str
    name: str


@dataclass(frozen=True)
class Lists:
    """What was found: the rows, one after another, and whether all five lists are among them."""

    rows: Iterator[Row]
    is_whole: bool


def found_in(path: Path | None) -> Lists:
    """The lists of a file, an archive or a folder; without one, of the folder one stands in."""
    there = path or _nearby()
    if not there.is_dir():
        is_archive = there.suffix in (".tgz", ".gz")
        return Lists(_of_archive(there) if is_archive else _of_files([there]), is_archive)
    files = next((some for part in WITHIN if (some := _lists_in(there / part))), [])
    if not files:
        raise Refused(_("There are no lists of divisions here: %(path)s") % {"path": there} + "\n" + _how())
    return Lists(_of_files(files), len(files) == len(LISTS))


def _nearby() -> Path:
    """What `npm pack` or `npm install` leaves in the folder one stands in."""
    packed = sorted(Path().glob(f"{PACKAGE}-*.tgz"))
    return packed[-1] if packed else Path()


def _how() -> str:
    return _("Get them with: npm pack %(name)s; then: huiyin import divisions %(name)s-….tgz") % {
        "name": PACKAGE
    }


def _lists_in(folder: Path) -> list[Path]:
    named = ([folder / f"{name}.{end}" for end in ENDINGS] for name in LISTS)
    return [next(path for path in both if path.is_file()) for both in named if any(p.is_file() for p in both)]


def _of_files(files: list[Path]) -> Iterator[Row]:
    for path in files:
        with _said(path.name), path.open(encoding="utf-8-sig", newline="") as text:
            yield from _rows(path.name, text)


def _of_archive(path: Path) -> Iterator[Row]:
    """Read where it lies packed, nothing is written beside it."""
    with _said(path.name), tarfile.open(path) as packed:
        names = set(packed.getnames())
        for name in LISTS:
            inside = [
                f"package/dist/{name}.{end}" for end in ENDINGS if f"package/dist/{name}.{end}" in names
            ]
            if not inside:
                raise Refused(
                    _("There are no lists of divisions here: %(path)s") % {"path": path} + "\n" + _how()
                )
            raw = packed.extractfile(inside[0])
            assert raw is not None  # noqa: S101 - a name of the archive that is no folder
            with io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
                yield from _rows(inside[0].rpartition("/")[2], text)


@contextmanager
def _said(name: str) -> Iterator[None]:
    """A file that is none is one sentence."""
    try:
        yield
    except (
        UnicodeDecodeError,
        ValueError,
        csv.Error,
        tarfile.TarError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        facts = {"file": name, "detail": error}
        raise Refused(_("%(file)s is no list of divisions: %(detail)s") % facts) from error


def _rows(name: str, text: TextIO) -> Iterator[Row]:
    return _of_json(name, text) if name.endswith(".json") else _of_csv(name, text)


def _of_csv(name: str, text: TextIO) -> Iterator[Row]:
    reader = csv.reader(text)
    head = next(reader, [])
    if not {"code", "name"} <= set(head):
        raise ValueError(_("it has no columns “code” and “name”"))
    code, words = head.index("code"), head.index("name")
    for cells in reader:
        if cells:
            both = (cells[at] if at < len(cells) else "" for at in (code, words))
            yield Row(name, reader.line_num, *both)


def _of_json(name: str, text: TextIO) -> Iterator[Row]:
    entries: Any = json.load(text)
    if not isinstance(entries, list):
        raise ValueError(_("it has no columns “code” and “name”"))
    for number, one in enumerate(entries, 1):
        said = one if isinstance(one, dict) else {}
        yield Row(name, number, str(said.get("code", "")), str(said.get("name", "")))
