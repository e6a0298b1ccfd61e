"""The steps of a draw as pages: which form, which deed, which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.reach import draw_forms as forms
from huiyin.reach.actions import draws
from huiyin.reach.draw_rules import Deed
from huiyin.reach.models import Draw


@dataclass(frozen=True)
class Step:
    """A deed as a page: its form, what it does, its heading (also the button), what it means, what is said after."""

    deed: Deed
    form: type[forms.VersionForm]
    act: Callable[..., Draw]
    title: Any
    meaning: Any
    done: Any
    is_grave: bool = False


STEPS: Mapping[str, Step] = {
    "pool": Step(
        Deed.POOL,
        forms.VersionForm,
        draws.fix_pool,
        _("Fix the pool"),
        _(
            "All households of the register that agreed are put in a random order, each gets a lot number and a sealed "
            "code, and one fingerprint over all of them is published. After that nobody can be added or taken out."
        ),
        _("The pool is fixed. The slips can be handed out now."),
    ),
    "computation": Step(
        Deed.COMPUTE,
        forms.VersionForm,
        draws.ask_for_panels,
        _("Work out the panels"),
        _(
            "The program makes lists of households that all keep to the numbers, so that every household has a chance as "
            "equal as these allow. This takes from a few seconds to a minute."
        ),
        _("Asked for; the page shows how far it is."),
    ),
    "relaxation": Step(
        Deed.ADJUST,
        forms.RelaxForm,
        draws.adjust,
        _("Take over the smallest change"),
        _("Only the lines that stood in the way are widened, by as little as will do."),
        _("Changed. The panels can be worked out now."),
    ),
    "publication": Step(
        Deed.PUBLISH,
        forms.PublishForm,
        draws.publish,
        _("Publish the panels"),
        _(
            "Everybody can then read all lists, as lot numbers without names, and how, when and where the number will be "
            "drawn. From that moment neither can be changed."
        ),
        _("Published. Everybody can read it now."),
    ),
    "number": Step(
        Deed.DRAW,
        forms.NumberForm,
        draws.draw_number,
        _("Enter the number that was drawn"),
        _("It is entered once and decides: the list with this number is drawn."),
        _("Drawn."),
    ),
    "sending": Step(
        Deed.INVITE,
        forms.VersionForm,
        draws.note_invited,
        _("The invitations have gone out"),
        _("For a forum, the number of invited households of each group is entered there as well."),
        _("Noted."),
    ),
    "closing": Step(
        Deed.CLOSE,
        forms.VersionForm,
        draws.close,
        _("Close the draw"),
        _("Nothing more is expected; whoever has not answered stays as it is."),
        _("The draw is closed."),
    ),
    "cancellation": Step(
        Deed.CANCEL,
        forms.CancelForm,
        draws.cancel,
        _("Cancel the draw"),
        _("If it is published already, everybody reads the reason."),
        _("The draw is cancelled."),
        is_grave=True,
    ),
}
