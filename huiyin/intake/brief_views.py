"""The page on which an official writes down what was asked about a policy."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.contacts.entering import OnceForm, Sheet, Words, begun, posted, sheet_page
from huiyin.contacts.models import PolicyBrief
from huiyin.intake.brief import collect_question
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.fields import PlaceField
from huiyin.orgs.places import villages_of


class QuestionForm(OnceForm):
    """What was asked; and the answer, if there is one already."""

    text = Words(label=gettext_lazy("What was asked"), help_text=gettext_lazy("without names and numbers"))
    answer = Words(
        label=gettext_lazy("What was answered"),
        help_text=gettext_lazy("left empty, it is registered as a matter and gets its answer in time"),
        required=False,
        rows=3,
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show question and answer on the public page"), required=False
    )
    place = PlaceField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def question(request: StaffRequest, brief: int) -> HttpResponse:
    """Write a question down; it is answered, or it becomes a matter."""
    seen = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit")
    found = get_object_or_404(seen, pk=brief)
    form = QuestionForm(posted(request), initial=begun())
    place = form.fields["place"]
    assert isinstance(place, PlaceField)  # noqa: S101 - declared above
    place.queryset = villages_of(request.user, request.at)
    there = reverse("contacts:brief", kwargs={"brief": found.pk})
    sheet = Sheet(
        title=_("Write down a question"),
        button=_("Save this question"),
        back=there,
        back_words=found.title,
    )

    def act(data: dict[str, Any]) -> str:
        collect_question(brief=found, by=request.user, at=request.at, **data)
        return there

    return sheet_page(request, form, sheet, act)
