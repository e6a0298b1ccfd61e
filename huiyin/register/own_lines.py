"""The field that chooses a household of one's own part of the register."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment
from huiyin.register.own import Own, own_of


def own_lines(by: Official, at: datetime) -> Any:
    """Live lines of the register whose person still agrees."""
    live = Assignment.objects.filter(official=by, consent__withdrawn_at=None)
    live = live.live_on(local_day(at, by.county))
    return live.select_related("household__place", "person", "consent", "unit")


class LineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One household of one's own."""

    def __init__(self, **kwargs: Any) -> None:
        self.own = Own()
        super().__init__(
            label=_("Which household"),
            queryset=Assignment.objects.none(),
            empty_label=_("please choose"),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """The person, as it is of one's own register, and the village."""
        return f"{self.own.name(obj.person) or obj.household.code} · {obj.household.place}"


def offer_own(form: forms.BaseForm, by: Official, at: datetime) -> None:
    """Put the choice of one's own households into the form's field `line`."""
    field = form.fields["line"]
    assert isinstance(field, LineField)  # noqa: S101 - the forms that call this say so
    field.own, field.queryset = own_of(by, at), own_lines(by, at)
