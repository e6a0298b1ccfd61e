"""Codes of the charter and minutes, in the words of whoever reads."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Group, Named

Fact = tuple[str, Any]  # what it is called, and what was said


def coded(listed: Iterable[Named | Group], codes: Sequence[str]) -> str:
    """Codes of the charter in the reader's words."""
    words = {one.code: one.words.in_language(get_language() or "") for one in listed}
    return _(", ").join(words.get(code, code) for code in codes)


def hours(minutes: int) -> str:
    """Minutes as hours with one digit where it is needed."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}" if not rest else f"{whole}.{rest * 10 // 60}"
