"""The options of `huiyin found`; nothing here needs Django."""

import argparse
from collections.abc import Callable
from pathlib import Path

from huiyin.lib.spoken import gettext as _

WORDS = (
    "name",
    "slug",
    "prefix",
    "division-code",
    "phone",
    "started-on",
    "local-basis",
    "official",
    "login",
    "post",
    "system-name",
    "system-login",
    "security-name",
    "security-login",
    "audit-name",
    "audit-login",
)


def asked(
    parser: argparse.ArgumentParser, rest: list[str], file: Callable[[str], Path]
) -> argparse.Namespace:
    """Every word of the beginning, the rules, and how it is done."""
    for name in WORDS:
        parser.add_argument(f"--{name}", default="", help=_("asked for when left out"))
    parser.add_argument(
        "--paper-name",
        default="",
        help=_("who heads and signs the county's own papers, where it is not its government"),
    )
    parser.add_argument("--charter", type=file, help=_("a charter of one's own in place of the shipped one"))
    parser.add_argument(
        "--browser", action="store_true", help=_("print an address to do it in the browser, once")
    )
    parser.add_argument(
        "--with-divisions",
        action="store_true",
        help=_("enter its townships and villages from the list of divisions"),
    )
    parser.add_argument(
        "--own-code",
        action="store_true",
        help=_(
            "a new district or development zone that is not in the list of divisions: the four digits of its city, "
            "then two of its own, from 71 on"
        ),
    )
    args = parser.parse_args(rest)
    if args.browser and rest != ["--browser"]:
        parser.error("--browser stands alone: all else is chosen and typed on the page that it opens")
    return args
