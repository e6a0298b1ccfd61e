"""Booking a reception day: what the public form asks, and that one form keeps one time."""

import hashlib
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts import reception_rules as rules
from huiyin.contacts.actions.bookings import Wish, book
from huiyin.contacts.models import ReceptionSession
from huiyin.intake.web import Stamp, new_stamp, read_stamp
from huiyin.intake.web_form import SHORTEST_NUMBER
from huiyin.orgs.actions import charter_at
from huiyin.orgs.once import once
from huiyin.ui.forms import ChipRadio

_PRIVATE = {"data-private": "", "autocomplete": "off"}
_TRAP = {"tabindex": "-1", "autocomplete": "off"}


class Times(forms.ChoiceField):
    """The times that are free to choose from; one that is no longer free is left to the deed, which knows a retry."""

    def valid_value(self, value: Any) -> bool:
        """Any hour: a form sent twice finds its own booking, another one is told that the time is taken."""
        try:
            time.fromisoformat(str(value))
        except ValueError:
            return False
        return True


class BookingForm(forms.Form):
    """A time and how many people; everything else is up to the person."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    slot = Times(label=_("When would you like to come?"), widget=ChipRadio)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999, initial=1)
    topic_words = forms.CharField(
        label=_("What it is about"),
        help_text=_("a few words, so that the papers can be ready"),
        required=False,
        max_length=120,
    )
    name = forms.CharField(
        label=_("Name or form of address"),
        help_text=_("any name will do, for instance Aunt Wang"),
        required=False,
        max_length=40,
        widget=forms.TextInput(_PRIVATE),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("so that we can ring you if something changes"),
        required=False,
        max_length=20,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    access_needs = forms.CharField(
        label=_("What you need so that you can come"),
        help_text=_("for instance a ramp, sign language, a dialect"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"data-private": ""}),
    )
    leave_empty = forms.CharField(
        label=_("Please leave this field empty"), required=False, widget=forms.TextInput(_TRAP)
    )

    def __init__(self, *args: Any, session: ReceptionSession, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.at = session, at
        self.stamp: Stamp | None = None
        self.initial.setdefault("once", new_stamp(at))
        taken = session.bookings.live().values_list("slot_at", flat=True)
        self.free = [
            slot
            for slot in rules.slots_of(session, taken)
            if slot.is_free and rules.moment(session, slot.begins) > at
        ]
        choices = [(f"{slot.begins:%H:%M}", f"{slot.begins:%H:%M}") for slot in self.free]
        self.fields["slot"] = Times(
            label=_("When would you like to come?"), widget=ChipRadio, choices=choices
        )
        self.order_fields(["once", "slot", "people", "topic_words", "name", "phone", "access_needs"])

    def clean_people(self) -> int:
        """Said at the field, with the article."""
        people: int = self.cleaned_data["people"]
        if refusal := rules.objection_to_people(people, charter_at(self.at).charter):
            raise forms.ValidationError(refusal)
        return people

    def clean_phone(self) -> str:
        """A number one can ring, or none."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and sum(ch.isdigit() for ch in phone) < SHORTEST_NUMBER:
            raise forms.ValidationError(
                _("This number is too short. Please look at it again, or leave it out.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        """The quiet questions, by which a machine shows. A person who fails them just sends again."""
        data = super().clean() or {}
        self.stamp = read_stamp(data.get("once", ""), self.at)
        if self.stamp is None:
            self.begin_anew("once", new_stamp(self.at))
            self.add_error(None, _("This page had been open for over a day. Please send it once more."))
        elif self.stamp.is_early:
            self.add_error(None, _("That was faster than people write. Please send it once more."))
        if data.get("leave_empty"):
            self.begin_anew("leave_empty", "")
            self.add_error(
                None,
                _("A hidden field had been filled in, perhaps by your browser. Please send it once more."),
            )
        return data

    def begin_anew(self, name: str, value: str) -> None:
        """Show the form again with another value in this field."""
        self.data = {**{key: self.data[key] for key in self.data}, self.add_prefix(name): value}

    def wish(self) -> Wish:
        """What was filled in, as the deed wants it."""
        data = self.cleaned_data
        kept = {
            name: data[name].replace("\x00", "") for name in ("topic_words", "name", "phone", "access_needs")
        }
        return Wish(slot_at=time.fromisoformat(data["slot"]), people=data["people"], **kept)


def keep_time(session: ReceptionSession, wish: Wish, *, token: str, at: datetime) -> tuple[str, bool]:
    """Book it, once per form; gives the booking's number, and whether it was made just now."""
    written = f"{session.reference} {wish!r}"
    digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()

    def make() -> str:
        return book(session=session, wish=wish, at=at).booking.reference

    return once(token=token, scope="book", digest=digest, at=at, make=make)


def bookable(ref: str) -> ReceptionSession | None:
    """The published session of this number, or None."""
    found = ReceptionSession.objects.public().select_related("office__unit", "official", "county")
    return found.filter(reference=ref).first()
