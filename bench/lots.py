"""Fair lots: smallest chance against the certified bound, time, and the field's library beside it in the same run.

Lists of 1,000 and 10,000 panels as a draw makes them: what of the best smallest chance they keep, by how many whole
seats they fall short of the best that whole seats allow, and the time for lottery and list together.

`python -m bench lots`; HUIYIN_DATA names the folder with `sortition/`. HUIYIN_LIMIT is how many seconds the library may take
for an instance (60). It is of another licence, so it lives in an environment of its own under var/bench and is only run.
"""

import json
import re
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import GIVEN
from bench.pools import SEEDS, SHAPES, TIGHT, made_up
from huiyin.lib.sortition.lottery import fair_lottery
from huiyin.lib.sortition.pool import Pool, Quotas, breaches, read_people, read_quotas
from huiyin.lib.sortition.published import published

DATA = Path(GIVEN.get("HUIYIN_DATA", "var/data")) / "sortition"
LIMIT = float(GIVEN.get("HUIYIN_LIMIT", "60"))
HOME = Path("var/bench/sortition-env")
LIBRARY = "sortition-algorithms"
HEAD = (
    f"{'instance':40} {'n':>6} {'k':>4} {'cells':>5} {'CPU s':>6} {'minimum':>8} {'of bound':>8} {'shortfall':>9} "
    f"{'largest':>7} {'1,000':>6} {'short':>5} {'CPU s':>5} {'10,000':>6} {'short':>5} {'CPU s':>5} "
    f"{'the library, leximin asked':>26}"
)


@dataclass(frozen=True)
class Instance:
    """A pool with its quotas; `folder` where its files are, if it came from files."""

    name: str
    pool: Pool
    quotas: Quotas
    folder: Path | None = None


def main() -> int:
    """Print a line for each instance."""
    python = _library()
    if not DATA.exists():
        print(
            f"no instances in {DATA}: HUIYIN_DATA names the folder that holds sortition/; made-up pools only"
        )
    if python is None:
        print(f"{LIBRARY} could not be installed here, so nothing is measured beside ours")
    print(HEAD)
    shapes = (Instance(shape.name, *made_up(shape)) for shape in SHAPES)
    tight = (Instance(f"{TIGHT.name}, seed {seed}", *made_up(TIGHT, seed)) for seed in SEEDS)
    for one in (*_given(), *shapes, *tight):
        print(_line(one, python), flush=True)
    print(
        f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, everything together"
    )
    return 0


def _given() -> Iterator[Instance]:
    for folder in sorted(DATA.iterdir()) if DATA.exists() else ():
        size = int(re.search(r"(\d+)$", folder.name)[1])  # type: ignore[index]
        quotas, wrong = read_quotas(folder / "categories.csv", size)
        pool, bad = read_people(folder / "respondents.csv", quotas)
        if wrong or bad:
            raise SystemExit(f"{folder.name}: {len(wrong) + len(bad)} rows cannot be read")
        yield Instance(folder.name, pool, quotas, folder)


def _line(one: Instance, python: Path | None) -> str:
    lottery = fair_lottery(one.pool, one.quotas, seed="bench")
    faults = sum(bool(breaches(one.pool, one.quotas, panel)) for panel in lottery.panels.tolist())
    if faults:
        raise SystemExit(f"{one.name}: {faults} panels break a rule")
    lists = " ".join(_listed(one, many, lottery.best) for many in (1000, 10000))
    return (
        f"{one.name:40} {len(one.pool.people):6} {one.quotas.size:4} {lottery.cells:5} {lottery.seconds:6.1f} "
        f"{lottery.minimum:8.4f} {lottery.minimum / lottery.bound:8.3%} {lottery.shortfall:9.1e} "
        f"{lottery.largest:7.4f} {lists} {_beside(one, python):>26}"
    )


def _listed(one: Instance, many: int, best: float) -> str:
    """Of a list of so many panels: its share of the best smallest chance, the whole seats it falls short, the time."""
    began = time.process_time()
    balls = published(fair_lottery(one.pool, one.quotas, seed="bench", panels=many), many, seed="bench")
    seconds = time.process_time() - began
    for panel in balls.panels[:: max(1, many // 500)].tolist():
        if breaches(one.pool, one.quotas, panel):
            raise SystemExit(f"{one.name}: a published panel breaks a rule")
    short = round((balls.reachable - balls.minimum) * many)
    return f"{balls.minimum / best:6.1%} {short:5} {seconds:5.1f}"


# -- the field's library, run in its own environment ---

SCRIPT = """
import csv, json, sys, time
from pathlib import Path
from sortition_algorithms.core import find_random_sample
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings
folder, size, seconds = Path(sys.argv[1]), int(sys.argv[2]), int(float(sys.argv[3]))
with (folder / "categories.csv").open(newline="", encoding="utf-8") as file:
    lines = list(csv.DictReader(file))
rows = [{"feature": r["category"], "value": r["feature"], "min": r["min"], "max": r["max"]} for r in lines]
features, *_ = read_in_features(list(rows[0]), rows, size)
with (folder / "respondents.csv").open(newline="", encoding="utf-8") as file:
    rows = [{"id": str(n), **row} for n, row in enumerate(csv.DictReader(file), start=1)]
settings = Settings(id_column="id", columns_to_keep=[], selection_algorithm="leximin", solver_backend="highspy")
people, _report = read_in_people(list(rows[0]), rows, features, settings)
began = time.process_time()
find_random_sample(
    features, people, size, [], selection_algorithm="leximin", solver_backend="highspy", max_seconds=seconds
)
print(json.dumps({"seconds": time.process_time() - began}))
"""


def _library() -> Path | None:
    """The interpreter of the environment in which the library stands, made on first use; None where it cannot be."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
    have = subprocess.run([python, "-c", "import sortition_algorithms"], capture_output=True, check=False)
    if have.returncode:
        wanted = [str(python), "-m", "pip", "install", "--quiet", LIBRARY]
        if subprocess.run(wanted, capture_output=True, check=False).returncode:
            return None
    return python


def _beside(one: Instance, python: Path | None) -> str:
    """Seconds of the library's leximin, or why there are none. Households are left out, as it takes addresses only."""
    if python is None or one.folder is None:
        return "—"
    command = [str(python), "-c", SCRIPT, str(one.folder.resolve()), str(one.quotas.size), str(LIMIT)]
    began = time.monotonic()
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"> {LIMIT:.0f} s"
    if ran.returncode:
        return (ran.stderr.strip().split("\n") or ["failed"])[-1][:24]
    return f"{json.loads(ran.stdout.splitlines()[-1])['seconds']:.1f} s of {time.monotonic() - began:.1f}"


if __name__ == "__main__":
    sys.exit(main())
