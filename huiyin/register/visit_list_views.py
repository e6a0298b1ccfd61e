"""The page of the list that an official takes along."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Official
from huiyin.register.visit_list import Row, officials_listed, rows_of
from huiyin.ui.forms import Day


class ListForm(forms.Form):
    """Whose list, for which days."""

    official = forms.ChoiceField(label=gettext_lazy("Official"), required=False)

    def __init__(self, data: Any, officials: list[Official]) -> None:
        super().__init__(data)
        self.fields["official"] = forms.ChoiceField(
            label=_("Official"),
            required=False,
            choices=[(one.username, one.name) for one in officials],
        )
        self.fields["from"] = forms.DateField(label=_("First day"), widget=Day, required=False)
        self.fields["to"] = forms.DateField(label=_("Last day"), widget=Day, required=False)

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        found = super().clean() or {}
        if found.get("from") and found.get("to") and found["to"] < found["from"]:
            self.add_error("to", _("The last day lies before the first."))
        return found


@require_safe
@staff
def visit_list(request: StaffRequest) -> HttpResponse:
    """A page to print; the names on it stay masked."""
    today = local_day(request.at, request.county)
    officials = officials_listed(request.user, request.at)
    asked = request.GET.get("official") or request.user.username
    data = {"official": asked, "from": request.GET.get("from") or today.replace(day=1).isoformat()}
    form = ListForm({**data, "to": request.GET.get("to") or today.isoformat()}, officials)
    official = next((one for one in officials if one.username == asked), None)
    valid = form.is_valid() and official is not None
    rows: list[Row] = []
    if official is not None and valid:
        rows = rows_of(
            official, form.cleaned_data["from"], form.cleaned_data["to"], by=request.user, at=request.at
        )
    context = {"form": form, "official": official, "rows": rows, "today": today, "many": len(officials) > 1}
    return render(request, "register/visit_list.html", context, status=200 if valid else 422)
