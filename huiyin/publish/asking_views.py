"""The page on which an official writes down what was asked about a policy."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.entering import Words
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.fields import PlaceField
from huiyin.orgs.places import villages_of
from huiyin.publish.asking import collect_question
from huiyin.publish.models import PolicyBrief
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import OnceForm, offer


class QuestionForm(OnceForm):
    """What was asked; and the answer, if there is one already."""

    text = Words(label=_("What was asked"), help_text=_("without names and numbers"))
    answer = Words(
        label=_("What was answered"),
        help_text=_("left empty, it is registered as a matter and gets its answer in time"),
        required=False,
        rows=3,
    )
    is_public = forms.BooleanField(label=_("Show question and answer on the public page"), required=False)
    place = PlaceField(required=False)


QUESTION = DeedPage(
    _("Write down a question"), QuestionForm, collect_question, button=_("Save this question")
)


@staff_deed
def question(request: StaffRequest, brief: int) -> HttpResponse:
    """Write a question down; it is answered, or it becomes a matter."""
    seen = PolicyBrief.objects.visible_to(request.user, request.at).select_related("unit")
    found = get_object_or_404(seen, pk=brief)
    form = QUESTION.form(posted(request))
    offer(form, "place", villages_of(request.user, request.at))
    back = reverse("contacts:brief", kwargs={"brief": found.pk}), found.title
    return deed_page(request, QUESTION, form, back, brief=found)
