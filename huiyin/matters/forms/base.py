"""What the forms of deeds share: the version that was looked at, and the charter's words as choices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.lib.words import Words
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.ui.forms import VersionForm
from huiyin.ui.numbers import WatchesNumbers


def in_words(words: Words) -> str:
    """A charter's words in the reader's language."""
    return words.in_language(get_language() or "zh-hans")


def topic_choices(charter: Charter) -> list[Any]:
    """Topics of the charter in two levels, the first as headings that can be chosen too."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in charter.topics:
        groups.setdefault(topic.parent or topic.code, []).append((topic.code, in_words(topic.words)))
    heads = {t.code: in_words(t.words) for t in charter.topics if not t.parent}
    return [
        ("", _("choose if it is clear")),
        *[(heads.get(code, code), rows) for code, rows in groups.items()],
    ]


def kind_choices(charter: Charter) -> list[tuple[str, str]]:
    """What a matter can be, by the charter's list (S40)."""
    return [(one.code, in_words(one.words)) for one in charter.listed("kind")]


class DeedForm(WatchesNumbers, VersionForm):
    """What every deed carries: the version of the matter that the person was looking at.

    Where it is done to several at once the others are given too: whom one of them is about is offered for none.
    """

    def __init__(
        self,
        *args: Any,
        matter: Matter,
        by: Official,
        at: datetime,
        others: Sequence[Matter] = (),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"version": matter.version, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.matter, self.by, self.at = matter, by, at
        self.matters = (matter, *others)
        self.shape()

    def shape(self) -> None:
        """Fill choices and first values from the matter."""
