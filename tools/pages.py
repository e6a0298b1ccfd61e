"""What every page says, before and after a change of the code that should change no page.

`python -m tools.pages capture DIR` opens every address of the URLconf as everybody of the test estate and writes one
file for each url name and reader; `python -m tools.pages compare A B` tells which names, paths or words differ, and
leaves with 1 if any do. Two captures of one tree are equal: chance is seeded, the clock stands still, and tokens and
numbers are masked."""

import difflib
import io
import logging
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
READERS = ("liu", "chen", "he", "gao", "ma", "sun", "qian", "zhao")
STRANGER, RESIDENT = "stranger", "resident"
SEED = 20260302
MASKS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\b[A-Z]{2,4}-?\d{4}-?\d{6}-?[0-9A-Z]\b"), "<reference>"),
    (re.compile(r"\b[0-9A-HJ-NP-Z]{4}-[0-9A-HJ-NP-Z]{4}(?:-[0-9A-HJ-NP-Z]{4})?\b"), "<code>"),
    (re.compile(r"\b[0-9a-f]{32,}\b"), "<digest>"),
    (re.compile(r"(?<![\w/])[\w-]{40,}(?![\w/])"), "<token>"),
    (re.compile(r"/r/[\w-]{16,}/|/s/[\w-]{16,}/"), "/<link>/"),
    (re.compile(r"(?<=/)\d+(?=[/?#]|$)"), "<key>"),
    (re.compile(r"(?<==)\d+(?=[&#]|$)"), "<number>"),
)
INLINE = {"a", "abbr", "b", "bdi", "br", "code", "em", "i", "img", "input", "kbd", "label", "q", "small", "span", "strong",
          "sub", "sup", "svg", "path", "time", "use", "var", "wbr"}  # fmt: skip
UNSEEN = {"script", "style", "head"}
SPOKEN = ("alt", "title", "aria-label", "placeholder")


class Words(HTMLParser):
    """What a reader sees or hears of a page, a line for each block; links with where they lead, inputs with their names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._unseen += tag in UNSEEN
        if tag == "title":
            self.lines.append("title: ")
        elif tag not in INLINE:
            self.lines.append("")
        said = [f"{name}={given[name]}" for name in SPOKEN if given.get(name)]
        if tag == "a" and given.get("href"):
            said.append(f"-> {given['href']}")
        if tag == "form":
            said.append(f"{given.get('method', 'get').lower()} -> {given.get('action', '')}")
        if tag in {"input", "select", "textarea", "button"} and given.get("name"):
            said.append(
                f"{given.get('type', tag)} {given['name']}{' required' if 'required' in given else ''}"
            )
            if given.get("type") in {"text", "date", "time", "number", "tel"} and given.get("value"):
                said.append(given["value"])
        if said:
            self.lines[-1] += f" [{'; '.join(said)}] "

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        if tag not in INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen or self.lines[-1].startswith("title: "):
            self.lines[-1] += data


def words(html: str) -> list[str]:
    """The lines of a page, without those that say nothing."""
    page = Words()
    page.feed(html)
    page.close()
    plain = (" ".join(line.split()) for line in page.lines)
    return [line for line in plain if line]


def masked(text: str) -> str:
    """Without what is drawn anew each time, or counted on by a sequence."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def told(response: Any) -> list[str]:
    """Status and kind of an answer, where it sends one on, and its words."""
    kind = response.headers.get("Content-Type", "")
    lines = [f"{response.status_code} {kind} {response.headers.get('Location', '')}".strip()]
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [
                name
                for name in sorted(package.namelist())
                if name.startswith(("word/doc", "xl/sh", "xl/work"))
            ]
            for name in parts:
                text = package.read(name).decode("utf-8", "replace")
                lines += [line for line in re.sub(r"<[^>]+>", "\n", text).split("\n") if line.strip()]
    elif "html" in kind:
        lines += words(content.decode("utf-8", "replace"))
    else:
        lines += content.decode("utf-8", "replace").splitlines()
    return [masked(line) for line in lines]


