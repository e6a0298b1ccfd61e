"""The page of the burden meter: what each form asks for, beside the most that the institution allows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.orgs.administrators import AUDIT, SYSTEM
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.reports.burden import Asked, forms

# What the pages of each part of the addresses are about; a part that has no words of its own shows none.
PARTS = {
    "intake": _("Contacts and promises"),
    "contacts": _("Contacts and promises"),
    "forums": _("Residents' forums"),
    "matters": _("Matters"),
    "people": _("Households and people"),
    "portal": _("Public pages"),
    "say": _("Public pages"),
    "login": _("Signing in"),
}


@require_safe
@administration(SYSTEM, AUDIT)
def burden(request: StaffRequest) -> HttpResponse:
    """Every form with its count of required inputs. About forms, never about people."""
    rows = forms()
    chinese = (get_language() or "zh").startswith("zh")
    shown: dict[tuple[str, str], Asked] = {}
    for row in rows:  # the same form on two addresses is one form to its reader
        key = str(PARTS.get(row.address.partition(":")[0], "")), row.zh if chinese else row.en
        shown[key] = max(shown.get(key, row), row, key=lambda one: one.required)
    context = {
        "rows": [{"part": part, "words": words, "row": row} for (part, words), row in shown.items()],
        "most": max((row.required for row in rows), default=0),
        "cap": int(charter_of(request.at).figure("burden.required_max").value),
    }
    return render(request, "reports/burden.html", context)
