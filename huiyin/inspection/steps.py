"""The deeds of an inspection as pages: which form, which action, which words."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from huiyin.inspection import forms
from huiyin.inspection.actions import inspecting
from huiyin.inspection.models import Inspection
from huiyin.inspection.rules import Deed
from huiyin.ui.deeds import DeedPage
from huiyin.ui.forms import DeedForm, VersionForm

PAGE = "inspection/step.html"

STEPS: Mapping[str, DeedPage] = {
    "list": DeedPage(
        _("Freeze the list of records"),
        forms.FreezeForm,
        inspecting.freeze,
        _("The list is frozen."),
        lead=_(
            "All standing records of the half-year are put on a list that no longer changes, and the list gets a "
            "fingerprint. Only then comes the number, so that nobody can choose one that suits."
        ),
        deed=Deed.FREEZE,
        template=PAGE,
    ),
    "number": DeedPage(
        _("Enter the number of the draw"),
        forms.SeedComputedForm,
        inspecting.give_seed,
        _("The number is known now."),
        lead=_("With list and number the sample is fixed; the number is entered once and stays."),
        deed=Deed.SEED,
        template=PAGE,
    ),
    "sample": DeedPage(
        _("Draw the sample"),
        VersionForm,
        inspecting.draw,
        _("The sample is drawn."),
        lead=_(
            "Which records are asked about follows from list and number alone; anybody can make the draw again."
        ),
        deed=Deed.DRAW,
        template=PAGE,
    ),
    "checking": DeedPage(
        _("All records have been asked about"),
        VersionForm,
        inspecting.finish_calls,
        _("The calls are finished."),
        lead=_(
            "From now on the branch sees the number and the sample as well, but not what which person said."
        ),
        deed=Deed.CHECK,
        template=PAGE,
    ),
    "sending": DeedPage(
        _("Send the findings"),
        VersionForm,
        inspecting.send_findings,
        _("The findings are sent."),
        lead=_("Everybody concerned is told and may answer before anything is final."),
        deed=Deed.SEND,
        template=PAGE,
    ),
    "conclusion": DeedPage(
        _("Conclude the inspection"),
        VersionForm,
        inspecting.conclude,
        _("The inspection is concluded."),
        lead=_("The findings become final, each with its answer beside it. No points, no comparison."),
        deed=Deed.CONCLUDE,
        template=PAGE,
    ),
}


def form_of(page: DeedPage, inspection: Inspection, data: QueryDict | None) -> DeedForm:
    """The step's form; for the number only where a public draw was named does somebody type it."""
    is_typed = page.deed == Deed.SEED and inspection.seed_way == Inspection.SeedWay.PUBLIC
    return (forms.SeedForm if is_typed else page.form)(data, initial={"version": inspection.version})
