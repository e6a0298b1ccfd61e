"""The paper of a policy brief: one sheet to hang up or hand out."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.publish.models import PolicyBrief


def brief_sheet(brief: PolicyBrief, day: date) -> bytes:
    """A policy on one sheet to hang up or hand out."""
    with override(LANGUAGE):
        paper = Paper("plain").title(brief.title)
        if brief.is_over(day):
            paper.body(_("This has expired and no longer applies."))
        paper.body(brief.text)
        for label, text in (
            (_("Who may apply"), brief.who_may),
            (_("Where to apply, and with what papers"), brief.where),
        ):
            if text:
                paper.heading(1, label)
                paper.body(text)
        shown = [question for question in brief.questions.all() if question.is_public and question.answer]
        if shown:
            paper.heading(1, _("What others asked"))
            for question in shown:
                paper.heading(3, question.text)
                paper.body(question.answer)
        paper.heading(1, _("Until when, and where to ask"))
        days = {"first": date_in_words(brief.valid_from)}
        if brief.valid_until:
            paper.body(_("%(first)s to %(last)s") % {**days, "last": date_in_words(brief.valid_until)})
        else:
            paper.body(_("from %(first)s until further notice") % days)
        paper.body(_("Source: %(source)s") % {"source": brief.source})
        if brief.reply_route:
            paper.body(_("Questions are answered at: %(where)s") % {"where": brief.reply_route})
        return paper.signature(brief.unit.on_paper, day).save()
