"""Mail as it came, read into words: who writes, what about, which files, what it answers, and whether a machine wrote it.

Nothing here raises over what somebody sent: what cannot be read is read as well as it can be.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any, Final

from huiyin.lib.outlook import is_packed, unpacked

_CHINESE: Final = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312", "cp936", "gb18030", "euc-cn"}
_GUESSES: Final = ("utf-8", "gb18030")
_IDS: Final = re.compile(r"<[^<>\s]+>")
_BY_MACHINE: Final = {"auto_reply", "bulk", "junk", "list"}
_BREAKS: Final = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"}
_UNSEEN: Final = {"script", "style", "head", "title"}


@dataclass(frozen=True)
class Enclosure:
    """A file that came with it, by the name it had."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """One mail."""

    number: str
    sender: str
    name: str
    subject: str
    text: str
    files: tuple[Enclosure, ...]
    answers: tuple[str, ...]
    is_by_machine: bool
    is_bounce: bool
    came_back: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Of what it says: equal for the same mail however often and by which way it arrives."""
        files = [hashlib.sha256(one.content).hexdigest() for one in self.files]
        said = "\0".join([self.number, self.sender, self.subject, self.text, *files])
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def read(raw: bytes) -> Letter:
    """Whatever came, as a letter."""
    mail = message_from_bytes(raw)
    name, sender = parseaddr(_raw(mail["From"]))
    if "@" not in sender:
        name, sender = parseaddr(_words(mail["From"]))
    bounce = _is_bounce(mail)
    return Letter(
        number=next(iter(_IDS.findall(_raw(mail["Message-ID"]))), ""),
        sender=sender.strip().lower() if "@" in sender else "",
        name=_one_line(_words(name)),
        subject=_one_line(_words(mail["Subject"])),
        text=_text(mail),
        files=tuple(_files(mail)),
        answers=tuple(dict.fromkeys(_IDS.findall(f"{_raw(mail['In-Reply-To'])} {_raw(mail['References'])}"))),
        is_by_machine=_is_by_machine(mail),
        is_bounce=bounce,
        came_back=tuple(dict.fromkeys(_IDS.findall(raw.decode("latin-1")))) if bounce else (),
    )


# --- what a machine wrote ---


def _is_by_machine(mail: Message) -> bool:
    """An answer nobody wrote, or a circular: nothing a person says to us."""
    auto = _raw(mail["Auto-Submitted"]).strip().lower()
    precedence = _raw(mail["Precedence"]).strip().lower()
    marks = any(mail[name] for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    return (bool(auto) and auto != "no") or precedence in _BY_MACHINE or marks


def _is_bounce(mail: Message) -> bool:
    """What a mail server says of a mail that did not arrive; not that it is late."""
    report = mail.get_content_type() == "multipart/report"
    nobody = _raw(mail["Return-Path"]).strip() == "<>"
    writer = parseaddr(_raw(mail["From"]))[1].partition("@")[0].lower()
    if not (report or (nobody and writer in ("mailer-daemon", "postmaster"))):
        return False
    actions = [
        _raw(block["Action"]).strip().lower()
        for part in mail.walk()
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list)
        for block in part.get_payload()
        if isinstance(block, Message) and block["Action"]
    ]
    return not actions or "failed" in actions


# --- words ---


def _raw(value: Any) -> str:
    """A head as it stands, without its folds."""
    return "" if value is None else re.sub(r"[\r\n]+", "", str(value))


def _words(value: Any) -> str:
    """A head with its encoded words read."""
    if value is None:
        return ""
    try:
        parts = decode_header(value)
    except (ValueError, LookupError, TypeError):  # badly encoded: as it stands
        return str(value)
    return "".join(
        part if isinstance(part, str) else _decoded(part, charset or "ascii") for part, charset in parts
    )


def _decoded(content: bytes, charset: str) -> str:
    """In what it says it is, if that fits; else in what it most likely is."""
    said = charset.strip().lower()
    said = "gb18030" if said in _CHINESE and said != "hz-gb-2312" else said
    for one in (said, *_GUESSES):
        try:
            return content.decode(one)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("gb18030" if said == "gb18030" else "utf-8", "replace")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _text(mail: Message) -> str:
    """What it says, in plain words; of a page of HTML what one reads of it."""
    plain: list[str] = []
    pages: list[str] = []
    for part in _parts(mail):
        if _file_name(part) or _is_enclosed(part):
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else pages).append(_content(part))
    found = [one for one in plain if one.strip()] or [_of_page(one) for one in pages]
    if not any(one.strip() for one in found):
        found = [unpacked(content, _decoded).text for content in _packets(mail)]
    return _tidy("\n\n".join(found))


def _content(part: Message) -> str:
    content = part.get_payload(decode=True)
    return _decoded(content, part.get_content_charset() or "utf-8") if isinstance(content, bytes) else ""


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\x00", "").replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BREAKS - {"br"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(re.sub(r"\s+", " ", data))


def _of_page(html: str) -> str:
    page = _Page()
    page.feed(html)
    page.close()
    return "\n".join(line.strip() for line in "".join(page.said).replace("\xa0", " ").split("\n"))


# --- files ---


def _parts(mail: Message) -> Iterator[Message]:
    return (part for part in mail.walk() if not part.is_multipart())


def _is_enclosed(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment"


def _files(mail: Message) -> Iterator[Enclosure]:
    for part in _parts(mail):
        name, main = _file_name(part), part.get_content_maintype()
        if not (name or _is_enclosed(part) or main not in ("text", "message", "multipart")):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and is_packed(content):
            yield from (Enclosure(_one_line(of), one) for of, one in unpacked(content, _decoded).files)
        elif isinstance(content, bytes) and content:
            yield Enclosure(name, content)


def _packets(mail: Message) -> Iterator[bytes]:
    """What Outlook packed."""
    contents = (part.get_payload(decode=True) for part in _parts(mail))
    return (one for one in contents if isinstance(one, bytes) and is_packed(one))


def _file_name(part: Message) -> str:
    """However it was written: plainly, in encoded words, or in pieces with their language (RFC 2231)."""
    for name, head in (("filename", "content-disposition"), ("name", "content-type")):
        value = part.get_param(name, None, head)
        if isinstance(value, tuple):
            return _one_line(_decoded(value[2].encode("latin-1", "replace"), value[0] or "utf-8"))
        if value:
            return _one_line(_words(value))
    return ""
