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
