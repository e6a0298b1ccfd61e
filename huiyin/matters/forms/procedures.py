"""Forms about the procedure: changing it with a word to the person, answering at once, and telling how far it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm, topic_choices
from huiyin.matters.forms.routing import offer_classes
from huiyin.matters.rules import procedures
from huiyin.matters.writing import templates_for
from huiyin.ui.forms import ChipRadio, Prose, offer, sometimes


class ProcedureForm(DeedForm):
    """By which procedure from now on, and what the person is told."""

    profile = forms.ChoiceField(label=_("Procedure"))
    kind = forms.ChoiceField(label=_("Kind of matter"), required=False)
    words = forms.CharField(
        label=_("What the person is told about the change"),
        help_text=_("why, and what it means for the date; the dates themselves are told with it"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    told = sometimes(
        forms.ChoiceField(
            label=_("How the person has it in writing"),
            help_text=_("needed where the answer may come later than they were told; the paper stands ready"),
            required=False,
            widget=ChipRadio,
        )
    )

    def shape(self) -> None:
        """Any that it may go by but the one it goes by now; the page only to who can open it."""
        offer(self, "told", [(way.value, way.label) for way in procedures.ways_to_tell(self.matter)])
        offer_classes(self)
        choices = self.fields["profile"].choices  # type: ignore[attr-defined]
        others = [(code, words) for code, words in choices if code not in ("", self.matter.profile)]
        offer(self, "profile", [("", _("please choose")), *others])
        self.initial = {**self.initial, "profile": ""}


class AnswerNowForm(DeedForm):
    """The answer, as it was said."""

    words = forms.CharField(
        label=_("Answer"),
        help_text=_("in the words in which it was said; it stands on the person's page as well"),
        max_length=2000,
        widget=Prose(rows=4),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def shape(self) -> None:
        """The topic, if it is not set yet; the words of the template that the address names."""
        offer(self, "topic", topic_choices(self.matter.charter.charter))
        key = self.initial.pop("template", None)
        begun = (
            next((one for one in templates_for(self.matter) if one.template.pk == key), None) if key else None
        )
        if begun is not None:
            self.fields["words"].initial = begun.words
        self.fields["topic"].initial = self.matter.topic


class ProgressForm(DeedForm):
    """How far it is."""

    words = forms.CharField(
        label=_("How far it is"),
        help_text=_("the person reads this on their page"),
        max_length=1000,
        widget=Prose(rows=3),
    )
