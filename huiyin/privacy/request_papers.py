"""The papers of a request about one's own data: receipt, what is missing to check who asks, and the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.orgs.calendar import local_day
from huiyin.privacy import telling
from huiyin.privacy.models import DataRequest

WIDTHS = (46.0, 110.0)  # mm


@dataclass(frozen=True)
class Kind:
    """A paper: its name, when it is there, and what writes it."""

    title: Any
    is_there: Callable[[DataRequest], bool]
    written: Callable[[DataRequest, Paper], None]

    def write(self, found: DataRequest, at: datetime) -> bytes:
        """The paper as a file, signed by the county."""
        with override(LANGUAGE):
            paper = Paper("letter").masthead(found.unit.on_paper).title(str(self.title))
            if found.name:
                paper.addressee(found.name)
            self.written(found, paper)
            return paper.signature(found.unit.on_paper, local_day(at, found.county), sealed=True).save()


def there(found: DataRequest) -> dict[str, Any]:
    """The papers of a request as it stands, by their code."""
    if found.erased_at is not None:
        return {}
    return {code: kind.title for code, kind in PAPERS.items() if kind.is_there(found)}


def _received(found: DataRequest) -> dict[str, str]:
    return {
        "ref": found.reference,
        "day": date_in_words(found.started_on),
        "due": date_in_words(found.due_on),
        "kind": found.get_kind_display(),
    }


def _receipt(found: DataRequest, paper: Paper) -> None:
    facts = _received(found)
    paper.body(_("On %(day)s we received your request “%(kind)s” (number %(ref)s).") % facts)
    paper.body(_("You have the answer by %(due)s at the latest.") % facts)
    if found.is_provisional:
        paper.body(_("This date is provisional: it may move once the days off are announced."))
    for sentence in telling.rule(found):
        paper.body(sentence)


def _missing(found: DataRequest, paper: Paper) -> None:
    facts = _received(found)
    paper.body(_("On %(day)s we received your request “%(kind)s” (number %(ref)s).") % facts)
    paper.body(
        _("So that nobody else learns or changes what concerns you, we first check who asks. We still need:")
    )
    paper.body(found.missing)
    paper.body(
        _("The day for the answer stays %(due)s. Papers are only looked at; nothing of them is kept.") % facts
    )


def _answer(found: DataRequest, paper: Paper) -> None:
    facts = {**_received(found), "result": found.get_result_display()}
    paper.body(_("On %(day)s we received your request “%(kind)s” (number %(ref)s).") % facts)
    paper.body(_("Result: %(result)s.") % facts)
    paper.body(found.answer)
    for part in telling.parts(found):
        paper.heading(1, part["title"])
        if part["why"]:
            paper.body(_("What for: %(why)s. How long: %(kept)s.") % part)
        paper.table([(_("item"), _("content")), *part["rows"]], widths=WIDTHS)
    for sentence in telling.remedies():
        paper.body(sentence)


PAPERS = {
    "receipt": Kind(
        gettext_lazy("Receipt of a request about one's own data"), lambda found: bool(found.name), _receipt
    ),
    "identity": Kind(
        gettext_lazy("What is missing to check who asks"), lambda found: bool(found.missing), _missing
    ),
    "answer": Kind(
        gettext_lazy("Answer to a request about one's own data"), lambda found: bool(found.answer), _answer
    ),
}
