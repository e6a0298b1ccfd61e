"""`huiyin inspection verify FILE`: the draw of an inspection made again, without a database."""

import argparse
from pathlib import Path

from huiyin.lib.sampling import disagreements, read_draw
from huiyin.lib.sentences import Stop, words
from huiyin.lib.spoken import gettext as _

HOLDS, DIFFERS = 0, 1


def command(rest: list[str]) -> int:
    """Make the draw in a file again; 0 when it comes out the same, 1 when it does not, each reason on a line."""
    parser = argparse.ArgumentParser(prog="huiyin inspection")
    deeds = parser.add_subparsers(dest="deed", required=True)
    verify = deeds.add_parser("verify", help=_("make the draw of an inspection again"))
    verify.add_argument("file", type=Path)
    path: Path = parser.parse_args(rest).file
    try:
        made = read_draw(path.read_text(encoding="utf-8"))
        found = disagreements(made)
    except OSError as error:
        raise Stop("no_file", path=path, detail=error.strerror) from error
    except (ValueError, ZeroDivisionError) as error:
        raise Stop("draw_no_file", path=path, detail=error) from error
    for one in found:
        print(*(words(f"draw_{one.code}", language, **one.facts) for language in ("zh", "en")), sep="\n")
    if found:
        return DIFFERS
    facts = {"path": path, "about": made.about, "population": len(made.population), "seed": made.seed}
    print(*(words("draw_holds", language, size=made.size, **facts) for language in ("zh", "en")), sep="\n")
    return HOLDS
