"""`huiyin draw`: fair lots from two CSV files, the number that was drawn in public, and the check by anybody."""

import argparse
import json
import secrets
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from huiyin.lib.sentences import Stop, words
from huiyin.lib.sortition import checking
from huiyin.lib.sortition import proof as proofs
from huiyin.lib.spoken import gettext as _

HOLDS, DIFFERS = 0, 1  # verify: everything holds, something does not
DONE, BAD_ROWS, NOT_POSSIBLE = 0, 1, 3  # make: done, rows that cannot be used, no panel meets the quotas


def command(rest: list[str]) -> int:
    """Do `make`, `pick`, `verify` or `find`."""
    parser = argparse.ArgumentParser(prog="huiyin draw")
    deeds = parser.add_subparsers(dest="deed", required=True)
    make = deeds.add_parser(
        "make",
        help=_("panels with chances as equal as the quotas allow"),
        epilog=_("exit codes: 0 done, 1 rows that cannot be used, 2 refused, 3 no panel meets the quotas"),
    )
    make.add_argument("--categories", required=True, type=Path, help=_("CSV: category, feature, min, max"))
    make.add_argument(
        "--respondents", required=True, type=Path, help=_("CSV: a column for each category; household, key")
    )
    make.add_argument("--size", required=True, type=int, help=_("people to draw"))
    make.add_argument("--panels", type=int, default=1000, help=_("panels to publish (1000)"))
    make.add_argument("--seed", default="", help=_("any words: the same give the same panels"))
    make.add_argument("--about", default="", help=_("what is drawn, in words"))
    make.add_argument(
        "--no-cap", action="store_true", help=_("plain leximin, without a cap on the largest chance")
    )
    make.add_argument(
        "--full",
        required=True,
        type=Path,
        help=_("the file with all panels, values and households, for the office"),
    )
    make.add_argument(
        "--weighted", type=Path, help=_("also write the panels with exact probabilities, before rounding")
    )
    make.add_argument("-o", "--output", required=True, type=Path, help=_("the file to publish"))
    pick = deeds.add_parser("pick", help=_("enter the number that was drawn in public, into the full file"))
    pick.add_argument("file", type=Path)
    pick.add_argument("number", type=int)
    pick.add_argument("-o", "--output", required=True, type=Path, help=_("the file to publish, as it is now"))
    verify = deeds.add_parser("verify", help=_("check everything in the file of a draw"))
    verify.add_argument("file", type=Path)
    verify.add_argument("--fingerprint", default="", help=_("the one that was announced before the draw"))
    find = deeds.add_parser("find", help=_("find yourself by key, salt and values"))
    find.add_argument("file", type=Path)
    find.add_argument("key")
    find.add_argument("salt")
    find.add_argument("features", nargs="*")
    given = parser.parse_args(rest)
    return {"make": _make, "pick": _pick, "verify": _verify, "find": _find}[given.deed](given)


def _say(code: str, **facts: Any) -> None:
    print(*(words(code, language, **facts) for language in ("zh", "en")), sep="\n")


# -- making ---


def _make(given: argparse.Namespace) -> int:
    from huiyin.lib.sortition.lottery import fair_lottery
    from huiyin.lib.sortition.mixing import KEEP
    from huiyin.lib.sortition.pool import read_people, read_quotas
    from huiyin.lib.sortition.published import published
    from huiyin.lib.sortition.targets import Impossible

    if given.size < 1 or not 1 <= given.panels <= 1_000_000:
        raise Stop("lots_numbers")
    quotas, bad = _read(read_quotas, given.categories, given.size)
    pool, more = _read(read_people, given.respondents, quotas)
    for row in (*bad, *more):
        for language in ("zh", "en"):
            print(f"{row.file}:{row.line}: {row.sentence(language)}", file=sys.stderr)
    if bad or more:
        raise SystemExit(BAD_ROWS)
    tell = _Progress()
    try:
        keep = None if given.no_cap else KEEP
        lottery = fair_lottery(pool, quotas, seed=given.seed, keep=keep, panels=given.panels, tell=tell)
    except Impossible:
        return _explain(pool, quotas)
    many = published(lottery, given.panels, seed=given.seed, tell=tell)
    tell.end()
    _report(given, pool, lottery, many, _written(given, pool, quotas, many, lottery))
    return DONE


def _written(given: argparse.Namespace, pool: Any, quotas: Any, many: Any, lottery: Any) -> str:
    """Write the files that were asked for; the fingerprint to announce."""
    people = [
        proofs.Person(key, secrets.token_hex(16), values, home)
        for key, values, home in zip(pool.keys, pool.people, pool.households, strict=True)
    ]
    lines = [(line.category, line.value, line.least, line.most) for line in quotas.lines]
    made = proofs.make(given.about, _code(), people, lines, many.panels.tolist(), secrets.token_hex(32))
    _write(given.full, made.written())
    _write(given.output, made.public().written())
    if given.weighted:
        _write(given.weighted, _weighted(lottery))
    return made.fingerprint


