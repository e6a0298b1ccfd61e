"""Every form and page of the site, given hostile values: a page or a sentence, never a traceback."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from django.db import transaction
from django.test import Client

from tests.house import doors, questions, tree
from tests.house.conftest import Estate
from tests.house.seen import STRANGER, Readers
from tests.house.test_doors import ALL

FREE = {"text", "search", "tel", "email", "url", "password", "number", "date", "time", "datetime-local"}
# Of these, whatever is not offered is refused alike.
CHOSEN = {"select", "radio", "checkbox", "submit", "button", "file"}
NASTY = ("a\x00b", "9999-12-31")
PLAIN = {
    "date": "2026-03-02", "datetime-local": "2026-03-09T09:00", "time": "09:00", "number": "1", "tel": "13800001111",
}  # fmt: skip
WRONG = {
    "date": ("0001-01-01", "9999-12-31"),
    "datetime-local": ("0001-01-01T00:00", "9999-12-31T23:59"),
    "time": ("00:00", "23:59"),
    "number": ("-1", "1" + "0" * 20, "9" * 5000),
    "hidden": ("1" + "0" * 20, "9" * 5000, "a\x00b"),
    "": ("a\x0bb\x7f=1+1", "a\x00b", "长" * 70_000),
}
ASKED = ("x", "1" + "0" * 20, "-1", "0001-01-01", "9999-12-31", "%ED%A0%80", "%00")
NEVER, ONCE = ("/language/", "/logout/"), ("/search/",)  # of the forms that stand on every page
KEPT = {"csrfmiddlewaretoken", "once", "version"}
QUERIES = ("unit", "official", "household", "home", "person", "line", "from", "until", "period", "year", "month", "week",
           "list", "before", "after", "page", "q", "day", "as_of", "where", "next", "do", "kind", "topic", "place",
           "form", "branch", "state", "matter", "contact", "forum", "session", "need", "row", "of", "since",
           "m", "c", "h", "what", "below")  # fmt: skip


class Form(HTMLParser):
    """The inputs of the forms of a page: name → kind and the values a person could choose."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, tuple[str, list[str]]]]] = []
        self._open: dict[str, tuple[str, list[str]]] | None = None
        self._select = ""
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = {}
            self.found.append((given.get("action", ""), self._open))
        if self._open is None or self._templates:
            return
        name = given.get("name", "")
        if tag == "select" and name:
            self._select = name
            self._open[name] = ("select", [])
        elif tag == "option" and self._select and given.get("value"):
            self._open[self._select][1].append(given["value"])
        elif tag in {"input", "textarea", "button"} and name:
            kind = given.get("type", "text" if tag == "input" else tag)
            self._open.setdefault(name, (kind, []))[1].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag == "select":
            self._select = ""
        if tag == "form":
            self._open = None


def answering(
    readers: Readers, names: Sequence[str], *, first_only: bool = False
) -> Iterator[tuple[str, str, str, str]]:
    """Each address as each reader (or only the first) whom it answers: its name, the reader, the first url, the page."""
    given = readers.estate.values()
    for address in (one for one in ALL if one.name not in doors.DOCUMENTS):
        urls = readers.estate.paths(address, given)
        for who in names:
            found = next((url for url in urls if readers.see(who, url).is_page), None)
            if found is not None:
                yield address.name, who, found, readers.see(who, found).html
                if first_only:
                    break


