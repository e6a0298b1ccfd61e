"""What follows for policy briefs: what a brief needs before anybody reads it, and who may see to it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.contacts import rules
from huiyin.orgs.models import Official, Unit
from huiyin.publish.models import BriefQuestion, PolicyBrief


def unit_for(by: Official, at: datetime) -> Unit:
    """In whose name an official explains a policy: their organ or township, not the party branch they belong to."""
    organs = [hat.unit_id for hat in by.standing(at).hats if hat.unit_kind in Unit.LEVELS]
    if organs:
        return Unit.objects.get(pk=organs[0])
    served = rules.unit_served(by, at)
    return served.parent or served


def may_change(brief: PolicyBrief, by: Official, at: datetime) -> bool:
    """Its author, and whoever coordinates or heads its unit or one above it."""
    return brief.written_by_id == by.pk or by.standing(at).over(brief.unit, "coordinator", "unit_head")


def objection_to_changing(brief: PolicyBrief, by: Official, at: datetime) -> str | None:
    """A text that people have read is withdrawn, not changed."""
    if not may_change(brief, by, at):
        return _("Only its author or the desk of its unit can do this.")
    if brief.published_at is not None:
        return _("It has been published; please withdraw it and write a new one.")
    return None


def objection_to_publishing(brief: PolicyBrief, by: Official, at: datetime, today: date) -> str | None:
    """Whoever is told something can ask back (S12); what is over is not published."""
    if not may_change(brief, by, at):
        return _("Only its author or the desk of its unit can do this.")
    if brief.published_at is not None:
        return _("It has been published already.")
    if not brief.reply_route.strip():
        return _("Please say first where a question is answered; without that it cannot be published.")
    if brief.is_over(today):
        return _("Its time is over, so it cannot be published any more.")
    return None


def objection_to_withdrawing(brief: PolicyBrief, by: Official, at: datetime) -> str | None:
    """Only what is public can be withdrawn."""
    if not may_change(brief, by, at):
        return _("Only its author or the desk of its unit can do this.")
    if not brief.is_public:
        return _("It is not public.")
    return None


def objection_to_answering(question: BriefQuestion, by: Official, at: datetime) -> str | None:
    """Once; by whoever may change the brief."""
    if not may_change(question.brief, by, at):
        return _("Only its author or the desk of its unit can do this.")
    if question.answer:
        return _("This question has been answered already.")
    return None
