"""`make test` and `make check`: every step that decides whether the tree is good, then a summary."""

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parents[1]
PYTHON = str(ROOT / ".venv" / "bin" / "python")
TREE = ["huiyin", "tests", "tools", *(["bench"] if (ROOT / "bench").exists() else [])]


@dataclass
class Step:
    """One command and how it went."""

    name: str
    command: list[str]
    seconds: float = 0.0
    code: int = 0
    last: str = ""

    def run(self, *, at_once: bool = False) -> None:
        """Show its output as it comes, or all at once; keep the last line, which is pytest's summary."""
        heading = f"\n== {self.name}: {' '.join(_short(self.command))}\n"
        held: list[str] = [heading] if at_once else []
        if not at_once:
            print(heading, end="", flush=True)
        begun = time.monotonic()
        process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment()
        )
        tail: deque[str] = deque(maxlen=1)
        for raw in process.stdout or ():
            line = raw.decode("utf-8", "replace")
            if at_once:
                held.append(line)
            else:
                print(line, end="", flush=True)
            if line.strip():
                tail.append(line.strip(" =\n"))
        self.code, self.seconds = process.wait(), time.monotonic() - begun
        self.last = tail[0] if tail else ""
        print("".join(held), end="", flush=True)


def _short(command: list[str]) -> list[str]:
    return [word.removeprefix(str(ROOT) + "/.venv/bin/") for word in command][:14]


def _environment() -> dict[str, str]:
    """Ours, with the commands in .venv; what one step has compiled no other compiles again, whatever is usual here."""
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": ""}


def static_steps() -> list[Step]:
    """What reads the tree and changes nothing."""
    templates = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("huiyin/*/templates/**/*.html"))]
    steps = [
        Step("types", [PYTHON, "-m", "mypy"]),
        Step("ruff", [PYTHON, "-m", "ruff", "check", "--no-cache", "."]),
        Step("format", [PYTHON, "-m", "ruff", "format", "--no-cache", "--check", "."]),
        Step("layers", [str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-cache"]),
        Step("migrations", [PYTHON, "-m", "tools.migrations"]),
        Step("markup", [PYTHON, "-m", "tools.markup", "--check"]),
        Step("messages", [PYTHON, "tools/messages.py", "--check"]),
    ]
    if templates:
        djade = str(ROOT / ".venv" / "bin" / "djade")
        steps.insert(2, Step("templates", [djade, "--check", "--target-version", "5.2", *templates]))
    return steps


def pytest_steps() -> list[Step]:
    """The tests, then the browser stories; the tests of one `xdist_group` on one process.

    Two processes keep two cores busy with tests. A story waits for its browser, and the browser for it, a third of its time.
    """
    base = [PYTHON, "-m", "pytest", "--dist", "loadgroup", "-n"]
    steps = [Step("tests", [*base, "2", "-m", "not story", "--ignore=tests/stories"])]
    if (ROOT / "tests" / "stories").exists():
        steps.append(Step("stories", [*base, "3", "tests/stories"]))
    return steps


def run_two_at_a_time(steps: Iterable[Step]) -> None:
    """For steps that change nothing: the longest stands first."""
    with ThreadPoolExecutor(2) as pool:
        for _ in pool.map(lambda step: step.run(at_once=True), steps):
            pass


def main() -> int:
    """Run every step; 0 when all are good. The last line carries pytest's own summary."""
    checks_only = "--check" in sys.argv[1:]
    begun = time.monotonic()
    lacking = [] if checks_only else system.provide()
    static, tests = static_steps(), [] if checks_only else pytest_steps()
    run_two_at_a_time(static)
    for step in tests:
        step.run()
    steps = static + tests
    print("\n== summary")
    for step in steps:
        word = "good  " if step.code == 0 else "FAILED"
        print(f"{word} {step.name:<11}{step.seconds:6.1f} s  {step.last[:90]}")
    bad = [step.name for step in steps if step.code != 0] + [f"missing: {name}" for name in lacking]
    said = " | ".join(f"{step.name}: {step.last}" for step in tests)
    verdict = "FAILED: " + ", ".join(bad) if bad else f"all {len(steps)} steps good"
    print(f"{verdict} in {time.monotonic() - begun:.0f} s" + (f" | {said}" if said else ""), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
