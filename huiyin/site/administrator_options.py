"""The options of `huiyin administrator`, `huiyin slip` and `huiyin unlock`; nothing here needs Django."""

import argparse

DUTIES = ("system", "security", "audit")
WORDS = {"administrator": "name", "slip": "slip", "unlock": "unlock"}  # and which function does it


def asked(parser: argparse.ArgumentParser, word: str, rest: list[str]) -> argparse.Namespace:
    """Whose account, and for naming which duties."""
    parser.add_argument("login", help="login name")
    if word == "administrator":
        parser.add_argument("duties", nargs="*", metavar="DUTY", help=f"{', '.join(DUTIES)}; none: no longer")
    args = parser.parse_args(rest)
    if unknown := sorted(set(getattr(args, "duties", ())) - set(DUTIES)):
        parser.error(", ".join(unknown))
    return args
