"""How a form looks, and what it carries: the renderer, widgets for chips, days and growing text, token and version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import token_urlsafe
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext_lazy

from huiyin.lib.reference import SLIP_LENGTH, normal_code
from huiyin.ui.drawn import DRAWN

# Django's own sentences, which our catalogue says in plainer words; named here for extraction.
REWORDED = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)
AnyField = TypeVar("AnyField", bound=forms.Field)
MOST_CHIPS = 7  # with eight choices or more a list is easier to read than chips


class Renderer(TemplatesSetting):
    """Set `FORM_RENDERER` to this; needs `django.forms` among the installed apps."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """What stands on every form is written down in `huiyin.ui.drawn`, the rest in templates."""
        drawn = DRAWN.get(template_name)
        return drawn(context) if drawn else super().render(template_name, context, request)


def count_choices(widget: forms.widgets.ChoiceWidget) -> int:
    """How many choices a person sees, counted without the headings of groups."""
    total = 0
    for _value, label in widget.choices:
        total += len(label) if isinstance(label, list | tuple) else 1
    return total


class ChipRadio(forms.RadioSelect):
    """One of a few, as large chips; from eight choices on the chips become a plain list."""

    template_name = "ui/forms/chips.html"
    option_template_name = "ui/forms/chip.html"

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        return _as_list_when_many(self, super().get_context(name, value, dict(attrs or {})))


class ChipSelect(forms.CheckboxSelectMultiple):
    """Several of a few, as large chips; from eight choices on the chips become a plain list."""

    template_name = "ui/forms/chips.html"
    option_template_name = "ui/forms/chip.html"

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        return _as_list_when_many(self, super().get_context(name, value, dict(attrs or {})))


def _as_list_when_many(widget: forms.widgets.ChoiceWidget, context: dict[str, Any]) -> dict[str, Any]:
    context["widget"]["as_list"] = count_choices(widget) > MOST_CHIPS
    return context


class Sought(forms.Select):
    """One of many: with a script a field in which one types, without it the list that it is.

    `words` says for the value of a choice what else it is found by; only what the list holds can be found.
    """

    template_name = "ui/forms/sought.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words: Mapping[str, str] = {}
        self.attrs["data-seek"] = gettext_lazy("Nothing of that name here; please type another word.")
        self.attrs["data-seek-found"] = gettext_lazy("Found: {n}")

    def found_by(self, value: Any) -> str:
        """What a choice is found by, besides what it says."""
        return self.words.get(str(value), "")

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The choice, with what it is found by."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "found_by": self.found_by(value)}


class Day(forms.DateInput):
    """The browser's own day picker, which wants the ISO form whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """The browser's own picker of a day and an hour."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Clock(forms.TimeInput):
    """The browser's own picker of an hour."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Prose(forms.Textarea):
    """Text that grows with what is written."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 4) -> None:
        super().__init__({"rows": rows, "data-grow": "", **(attrs or {})})


class SlipCode(forms.CharField):
    """The code that stands on a slip, however it is typed: twelve characters, none of them easily taken for another."""

    def __init__(self, **kwargs: Any) -> None:
        typed = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        hint = gettext_lazy("twelve letters and digits; capitals and dashes do not matter")
        kwargs = {"max_length": 60, "help_text": hint, "widget": forms.TextInput(typed), **kwargs}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """As it was printed."""
        code = normal_code(super().clean(value), SLIP_LENGTH)
        if not code:
            raise forms.ValidationError(
                _("The code has twelve letters and digits. Please compare it with the slip.")
            )
        return code


def new_token() -> str:
    """A token for a freshly shown form."""
    return token_urlsafe(18)


class DeedForm(forms.Form):
    """What a deed is asked with; `remarks` are said once it is done: what of it was left out, and why.

    `taken` names the field and the sentence for what somebody else was quicker to enter, by the constraint that says so.
    """

    remarks: Sequence[str] = ()
    taken: ClassVar[Mapping[str, tuple[str, Any]]] = {}

    def given(self) -> dict[str, Any]:
        """What was filled in, by the names the deed knows; a form whose words need turning says how."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}

    def refuse(self, sentence: str) -> None:
        """Say why the deed was not done, above the fields unless a form knows the field that would help."""
        self.add_error(None, sentence)


class OnceForm(DeedForm):
    """A form that makes something: carries the one-time token of its page, so that it is made once."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"once": self.fresh_token(), **self.initial}

    def fresh_token(self) -> str:
        """For a form shown now."""
        return new_token()

    def renew(self) -> None:
        """A fresh token beside the same words: after a refusal they may be sent once more."""
        fresh: Any = self.data
        self.data = fresh = fresh.copy()
        fresh[self.add_prefix("once")] = self.fresh_token()


class VersionForm(DeedForm):
    """A form that changes something: carries the version that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)


def sometimes(field: AnyField) -> AnyField:
    """This field is needed in the case that its hint names, so nobody is told that it is optional."""
    field.is_sometimes_needed = True  # type: ignore[attr-defined]
    return field


def shown_when(field: forms.Field, condition: str) -> None:
    """This field appears only then, in the words of `data-show-when`: `outcome=promised`, `outcome=a|b`."""
    field.shown_when = condition  # type: ignore[attr-defined]


DASHES = "---------"  # what Django shows where nothing is chosen yet


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Put what may be chosen into a field: rows, or pairs of key and words."""
    field: Any = form.fields[name]
    if isinstance(choices, QuerySet):
        field.queryset = choices
        if field.empty_label == DASHES:
            field.empty_label = gettext_lazy("please choose")
    else:
        field.choices = choices
