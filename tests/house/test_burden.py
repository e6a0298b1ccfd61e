"""The burden meter is true (S77, I-28): its table is what the pages really ask for, and no form asks for more than the most."""

import os
from dataclasses import dataclass, field
from html.parser import HTMLParser

from huiyin.audit.scope import county_scope
from huiyin.orgs.charter import charter_at
from huiyin.reports import burden
from huiyin.reports.burden import Asked
from tests.house import doors, tree
from tests.house.conftest import Estate, ask, close_the_wall, signed_in
from tests.house.seen import ANSWERED, IN_A_FORMSET, STRANGER, Readers, administrator
from tests.house.test_links import shape
from tests.world import AT

SEARCH = "/search/"
_TYPED, _NOT_TYPED = {"input", "textarea", "select"}, {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Filled:
    """One form as it is rendered: its inputs, those required, and the words on its button."""

    inputs: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    button: str = ""
    is_search: bool = False

    @property
    def mark(self) -> object:
        """What tells it from others."""
        return self.button, frozenset(self.inputs), frozenset(self.required)


class Forms(HTMLParser):
    """The forms of a page that send something; a group of radio buttons is one input, a template none.

    The search tells nobody anything: it is sent only so that what is looked for stands in no address. Another form of its
    role counts like every other.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Filled] = []
        self._open: Filled | None = None
        self._templates, self._in_button, self._quiet = 0, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = Filled(is_search=given.get("role") == "search" and given.get("action") == SEARCH)
        if self._open is None or self._templates:
            return
        if tag in _TYPED and given.get("name") and given.get("type") not in _NOT_TYPED:
            name = IN_A_FORMSET.sub(r"\1-", given["name"])
            self._open.inputs.add(name)
            if "required" in given:
                self._open.required.add(name)
        if tag == "button" and given.get("type", "submit") == "submit" and not self._open.button:
            self._in_button = True
        self._quiet += self._in_button and tag in ("kbd", "svg")

    def handle_data(self, data: str) -> None:
        if self._in_button and self._open is not None and not self._quiet:
            self._open.button += data

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        self._quiet -= self._quiet > 0 and tag in ("kbd", "svg")
        if tag == "button":
            self._in_button = False
        if tag == "form" and self._open is not None:
            self._open.button = " ".join(self._open.button.split())
            if self._open.inputs and not (self._open.is_search and self._open.inputs == {"q"}):
                self.found.append(self._open)
            self._open = None


def forms_of(html: str) -> list[Filled]:
    """Take the forms out of a page."""
    parser = Forms()
    parser.feed(html)
    parser.close()
    return parser.found


def counted(estate: Estate) -> list[Asked]:
    """Every form that anybody meets: as a resident or an official, on every address, in every state of a matter."""
    values = estate.all_values()
    values["portal", "ref"] = values["say", "ref"] = [estate.answered.matter.reference]
    readers, known = Readers(estate), set[object]()
    most: dict[tuple[str, str], Asked] = {}
    for address in doors.addresses():
        if address.name in doors.DOCUMENTS:
            continue
        for url in estate.paths(address, values):
            for who in readers.of(address, url) if address.is_staff else (STRANGER, ANSWERED):
                for row in _rows(address.name, readers, who, url, known):
                    kept = most.get((row.address, row.en), row)
                    most[row.address, row.en] = max(kept, row, key=lambda one: (one.required, one.inputs))
                if "noun" in address.kwargs and readers.see(who, url).is_page:
                    break  # the form of a deed is the same for whoever can do it
    return [most[key] for key in sorted(most)]


def _rows(address: str, readers: Readers, who: str, url: str, known: set[object]) -> list[Asked]:
    """Its forms, for which the page is read in English too; once where an address of its shape shows the same in Chinese."""
    chinese = readers.see(who, url)
    found = forms_of(chinese.html)
    mark = shape(url), tuple(one.mark for one in found), chinese.required
    if not found or mark in known:
        return []
    known.add(mark)
    english = readers.see(who, url, "en")
    required = chinese.required | english.required
    return [
        Asked(address, zh.button, en.button, len(en.inputs), len(en.required | (en.inputs & required)))
        for zh, en in zip(found, forms_of(english.html), strict=True)
    ]


def test_s77_the_table_is_what_the_pages_ask_for_and_none_asks_too_much(estate: Estate) -> None:
    found = counted(estate)
    close_the_wall()
    if os.environ.get("BURDEN_WRITE"):
        burden.TABLE.write_text(burden.written(found), encoding="utf-8")
        burden.forms.cache_clear()
    with county_scope(estate.world.county.pk):
        cap = int(charter_at(AT).charter.figure("burden.required_max").value)
    tree.nothing((row for row in found if row.required > cap), f"ask for more than {cap}")
    told = set(burden.forms())
    hint = "BURDEN_WRITE=1 .venv/bin/python -m pytest tests/house/test_burden.py writes huiyin/reports/burden.toml anew"
    tree.nothing(sorted(map(str, set(found) - told)), f"on a page, but not in the table: {hint}")
    tree.nothing(sorted(map(str, told - set(found))), f"in the table, but on no page: {hint}")


def test_the_page_shows_the_table_and_the_most(estate: Estate) -> None:
    html = ask(signed_in(administrator(estate, "xi")), "GET", "/reports/burden/").content.decode()
    assert burden.forms()
    assert all(row.zh in html for row in burden.forms())
    assert f"目前最多的一张是 {max(row.required for row in burden.forms())} 项" in html


def test_an_input_more_is_noticed() -> None:
    eight = "".join(f'<input name="i{n}" required>' for n in range(8))
    radio = '<input type="radio" name="r" required>' * 3 + '<input type="hidden" name="h" required>'
    page = f'<form method="post">{eight}{radio}<template>{eight}</template><button>送出 <kbd>X</kbd></button></form>'
    (found,) = forms_of(page)
    assert (len(found.required), found.button) == (9, "送出")
    assert forms_of('<form method="get"><input name="q"></form>') == []
    box = '<form method="post" action="/search/" role="search"><input name="q">{}</form>'
    assert forms_of(box.format("")) == []
    for other in (
        box.format('<input name="why" required>'),
        box.format("").replace("/search/", "/matters/"),
        box.format("").replace(' role="search"', ""),
    ):
        assert len(forms_of(other)) == 1, other
