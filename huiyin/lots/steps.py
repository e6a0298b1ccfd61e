"""The steps of a draw as pages: which form, which deed, which words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.lots import actions, forms
from huiyin.lots.rules import Deed
from huiyin.ui.deeds import DeedPage

PAGE = "lots/step.html"

STEPS: Mapping[str, DeedPage] = {
    "pool": DeedPage(
        _("Fix the pool"),
        forms.DrawForm,
        actions.fix_pool,
        _("The pool is fixed. The slips can be handed out now."),
        lead=_(
            "All households of the register that agreed are put in a random order, each gets a lot number and a sealed "
            "code, and one fingerprint over all of them is published. After that nobody can be added or taken out."
        ),
        deed=Deed.POOL,
        template=PAGE,
    ),
    "computation": DeedPage(
        _("Work out the panels"),
        forms.DrawForm,
        actions.ask_for_panels,
        _("Asked for; the page shows how far it is."),
        lead=_(
            "The program makes lists of households that all keep to the numbers, so that every household has a chance as "
            "equal as these allow. This takes from a few seconds to a minute."
        ),
        deed=Deed.COMPUTE,
        template=PAGE,
    ),
    "relaxation": DeedPage(
        _("Take over the smallest change"),
        forms.RelaxForm,
        actions.adjust,
        _("Changed. The panels can be worked out now."),
        lead=_("Only the lines that stood in the way are widened, by as little as will do."),
        deed=Deed.ADJUST,
        template=PAGE,
    ),
    "publication": DeedPage(
        _("Seal the panels"),
        forms.PublishForm,
        actions.publish,
        _("Published. Everybody can read it now."),
        lead=_(
            "Everybody can then read the fingerprint of the sealed lists, and how, when and where the number will be "
            "drawn. From that moment neither can be changed."
        ),
        deed=Deed.PUBLISH,
        template=PAGE,
    ),
    "number": DeedPage(
        _("Enter the number that was drawn"),
        forms.NumberForm,
        actions.draw_number,
        _("Drawn."),
        lead=_("It is entered once and decides: the list with this number is drawn."),
        deed=Deed.DRAW,
        template=PAGE,
    ),
    "sending": DeedPage(
        _("The invitations have gone out"),
        forms.DrawForm,
        actions.note_invited,
        _("Noted."),
        lead=_("For a forum, the number of invited households of each group is entered there as well."),
        deed=Deed.INVITE,
        template=PAGE,
    ),
    "closing": DeedPage(
        _("Close the draw"),
        forms.DrawForm,
        actions.close,
        _("The draw is closed."),
        lead=_("Nothing more is expected; whoever has not answered stays as it is."),
        deed=Deed.CLOSE,
        template=PAGE,
    ),
    "cancellation": DeedPage(
        _("Cancel the draw"),
        forms.CancelForm,
        actions.cancel,
        _("The draw is cancelled."),
        lead=_("If it is published already, everybody reads the reason."),
        deed=Deed.CANCEL,
        is_grave=True,
        template=PAGE,
    ),
}
