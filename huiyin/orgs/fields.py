"""Fields that choose a unit: an organ that can help, a village or community."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import Units


def organs(day: date) -> Units:
    """The county's departments and the offices of the townships that exist on a day."""
    kinds = (Unit.Kind.DEPARTMENT, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.OFFICE)
    return Unit.objects.valid_on(day).filter(kind__in=kinds).in_tree_order()


class OrganField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit of the administration that can help: the county's departments, the offices of the townships."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("To which unit"),
            queryset=Unit.objects.none(),
            empty_label=_("another organ, named below"),
            **kwargs,
        )

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
