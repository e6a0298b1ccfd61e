"""Booking a reception day: what the public form asks, and that one form keeps one time."""

import hashlib
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.charter import charter_of
from huiyin.orgs.once import once
from huiyin.receptions import rules
from huiyin.receptions.actions.bookings import Wish, book
from huiyin.receptions.models import ReceptionSession
from huiyin.ui.forms import ChipRadio
from huiyin.ui.quiet import QuietForm


class Times(forms.ChoiceField):
    """The times that are free to choose from; one that is no longer free is left to the deed, which knows a retry."""

    def valid_value(self, value: Any) -> bool:
        """Any hour: a form sent twice finds its own booking, another one is told that the time is taken."""
        try:
            time.fromisoformat(str(value))
        except ValueError:
            return False
        return True


class BookingForm(QuietForm):
    """A time and how many people; everything else is up to the person."""

    slot = Times(label=_("When would you like to come?"), widget=ChipRadio)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999, initial=1)
    topic_words = forms.CharField(
        label=_("What it is about"),
        help_text=_("a few words, so that the papers can be ready"),
        required=False,
        max_length=120,
    )
    access_needs = forms.CharField(
        label=_("What you need so that you can come"),
        help_text=_("for instance a ramp, sign language, a dialect"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"data-private": ""}),
    )

    def __init__(self, *args: Any, session: ReceptionSession, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.session = session
        self.fields["name"].help_text = _("any name will do, for instance Aunt Wang")
        self.fields["phone"].help_text = _("so that we can ring you if something changes")
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
        if refusal := rules.objection_to_people(people, charter_of(self.at)):
            raise forms.ValidationError(refusal)
        return people

    def wish(self) -> Wish:
        """What was filled in, as the deed wants it."""
        data = self.cleaned_data
        kept = {
            name: data[name].replace("\x00", "") for name in ("topic_words", "name", "phone", "access_needs")
        }
        return Wish(slot_at=time.fromisoformat(data["slot"]), people=data["people"], **kept)


def keep_time(form: BookingForm, token: str, *, address: str, at: datetime) -> tuple[str, bool]:
    """Book it, once per form; gives the booking's number, and whether it was made just now."""
    session, wish = form.session, form.wish()
    written = f"{session.reference} {wish!r}"
    digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()

    def make() -> str:
        return book(session=session, wish=wish, address=address, at=at).booking.reference

    return once(token=token, scope="book", digest=digest, at=at, make=make)


def bookable(ref: str) -> ReceptionSession | None:
    """The published session of this number, or None."""
    found = ReceptionSession.objects.public().select_related("office__unit", "official", "county")
    return found.filter(reference=ref).first()
