"""Runs every measurement and prints the tables; `python -m bench lots rounds` only the parts named (see PARTS)."""

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.table import Line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("HUIYIN_TEST_HOME", "var/bench")

import django


def main(asked: list[str]) -> int:
    """Measure, each part on its own; pages and breadth on a database that is gone afterwards."""
    if unknown := set(asked) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
        return 2
    return max(run() for name, run in PARTS.items() if not asked or name in asked)


def _pages() -> int:
    from bench import measures, register

    return _on_a_server("pages", lambda server: chain(measures.everything(), register.everything(server)))


def _breadth() -> int:
    from bench import breadth

    return _on_a_server("breadth", breadth.everything)


def _frame() -> int:
    from bench import frame

    return _on_a_server("frame", lambda server: frame.everything())


def _search() -> int:
    from bench import search

    return _on_a_server("search", search.everything)


def _replay() -> int:
    from bench import replay

    return _with_a_server(replay.main)


def _alike() -> int:
    from bench import alike

    return _on_a_server("alike", alike.everything)


def _casework() -> int:
    from bench import casework

    return _on_a_server("casework", casework.everything)


def _writing() -> int:
    from bench import writing

    return _on_a_server("writing", writing.everything)


def _hooks() -> int:
    from bench import hooks

    return _on_a_server("hooks", hooks.everything)


def _mails() -> int:
    from bench import mails

    return _on_a_server("mails", mails.everything)


def _touch() -> int:
    from bench import touch

    return _on_a_server("touch", lambda server: touch.everything())


def _crowd() -> int:
    from bench import crowd

    return _on_a_server("crowd", lambda server: crowd.everything())


def _on_a_server(part: str, lines: "Callable[..., Iterable[Line]]") -> int:
    """Show the lines of a part; 1 where one of them grew against what is kept."""
    from bench import kept
    from bench.table import show

    def shown(server: object) -> int:
        found, before = show(lines(server)), kept.read()
        if os.environ.get("KEEP"):
            kept.FIGURES.write_text(kept.written(kept.with_these(before, part, found)), encoding="utf-8")
            return 0
        problems = kept.grown(found, before.get(part, {}))
        print("\n".join(problems), flush=True)
        return 1 if problems else 0

    return _with_a_server(shown)


def _with_a_server(run: Callable[..., int]) -> int:
    from huiyin.site.messages import compile_messages
    from huiyin.site.settings import ROOT
    from tests.database import TestServer

    compile_messages(ROOT)
    server = TestServer("bench")
    server.start()
    try:
        return run(server)
    finally:
        server.stop()


def _rounds() -> int:
    from bench import rounds

    return rounds.main()


def _lots() -> int:
    from bench import lots

    return lots.main()


PARTS = {
    "frame": _frame,
    "touch": _touch,
    "crowd": _crowd,
    "pages": _pages,
    "search": _search,
    "alike": _alike,
    "casework": _casework,
    "writing": _writing,
    "hooks": _hooks,
    "mails": _mails,
    "breadth": _breadth,
    "replay": _replay,
    "lots": _lots,
    "rounds": _rounds,
}

if __name__ == "__main__":
    django.setup()
    sys.exit(main(sys.argv[1:]))
