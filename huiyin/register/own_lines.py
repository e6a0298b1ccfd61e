"""The field that chooses a household of one's own part of the register, behind its mask."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment


def masked_line(line: Assignment) -> str:
    """How a line of the register is shown in a choice."""
    return f"{line.person.masked_name or line.household.code} · {line.household.place}"


def own_lines(by: Official, at: datetime) -> Any:
    """Live lines of the register whose person still agrees."""
    live = Assignment.objects.filter(official=by, consent__withdrawn_at=None)
    live = live.live_on(local_day(at, by.county))
    return live.select_related("household__place", "person", "consent", "unit")


class LineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One household of one's own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Which household"),
            queryset=Assignment.objects.none(),
            empty_label=_("please choose"),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Masked."""
        return masked_line(obj)
