"""Forms of routing and acceptance: to which unit, and who looks after it there."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import DEFAULT_PROFILE
from huiyin.matters.forms.base import DeedForm, in_words, kind_choices, topic_choices
from huiyin.matters.models import Matter, State
from huiyin.matters.rules import firewall, procedures, recusal, routing
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import UnitSelect, let_find
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import Prose, offer, sometimes


class RoutingForm(DeedForm):
    """To whom: one lead unit, and the topic if it is clear; what is rarely changed stands last."""

    field_order = ("to", "topic", "note", "kind", "profile")

    to = forms.ModelChoiceField(
        label=_("Who should handle it"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind of matter"), required=False)
    profile = forms.ChoiceField(label=_("Procedure"), required=False)
    note = sometimes(
        forms.CharField(
            label=_("A word to the unit"),
            help_text=_(
                "needed where a village gets what is not plainly its own duty; the head of its township approves "
                "by taking it over for the village"
            ),
            required=False,
            max_length=500,
            widget=Prose(rows=2),
        )
    )

    def shape(self) -> None:
        """Units within reach, by level, in tree order."""
        offer_units(self, "to", self.by.standing(self.at).paths_of("coordinator"))
        offer(self, "topic", topic_choices(self.matter.charter.charter))
        self.initial = {"topic": self.matter.topic, **self.initial}
        if self.matter.state == State.RECEIVED:
            offer_classes(self)
        else:
            del self.fields["kind"], self.fields["profile"]


def offer_classes(form: DeedForm) -> None:
    """Kinds of the charter, and the procedures the matter may go by: the one that its kind suggests stands there first.

    Left open, the kind that is chosen now decides.
    """
    matter, charter = form.matter, form.matter.charter.charter
    offer(form, "kind", [("", _("choose if it is clear")), *kind_choices(charter)])
    codes = [(one.code, in_words(one.words)) for one in procedures.offered(matter)]
    offer(form, "profile", [("", _("as the kind says")), *codes])
    first = matter.profile
    if matter.profile == DEFAULT_PROFILE:
        first = procedures.suggested(charter, matter.kind) if matter.kind else ""
    form.initial = {"kind": matter.kind, "profile": first, **form.initial}


def offer_units(form: DeedForm, name: str, paths: Sequence[str], *, without: Unit | None = None) -> None:
    """The townships, offices and villages under these paths and the county's departments, by level, in tree order."""
    day = local_day(form.at, form.by.county)
    every = (unit for unit in Unit.objects.valid_on(day).in_tree_order() if unit != without)
    live = [u for u in every if not any(firewall.is_about(one, u, form.at) for one in form.matters)]
    near = [u for u in live if u.level in ("town", "village") and any(u.is_within(path) for path in paths)]
    county = [u for u in live if u.kind == Unit.Kind.DEPARTMENT]
    offer(form, name, Unit.objects.filter(pk__in=[u.pk for u in [*near, *county]]))
    towns, villages = ([u for u in near if u.level == level] for level in ("town", "village"))
    groups = (
        (_("In the township"), towns),
        (_("Villages and communities"), villages),
        (_("County departments"), county),
    )
    named = [(label, [(u.pk, u.name) for u in units]) for label, units in groups]
    offer(form, name, [("", _("please choose")), *named])
    let_find(form, name, [*near, *county])


class AcceptanceForm(DeedForm):
    """Who looks after it."""

    handler = forms.ModelChoiceField(
        label=_("Who looks after it"), queryset=Official.objects.none(), empty_label=_("please choose")
    )
    note = forms.CharField(
        label=_("A word to the handler"), required=False, max_length=500, widget=Prose(rows=2)
    )

    def shape(self) -> None:
        """Colleagues of the lead unit; below the county of the whole township, whose officials serve its villages."""
        unit = self.matter.lead_unit
        assert unit is not None  # noqa: S101 - a routed matter has one
        offer_colleagues(self, "handler", unit, self.matters, self.at)


def offer_colleagues(
    form: forms.Form, name: str, unit: Unit, matters: Sequence[Matter], at: datetime
) -> None:
    """Who sits in the unit; of a village, or where nobody does, in the whole township, whose officials serve it.

    Whom one of the matters is about is left out (I-19), and whom it touches (I-20).
    """
    day = local_day(at, unit.county)
    found = Official.objects.seated_in(unit, day)
    if unit.level == "village" or not found.exists():
        found = Official.objects.seated_below(f"{routing.township(unit.path)}/", day)
    free = list(found)
    for matter in matters:
        free = recusal.clear(matter, free, at)
    offer(form, name, Official.objects.filter(pk__in=[one.pk for one in free]).order_by("name_key", "pk"))
    form.fields[name].label_from_instance = lambda official: official.name  # type: ignore[attr-defined]
