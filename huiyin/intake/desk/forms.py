"""The form on which a clerk takes down a call, a letter or a visit: five fields, and a day where it was not just now."""

import re
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.files.fields import WithFiles
from huiyin.intake.desk import CHANNELS, COMMENT, HOTLINE
from huiyin.intake.desk.places import Places
from huiyin.intake.desk.rules import objection_to_late_receipt, own_desk
from huiyin.intake.inbound import Inbound
from huiyin.lib import telephone
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside
from huiyin.matters.actions import GoesBy
from huiyin.matters.forms import in_words, kind_choices
from huiyin.matters.forms.urgent import RUNG
from huiyin.matters.models import Matter
from huiyin.matters.point_forms import without_identity_numbers
from huiyin.matters.rules import procedures
from huiyin.matters.rules.hearing import MAX_BODY, MIN_WORDS, intake_unit_for
from huiyin.matters.rules.urgent import kind_words
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.orgs.standing import DESK
from huiyin.outbox.models import gateway_in_use, is_stopped
from huiyin.outbox.rules import SMS, is_mobile, objection_to_no_address, stopped_words
from huiyin.ui.forms import ChipRadio, Clock, Day, OnceForm, Prose, offer, shown_when, sometimes

_PRIVATE = {"data-private": "", "autocomplete": "off"}
_RINGABLE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")  # a mobile, or a landline with its area code


TAKEN_DOWN = gettext_lazy("This order has been taken down already.")
OF_AN_ORDER = ("order_number", "order_due_on", "order_due_hour")