@contextmanager
def still() -> Iterator[Random]:
    """Chance is seeded, and the clock stands at the moment of the tests."""
    from datetime import UTC

    from tests.world import AT

    chance = Random(SEED)  # noqa: S311 - the same every time is what is wanted
    with (
        mock.patch("os.urandom", chance.randbytes),
        mock.patch("random._urandom", chance.randbytes),
        mock.patch("django.utils.timezone.now", return_value=AT.astimezone(UTC)),
    ):
        yield chance


def capture(to: Path) -> int:
    """Open everything as everybody."""
    import django
    from django.conf import settings
    from django.utils.translation.reloader import translation_file_changed

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable()
    from huiyin.site.messages import compile_messages
    from tests.database import ROOT, TestServer

    if compile_messages(ROOT):
        translation_file_changed(None, Path("django.mo"))  # Django had read the old ones, or none, by now
    to.mkdir(parents=True, exist_ok=True)
    if any(to.iterdir()):
        print(f"{to} is not empty")
        return 2
    server = TestServer("pages")
    server.start()
    try:
        with still() as chance:
            count = _write_all(to, chance)
    finally:
        server.stop()
    print(f"{count} answers in {to}")
    return 0


def _write_all(to: Path, chance: Random) -> int:
    from django.test import Client
    from django.urls import get_resolver
    from django.utils import translation

    from tests.house import doors
    from tests.house.conftest import close_the_wall, signed_in, standing

    with translation.override("en"):
        estate = standing()
    readers = {name: signed_in(getattr(estate.world, name)) for name in READERS}
    readers |= {
        RESIDENT: Client(raise_request_exception=False),
        STRANGER: Client(raise_request_exception=False),
    }
    close_the_wall()
    readers[RESIDENT].get(f"/c/{estate.world.county.slug}/r/{estate.fresh.link}/")
    values, count = estate.values(), 0
    for address in sorted(doors.addresses(get_resolver()), key=lambda one: (one.name, one.kwargs)):
        paths = doors.paths(address, values)
        for reader, client in readers.items():
            lines = []
            for path in paths:
                chance.seed(SEED)
                close_the_wall()
                lines += [f"== {masked(path)}", *told(client.get(path)), ""]
                count += 1
            place = to / address.name.replace(":", ".") / f"{'-'.join((*address.kwargs, reader))}.txt"
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n".join(lines), encoding="utf-8")
    return count


def compare(before: Path, after: Path) -> int:
    """Say what differs; 1 when anything does."""
    one, other = (
        {str(path.relative_to(root)): path for path in root.rglob("*.txt")} for root in (before, after)
    )
    lost, new = sorted(one.keys() - other.keys()), sorted(other.keys() - one.keys())
    both = sorted(one.keys() & other.keys())
    changed = [name for name in both if one[name].read_bytes() != other[name].read_bytes()]
    for name in lost:
        print(f"lost     {name}")
    for name in new:
        print(f"new      {name}")
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in changed:
        alike.setdefault(_difference(one[name], other[name]), []).append(name)
    for lines, names in alike.items():
        _say(lines, names)
    print(f"{len(both) - len(changed)} the same, {len(changed)} changed, {len(lost)} lost, {len(new)} new")
    return int(bool(changed or lost or new))


def _difference(one: Path, other: Path) -> tuple[str, ...]:
    lines = (path.read_text(encoding="utf-8").splitlines() for path in (one, other))
    found = difflib.unified_diff(*lines, lineterm="", n=0)
    return tuple(line for line in found if not line.startswith(("---", "+++", "@@")))


def _say(lines: tuple[str, ...], names: list[str], most: int = 12) -> None:
    """One difference, once, with the names of all files that have it."""
    print(f"changed  {' '.join(names[:most])}{f' and {len(names) - most} more' if len(names) > most else ''}")
    print("\n".join(f"    {line[:200]}" for line in lines[:most]))
    if len(lines) > most:
        print(f"    … {len(lines) - most} lines more")


def main(asked: list[str]) -> int:
    """One of the two commands."""
    match asked:
        case ["capture", to]:
            return capture(Path(to))
        case ["compare", before, after]:
            return compare(Path(before), Path(after))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
