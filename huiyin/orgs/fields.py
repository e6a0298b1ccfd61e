"""Fields that choose a unit: how one of many is found, an organ that can help, a village or community."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import Units
from huiyin.ui.forms import Sought


class UnitSelect(Sought):
    """A unit among many, found by name, short name, code and the first letters of its name in pinyin."""

    def found_by(self, value: Any) -> str:
        """Of a choice that comes with its unit, or of one that was named beforehand."""
        unit = getattr(value, "instance", None)
        return found_by(unit) if isinstance(unit, Unit) else super().found_by(value)


def found_by(unit: Unit) -> str:
    """What a unit is found by, besides its name as the list shows it."""
    names = dict.fromkeys((unit.name, unit.short_name))
    return " ".join((*names, unit.code, *(_letters(name) for name in names)))


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def let_find(form: forms.BaseForm, name: str, units: Iterable[Unit], *, key: str = "pk") -> None:
    """These units can be found in that list, which names them by their keys or codes."""
    widget = form.fields[name].widget
    assert isinstance(widget, UnitSelect)  # noqa: S101 - tells the type
    widget.words = {str(getattr(unit, key)): found_by(unit) for unit in units}


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
            widget=UnitSelect,
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
            widget=UnitSelect,
            **kwargs,
        )
