"""`huiyin rounds solve FILE`: plans the rounds of an orienteering instance, without a database."""

import argparse
from pathlib import Path

from huiyin.lib.rounds import plan
from huiyin.lib.rounds.reading import read_instance
from huiyin.lib.sentences import Stop, words
from huiyin.lib.spoken import gettext as _


def command(rest: list[str]) -> int:
    """Plan what a file asks; prize, bound, gap and each round, in both languages."""
    parser = argparse.ArgumentParser(prog="huiyin rounds")
    deeds = parser.add_subparsers(dest="deed", required=True)
    solve = deeds.add_parser(
        "solve", help=_("plan the rounds of an instance (Chao; Cordeau, Solomon with windows)")
    )
    solve.add_argument("file", type=Path)
    solve.add_argument("--teams", type=_number, help=_("how many go; without it, what the file says, or one"))
    solve.add_argument("--seconds", type=float, default=10.0)
    solve.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(rest)
    try:
        read = read_instance(args.file.read_text(encoding="utf-8"), teams=args.teams)
    except OSError as error:
        raise Stop("no_file", path=args.file, detail=error.strerror) from error
    except ValueError as error:
        raise Stop("rounds_no_file", path=args.file, detail=error) from error
    made = plan(read.problem, seconds=args.seconds, seed=args.seed)
    facts = {
        "prize": made.prize,
        "bound": made.bound,
        "gap": f"{100 * made.gap:.2f}",
        "solver": made.solver,
        "seconds": f"{made.seconds:.1f}",
    }
    _say("rounds_found", facts)
    for one in made.rounds:
        lasts = f"{(one.back - one.leave) / read.scale:.3f}"
        _say(
            "rounds_one",
            {"who": one.official, "stops": " ".join(stop.key for stop in one.stops) or "–", "lasts": lasts},
        )
    too_long = read.too_long(made)
    for who in too_long:
        _say("rounds_long", {"who": who})
    return 1 if too_long else 0


def _say(code: str, facts: dict[str, object]) -> None:
    print(words(code, "zh", **facts), words(code, "en", **facts), sep="\n")


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one")
    return number
