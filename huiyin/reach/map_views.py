"""The page on which an area is given the real shapes of its villages."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Unit
from huiyin.reach.actions import give_shapes
from huiyin.reach.maps import kept_of
from huiyin.reach.scope import areas_led


class ShapesForm(forms.Form):
    """The file, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("File of outlines (GeoJSON)"),
        help_text=gettext_lazy(
            "A FeatureCollection of polygons; each feature names its village by code or by name."
        ),
        widget=forms.ClearableFileInput({"accept": ".geojson,.json"}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=80)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def shapes(request: StaffRequest) -> HttpResponse:
    """A file of outlines for a county or township that one coordinates or supervises; the newest one holds."""
    led = areas_led(request.user, request.at).exclude(kind__in=Unit.PLACES)
    standing = request.user.standing(request.at)
    wanted = led.filter(code=request.GET.get("unit", "")) if request.GET.get("unit") else led
    unit: Unit = get_object_or_404(wanted.in_tree_order()[:1])
    if not standing.over(unit, "coordinator", "supervisor"):
        return render(request, "reach/shapes.html", {"unit": unit, "form": None})
    form = ShapesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = give_shapes(
                unit=unit,
                geojson=form.cleaned_data["file"].read(),
                source=form.cleaned_data["source"],
                by=request.user,
                at=request.at,
            )
        except Refused as no:
            form.add_error("file", no.sentence)
        else:
            messages.success(
                request, _("The shapes of %(n)d villages are drawn now.") % {"n": len(kept.drawing)}
            )
            return redirect(f"{reverse('reach:area')}?unit={unit.code}")
    context = {"unit": unit, "form": form, "kept": kept_of(unit)}
    return render(request, "reach/shapes.html", context, status=422 if form.is_bound else 200)
