"""The page on which an area is given the real shapes of its villages."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.models import Unit
from huiyin.reach.actions import give_shapes
from huiyin.reach.maps import kept_of
from huiyin.reach.scope import areas_led
from huiyin.ui.deeds import posted, shown
from huiyin.ui.forms import DeedForm


class ShapesForm(DeedForm):
    """The file, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("File of outlines (GeoJSON)"),
        help_text=gettext_lazy(
            "A FeatureCollection of polygons; each feature names its village by code or by name."
        ),
        widget=forms.ClearableFileInput({"accept": ".geojson,.json"}),
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=80)

    def refuse(self, sentence: str) -> None:
        """What is wrong is wrong with the file."""
        self.add_error("file", sentence)


@staff_deed
def shapes(request: StaffRequest) -> HttpResponse:
    """A file of outlines for a county or township that one coordinates or supervises; the newest one holds."""
    led = areas_led(request.user, request.at).exclude(kind__in=Unit.PLACES)
    standing = request.user.standing(request.at)
    wanted = led.filter(code=request.GET.get("unit", "")) if request.GET.get("unit") else led
    unit: Unit = get_object_or_404(wanted.in_tree_order()[:1])
    if not standing.over(unit, "coordinator", "supervisor"):
        return render(request, "reach/shapes.html", {"unit": unit, "form": None})
    form = ShapesForm(posted(request), request.FILES or None)

    def give() -> str:
        data = form.cleaned_data
        kept = give_shapes(
            unit=unit, geojson=data["file"].read(), source=data["source"], by=request.user, at=request.at
        )
        words = _("The shapes of %(n)d villages are drawn now.") % {"n": len(kept.drawing)}
        messages.success(request, words)
        return f"{reverse('reach:area')}?unit={unit.code}"

    return done(request, form, give) or shown(
        request, "reach/shapes.html", form, unit=unit, kept=kept_of(unit)
    )
