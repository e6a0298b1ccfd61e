"""What the frame around a page is told: entries of the main navigation and who is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation; the label is already translated, the icon a Tabler name."""

    url: str
    label: str
    icon: str
    current: bool = False


@dataclass(frozen=True)
class NavGroup:
    """Pages of a section that belong together, under a word of their own (none where a section has one group)."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True)
class Inside:
    """The section in which the reader stands: its name, the name of the page, and all its pages by groups."""

    label: str
    at: str
    groups: tuple[NavGroup, ...]


@dataclass(frozen=True)
class AccountLink:
    """One entry of the account menu."""

    url: str
    label: str


@dataclass(frozen=True)
class Account:
    """Who is signed in, in which post, and the links of their menu."""

    name: str
    post: str = ""
    links: Sequence[AccountLink] = ()
