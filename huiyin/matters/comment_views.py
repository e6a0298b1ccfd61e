"""The page on which an official writes an internal comment on a matter that they may see."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import OnceForm, Prose


class CommentForm(OnceForm):
    """What the others are to know."""

    words = forms.CharField(
        label=_("Comment"),
        help_text=_(
            "read by officials who see the matter, never by the person; no names or numbers of others"
        ),
        max_length=1000,
        widget=Prose(rows=3),
    )


COMMENT = DeedPage(
    _("Write an internal comment"),
    CommentForm,
    actions.comment,
    _("Noted; only officials read it."),
    _("Note it"),
)


@staff_deed
def comment(request: StaffRequest, ref: str) -> HttpResponse:
    """One comment; back to the matter."""
    seen = Matter.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen, reference=ref)
    if not found.is_live:
        raise Http404
    back = reverse("matters:see", kwargs={"ref": ref})
    return deed_page(request, COMMENT, CommentForm(posted(request)), (back, found.title), matter=found)
