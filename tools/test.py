"""`make test` and `make check`: every step that decides whether the tree is good, then a summary."""

import os
import subprocess
import sys
import time
from collections import deque
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

    def run(self) -> None:
        """Show its output as it comes; keep the last line, which is pytest's summary."""
        print(f"\n== {self.name}: {' '.join(_short(self.command))}", flush=True)
        begun = time.monotonic()
        process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment()
        )
        tail: deque[str] = deque(maxlen=1)
        for raw in process.stdout or ():
            line = raw.decode("utf-8", "replace")
            print(line, end="", flush=True)
            if line.strip():
                tail.append(line.strip(" =\n"))
        self.code, self.seconds = process.wait(), time.monotonic() - begun
        self.last = tail[0] if tail else ""


def _short(command: list[str]) -> list[str]:
    return [word.removeprefix(str(ROOT) + "/.venv/bin/") for word in command][:14]


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


def static_steps() -> list[Step]:
    """What reads the tree and changes nothing."""
    templates = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("huiyin/*/templates/**/*.html"))]
    steps = [
        Step("ruff", [PYTHON, "-m", "ruff", "check", "--no-cache", "."]),
        Step("format", [PYTHON, "-m", "ruff", "format", "--no-cache", "--check", "."]),
        Step("types", [PYTHON, "-m", "mypy"]),
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
    """The tests on two processes, those of one `xdist_group` on one of them; then the browser stories one by one."""
    base = [PYTHON, "-m", "pytest"]
    steps = [
        Step("tests", [*base, "-n", "2", "--dist", "loadgroup", "-m", "not story", "--ignore=tests/stories"])
    ]
    if (ROOT / "tests" / "stories").exists():
        steps.append(Step("stories", [*base, "tests/stories"]))
    return steps


def main() -> int:
    """Run every step; 0 when all are good. The last line carries pytest's own summary."""
    checks_only = "--check" in sys.argv[1:]
    begun = time.monotonic()
    lacking = [] if checks_only else system.provide()
    steps = static_steps() + ([] if checks_only else pytest_steps())
    for step in steps:
        step.run()
    print("\n== summary")
    for step in steps:
        word = "good  " if step.code == 0 else "FAILED"
        print(f"{word} {step.name:<11}{step.seconds:6.1f} s  {step.last[:90]}")
    bad = [step.name for step in steps if step.code != 0] + [f"missing: {name}" for name in lacking]
    tests = " | ".join(f"{step.name}: {step.last}" for step in steps if step.name in {"tests", "stories"})
    verdict = "FAILED: " + ", ".join(bad) if bad else f"all {len(steps)} steps good"
    print(f"{verdict} in {time.monotonic() - begun:.0f} s" + (f" | {tests}" if tests else ""), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
