"""QR codes: an address that a telephone opens with its camera, drawn into the page, so that nothing is asked of outside."""

from functools import lru_cache
from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET: Final = 4  # modules of white around it: ISO/IEC 18004


@lru_cache(maxsize=64)  # drawing one takes milliseconds, and a page is often looked at again
def _drawn(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return drawn


def drawn(address: str, words: str) -> SafeString:
    """The code of an address as SVG; `words` say what it is to who cannot see it."""
    svg = mark_safe(_drawn(address))  # noqa: S308 - lines that we have drawn ourselves
    return format_html('<span role="img" aria-label="{}">{}</span>', words, svg)
