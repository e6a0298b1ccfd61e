"""Numbers that people copy from a page stay in one line: browsers break behind each hyphen, also in the middle of one."""

import re
from typing import Any, Final

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

LONGEST: Final = 24  # signs: what is longer may need its line ends on a phone
_NUMBER: Final = re.compile(
    r"<[^>]*>|(?<![\w-])(?=[\w-]*\d)\w+(?:-\w+)+(?![\w-])",
    re.ASCII,  # a number stands without a space between words
)


def whole(text: Any) -> SafeString:
    """A reference, a household's number or a telephone, alone or within a sentence, each set so that no line ends in it."""
    return mark_safe(_NUMBER.sub(_set, conditional_escape(text)))  # noqa: S308 - escaped before


def _set(found: re.Match[str]) -> str:
    number = found[0]
    if number.startswith("<") or len(number) > LONGEST:
        return number
    return f'<span class="whole">{number}</span>'
