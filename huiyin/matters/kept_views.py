"""The pages of one's own lists: keeping the one that is narrowed now under a name, opening and dropping those kept."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.models import KeptList
from huiyin.matters.models.kept_list import LONGEST
from huiyin.matters.narrowing import addresses, asked_in, kept_by
from huiyin.orgs.deeds import deed_page, done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import ChipSelect, DeedForm, OnceForm, offer

LISTS = _("Matters")


class KeepForm(OnceForm):
    """What it is called."""

    taken: ClassVar = {"kept_list_named_once": ("name", _("You keep a list of that name already."))}

    name = forms.CharField(
        label=_("What you call this list"), help_text=_("for instance: roads, overdue"), max_length=20
    )
    query = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False)

    def clean_query(self) -> str:
        """Nothing but what a list is made of."""
        query = asked_in(QueryDict(self.cleaned_data["query"]))
        if len(query) > LONGEST:
            raise forms.ValidationError(_("The list is narrowed by too many words to be kept."))
        return query


class DropForm(DeedForm):
    """Which ones are kept no longer."""

    lists = forms.MultipleChoiceField(label=_("No longer keep"), widget=ChipSelect)


KEEP = DeedPage(
    _("Keep this list"), KeepForm, actions.keep_list, _("Kept; it stands under “Narrow the list”.")
)


@staff_deed
def keep(request: StaffRequest) -> HttpResponse:
    """The list of this address under a name; back to it."""
    query = asked_in(request.GET)
    form = KeepForm(posted(request), initial={"query": query})

    def there(made: Any) -> str:
        return f"{reverse('matters:list')}?{made.query}"

    return deed_page(request, KEEP, form, (f"{reverse('matters:list')}?{query}", LISTS), there)


@staff_deed
def mine(request: StaffRequest) -> HttpResponse:
    """One's own lists; dropping some."""
    form = DropForm(posted(request))
    kept = KeptList.objects.visible_to(request.user, request.at)
    offer(form, "lists", [(str(one.pk), one.name) for one in kept])

    def drop() -> str:
        actions.drop_lists(by=request.user, at=request.at, **form.given())
        return reverse("matters:kept")

    around = {"own_lists": addresses(kept_by(request.user, request.at))}
    return done(request, form, drop, _("Kept no longer.")) or shown(
        request, "matters/kept.html", form, **around
    )
