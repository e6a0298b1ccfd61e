"""The burden meter is true (S77, I-28): its table is what the pages really ask for, and no form asks for more than the most."""

import os
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.template import Context
from django.test import Client

from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.orgs.charter import charter_at
from huiyin.reports import burden
from huiyin.reports.burden import Asked
from tests import make
from tests.house import doors, tree
from tests.house.conftest import Estate, close_the_wall, signed_in
from tests.house.test_doors import ask
from tests.world import AT, World

_PREFIX = re.compile(r"^([a-z_]+)-\d+-")  # of a form in a formset
_TYPED, _NOT_TYPED = {"input", "textarea", "select"}, {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Filled:
    """One form as it is rendered: its inputs, those required, and the words on its button."""

    inputs: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    button: str = ""


class Forms(HTMLParser):
    """The forms of a page that send something; a group of radio buttons is one input, a template none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Filled] = []
        self._open: Filled | None = None
        self._templates, self._in_button, self._quiet = 0, False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = Filled()
        if self._open is None or self._templates:
            return
        if tag in _TYPED and given.get("name") and given.get("type") not in _NOT_TYPED:
            name = _PREFIX.sub(r"\1-", given["name"])
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
            if self._open.inputs:
                self.found.append(self._open)
            self._open = None


def forms_of(html: str) -> list[Filled]:
    """Take the forms out of a page."""
    parser = Forms()
    parser.feed(html)
    parser.close()
    return parser.found


# Pages that show one of several forms, and how each is asked for.
VARIANTS = {"contacts:promise": ("?do=revise", "?do=not_keep", "?do=void")}


def asked_by_class(response: Any) -> set[str]:
    """The inputs that the page's form classes require: a formset leaves the mark out of its HTML."""
    parts = [response.context] if isinstance(response.context, Context) else response.context or ()
    given = [value for part in parts for layer in part.dicts for value in layer.values()]
    found = [one for one in given if isinstance(one, BaseForm)]
    found += [one for many in given if isinstance(many, BaseFormSet) for one in many.forms]
    return {
        _PREFIX.sub(r"\1-", form.add_prefix(name))
        for form in found
        if not form.empty_permitted
        for name, taken in form.fields.items()
        if taken.required and not taken.widget.is_hidden
    }


def an_answered_matter(world: World) -> tuple[str, str]:
    """Reference and link of a matter that its resident may rate."""
    told = make.lodged(world)
    row = told.matter
    row = actions.route(matter=row, to=world.office, topic="road", version=row.version, by=world.liu, at=AT)
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = actions.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, **make.REPLY)
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    return row.reference, told.link


def counted(estate: Estate) -> list[Asked]:
    """Every form that anybody meets: as a resident or an official, on every address, in every state of a matter."""
    with county_scope(estate.world.county.pk):
        answered, link = an_answered_matter(estate.world)
        others = [make.routed(estate.world), make.accepted(estate.world), make.drafted(estate.world)]
    close_the_wall()
    values = estate.values()
    values["matters", "ref"] += [answered, *(matter.reference for matter in others)]
    values["portal", "ref"] = values["say", "ref"] = [answered]
    world = estate.world
    readers = [
        Client(),
        *(signed_in(o) for o in (world.liu, world.gao, world.he, world.chen, world.ma, world.sun)),
    ]
    resident = Client()
    ask(resident, "GET", f"/c/{world.county.slug}/r/{link}/")
    most: dict[tuple[str, str], Asked] = {}
    for address in doors.addresses():
        if address.name in doors.DOCUMENTS:
            continue
        for path in doors.paths(address, values):
            for url in (path, *(path + query for query in VARIANTS.get(address.name, ()))):
                for reader in (*readers, resident):
                    for row in _rows(address.name, reader, url):
                        kept = most.get((row.address, row.en), row)
                        most[row.address, row.en] = max(kept, row, key=lambda one: (one.required, one.inputs))
    return [most[key] for key in sorted(most)]


def _rows(address: str, reader: Client, url: str) -> list[Asked]:
    pages, required = [], set()
    for language in ("zh-hans", "en"):
        reader.cookies["django_language"] = language
        response = ask(reader, "GET", url)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            return []
        pages.append(forms_of(response.content.decode()))
        required |= asked_by_class(response)
    return [
        Asked(address, zh.button, en.button, len(en.inputs), len(en.required | (en.inputs & required)))
        for zh, en in zip(*pages, strict=True)
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
    html = ask(signed_in(estate.world.sun), "GET", "/reports/burden/").content.decode()
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