def forms(readers: Readers, names: Sequence[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each form once, whoever of the readers sees it: the address, the reader, where it is sent, its inputs."""
    seen = set()
    for name, who, url, text in answering(readers, names):
        page = Form()
        page.feed(text)
        for action, inputs in page.found:
            mark = (
                name if action not in ONCE else "",
                re.sub(r"[^/]*[0-9][^/]*", "#", action),
                tuple(sorted(inputs)),
            )
            if mark not in seen and not action.startswith(NEVER):
                seen.add(mark)
                yield name, who, action.split("#")[0] or url, inputs


def filled(inputs: dict[str, Any], value: str) -> dict[str, str]:
    """The form with one value in everything that is sent."""
    kept = (name in KEPT or name.endswith("_FORMS") for name in inputs)
    return {
        name: next(iter(choices), "") if keep else value
        for keep, (name, (_kind, choices)) in zip(kept, inputs.items(), strict=True)
    }


def plausible(inputs: dict[str, Any]) -> dict[str, str]:
    """The form as somebody might fill it."""
    sent = {}
    for name, (kind, choices) in inputs.items():
        kept = next((value for value in choices if value), "")
        typed = PLAIN.get(kind, "路灯不亮，请看一看") if kind in FREE or kind == "textarea" else ""
        sent[name] = kept or typed
    return sent


def one_by_one(inputs: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The form as somebody might fill it, with one thing wrong at a time."""
    for name, (kind, _choices) in inputs.items():
        if name == "csrfmiddlewaretoken":
            continue
        for value in WRONG.get(kind, ("a\x00b",) if kind in CHOSEN else WRONG[""]):
            yield f"{name}={value[:20]!r}", {**plausible(inputs), name: value}


def broken(client: Client, url: str, sent: dict[str, str]) -> str:
    """What went wrong, or nothing; whatever the form did is undone."""
    client.raise_request_exception = True
    try:
        with transaction.atomic():
            code = client.post(url, sent).status_code
            transaction.set_rollback(True)
    except Exception as wrong:
        tb = wrong.__traceback__
        where = ""
        while tb is not None:
            if "/huiyin/" in tb.tb_frame.f_code.co_filename:
                where = f"{tb.tb_frame.f_code.co_filename.split('/huiyin/')[-1]}:{tb.tb_lineno}"
            tb = tb.tb_next
        return f"{type(wrong).__name__} {str(wrong)[:80]!r} at {where}"
    return "" if code < 500 else str(code)


def test_no_form_breaks_on_what_is_put_into_it(estate: Estate) -> None:
    readers, wrong, count = Readers(estate), {}, 0
    shown_by: dict[str, set[str]] = {}
    sent_to: set[str] = set()
    for name, who, url, inputs in list(forms(readers, (STRANGER, "liu", "chen", "sun", "he"))):
        count += 1
        sent_to.add(url)
        reader = readers.client(who)
        shown_by.setdefault(name, set()).add(who)
        for value in NASTY:
            if said := broken(reader, url, filled(inputs, value)):
                wrong.setdefault(f"{name} {said}", f"{url} all of it {value[:20]!r}")
        for label, sent in one_by_one(inputs):
            if said := broken(reader, url, sent):
                wrong.setdefault(f"{name} {said}", f"{url} {label}")
    assert count > 60
    assert sent_to >= set(ONCE)
    assert any(len(of) > 1 for of in shown_by.values()), (
        "a later reader adds the forms the first does not see"
    )
    tree.nothing(f"{key} ({how})" for key, how in sorted(wrong.items()))


def test_no_page_breaks_on_what_its_address_asks_for(estate: Estate) -> None:
    readers, wrong, count = Readers(estate), set(), 0
    queries = ["?" + "&".join(f"{name}={value}" for name in QUERIES) for value in ASKED]
    sealed = [f"?s={value}" for value in ASKED]  # alone: what is asked sealed is not asked openly
    found = answering(readers, (STRANGER, "liu", "chen", "sun"), first_only=True)
    for name, who, url, _text in list(found):
        reader = readers.client(who)
        reader.raise_request_exception = True
        count += 1
        noted: list[questions.Noted] = []  # what one answer looks for may hang on what it was asked
        asked = queries + (sealed if name == "search:find" else [])
        for query in asked:
            if noted and query not in sealed and not any(one.looked_for(query) for one in noted):
                continue
            try:
                with transaction.atomic():
                    noted.append(questions.asked(reader, url, query)[1])
            except Exception as error:
                wrong.add(f"{name} {type(error).__name__} {str(error)[:80]!r} {query[:40]}")
    assert count > 100
    tree.nothing(sorted(wrong))
