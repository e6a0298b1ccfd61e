"""A rendered page taken apart: what it loads, what is inline, what a person has to fill in."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

# Attributes by which a browser fetches something by itself or sends something somewhere.
_FETCHES = {"src", "data", "poster", "background", "action", "formaction", "manifest", "ping", "xlink:href"}
_HX = {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}
_TYPED = {"input", "textarea", "select"}
_NOT_TYPED = {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Page(HTMLParser):
    """One page: `problems` breaks the rules of every page; `required` are the inputs one cannot leave out."""

    host: str = "testserver"
    problems: list[str] = field(default_factory=list)
    required: dict[str, str] = field(
        default_factory=dict
    )  # name → kind; a group of radio buttons counts once
    names: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    _templates: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._check_inline(tag, given)
        self._check_outside(tag, given)
        if tag == "template":
            self._templates += 1
        if (
            tag in _TYPED
            and not self._templates
            and given.get("type") not in _NOT_TYPED
            and given.get("name")
        ):
            self.names.add(given["name"])
            if "required" in given:
                self.required[given["name"]] = given.get("type", tag)
        if tag == "a":
            self.links.add(given.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1

    def _check_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given:
            self.problems.append(f"inline style in <{tag}>")
        if tag == "script" and not given.get("src"):
            self.problems.append("inline script")
        for name, value in given.items():
            if re.fullmatch(r"on[a-z]+", name) or value.strip().lower().startswith("javascript:"):
                self.problems.append(f"inline handler {name} in <{tag}>")

    def _check_outside(self, tag: str, given: dict[str, str]) -> None:
        fetched = [value for name, value in given.items() if name in _FETCHES or name in _HX]
        if tag in {"link", "use", "image", "base", "a"}:
            fetched.append(given.get("href", ""))
        fetched += [part.strip().split(" ")[0] for part in given.get("srcset", "").split(",")]
        for address in fetched:
            parts = urlsplit(address.strip())
            if parts.scheme == "data" or (parts.netloc and parts.netloc != self.host):
                self.problems.append(f"<{tag}> reaches outside: {address.strip()}")


def read(html: str) -> Page:
    """Take a page apart."""
    page = Page()
    page.feed(html)
    page.close()
    return page


_UNREAD = {"script", "style", "template", "textarea"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD
        if not self._unread:
            self.found += [value for name, value in attrs if value and name in ("title", "aria-label", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread and data.strip():
            self.found.append(" ".join(data.split()))


def words(html: str) -> list[str]:
    """What a page says to whoever reads or hears it: its text and the names of its parts, not what is typed into it."""
    found = _Words()
    found.feed(html)
    found.close()
    return found.found
