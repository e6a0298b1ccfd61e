"""A question asked about a policy: answered there and then, or registered as a matter like anything else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.matters.actions import lodge
from huiyin.matters.channels import POLICY
from huiyin.matters.rules.hearing import intake_unit_for
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.tree import county_desk
from huiyin.publish.actions import keep_question
from huiyin.publish.models import BriefQuestion, PolicyBrief
from huiyin.ui.address import decimal


@transaction.atomic
def collect_question(
    *,
    brief: PolicyBrief,
    text: str,
    answer: str,
    by: Official,
    at: datetime,
    place: Unit | None = None,
    is_public: bool = False,
) -> BriefQuestion:
    """Keep a question; without an answer it becomes a matter with its own clock and answer (S28)."""
    reference = ""
    if text.strip() and not answer.strip():
        lodged = lodge(
            body=opening(brief) + text.strip(),
            channel=POLICY,
            intake_unit=intake_unit_for(place or brief.unit, county_desk(), local_day(at, by.county)),
            place=place,
            raised_by=by,
            at=at,
        )
        reference = lodged.matter.reference
    return keep_question(
        brief=brief,
        text=text,
        answer=answer,
        matter_reference=reference,
        is_public=is_public and bool(answer.strip()),
        by=by,
        at=at,
    )


def opening(brief: PolicyBrief) -> str:
    """How a question about a brief begins."""
    return _("About “%(title)s”: ") % {"title": brief.title}


def opening_of(key: str, *, at: datetime) -> str:
    """The same for a brief that anybody may read, named in an address; empty for any other."""
    found = PolicyBrief.objects.filter(pk=decimal(key) or 0).first()
    if found is None or not PolicyBrief.objects.public_on(local_day(at, found.county)).filter(pk=found.pk):
        return ""
    return opening(found)
