"""Fields that choose a unit: an organ that can help, a village or community."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Unit


class OrganField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit of the administration that can help: the county's departments, the offices of the townships."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("To which unit"),
            queryset=Unit.objects.none(),
            empty_label=_("another organ, named below"),
            **kwargs,
        )

    def offer(self, day: date) -> None:
        """Those that exist on that day."""
        kinds = (Unit.Kind.DEPARTMENT, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.OFFICE)
        self.queryset = Unit.objects.valid_on(day).filter(kind__in=kinds).in_tree_order()

    def label_from_instance(self, obj: Any) -> str:
        """By its full name."""
        return str(obj.name)


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A village or community; which ones, the page says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Village or community"),
            queryset=Unit.objects.none(),
            empty_label=_("please choose"),
            **kwargs,
        )
