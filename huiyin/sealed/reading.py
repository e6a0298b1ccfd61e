"""The words of `huiyin sealed` on the command line, read before anything else is loaded."""

import argparse
from pathlib import Path

from huiyin.lib.spoken import gettext as _


def parsed(rest: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="huiyin sealed")
    kinds = parser.add_subparsers(dest="kind", required=True)
    keys = kinds.add_parser("keys", help=_("make a recipient's key pair, on the recipient's own machine"))
    keys.add_argument("-o", "--output", type=Path, required=True, help=_("the file of the private key"))
    one = kinds.add_parser("open", help=_("open sealed reports, on the recipient's own machine"))
    one.add_argument("files", type=Path, nargs="+", help=_("envelopes as exported (.sealed)"))
    one.add_argument("--key", type=Path, required=True, help=_("the file of the private key"))
    one.add_argument("-o", "--output", type=Path, required=True, help=_("a folder for words and files"))
    reader = kinds.add_parser("recipient", help=_("enter the organ that reads, with its public key"))
    reader.add_argument("--organ", required=True)
    reader.add_argument("--phone", default="")
    reader.add_argument("--key", required=True, help=_("the line that “keys” printed"))
    reader.add_argument("--county", help=_("short name of the county, when there are several"))
    export = kinds.add_parser("export", help=_("write the envelopes that are still to be handed over"))
    export.add_argument(
        "-o", "--output", type=Path, required=True, help=_("a folder, for instance of a stick")
    )
    export.add_argument("--county", help=_("short name of the county, when there are several"))
    return parser.parse_args(rest)
