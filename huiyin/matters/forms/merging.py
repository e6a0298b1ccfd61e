"""Forms of merging and of undoing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib import reference
from huiyin.matters.alike import earlier_like
from huiyin.matters.forms.base import DeedForm
from huiyin.matters.models import Matter
from huiyin.matters.rules import merging
from huiyin.ui.forms import Prose, sometimes


class MergeForm(DeedForm):
    """Into which: one of those that look the same, or another whose number one knows; and that nothing is new."""

    primary = forms.ModelChoiceField(
        label=_("The same as"),
        queryset=Matter.objects.none(),
        required=False,
        widget=forms.RadioSelect,
    )
    number = sometimes(forms.CharField(label=_("Another one, by its number"), required=False, max_length=24))
    why = forms.CharField(
        label=_("Why it is the same"),
        help_text=_(
            "same facts, same request, nothing new; whoever brings something new gets a matter of their own"
        ),
        max_length=500,
        widget=Prose(rows=2),
    )

    def shape(self) -> None:
        """Those that look the same and can still give an answer; the one that was chosen before this page stands first."""
        seen = merging.joinable(Matter.objects.visible_to(self.by, self.at))
        most = int(self.matter.charter.charter.figure("casework.alike_shown").value)
        found = [one.matter for one in earlier_like(self.matter, seen, most)]
        field = self.fields["primary"]
        field.queryset = seen.filter(pk__in=[one.pk for one in found])  # type: ignore[attr-defined]
        field.choices = [(one.pk, _in_words(one)) for one in found]  # type: ignore[attr-defined]
        if not found:
            del self.fields["primary"]

    def clean(self) -> dict[str, Any]:
        """The one that was chosen, or that has the number."""
        data = super().clean()
        if number := data.pop("number", ""):
            parsed = reference.parse(number)
            seen = Matter.objects.visible_to(self.by, self.at)
            data["primary"] = seen.filter(reference=str(parsed)).first() if parsed else None
        if data.get("primary") is None:
            self.add_error("number", _("Please say which matter it is the same as."))
        return data


def _in_words(matter: Matter) -> str:
    where = matter.place.short_name if matter.place else matter.place_words
    parts = (matter.reference, matter.title, where, matter.state_words)
    return " · ".join(str(part) for part in parts if part)


class UnmergeForm(DeedForm):
    """Why it is not the same after all."""

    why = forms.CharField(label=_("Why it is not the same after all"), max_length=500, widget=Prose(rows=2))
