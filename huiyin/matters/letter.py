"""The answer as a letter to the person: what was asked, what was found, what comes of it, and what they can do next."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.matters.dates import length
from huiyin.matters.models import Deadline, Delivery, Matter, Reply, State
from huiyin.matters.papers import whence
from huiyin.matters.rules import reopening
from huiyin.matters.rules.merging import answer_of
from huiyin.orgs.calendar import local_day

TITLE = gettext_lazy("Letter of reply")


def last_answer(matter: Matter) -> Reply | None:
    """The answer that stands: the last one that was approved, else the one that was sent to its person as well."""
    own = answer_of(matter)
    if own is None and (sent := _brought(matter)) is not None:
        return sent.reply
    return own


def _brought(matter: Matter) -> Delivery | None:
    return matter.deliveries.filter(reply__isnull=False).select_related("reply__unit").last()


def docx(reply: Reply, matter: Matter, name: str = "") -> bytes:
    """The letter as a file; without a name it goes to whoever told us."""
    with override(LANGUAGE):
        return _written(reply, matter, name).save()


def _written(reply: Reply, matter: Matter, name: str) -> Paper:
    paper = Paper("letter").masthead(reply.unit.on_paper).title(str(TITLE))
    paper.addressee(name or _("To the person who told us"))
    facts = {"title": matter.title, "reference": matter.reference, "whence": whence(matter)}
    paper.body(
        _("We have received what you told us: “%(title)s” (%(whence)s; number %(reference)s).") % facts
    )
    paper.body(_("It has been handled; this is our answer."))
    if reply.corrects_why:
        paper.body(_("It corrects our answer before, because: %(why)s") % {"why": reply.corrects_why})
    if reply.matter_id == matter.pk:  # else it is what somebody else asked for
        paper.heading(1, _("What you asked for")).body(reply.request)
    paper.heading(1, _("What was found")).body(reply.facts_words)
    paper.heading(1, _("Our answer")).body(reply.opinion)
    paper.body(_("Outcome: %(outcome)s.") % {"outcome": reply.outcome_words})
    if reply.promise_due_on:
        paper.body(_("It will be done by %(day)s.") % {"day": date_in_words(reply.promise_due_on)})
    if reply.reason:
        paper.heading(1, _("Why it is not adopted, or not in full")).body(reply.reason)
    if reply.basis:
        paper.heading(1, _("Basis")).body(reply.basis)
    remedy = reply.remedy if reply.matter_id == matter.pk else ""
    remedy = remedy or reopening.remedy(matter, reply.approved_at or reply.drafted_at)
    paper.heading(1, _("If you are not content")).body(remedy)
    until = matter.deadlines.running().filter(kind=Deadline.Kind.RATE).first()
    if until is None and matter.state == State.REPLIED:
        rule = matter.charter.charter.clock(Deadline.Kind.RATE, matter.profile)
        asked = _(
            "Within %(length)s of having this letter you can say, with number and code, whether it is handled."
        )
        paper.body(asked % {"length": length(rule.n, rule.unit)})
    if until:
        asked = _("Until %(day)s you can say, with number and code, whether it is handled.")
        paper.body(asked % {"day": date_in_words(until.due_on)})
    contact = {"name": reply.contact_name, "phone": reply.contact_phone, "unit": reply.unit.on_paper}
    paper.body(_("You can ask %(name)s of %(unit)s, telephone %(phone)s.") % contact)
    assert reply.approved_at is not None  # noqa: S101 - only what was approved is sent
    return paper.signature(reply.unit.on_paper, local_day(reply.approved_at, matter.county), sealed=True)
