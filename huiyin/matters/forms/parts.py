"""Forms of the parts that others are asked for: of whom, what and until when; who does it; what came of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.forms.routing import offer_colleagues, offer_units
from huiyin.matters.models import SubTask
from huiyin.matters.rules import firewall, routing, sub_tasks
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import UnitSelect, let_find
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import Day, OnceForm, Prose, offer
from huiyin.ui.templatetags.ui import day as day_words


class AskForm(DeedForm):
    """Of whom something is asked, what, and until when."""

    def shape(self) -> None:
        """The days that can be named: never after the matter's own."""
        latest = sub_tasks.latest_day(self.matter, self.at)
        first = local_day(self.at, self.by.county)
        self.fields["due_on"].widget.attrs |= {"min": first.isoformat(), "max": latest.isoformat()}
        self.fields["due_on"].help_text = _("at the latest %(day)s: the person's own date does not move") % {
            "day": day_words(latest)
        }

    def lead(self) -> Unit:
        """The unit that asks."""
        lead = self.matter.lead_unit
        assert lead is not None  # noqa: S101 - a matter being handled has one
        return lead

    def offer_near(self) -> None:
        """The units of the township and the departments; of the whole county for one of the county's own."""
        path = self.lead().path
        whole = f"/{path.strip('/').split('/')[0]}/"
        near = whole if self.lead().level == "county" else f"{routing.township(path)}/"
        offer_units(self, "unit", [near], without=self.lead())


class AskUnitForm(AskForm):
    """Which unit, what it is asked for, and by when."""

    unit = forms.ModelChoiceField(label=_("Which unit"), queryset=Unit.objects.none(), widget=UnitSelect)
    asked = forms.CharField(
        label=_("What it is asked to do"),
        help_text=_("only its part; you go on answering the person"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    due_on = forms.DateField(label=_("By when"), widget=Day)

    def shape(self) -> None:
        """The units near."""
        super().shape()
        self.offer_near()


class AskAdviceForm(AskForm):
    """Whose advice, on what, and by when."""

    unit = forms.ModelChoiceField(
        label=_("Unit whose advice is asked"),
        queryset=Unit.objects.none(),
        required=False,
        widget=UnitSelect,
    )
    who = forms.CharField(
        label=_("Or an expert"),
        help_text=_("name and office; you write down what they say"),
        required=False,
        max_length=80,
    )
    asked = forms.CharField(
        label=_("What is asked"),
        help_text=_("advice binds nobody, and the answer does not wait for it"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    due_on = forms.DateField(label=_("By when"), widget=Day)

    def shape(self) -> None:
        """The units near."""
        super().shape()
        self.offer_near()


class AskUpForm(AskForm):
    """Who above, why, and by when."""

    unit = forms.ModelChoiceField(
        label=_("Who should take it over"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    asked = forms.CharField(
        label=_("Why it cannot be solved here, and what is asked for"),
        help_text=_(
            "until it is taken over you go on looking after it; the person's page says where it was put"
        ),
        max_length=1000,
        widget=Prose(rows=3),
    )
    due_on = forms.DateField(label=_("By when they should answer"), widget=Day)

    def shape(self) -> None:
        """The units above, and the county's departments."""
        super().shape()
        day = local_day(self.at, self.by.county)
        every = Unit.objects.valid_on(day).in_tree_order()
        live = [u for u in every if not firewall.is_about(self.matter, u, self.at)]
        above = [u for u in live if self.lead().is_within(u.path) and u.level and u.pk != self.lead().pk]
        departments = [u for u in live if u.kind == Unit.Kind.DEPARTMENT and u.pk != self.lead().pk]
        offer(self, "unit", Unit.objects.filter(pk__in=[u.pk for u in (*above, *departments)]))
        named = ((_("Above your unit"), above), (_("County departments"), departments))
        rows = [(label, [(u.pk, u.name) for u in units]) for label, units in named]
        offer(self, "unit", [("", _("please choose")), *rows])
        let_find(self, "unit", [*above, *departments])


class TakeOverForm(DeedForm):
    """Who looks after it from now on, and under which number."""

    handler = forms.ModelChoiceField(
        label=_("Who looks after it"), queryset=Official.objects.none(), empty_label=_("please choose")
    )
    receipt = forms.CharField(
        label=_("Number under which it is taken over"),
        help_text=_("your unit's own register, or the number it has already"),
        max_length=60,
    )

    def shape(self) -> None:
        """Colleagues of the unit that was asked."""
        part = self.matter.sub_tasks.open().filter(kind=SubTask.Kind.UPWARD).select_related("unit").first()
        self.initial = {"receipt": self.matter.reference, **self.initial}
        if part is not None and part.unit is not None:
            offer_colleagues(self, "handler", part.unit, [self.matter], self.at)


class PartForm(OnceForm):
    """What every step of a part knows: the part, and when it is asked."""

    def __init__(self, *args: Any, part: SubTask, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.at = part, at
        self.shape()

    def shape(self) -> None:
        """Fill choices from the part."""


class TakePartForm(PartForm):
    """Who does it."""

    handler = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Official.objects.none(), empty_label=_("please choose")
    )

    def shape(self) -> None:
        """Colleagues of the unit that was asked."""
        assert self.part.unit is not None  # noqa: S101 - an expert in words takes nothing on
        offer_colleagues(self, "handler", self.part.unit, [self.part.matter], self.at)


class AnswerPartForm(PartForm):
    """What came of it."""

    words = forms.CharField(
        label=_("What was found and done"),
        help_text=_("whoever handles the matter works it into the answer"),
        max_length=2000,
        widget=Prose(rows=4),
    )


class TurnDownForm(PartForm):
    """Why it is not theirs."""

    words = forms.CharField(
        label=_("Why this part is not your unit's"), max_length=1000, widget=Prose(rows=3)
    )


class CallOffForm(PartForm):
    """Why it is not needed any more."""

    words = forms.CharField(label=_("Why it is not needed any more"), max_length=500, widget=Prose(rows=2))
