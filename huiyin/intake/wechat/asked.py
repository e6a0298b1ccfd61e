"""What a short message means: one of the words that are offered, a greeting, or a number and a code to look up."""

import re
import unicodedata
from typing import Final

from django.utils.translation import pgettext

from huiyin.lib.reference import as_typed, normal_code, parse

REGISTER, CANCEL, ANSWER, HELLO, LOOK_UP = "register", "cancel", "answer", "hello", "look_up"
LONGEST: Final = 60  # characters of what is a command and nothing else

# What was meant as one, however it was mistyped: whatever else follows the word is something that somebody tells.
_NUMBER: Final = re.compile(r"[A-Z]{2,6}-?[0-9]{4}-?[0-9]{3,9}-?[0-9A-Z]?")
_CODE: Final = re.compile(r"|[0-9A-Z-]{6,12}")


def meant(text: str) -> str:
    """Which of these; empty where it is what somebody wants to tell."""
    plain = _plain(text)
    if text and not plain:
        return HELLO  # signs and pictures of faces
    return next((code for code, words in _offered().items() if plain in words), "")


def pair_in(text: str) -> tuple[str, str] | None:
    """A number and a code behind the word that asks how it stands, and nothing else; both empty where they are not right."""
    if len(text) > LONGEST:
        return None
    typed = unicodedata.normalize("NFKC", text).strip()
    word = next(
        (one for one in sorted(_looking(), key=len, reverse=True) if typed.lower().startswith(one)), ""
    )
    rest = typed[len(word) :].split()
    if not word or not rest:
        return None
    looks_so = False
    for cut in range(1, len(rest) + 1):
        given, more = " ".join(rest[:cut]), "".join(rest[cut:])
        number, code = parse(given), normal_code(more)
        if number is not None and code:
            return str(number), code
        looks_so |= bool(_NUMBER.fullmatch(as_typed(given)) and _CODE.fullmatch(as_typed(more)))
    return ("", "") if looks_so else None


def _plain(text: str) -> str:
    """Without marks and blanks, however wide it was typed."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _offered() -> dict[str, list[str]]:
    """What is understood as what, in the language of the county."""
    return {
        REGISTER: pgettext("what one may write to register it, with | between", "1|register|yes").split("|"),
        CANCEL: pgettext("what one may write to cancel it, with | between", "0|cancel|no").split("|"),
        ANSWER: pgettext("what one may write to answer a question, with | between", "2|answer").split("|"),
        HELLO: pgettext(
            "greetings that are nothing to take in, with | between", "hello|hi|good morning|thanks|ok"
        ).split("|"),
        LOOK_UP: _looking(),
    }


def _looking() -> list[str]:
    return pgettext("words in front of a number that is looked up, with | between", "check|status").split("|")
