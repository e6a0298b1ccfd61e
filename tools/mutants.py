"""`make mutants`: small faults planted in the rules of every room, and whether the room's tests notice them.

The faults are Cosmic Ray's (a comparison, a number, a clause, a branch), and two of our own for what Django writes as a
keyword: the day on the edge (`due_on__lt` → `due_on__lte`) and a condition left out (`filter(a=1, b=2)` → `filter(a=1)`).
Django starts once per room; each fault is then put into the running function in a fork of its own, and only the tests that
come by the changed statement run, the room's own first, until one fails. Nothing is written to a file.

    -m tools.mutants                 every room, 25 faults each
    -m tools.mutants matters lots    these rooms
    -m tools.mutants --each 40 --seed 7
"""

import argparse
import ast
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tools.faults import ROOT, Fault, chosen_of, files_of, functions, text_of

LEFT_OUT = ("lib", "ui", "site", "demo", "charters")  # tested for themselves, or no rules of an institution
TESTS_LEFT_OUT = ("stories", "site", "house", "demo")  # slow, and about the whole, not about a rule
MOST = 60  # tests a fault: who calls everything is called by everything
LONGEST = 60  # seconds of computing a fault: a loop that no longer ends counts as noticed


# --- in the process of one room: the tests, and a fork for each fault ---


class Probes(ast.NodeTransformer):
    """Before each statement of a function a call that says the function has come so far."""

    CALL = "_mutants_reached"

    def __init__(self, path: str) -> None:
        self.path = path
        self.inside = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.inside += 1
        self.generic_visit(node)
        self.inside -= 1
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if self.inside and isinstance(block, list):
                setattr(node, field, [one for stmt in block for one in (self._probe(stmt), stmt)])
        return node

    def _probe(self, before: ast.stmt) -> ast.stmt:
        call = ast.parse(f"{self.CALL}({self.path!r}, {before.lineno})").body[0]
        for node in ast.walk(call):
            ast.copy_location(node, before)
        return call


def probed(path: str) -> dict[str, CodeType]:
    """The functions of a file, with their probes."""
    tree = Probes(path).visit(ast.parse(text_of(Path(path))))
    return functions(compile(tree, path, "exec"))


class Hunt:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(self, room: str, chosen: Sequence[Fault], out: Path) -> None:
        self.room, self.chosen, self.out = room, chosen, out
        self.results: list[tuple[bool, float, int]] = [(False, 0.0, 0) for _fault in chosen]

    def pytest_runtestloop(self, session: Any) -> bool:
        """First the tests of the room, then those of others, for the faults that the room's own did not notice."""
        self.items = session.items
        if self.items:
            self._run(self.items[0])  # starts what all of them share: the database, the cast
        own = [n for n, item in enumerate(self.items) if item.path.is_relative_to(ROOT / "tests" / self.room)]
        self._hunt(range(len(self.chosen)), own)
        left = [n for n, (noticed, *_rest) in enumerate(self.results) if not noticed]
        modules = names_of(self.chosen[n] for n in left)
        others = [n for n, item in enumerate(self.items) if n not in own and is_named(item.path, modules)]
        self._hunt(left, others)
        self.out.write_text(json.dumps(self.results))
        return True

    def _hunt(self, faults: Sequence[int], part: Sequence[int]) -> None:
        """Which test comes by what, then the faults one by one."""
        if not (faults and part):
            return
        comes_by = self._forked(lambda: self._who_comes_by(part), 600) or {}
        for n in faults:
            fault, (_noticed, before, tried) = self.chosen[n], self.results[n]
            began = time.monotonic()
            by = comes_by.get(f"{fault.path}:{fault.statement}", [])
            tests = sorted(by, key=lambda one: one[1])[:MOST]
            noticed = (
                bool(tests)
                and self._forked(lambda f=fault, t=tests: self._noticed(f, t), LONGEST) is not False
            )
            self.results[n] = (noticed, before + time.monotonic() - began, tried + len(tests))
            print("." if noticed else "S", end="", flush=True)

    def _run(self, item: Any) -> bool:
        """Whether it passed."""
        from _pytest.runner import runtestprotocol

        reports = runtestprotocol(item, log=False, nextitem=item.session)  # what the session shares, stays
        return all(not report.failed for report in reports)

    def _forked(self, work: Any, seconds: int) -> Any:
        """What the work returns, in a process of its own; None when it died or took too long."""
        from django.db import connections

        connections.close_all()
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # the machine may be busy with others
            signal.alarm(10 * seconds)
            try:
                with os.fdopen(write, "w") as pipe:
                    pipe.write(json.dumps(work()))
            except BaseException:
                self.out.with_suffix(".died").write_text(traceback.format_exc())
            finally:
                os._exit(0)
        os.close(write)
        with os.fdopen(read) as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        return json.loads(said) if said else None

    def _who_comes_by(self, part: Sequence[int]) -> dict[str, list[tuple[int, float]]]:
        """For each statement that will be changed the tests that come by it, with their seconds."""
        wanted = {(fault.path, fault.statement) for fault in self.chosen}
        reached: set[tuple[str, int]] = set()
        for path in {fault.path for fault in self.chosen}:
            codes = probed(path)
            for function, name in _living(path):
                function.__globals__[Probes.CALL] = lambda *place: reached.add(place)
                function.__code__ = codes[name]
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n in part:
            reached.clear()
            began = time.monotonic()
            if self._run(self.items[n]):
                for path, line in reached & wanted:
                    found[f"{path}:{line}"].append((n, time.monotonic() - began))
        return found

    def _noticed(self, fault: Fault, tests: Sequence[tuple[int, float]]) -> bool:
        changed = functions(compile(fault.source, fault.path, "exec"))[fault.function]
        for function, name in _living(fault.path):
            if name == fault.function:
                function.__code__ = changed
        return not all(self._run(self.items[n]) for n, _seconds in tests)