def _report(given: argparse.Namespace, pool: Any, lottery: Any, many: Any, sha: str) -> None:
    facts = {name: getattr(lottery, name) for name in ("minimum", "bound", "best", "largest")}
    _say(
        "lots_made",
        people=len(pool.people),
        size=given.size,
        cells=lottery.cells,
        seconds=lottery.seconds,
        **facts,
    )
    _say(
        "lots_chances",
        shortfall=lottery.shortfall,
        panels=len(lottery.panels),
        never=len(lottery.never),
        **facts,
    )
    kept = many.minimum / lottery.best if lottery.best else 1.0
    _say(
        "lots_published",
        path=given.output,
        many=given.panels,
        minimum=many.minimum,
        kept=kept,
        sha=sha,
    )


def _code() -> str:
    try:
        return f"huiyin {version('huiyin')}"
    except PackageNotFoundError:
        return "huiyin"


def _read(read: Any, path: Path, known: Any) -> Any:
    from huiyin.lib.csv_rows import Unreadable

    try:
        return read(path, known)
    except Unreadable as error:
        raise Stop("lots_unreadable", zh=error.sentence("zh"), en=error.sentence("en")) from error


def _weighted(lottery: Any) -> str:
    table = {
        "minimum": lottery.minimum,
        "bound": lottery.bound,
        "best": lottery.best,
        "shortfall": lottery.shortfall,
        "largest": lottery.largest,
        "chances": lottery.chances.tolist(),
        "panels": lottery.panels.tolist(),
        "probabilities": lottery.probabilities.tolist(),
    }
    return json.dumps(table) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stop("lots_not_written", path=path, detail=error.strerror) from error


def _explain(pool: Any, quotas: Any) -> int:
    from huiyin.lib.sortition.relaxing import reasons, smallest_relaxation

    print(file=sys.stderr)
    _say("lots_impossible")
    for reason in reasons(pool, quotas):
        print(*(f"  {reason.sentence(language)}" for language in ("zh", "en")), sep="\n")
    changes = smallest_relaxation(pool, quotas)
    if changes is None:
        _say("lots_no_relaxation")
        return NOT_POSSIBLE
    total = sum(one.now.least - one.then.least + one.then.most - one.now.most for one in changes)
    _say("lots_relaxation", total=total)
    for change in changes:
        print(*(f"  {change.sentence(language)}" for language in ("zh", "en")), sep="\n")
    return NOT_POSSIBLE


class _Progress:
    """A line that says what is being done, on a terminal over itself."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        part = f" {done}/{total}" if total else f" {done}" if done else ""
        line = f"· {words(f'lots_stage_{stage}', 'zh')}  {words(f'lots_stage_{stage}', 'en')}{part}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif stage != self._last:
            print(line, file=sys.stderr, flush=True)
        self._last = stage

    def end(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


# -- checking ---


def _load(path: Path) -> proofs.Proof:
    try:
        return checking.read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop("no_file", path=path, detail=error.strerror) from error
    except ValueError as error:
        raise Stop("draw_no_file", path=path, detail=error) from error


def _verify(given: argparse.Namespace) -> int:
    proof = _load(given.file)
    found = checking.verify(proof)
    ours, announced = proofs.whole_hash(proof), given.fingerprint.strip().lower()
    if announced and announced != ours:
        found.append(checking.Found("announced", {"ours": ours, "announced": announced}))
    for one in found[:200]:
        _say(f"lots_{one.code}", **one.facts)
    if len(found) > 200:
        _say("lots_more", n=len(found) - 200)
    for code in checking.unchecked(proof):
        _say(f"lots_unchecked_{code}")
    if found:
        return DIFFERS
    facts = {
        "people": len(proof.commitments),
        "many": len(proof.seals),
        "size": proof.size,
        "about": proof.about,
    }
    _say("lots_hold", path=given.file, least=proof.least, most=proof.most, **facts)
    _say("lots_compared" if announced else "lots_compare", sha=ours)
    if proof.number is not None:
        _say("lots_number_was", number=proof.number, panel=_listed(proofs.seated(proof)))
    return HOLDS


def _pick(given: argparse.Namespace) -> int:
    proof = _load(given.file)
    if proof.number is not None:
        raise Stop("lots_drawn_already", path=given.file, number=proof.number)
    if proof.panels is None or proof.secret is None:
        raise Stop("lots_not_full", path=given.file)
    if checking.verify(proof):
        raise Stop("lots_not_good", path=given.file)
    try:
        after = proofs.drawn(proof, given.number)
    except ValueError as error:
        raise Stop("lots_no_number", number=given.number, last=len(proof.panels) - 1) from error
    _write(given.file, after.written())
    _write(given.output, after.public().written())
    _say("lots_number_was", number=given.number, panel=_listed(proofs.seated(after)))
    return DONE


def _find(given: argparse.Namespace) -> int:
    found = proofs.find_self(_load(given.file), given.key, given.salt, given.features)
    if found is None:
        _say("lots_not_found")
        return DIFFERS
    _say(
        "lots_chosen_you" if found.chosen else "lots_found",
        index=found.index,
        count="?" if found.count is None else found.count,
        many=found.panels,
    )
    return HOLDS


def _listed(panel: Sequence[int]) -> str:
    return " ".join(map(str, panel))
