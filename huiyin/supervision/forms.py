"""The forms of supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import in_words
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.supervision.models import Supervision
from huiyin.ui.forms import OnceForm, Prose, VersionForm, offer


class SuperviseForm(OnceForm):
    """Why, and what is asked."""

    trigger = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(
        label=_("What you want to know or have done"), max_length=1000, widget=Prose(rows=4)
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = matter.charter.charter.listed("trigger")
        offer(self, "trigger", [("", _("please choose")), *((r.code, in_words(r.words)) for r in reasons)])


class SponsorForm(OnceForm):
    """Who sees it through, and what is expected."""

    official = forms.ModelChoiceField(label=_("Leading official"), queryset=Official.objects.none())
    words = forms.CharField(label=_("Why, and what is expected"), max_length=1000, widget=Prose(rows=3))

    def __init__(self, *args: Any, people: list[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["official"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type
        field.queryset = Official.objects.filter(pk__in=[one.pk for one in people])


class EndCareForm(OnceForm):
    """Why it ends."""

    words = forms.CharField(label=_("Why it ends"), max_length=500, widget=Prose(rows=2))


class AnswerForm(VersionForm):
    """What was found, and what is done now."""

    answer = forms.CharField(
        label=_("What was found, and what is done now"), max_length=2000, widget=Prose(rows=5)
    )

    def __init__(self, *args: Any, supervision: Supervision, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["version"] = supervision.version
        super().__init__(*args, **kwargs)
