"""What was raised at a contact, as a list of small forms: points, questions asked in public, issues of a talk."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.models import Contact, Point
from huiyin.contacts.rules import MAX_POINTS, MAX_TEXT
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.matters.forms import topic_choices
from huiyin.ui.forms import ChipRadio, Day, Prose, offer, sometimes

YES, NO = "yes", "no"


def without_identity_numbers(text: str) -> str:
    """The text, if it holds no identity number; bank and telephone numbers may belong to the matter."""
    if any(found.kind == "id_card" for found in find_personal(text)):
        raise forms.ValidationError(_("Please leave out the identity number; it is not needed here."))
    return text


def said_already(earlier: Contact) -> str:
    """That the same household was met on that day already, with the number of that record."""
    facts = {"day": date_format(earlier.held_on), "reference": earlier.reference}
    return gettext("A contact with this household on %(day)s is on record already: %(reference)s.") % facts


class SaidForm(forms.Form):
    """One thing that was said: its words, topic, and what was promised."""

    heading: ClassVar[Any] = _("What was raised")
    another: ClassVar[Any] = _("Another point")
    begin: ClassVar[Any] = _("Write down something that was raised")
    text = forms.CharField(
        label=_("What was said"),
        help_text=_("as the person put it; no telephone or identity numbers"),
        max_length=MAX_TEXT,
        widget=Prose(rows=2),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    promise = sometimes(forms.CharField(label=_("Promised"), required=False, max_length=200))
    promise_due_on = sometimes(forms.DateField(label=_("By which day"), required=False, widget=Day))

    def __init__(self, *args: Any, topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topic", topics)
        self.order_fields(["text", "disposition", "agreed", "answer", "topic", "promise", "promise_due_on"])
        self.empty_permitted = False

    def clean_text(self) -> str:
        """Numbers that identify somebody do not belong in the text (G17)."""
        return without_identity_numbers(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """A promise has a day."""
        data = super().clean() or {}
        if data.get("promise", "").strip() and not data.get("promise_due_on"):
            self.add_error("promise_due_on", _("Please say by which day you promised it."))
        if data.get("promise_due_on") and not data.get("promise", "").strip():
            self.add_error("promise", _("Please say what was promised."))
        return data

    def raised(self) -> Raised:
        """As the deed wants it."""
        raise NotImplementedError


class PointForm(SaidForm):
    """One thing that was raised, and what becomes of it."""

    disposition = forms.ChoiceField(label=_("What now"), choices=Point.Disposition, widget=ChipRadio)
    answer = sometimes(
        forms.CharField(label=_("What was answered"), required=False, max_length=2000, widget=Prose(rows=2))
    )

    def clean(self) -> dict[str, Any]:
        """An answer given is written down."""
        data = super().clean()
        if data.get("disposition") == Point.Disposition.ANSWERED and not data.get("answer", "").strip():
            self.add_error("answer", _("Please write down what you answered."))
        return data

    def raised(self) -> Raised:
        """With the disposition that was chosen."""
        row = self.cleaned_data
        return Raised(row["text"], row["disposition"], row["topic"], row["answer"])


class QuestionForm(SaidForm):
    """A question asked in public: answered there, or registered so that it will be."""

    heading = _("A question that was asked")
    another = begin = _("Write down a question")
    answer = forms.CharField(
        label=_("What was answered"),
        help_text=_("leave it empty if there was no answer yet: the question is then registered as a matter"),
        required=False,
        max_length=2000,
        widget=Prose(rows=2),
    )

    def raised(self) -> Raised:
        """Answered, or a matter."""
        row = self.cleaned_data
        became = Point.Disposition.ANSWERED if row["answer"].strip() else Point.Disposition.MATTER
        return Raised(row["text"], became, row["topic"], row["answer"])


class IssueForm(SaidForm):
    """An issue taken out of a personal talk; only with the person's agreement does it become a matter (S15)."""

    heading = _("An issue to be registered")
    another = begin = _("Take an issue out, with the person's agreement")
    agreed = forms.ChoiceField(
        label=_("Does the person agree to its being registered"),
        choices=[(YES, _("yes, agreed")), (NO, pgettext_lazy("to an issue being registered", "no"))],
        widget=ChipRadio,
    )

    def clean_agreed(self) -> str:
        """Without agreement it stays between the two."""
        if self.cleaned_data["agreed"] != YES:
            raise forms.ValidationError(
                _("Then it is not registered. Please take this issue away; it can stand in your own note.")
            )
        return YES

    def raised(self) -> Raised:
        """A matter, agreed to."""
        row = self.cleaned_data
        return Raised(row["text"], Point.Disposition.MATTER, row["topic"], is_agreed=True)


class BasePoints(forms.BaseFormSet):  # type: ignore[type-arg]
    """The points of one contact."""

    @property
    def heading(self) -> Any:
        """What one of them is called."""
        return self.form.heading

    @property
    def another(self) -> Any:
        """The words on the button that adds one more."""
        return self.form.another

    @property
    def begin(self) -> Any:
        """The words on the button where there is none to begin with."""
        return self.form.begin

    def raised(self) -> list[Raised]:
        """As the deed wants them."""
        return [form.raised() for form in self.forms]

    def promised(self) -> list[Promised]:
        """Promises among them."""
        rows = (form.cleaned_data for form in self.forms)
        return [
            Promised(row["promise"].strip(), row["promise_due_on"]) for row in rows if row["promise"].strip()
        ]


STYLES: dict[str, type[SaidForm]] = {"point": PointForm, "question": QuestionForm, "issue": IssueForm}


def points_form(data: Any, style: str, first: int, charter: Charter) -> Any:
    """The list in this style, with the topics of that charter; `first` empty ones to begin with."""
    made = forms.formset_factory(
        STYLES[style],
        formset=BasePoints,
        extra=first,
        max_num=MAX_POINTS,
        absolute_max=MAX_POINTS,
        validate_max=True,
    )
    topics = topic_choices(charter)
    return made(data, prefix="points", form_kwargs={"topics": topics})