def _living(path: str) -> list[tuple[FunctionType, str]]:
    """The functions of a file as they run now, whoever has wrapped or imported them, with their names as above."""
    known = {
        (code.co_qualname, code.co_firstlineno): name
        for name, code in functions(compile(text_of(Path(path)), path, "exec")).items()
    }
    return [
        (one, known[where])
        for one in gc.get_objects()
        if isinstance(one, FunctionType)
        and one.__code__.co_filename == path
        and (where := (one.__code__.co_qualname, one.__code__.co_firstlineno)) in known
    ]


# --- the command ---


def one_room(room: str, each: int, seed: int, out: Path, *, own: bool) -> int:
    """Plant faults in one room; the results are written to a file for the parent."""
    import pytest

    sys.path.insert(0, str(ROOT))
    # A database server of its own: an open transaction of other tests would hold back what the audit seals.
    os.environ.setdefault("HUIYIN_TEST_HOME", str(ROOT / "var" / "mutants"))
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(out.parent / "hypothesis")
    chosen, possible = chosen_of(room, each, seed)
    hunt = Hunt(room, chosen, out.with_suffix(".json"))
    tests = [str(ROOT / "tests" / room)] if own else tests_of(room, chosen)
    code = pytest.main([*tests, "-q", "--no-header"], plugins=[hunt])
    rows = json.loads(hunt.out.read_text()) if hunt.out.exists() else []
    said = [
        (str(Path(f.path).relative_to(ROOT)), f.line, f.before, f.after, *row)
        for f, row in zip(hunt.chosen, rows, strict=False)
    ]
    out.write_text(json.dumps({"faults": said, "possible": possible}))
    return 0 if rows else int(code) or 1


def tests_of(room: str, chosen: Sequence[Fault]) -> list[str]:
    """The room's own tests, and those elsewhere that name one of the modules (models are named everywhere as data)."""
    names, own, others = names_of(chosen), [], []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        folder = path.relative_to(ROOT / "tests").parts[0]
        if folder == room:
            own.append(str(path))
        elif folder not in TESTS_LEFT_OUT and is_named(path, names):
            others.append(str(path))
    return [*own, *others]


def names_of(faults: Iterable[Fault]) -> set[str]:
    """How a test imports one of the modules in which these faults are planted."""
    found: set[str] = set()
    for path in {fault.path for fault in faults}:
        module = str(Path(path).relative_to(ROOT).with_suffix("")).replace("/", ".")
        above, _dot, last = module.rpartition(".")
        if ".models" not in module:
            found |= {f"from {module} import", f"from {above} import {last}"}
    return found


def is_named(path: Path, names: set[str]) -> bool:
    """Whether a test's file imports one of them."""
    return any(name in text_of(path) for name in names)


def main() -> int:
    """Every room in turn, each in a process of its own, with what survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*")
    parser.add_argument("--each", type=int, default=25, help="faults a room")
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument(
        "--own", action="store_true", help="with the room's own tests alone, which is quicker"
    )
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.into:
        return one_room(args.rooms[0], args.each, args.seed, args.into, own=args.own)
    rooms = args.rooms or [
        path.name
        for path in sorted((ROOT / "huiyin").iterdir())
        if path.is_dir() and path.name not in LEFT_OUT and files_of(path.name)
    ]
    killed = planted = 0
    for room in rooms:
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "room"
            asked = [
                room,
                *(["--own"] if args.own else []),
                "--each",
                str(args.each),
                "--seed",
                str(args.seed),
                "--into",
                str(into),
            ]
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-m", "tools.mutants", *asked], cwd=ROOT, capture_output=True, text=True
            )
            if not into.exists() or done.returncode:
                print(f"{room}: could not be tried\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
                return 1
            said = json.loads(into.read_text())
        rows = said["faults"]
        noticed = sum(row[4] for row in rows)
        killed, planted = killed + noticed, planted + len(rows)
        seconds = time.monotonic() - began
        print(
            f"{room:12} {noticed:3} of {len(rows):3} noticed, {said['possible']:5} possible, {seconds:4.0f} s",
            flush=True,
        )
        for path, line, before, after, was_noticed, _seconds, tests in rows:
            if not was_noticed:
                print(f"\n{path}:{line} ({tests} tests)\n  - {before}\n  + {after}", flush=True)
    print(f"{'all':12} {killed:3} of {planted:3} noticed, {100 * killed / max(planted, 1):.0f} %")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
