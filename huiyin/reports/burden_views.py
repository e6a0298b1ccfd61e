"""The page of the burden meter: what each form asks for, beside the most that the institution allows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from huiyin.orgs.actions import charter_at
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reports.burden import forms


@require_safe
@staff
def burden(request: StaffRequest) -> HttpResponse:
    """Every form with its count of required inputs. About forms, never about people."""
    rows = forms()
    chinese = (get_language() or "zh").startswith("zh")
    context = {
        "rows": [{"words": row.zh if chinese else row.en, "row": row} for row in rows],
        "most": max((row.required for row in rows), default=0),
        "cap": int(charter_at(request.at).charter.figure("burden.required_max").value),
    }
    return render(request, "reports/burden.html", context)
