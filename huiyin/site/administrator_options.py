"""The options of `huiyin administrator`, `huiyin slip` and `huiyin unlock`; nothing here needs Django."""

import argparse

from huiyin.lib.spoken import gettext as _

DUTIES = ("system", "security", "audit")
WORDS = {"administrator": "name", "slip": "slip", "unlock": "unlock"}  # and which function does it


def asked(parser: argparse.ArgumentParser, word: str, rest: list[str]) -> argparse.Namespace:
    """Whose account, and for naming which duties."""
    parser.add_argument("login", help=_("login name"))
    if word == "administrator":
        parser.add_argument(
            "duties",
            nargs="*",
            metavar="DUTY",
            help=_("%(duties)s; none: no longer") % {"duties": ", ".join(DUTIES)},
        )
    args = parser.parse_args(rest)
    if unknown := sorted(set(getattr(args, "duties", ())) - set(DUTIES)):
        parser.error(", ".join(unknown))
    return args
