"""The language of the console: that of the installation, out of the same catalogue, also where no Django is needed."""

import argparse
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

LANGUAGE: Final = "zh_Hans"  # as LANGUAGE_CODE of the settings says it
LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"


@cache
def _catalogue() -> NullTranslations:
    return translation("django", LOCALE, [LANGUAGE], fallback=True)


def gettext(words: str) -> str:
    """These words in the language of the installation; as they are where nothing is compiled yet."""
    return _catalogue().gettext(words)


def gettext_noop(words: str) -> str:
    """Words that stand in a table and are said later."""
    return words


def speak() -> None:
    """Have what the parsers of the command line say by themselves said in it too."""
    _catalogue.cache_clear()
    known = _of_parsers()
    vars(argparse)["_"] = lambda words: known.get(words, words)  # by which it has its own words translated


def _of_parsers() -> Mapping[str, str]:
    """What a parser heads its help with, and how it refuses."""
    return {
        "usage: ": gettext("usage: "),
        "positional arguments": gettext("positional arguments"),
        "options": gettext("options"),
        "show this help message and exit": gettext("show this help message and exit"),
        "argument %(argument_name)s: %(message)s": gettext("argument %(argument_name)s: %(message)s"),
        "the following arguments are required: %s": gettext("the following arguments are required: %s"),
        "unrecognized arguments: %s": gettext("unrecognized arguments: %s"),
        "expected one argument": gettext("expected one argument"),
        "invalid choice: %(value)r (choose from %(choices)s)": gettext(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
        "invalid %(type)s value: %(value)r": gettext("invalid %(type)s value: %(value)r"),
    }
