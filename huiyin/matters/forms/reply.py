"""Forms of the answer: writing it, looking it through, sending it back."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from huiyin.files.fields import FilesField, WithFiles
from huiyin.files.models import Attachment
from huiyin.lib.masking import mask_numbers
from huiyin.lib.paper import LANGUAGE
from huiyin.matters import attached
from huiyin.matters.forms.base import DeedForm, in_words
from huiyin.matters.models import Step
from huiyin.matters.rules import reopening
from huiyin.matters.writing import LONGEST, drafted_elsewhere, since_taken_up, templates_for, what_was_done
from huiyin.ui.forms import ChipRadio, ChipSelect, Day, Prose, offer, shown_when, sometimes

# What is asked for only where the outcome needs it.
NEEDED_FOR = {"promise_due_on": "due_date", "reason": "reason"}


class ReplyForm(WithFiles, DeedForm):
    """The answer, with the fields a person has a right to (I-14)."""

    # Its files last, although every form with files has that field from the first.
    field_order = (
        "request", "facts", "outcome", "opinion", "promise_due_on", "basis", "reason",
        "contact_name", "contact_phone", "remedy", "kept", "files",
    )  # fmt: skip
    watched = ("mobile", "bank_card")  # the number of an office is what an answer gives

    request = forms.CharField(label=_("What was asked for"), max_length=2000, widget=Prose(rows=2))
    facts = forms.CharField(
        label=_("What was found"),
        help_text=_("begins with the handlers' own notes of the steps; please look them through"),
        max_length=LONGEST,
        widget=Prose(rows=3),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), widget=ChipRadio)
    opinion = forms.CharField(
        label=_("Answer"),
        help_text=_("in the words one would use at the door"),
        max_length=6000,
        widget=Prose(rows=5),
    )
    promise_due_on = sometimes(forms.DateField(label=_("Done by"), required=False, widget=Day))
    basis = sometimes(
        forms.CharField(
            label=_("Law or policy, with article"),
            required=False,
            help_text=_("needed when the answer cannot be yes"),
            max_length=1000,
            widget=Prose(rows=2),
        )
    )
    reason = sometimes(
        forms.CharField(
            label=_("Why it is not adopted, or not in full"),
            required=False,
            max_length=2000,
            widget=Prose(rows=2),
        )
    )
    contact_name = forms.CharField(label=_("Who can be asked"), max_length=40)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=30)
    remedy = forms.CharField(label=_("If the person is not content"), max_length=1000, widget=Prose(rows=2))
    kept = forms.MultipleChoiceField(
        label=_("Files of the former draft that go to the person with this one"),
        required=False,
        widget=ChipSelect,
    )
    files = FilesField(
        label=_("Photos or documents for the person"), help_text=_("shown on their page once the answer is")
    )  # type: ignore[assignment]

    def shape(self) -> None:
        """First values: what was asked, what was done, the handler's number, the remedy; or the returned draft's words."""
        earlier = self.matter.replies.filter(returned_by__isnull=False, version_of=None).last()
        self.offer_outcomes()
        kept = self._offer_files()
        steps = since_taken_up(self.matter)
        with override(LANGUAGE):  # the person's, whatever the writer's own is
            remedy, done = reopening.remedy(self.matter, self.at), what_was_done(steps)
        first: dict[str, object] = {
            "facts": done,
            "request": mask_numbers(self.matter.body[:2000]),
            "contact_name": self.by.name,
            "contact_phone": self.by.phone or (self.matter.lead_unit.phone if self.matter.lead_unit else ""),
            "remedy": remedy,
            "kept": kept,
            **self._handed_in(steps),
        }
        if earlier is not None and earlier.round == self.matter.reopened + 1:
            first.update({name: getattr(earlier, name) for name in self.fields if hasattr(earlier, name)})
        self._begin(self.initial.pop("template", None), first)
        self.initial = {**first, **self.initial}

    def _handed_in(self, steps: list[Step]) -> dict[str, object]:
        """The words that another system drafted, and by the field whose they are."""
        draft = drafted_elsewhere(steps)
        if draft is None:
            return {}
        words = _("begins with the draft of %(system)s; please look it through and put it in your own words")
        self.fields["opinion"].help_text = words % {"system": draft.facts["drafted_by"]}
        return {"opinion": draft.note}  # the form itself looks for numbers of people

    def _begin(self, key: object, first: dict[str, object]) -> None:
        """With the template that the address names, where nothing was written yet; its outcome with it."""
        begun = (
            next((one for one in templates_for(self.matter) if one.template.pk == key), None) if key else None
        )
        if begun is not None and not first.get("opinion"):
            first.update(opinion=begun.words, outcome=begun.template.outcome or first.get("outcome"))

    def _offer_files(self) -> list[str]:
        """Those of a draft that was not sent; the returned words come back, and so do its files."""
        rows = attached.to_units(self.matter).filter(audience=Attachment.Audience.ANSWER)
        files = attached.named(self.matter, rows)
        if files:
            offer(self, "kept", files)
        else:
            del self.fields["kept"]
        return [digest for digest, _name in files]

    def offer_outcomes(self) -> None:
        """How a matter of its procedure may end by its charter; a field that none of them needs is not asked for."""
        outcomes = self.matter.charter.charter.outcomes_of(self.matter.profile)
        offer(self, "outcome", [(one.code, in_words(one.words)) for one in outcomes])
        for name, need in NEEDED_FOR.items():
            codes = [one.code for one in outcomes if one.asks_for(need)]
            if codes:
                shown_when(self.fields[name], f"outcome={'|'.join(codes)}")
            else:
                del self.fields[name]


class ApprovalForm(DeedForm):
    """Nothing to type: the reply stands above the button."""


class ReturnForm(DeedForm):
    """Why the draft goes back."""

    reason = forms.CharField(label=_("What should be different"), max_length=1000, widget=Prose(rows=3))
