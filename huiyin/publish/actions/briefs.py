"""Writing a policy brief, publishing it with a way back, withdrawing it, and answering what was asked."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official
from huiyin.publish import rules
from huiyin.publish.models import BriefQuestion, PolicyBrief


@dataclass(frozen=True)
class BriefText:
    """What a brief says, as it was typed."""

    title: str
    text: str
    source: str
    valid_from: date
    valid_until: date | None = None
    reply_route: str = ""
    kind: str = PolicyBrief.Kind.BRIEF
    who_may: str = ""
    where: str = ""


def _check(text: BriefText) -> None:
    if not text.title.strip() or not text.text.strip() or not text.source.strip():
        raise Refused(_("Please give a title, the text in plain words, and the paper it comes from."))
    if text.valid_until is not None and text.valid_until < text.valid_from:
        raise Refused(_("The last day lies before the first."))
    if text.kind not in PolicyBrief.Kind.values:
        raise Refused(_("Please choose what kind of text it is."))


@transaction.atomic
def write_brief(*, text: BriefText, by: Official, at: datetime) -> PolicyBrief:
    """Keep a draft; nobody but the desk reads it yet."""
    _check(text)
    brief = PolicyBrief.objects.create(
        unit=rules.unit_for(by, at), written_by=by, written_at=at, **asdict(text)
    )
    audit(by=by.key, deed="brief.written", on=f"brief:{brief.pk}", at=at)
    return brief


@transaction.atomic
def rewrite_brief(*, brief: PolicyBrief, text: BriefText, version: int, by: Official, at: datetime) -> None:
    """Change a draft."""
    refuse(rules.objection_to_changing(brief, by, at))
    _check(text)
    changed_to(PolicyBrief.objects.filter(pk=brief.pk, published_at=None), version, **asdict(text))
    audit(by=by.key, deed="brief.rewritten", on=f"brief:{brief.pk}", at=at)


@transaction.atomic
def publish_brief(*, brief: PolicyBrief, version: int, by: Official, at: datetime) -> None:
    """Let everybody read it; refused without a place where questions are answered (S12)."""
    refuse(rules.objection_to_publishing(brief, by, at, local_day(at, by.county)))
    draft = PolicyBrief.objects.filter(pk=brief.pk, published_at=None)
    changed_to(draft, version, published_at=at, published_by=by)
    audit(by=by.key, deed="brief.published", on=f"brief:{brief.pk}", at=at)


@transaction.atomic
def withdraw_brief(*, brief: PolicyBrief, reason: str, version: int, by: Official, at: datetime) -> None:
    """Take it from the public page, with the reason."""
    refuse(rules.objection_to_withdrawing(brief, by, at))
    if not reason.strip():
        raise Refused(_("Please say why it is withdrawn."))
    out = PolicyBrief.objects.filter(pk=brief.pk, withdrawn_at=None)
    changed_to(out, version, withdrawn_at=at, withdrawn_reason=reason.strip())
    audit(by=by.key, deed="brief.withdrawn", on=f"brief:{brief.pk}", at=at)


@transaction.atomic
def keep_question(
    *,
    brief: PolicyBrief,
    text: str,
    by: Official,
    at: datetime,
    answer: str = "",
    matter_reference: str = "",
    is_public: bool = False,
) -> BriefQuestion:
    """Keep a question that was asked, with its answer or the matter it became; never with neither."""
    if not text.strip():
        raise Refused(_("Please write down what was asked."))
    if not answer.strip() and not matter_reference:
        raise Refused(_("A question is answered, or registered as a matter."))
    question = BriefQuestion.objects.create(
        brief=brief,
        text=text.strip(),
        answer=answer.strip(),
        matter_reference=matter_reference,
        is_public=is_public,
        asked_at=at,
        entered_by=by,
        answered_at=at if answer.strip() else None,
    )
    audit(by=by.key, deed="brief.asked", on=f"brief:{brief.pk}", at=at, matter=matter_reference)
    return question


@transaction.atomic
def answer_question(
    *, question: BriefQuestion, answer: str, is_public: bool, by: Official, at: datetime
) -> None:
    """Add the answer to a question that had become a matter, so that others read it too."""
    refuse(rules.objection_to_answering(question, by, at))
    if not answer.strip():
        raise Refused(_("Please write down what you answered."))
    open_one = BriefQuestion.objects.filter(pk=question.pk, answer="")
    if not open_one.update(answer=answer.strip(), answered_at=at, is_public=is_public):
        raise Refused(_("This question has been answered already."))
    audit(by=by.key, deed="brief.answered", on=f"brief:{question.brief_id}", at=at, question=question.pk)
