"""A telephone that can be rung and stands on a page is not broken over two lines: each template sets it in one piece."""

import re

from tests.house import tree

_PHONE = re.compile(r"(?<!=\")\{\{ [\w.]*(?<!masked_)phone(?:\|[\w:.]+)* \}\}")
_WHOLE = re.compile(r'class="(?:[\w-]+ )*whole(?: [\w-]+)*">\s*$')
# Elsewhere than in the text of a page: in a sentence of the catalogue, or in a link that is not broken either.
BESIDE = re.compile(
    r"\{% blocktranslate.*?\{% endblocktranslate %\}|<a\b[^>]*>.*?</a>|<input\b[^>]*>", re.DOTALL
)


def broken(template: str) -> list[str]:
    """Telephones of a template that may be broken."""
    text = BESIDE.sub("", template)
    return [found[0] for found in _PHONE.finditer(text) if not _WHOLE.search(text[: found.start()])]


def test_telephones_are_set_in_one_piece() -> None:
    found = {tree.short(path): broken(path.read_text(encoding="utf-8")) for path in tree.templates()}
    tree.nothing(f"{name}: {one}" for name, some in found.items() for one in some)


def test_one_that_may_be_broken_is_noticed() -> None:
    assert broken("<p>{{ unit.name }} {{ unit.phone|dash }}</p>") == ["{{ unit.phone|dash }}"]
    assert broken('<p>{{ unit.name }} <span class="whole">{{ unit.phone|dash }}</span></p>') == []