class CallForm(WithFiles, OnceForm):
    """How it came, what was said, where, and who, as far as they say so."""

    taken: ClassVar = {"matter_imported_once": ("order_number", TAKEN_DOWN)}
    channel = forms.ChoiceField(
        label=pgettext_lazy("a call, letter or visit", "How it came"), choices=CHANNELS, widget=ChipRadio
    )
    body = forms.CharField(
        label=gettext_lazy("What it is about"),
        help_text=gettext_lazy("in the person's own words; no identity numbers"),
        max_length=MAX_BODY,
        widget=Prose({"autofocus": ""}, rows=4),
    )
    comment_at = sometimes(
        forms.URLField(
            label=gettext_lazy("Address of the comment, or of the post above it"),
            help_text=gettext_lazy(
                "as the browser shows it; only what is in the open, and no name of an account"
            ),
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=forms.URLInput({"autocomplete": "off"}),
        )
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), required=False, widget=ChipRadio)
    answer = sometimes(
        forms.CharField(
            label=gettext_lazy("Answered at once, in these words"),
            help_text=gettext_lazy("only if that is all; else leave it empty and it is passed on"),
            required=False,
            max_length=2000,
            widget=Prose(rows=3),
        )
    )
    place = forms.CharField(
        label=gettext_lazy("Village or community, and where there"),
        help_text=gettext_lazy(
            "type the first characters and choose; then go on, for instance “at the bridge”"
        ),
        required=False,
        max_length=160,
        widget=forms.TextInput({"autocomplete": "off", "list": "places"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name or form of address"),
        required=False,
        max_length=40,
        widget=forms.TextInput(_PRIVATE),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    tell_by_sms = forms.BooleanField(
        label=gettext_lazy("The person agrees to be told by SMS that there is an answer"), required=False
    )
    profile = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    order_number = forms.CharField(
        label=gettext_lazy("Number of the order"),
        required=False,
        max_length=60,
        widget=forms.TextInput(_PRIVATE),
    )
    order_due_on = sometimes(
        forms.DateField(label=gettext_lazy("Latest day on the order"), required=False, widget=Day)
    )
    order_due_hour = forms.TimeField(
        label=gettext_lazy("Hour, if the order states one"), required=False, widget=Clock
    )
    received_on = forms.DateField(label=gettext_lazy("Day of receipt"), required=False, widget=Day)
    received_hour = forms.TimeField(label=gettext_lazy("Hour, if known"), required=False, widget=Clock)
    late_reason = sometimes(
        forms.CharField(
            label=gettext_lazy("Why only now"),
            help_text=gettext_lazy("needed when it came in some working days ago"),
            required=False,
            max_length=120,
        )
    )
    urgent_kind = forms.ChoiceField(
        label=gettext_lazy("What does not wait"), required=False, widget=ChipRadio
    )
    rung = sometimes(
        forms.CharField(
            label=RUNG[0],
            help_text=RUNG[1],
            required=False,
            max_length=500,
        )
    )
    keep = forms.BooleanField(
        label=gettext_lazy("The number belongs to the matter; leave it in the words"), required=False
    )

    def __init__(self, *args: Any, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.at = by, at
        self.places = Places.of(by, at)
        self._offer_classes(charter := charter_of(at))
        kinds = charter.listed("urgent_kind")
        shown_when(self.fields["comment_at"], f"channel={COMMENT}")
        if gateway_in_use() is None:
            del self.fields["tell_by_sms"]
        offer(self, "urgent_kind", [("", _("not urgent")), *((one.code, kind_words(one)) for one in kinds)])

    def _offer_classes(self, charter: Charter) -> None:
        """Kinds and procedures of the charter; what is asked of an order, and where one may answer at once."""
        offer(self, "kind", kind_choices(charter))
        codes = [(one.code, in_words(one.words)) for one in procedures.at_the_door(charter)]
        offer(self, "profile", [("", gettext_lazy("as the kind says")), *codes])
        codes_of = {one.code: procedures.suggested(charter, one.code) for one in charter.listed("kind")}
        at_once = [kind for kind, code in codes_of.items() if charter.profile(code).on_the_spot]
        shown_when(self.fields["answer"], f"kind={'|'.join(at_once)}")
        for name in OF_AN_ORDER:
            shown_when(self.fields[name], f"profile={procedures.ORDER}")

    def clean_body(self) -> str:
        """A few words, and no identity number (G17)."""
        text = without_identity_numbers(self.cleaned_data["body"].replace("\x00", "").strip())
        if len(text) < MIN_WORDS:
            raise forms.ValidationError(_("Please say in a few words what it is about."))
        return text

    def clean_place(self) -> str:
        """As typed, unless several villages are called so."""
        typed: str = self.cleaned_data["place"].strip()
        if meant := self.places.meant(typed):
            raise forms.ValidationError(
                _("Several are called so; please choose: %(names)s") % {"names": " · ".join(meant)}
            )
        return typed

    def clean_phone(self) -> str:
        """A number that can be rung from anywhere, in plain digits, or none."""
        typed = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        digits = telephone.digits(typed)
        if not _RINGABLE.fullmatch(digits):
            raise forms.ValidationError(
                _("Please write a mobile number of 11 digits, or a landline with its area code.")
            )
        return digits

    def clean_order_number(self) -> str:
        """The number of an order, taken down once."""
        number: str = self.cleaned_data["order_number"].strip()
        if number and Matter.objects.filter(source=HOTLINE, external_id=number).exists():
            raise forms.ValidationError(TAKEN_DOWN)
        return number

    def _check_the_order(self, data: dict[str, Any]) -> None:
        """An order of the hotline has its date, and not one before it came in."""
        if data.get("profile") != procedures.ORDER:
            return
        due, received = (
            data.get("order_due_on"),
            data.get("received_on") or local_day(self.at, self.by.county),
        )
        if due is None and "order_due_on" not in self.errors:
            self.add_error("order_due_on", _("Please enter the latest day that stands on the order."))
        elif objection := procedures.objection_to_printed(received, due):
            self.add_error("order_due_on", objection)

    def _check_the_answer(self, data: dict[str, Any]) -> None:
        """What does not wait is passed on, and what goes to another desk is answered there."""
        if data.get("urgent_kind"):
            self.add_error("answer", _("It is urgent; please pass it on to who begins at once."))
        root = own_desk(self.by, self.at)
        place, _where = self.places.read(data.get("place", ""))
        unit = intake_unit_for(place, root, local_day(self.at, self.by.county))
        if not self.by.standing(self.at).over(unit, *DESK):
            words = _("It goes to the desk of %(unit)s, which answers it; please leave this empty.")
            self.add_error("answer", words % {"unit": unit.short_name})

    def clean(self) -> dict[str, Any]:
        """A day long past has its reason; a telephone number among the words is meant to be there."""
        data = super().clean() or {}
        if data.get("received_on"):
            objection = objection_to_late_receipt(
                data["received_on"], data.get("late_reason", ""), self.by, self.at
            )
            if objection:
                self.add_error(objection.field if isinstance(objection, Beside) else "received_on", objection)
        elif data.get("received_hour"):
            data["received_on"] = local_day(self.at, self.by.county)
        if data.get("urgent_kind") and len(data.get("rung", "").strip()) < MIN_WORDS:
            self.add_error("rung", _("Please say whom you have rung."))
        if data.get("channel") == COMMENT and not data.get("comment_at") and "comment_at" not in self.errors:
            self.add_error("comment_at", _("Please paste the address, so that it can be found again."))
        if data.get("tell_by_sms") and "phone" not in self.errors and not is_mobile(data.get("phone", "")):
            self.add_error("phone", str(objection_to_no_address(SMS)))
        elif data.get("tell_by_sms") and is_stopped(data.get("phone", "")):
            self.add_error("phone", stopped_words())
        self._check_the_order(data)
        if data.get("answer", "").strip():
            self._check_the_answer(data)
        if self.asks_to_keep and not data.get("keep"):
            self.add_error(
                "keep",
                _("There is a telephone number in the words, where everybody who handles it reads it."),
            )
        return data

    @property
    def asks_to_keep(self) -> bool:
        """Whether a telephone number stands among the words."""
        words = self.data.get(self.add_prefix("body"), "") if self.is_bound else ""
        return any(found.kind in ("mobile", "landline") for found in find_personal(words))

    @property
    def urgent_open(self) -> bool:
        """Whether it was said to be urgent, or one of its fields has something to say."""
        fields = [self["urgent_kind"], self["rung"]]
        return any(field.errors or field.value() for field in fields)

    @property
    def of_an_order(self) -> list[forms.BoundField]:
        """What is asked of an order of the hotline."""
        return [self[name] for name in OF_AN_ORDER]

    @property
    def procedure_open(self) -> bool:
        """Whether a procedure is chosen, or has something to say."""
        return any(field.errors or field.value() for field in (self["profile"], *self.of_an_order))

    @property
    def was_earlier(self) -> list[forms.BoundField]:
        """What is asked only of something that did not come in just now."""
        return [self[name] for name in ("received_on", "received_hour", "late_reason")]

    @property
    def earlier_open(self) -> bool:
        """Whether one of these holds something or has something to say."""
        return any(field.errors or field.value() for field in self.was_earlier)

    def inbound(self) -> Inbound:
        """What came in, in the one shape of every door; at the moment it came, or on its day."""
        data = self.cleaned_data
        place, where = self.places.read(data["place"])
        profile = data["profile"] or procedures.suggested(charter_of(self.at), data["kind"])
        order = data["order_number"] if profile == procedures.ORDER else ""
        return Inbound(
            body=data["body"],
            channel=data["channel"],
            place=place,
            place_words=where[:120],
            name=data["name"].strip(),
            phone=data["phone"],
            told_by=SMS if data.get("tell_by_sms") else "",
            received_at=self._received(),
            raised_by=self.by,
            note=self._note(),
            files=tuple(data["files"]),
            source=HOTLINE if order else "",
            external_id=order,
            goes_by=self._goes_by(profile),
        )

    def _note(self) -> str:
        """Why only now, and under which post it stood: for who works on it, the person reads neither."""
        data = self.cleaned_data
        said: str = data["late_reason"].strip()
        if data["channel"] != COMMENT:
            return said
        where: str = _("Public comment at %(address)s") % {"address": data["comment_at"]}
        return "\n".join(filter(None, (where, said)))

    def _goes_by(self, profile: str) -> GoesBy:
        """Kind and procedure; of an order also the date that it states."""
        data = self.cleaned_data
        if profile != procedures.ORDER:
            return GoesBy(data["kind"], profile)
        return GoesBy(data["kind"], profile, data["order_due_on"], data["order_due_hour"])

    def _received(self) -> datetime | None:
        """The beginning of its day where nobody knows the hour; nothing where it is now."""
        day, hour = self.cleaned_data["received_on"], self.cleaned_data["received_hour"]
        if day is None or (hour is None and day == local_day(self.at, self.by.county)):
            return None
        return datetime.combine(day, hour or time.min, tzinfo=self.by.county.zone)
