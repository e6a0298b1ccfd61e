"""Marks that nobody sees and that come along where something is copied from a document or a chat.

They join, part or turn what stands around them, and are no part of a word, a number or a name.
"""

from typing import Final

_MARKS: Final = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)


def seen(text: str) -> str:
    """The text without them."""
    return text.translate(_MARKS)
