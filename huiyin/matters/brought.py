"""How an answer, or the opinion of a review, was brought, in a sentence to its person."""

from django.utils.translation import gettext as _

from huiyin.matters.models import Delivery, Step


def _opinion_delivered(step: Step) -> str:
    """How the opinion of a review was brought: in writing, or where all can read it."""
    facts = {"unit": step.unit.name if step.unit else ""}
    match step.facts.get("way"):
        case Delivery.Way.HAND:
            return _("%(unit)s handed you the opinion.") % facts
        case Delivery.Way.POST:
            return _("%(unit)s posted the opinion to you.") % facts
    return _("%(unit)s put up the opinion in public, as nobody was reached otherwise.") % facts


def delivered(step: Step) -> str:
    """How the answer, or the opinion of a review, was brought."""
    if "review" in step.facts:
        return _opinion_delivered(step)
    facts = {"unit": step.unit.name if step.unit else ""}
    match step.facts.get("way"):
        case Delivery.Way.PHONE:
            return _("%(unit)s told you the answer by telephone.") % facts
        case Delivery.Way.HAND:
            return _("%(unit)s handed you the answer.") % facts
        case Delivery.Way.POST:
            return _("%(unit)s posted the answer to you.") % facts
    return _("%(unit)s put up the answer in public, as nobody was reached otherwise.") % facts
