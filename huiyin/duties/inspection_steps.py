"""The deeds of an inspection as pages: which form, which action, which words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.duties import inspecting
from huiyin.duties import inspection_forms as forms
from huiyin.duties.inspection_rules import Deed
from huiyin.duties.models import Inspection


@dataclass(frozen=True)
class Step:
    """A deed as a page: its form, what it does, its heading (also the button), what it means, what is said after."""

    deed: Deed
    form: type[forms.VersionForm]
    act: Callable[..., None]
    title: Any
    meaning: Any
    done: Any


STEPS = {
    "list": Step(
        Deed.FREEZE,
        forms.FreezeForm,
        inspecting.freeze,
        _("Freeze the list of records"),
        _(
            "All standing records of the half-year are put on a list that no longer changes, and the list gets a "
            "fingerprint. Only then comes the number, so that nobody can choose one that suits."
        ),
        _("The list is frozen."),
    ),
    "number": Step(
        Deed.SEED,
        forms.VersionForm,
        inspecting.give_seed,
        _("Enter the number of the draw"),
        _("With list and number the sample is fixed; the number is entered once and stays."),
        _("The number is known now."),
    ),
    "sample": Step(
        Deed.DRAW,
        forms.VersionForm,
        inspecting.draw,
        _("Draw the sample"),
        _(
            "Which records are asked about follows from list and number alone; anybody can make the draw again."
        ),
        _("The sample is drawn."),
    ),
    "checking": Step(
        Deed.CHECK,
        forms.VersionForm,
        inspecting.finish_calls,
        _("All records have been asked about"),
        _("From now on the branch sees the number and the sample as well, but not what which person said."),
        _("The calls are finished."),
    ),
    "sending": Step(
        Deed.SEND,
        forms.VersionForm,
        inspecting.send_findings,
        _("Send the findings"),
        _("Everybody concerned is told and may answer before anything is final."),
        _("The findings are sent."),
    ),
    "conclusion": Step(
        Deed.CONCLUDE,
        forms.VersionForm,
        inspecting.conclude,
        _("Conclude the inspection"),
        _("The findings become final, each with its answer beside it. No points, no comparison."),
        _("The inspection is concluded."),
    ),
}


def form_of(step: Step, inspection: Inspection) -> type[forms.VersionForm]:
    """The step's form; for the number only where a public draw was named does somebody type it."""
    if step.deed == Deed.SEED and inspection.seed_way == Inspection.SeedWay.PUBLIC:
        return forms.SeedForm
    return step.form
