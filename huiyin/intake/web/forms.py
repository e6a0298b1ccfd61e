"""The public form: the words are enough, everything else is up to the person."""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.files.fields import WithFiles
from huiyin.intake.inbound import Inbound
from huiyin.intake.web import WEB
from huiyin.intake.web.receiving import Subject
from huiyin.matters.actions import GoesBy
from huiyin.matters.forms import kind_choices
from huiyin.matters.rules.hearing import MAX_BODY, MIN_WORDS
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.fields import UnitSelect, found_by
from huiyin.orgs.kept_tree import places_on
from huiyin.orgs.models import County, Unit
from huiyin.outbox.carrying import in_use
from huiyin.outbox.rules import MAIL, SMS, is_mobile, objection_to_no_address
from huiyin.ui.forms import ChipRadio, Prose, offer, shown_when, sometimes
from huiyin.ui.numbers import WatchesNumbers
from huiyin.ui.quiet import QuietForm


class SayForm(WatchesNumbers, WithFiles, QuietForm):
    """Words and place, with what every public form has."""

    body = forms.CharField(
        label="",
        help_text=_("for instance where it is, since when, and what you would like done"),
        max_length=MAX_BODY,
        widget=Prose(rows=7),
    )
    kind = forms.ChoiceField(label=_("What it is"), required=False, widget=ChipRadio)
    place = forms.ChoiceField(label=_("Village or community"), required=False)
    place_words = forms.CharField(
        label=_("Where exactly"), help_text=_("for instance: at the bridge"), required=False, max_length=120
    )
    told_by = forms.ChoiceField(label=_("How you would like to hear"), required=False, widget=ChipRadio)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("you then hear by mail that there is an answer; what it says stands on your page only"),
        required=False,
        max_length=120,
        widget=forms.EmailInput({"data-private": "", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, subject: Subject, county: County, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.subject = subject
        self.fields["body"].label = subject.question
        self.places: Mapping[str, Unit] = {}
        if subject.is_ordinary:
            offered = _offered(county.pk, county.tree, local_day(at, county))
            self.places = offered.places
            widget = UnitSelect()
            widget.words = offered.words
            self.fields["place"] = forms.ChoiceField(
                label=_("Village or community"), required=False, choices=offered.choices, widget=widget
            )
            offer(self, "kind", kind_choices(charter_of(at)))
        else:
            del self.fields["kind"], self.fields["place"], self.fields["place_words"]
        self._offer_ways(in_use())
        order = ["body", "keep_numbers", "kind", "place", "place_words", "files", "name", "phone"]
        self.order_fields([*order, "told_by", "email"])

    def _offer_ways(self, sends: Collection[str]) -> None:
        """How one may hear of it: what the county sends by; nobody is asked for what nothing is done with."""
        if MAIL not in sends:
            del self.fields["email"]
        if SMS not in sends:  # then an address says enough
            del self.fields["told_by"]
            return
        ways = [("", _("I look it up myself")), (SMS, _("by SMS, to this telephone"))]
        if MAIL in sends:
            ways.append((MAIL, _("by e-mail")))
            shown_when(sometimes(self.fields["email"]), f"told_by={MAIL}")
        offer(self, "told_by", ways)
        self.fields["told_by"].help_text = _(
            "a number from which TD was answered has no SMS until KT is answered from it"
        )

    def clean_body(self) -> str:
        """A few words, and no identity number, which nobody here needs (G17)."""
        text: str = self.cleaned_data["body"].replace("\x00", "").strip()
        if len(text) < MIN_WORDS:
            raise forms.ValidationError(_("Please say in a few words what it is about."))
        return text

    def clean(self) -> dict[str, Any]:
        """By what one wants to hear there is somewhere to go; nobody hears by two ways, or by one not chosen."""
        data = super().clean() or {}
        way = data.get("told_by", "")
        if "told_by" in self.fields and "told_by" not in self.errors and way != MAIL:
            data["email"] = ""
            self.errors.pop("email", None)
        if way == SMS and "phone" not in self.errors and not is_mobile(data.get("phone", "")):
            self.add_error("phone", str(objection_to_no_address(SMS)))
        if way == MAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", str(objection_to_no_address(MAIL)))
        return data

    def inbound(self) -> Inbound:
        """What came in, in the one shape of every door."""
        data = self.cleaned_data
        return Inbound(
            body=data["body"],
            channel=WEB,
            place=copy(self.places.get(data.get("place", ""))),
            place_words=data.get("place_words", "").strip(),
            name=data["name"].strip(),
            phone=data["phone"],
            email=data.get("email", ""),
            told_by=data.get("told_by", ""),
            language=other_language(),
            goes_by=GoesBy(kind=data.get("kind", "")),
            source=self.subject.key,
            files=tuple(data["files"]),
        )


def other_language() -> str:
    """In which the page was read, where it was not the county's."""
    read = get_language() or ""
    return read if read in dict(settings.LANGUAGES) and read != settings.LANGUAGE_CODE else ""


class _Offered(NamedTuple):
    """Villages and communities of a day by their codes, as choices, and by what each is found."""

    places: Mapping[str, Unit]
    choices: list[Any]
    words: Mapping[str, str]


@lru_cache(maxsize=64)
def _offered(_county: int, _tree: str, day: date) -> _Offered:
    """In the order of the tree; put together once in a process, and anew when the tree has another mark."""
    places = {unit.code: unit for unit in places_on(day)}
    return _Offered(places, list(_choices(places)), {code: found_by(unit) for code, unit in places.items()})


def _choices(places: Mapping[str, Unit]) -> Iterator[tuple[str, Any]]:
    """Villages under the name of their township."""
    yield "", _("not needed, or not known")
    towns: dict[str, list[tuple[str, str]]] = {}
    for code, unit in places.items():
        towns.setdefault(unit.parent.short_name if unit.parent else "", []).append((code, unit.short_name))
    for town, villages in towns.items():
        if town:
            yield town, villages
        else:
            yield from villages
