"""The form of a template of answers."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.matters.forms.base import in_words, topic_choices
from huiyin.matters.models import ReplyTemplate
from huiyin.matters.rules import templates
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import OnceForm, Prose, offer, sometimes
from huiyin.ui.numbers import KEEP, WatchesNumbers


class TemplateForm(WatchesNumbers, OnceForm):
    """What it is for, what it is called, and the words."""

    taken: ClassVar = {
        "template_live_once": ("title", _("The unit has a template of that name for this topic already."))
    }
    watched = ("mobile", "bank_card")  # the number of an office is what an answer gives

    unit = forms.ModelChoiceField(
        label=_("Kept by the unit"),
        queryset=Unit.objects.none(),
        empty_label=_("please choose"),
        widget=UnitSelect,
    )
    topic = sometimes(forms.ChoiceField(label=_("Topic"), required=False))
    outcome = sometimes(forms.ChoiceField(label=_("Outcome"), required=False))
    title = forms.CharField(label=_("What it is called"), max_length=60)
    words = forms.CharField(label=_("Words of the answer"), max_length=3000, widget=Prose(rows=6))

    def __init__(
        self, *args: Any, by: Official, at: datetime, template: ReplyTemplate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        charter = charter_of(at)
        offer(self, "topic", [("", _("every topic")), *topic_choices(charter)[1:]])
        offer(self, "outcome", [("", _("every outcome")), *outcome_choices(charter)])
        if template is None:
            led = Unit.objects.led_by(by.standing(at), *templates.KEEPERS)
            units = led.valid_on(local_day(at, by.county)).in_tree_order()
            offer(self, "unit", units)
            if len(units) == 1:
                self.initial = {"unit": units[0].pk, **self.initial}
        else:
            del self.fields["unit"]
            kept = {name: getattr(template, name) for name in ("topic", "outcome", "title")}
            self.initial = {**kept, "words": templates.shown(template.words), **self.initial}
        self.fields["words"].help_text = _what_may_stay_open()
        if KEEP in self.fields:
            self.fields[KEEP].label = _("It is the number of an office; leave it in the words")


def _what_may_stay_open() -> str:
    said = templates.in_words()
    every = pgettext("between parts of a spoken list", "; ").join(
        f"{{{said[name]}}} {meant}" for name, meant in templates.MEANT.items()
    )
    return gettext("Filled in by itself: %(all)s. No names or numbers of people.") % {"all": every}


def outcome_choices(charter: Charter) -> list[tuple[str, str]]:
    """How matters may end by the charter."""
    return [(one.code, in_words(one.words)) for one in charter.outcomes]
