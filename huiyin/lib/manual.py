"""The pages of the manual as they are written: headings with a name, paragraphs, lists, pictures and links, nothing else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

_PART = re.compile(r"## (?P<heading>.+?) \{#(?P<anchor>[a-z-]+)\}")
_PICTURE = re.compile(r"!\[(?P<says>[^\]]*)\]\(\.\./pictures/(?P<file>[\w/.-]+)\)")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<book>[a-z]+)\.md(?P<anchor>#[a-z-]+)?\)")
_ITEM = re.compile(r"(?P<mark>-|\d+\.) (?P<text>.+)")

Address = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """What belongs to one kind of page: its name in addresses, its heading, and its text as HTML (empty at the top)."""

    anchor: str
    heading: str
    html: str


@dataclass(frozen=True)
class Book:
    """One file: its title, what stands before the first part, and the parts."""

    title: str
    lead: str
    parts: tuple[Part, ...]


def read(text: str, *, picture: Address, book: Address) -> Book:
    """A file of the manual; `picture` and `book` say where a picture and another file are in the product."""
    title, _newline, rest = text.removeprefix("# ").partition("\n")
    found = [Part("", "", "")]
    lines: list[list[str]] = [[]]
    for line in rest.splitlines():
        if head := _PART.fullmatch(line):
            found.append(Part(head["anchor"], head["heading"], ""))
            lines.append([])
        else:
            lines[-1].append(line)
    html = ["".join(_blocks(some, picture, book)) for some in lines]
    parts = tuple(Part(one.anchor, one.heading, said) for one, said in zip(found, html, strict=True))
    return Book(title.strip(), parts[0].html, parts[1:])


def _blocks(lines: list[str], picture: Address, book: Address) -> Iterator[str]:
    for is_text, some in groupby(lines, key=bool):
        if is_text:
            yield _block(list(some), picture, book)


def _block(lines: list[str], picture: Address, book: Address) -> str:
    """Lines between two empty ones: a picture, a list, or a paragraph."""
    if shown := _PICTURE.fullmatch(lines[0]):
        where = f'src="{escape(picture(shown["file"]))}" alt="{escape(shown["says"])}" loading="lazy"'
        return f"<figure><img {where}></figure>"
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        tag = "ul" if lines[0].startswith("-") else "ol"
        inside = "".join(f"<li>{_words(item['text'], book)}</li>" for item in items if item)
        return f"<{tag}>{inside}</{tag}>"
    return f"<p>{_words(' '.join(lines), book)}</p>"


def _words(text: str, book: Address) -> str:
    """Words with their links; everything else is text, whatever signs stand in it."""

    def linked(found: re.Match[str]) -> str:
        return f'<a href="{escape(book(found["book"]))}{found["anchor"] or ""}">{found["words"]}</a>'

    return _LINK.sub(linked, escape(text, quote=False))
