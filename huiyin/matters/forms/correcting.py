"""Forms of putting words right: a head's own in a draft, and an approved answer written anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.reply import ReplyForm
from huiyin.matters.rules import merging, replying
from huiyin.ui.forms import Prose


class AmendmentForm(ReplyForm):
    """The words of the draft as they stand; the outcome and the day promised are not the head's to change."""

    field_order: Any = replying.AMENDABLE
    outcome = None  # type: ignore[assignment]
    promise_due_on = None  # type: ignore[assignment]
    kept = None  # type: ignore[assignment]
    files = None  # type: ignore[assignment]

    def shape(self) -> None:
        """As it was handed in; what this outcome does not ask for is left out."""
        draft = replying.open_draft(self.matter)
        if draft is None:
            return
        draft.matter = self.matter
        outcome = replying.outcome_of(draft)
        if outcome is None or not outcome.asks_for("reason"):
            del self.fields["reason"]
        self.initial = {
            **{name: getattr(draft, name) for name in self.fields if name != "version"},
            **self.initial,
        }


class CorrectionForm(ReplyForm):
    """The answer that stands, to be put right, and what was wrong in it; what was asked for stays as it was."""

    field_order: Any = ("corrects_why", *ReplyForm.field_order)
    request = None  # type: ignore[assignment]
    kept = None  # type: ignore[assignment]
    files = None  # type: ignore[assignment]
    corrects_why = forms.CharField(
        label=_("What was wrong"),
        help_text=_("the person reads it above the corrected answer"),
        max_length=500,
        widget=Prose(rows=2),
    )

    def shape(self) -> None:
        """First what stands now, or the version that came back last."""
        self.offer_outcomes()
        before = merging.answer_of(self.matter)
        if before is None:
            return
        returned = before.versions.filter(returned_at__isnull=False, returned_by__isnull=False).last()
        first = returned or before
        first.matter = self.matter
        self.initial = {
            **{name: getattr(first, name) for name in self.fields if name != "version"},
            **self.initial,
        }
