"""One step for several matters at once: which of those chosen it can be done to, and doing it to each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.matters.deeds import DEEDS
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import Matters
from huiyin.matters.rules import life
from huiyin.orgs.models import Official
from huiyin.ui.address import decimal
from huiyin.ui.deeds import DeedPage
from huiyin.ui.forms import offer

NOUNS = ("routing", "handler")  # of the deeds that ask the same of every matter
EACH_ITS_OWN = ("kind", "profile")  # said of one matter by itself: a procedure is nothing to change for many
MOST = 50


@dataclass(frozen=True)
class Chosen:
    """One that was chosen, as it was looked at, and why the step cannot be done to it; nothing where it can."""

    matter: Matter
    version: int
    objection: str

    @property
    def key(self) -> str:
        """Number and version in one word, for the form."""
        return f"{self.matter.reference}:{self.version}"


def nouns_for(matter: Matter, by: Official, at: datetime) -> list[str]:
    """Which of the steps this official may do to it; costs no query when the matter came from `for_lists()`."""
    if not matter.is_live:
        return []
    deeds = life.TRANSITIONS[matter.state]
    return [
        noun for noun in NOUNS if DEEDS[noun].deed in deeds and life.may(DEEDS[noun].deed, matter, by, at)
    ]


def chosen(seen: Matters, keys: Sequence[str], deed: str, by: Official, at: datetime) -> list[Chosen]:
    """Those of the keys that one may see, in the order of the list; a key is a number, or number and version."""
    versions = dict(_read(key) for key in keys[:MOST])
    rows = seen.filter(reference__in=list(versions)).for_lists().soonest_first()
    found: list[Chosen] = []
    unit = None
    for row in rows:
        objection = life.objection(deed, row, by, at) or ""
        if not objection and deed == Step.Deed.REASSIGN:
            unit = unit or row.lead_unit
            if row.lead_unit != unit:
                objection = _("It lies with another unit than the first one; please do it by itself.")
        version = versions[row.reference]
        found.append(Chosen(row, row.version if version is None else version, objection))
    return found


def ask_of_all(form: forms.Form) -> None:
    """Leave out what is said of one matter by itself; a topic that is not chosen here stays as each has it."""
    for name in EACH_ITS_OWN:
        form.fields.pop(name, None)
    topic = form.fields.get("topic")
    if isinstance(topic, forms.ChoiceField):
        choices: Any = topic.choices
        offer(form, "topic", [("", _("as each has it")), *list(choices)[1:]])
        form.initial["topic"] = ""


def _read(key: str) -> tuple[str, int | None]:
    reference, _colon, version = key.partition(":")
    return reference[:24].replace("\x00", ""), decimal(version, digits=9)


def do(
    page: DeedPage, ones: Sequence[Chosen], given: dict[str, Any], by: Official, at: datetime
) -> tuple[int, list[str]]:
    """Do it to each for itself: how many it was done to, and a sentence for each of the others."""
    done, left = 0, []
    for one in ones:
        sentence = one.objection
        if not sentence:
            try:
                page.act(matter=one.matter, by=by, at=at, **{**given, "version": one.version})
            except Refused as no:
                sentence = no.sentence
        if sentence:
            left.append(f"{one.matter.reference} {sentence}")
        else:
            done += 1
    return done, left
