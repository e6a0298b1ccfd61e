"""Papers of a residents' forum: invitation (letter), minutes (the minutes layout of GB/T 9704), attendance sheet."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.contacts.models import Point
from huiyin.forums.actions import groups_of
from huiyin.forums.models import Forum, ForumGroup
from huiyin.lib.charter import Charter
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.paper_parts import bare
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official
from huiyin.ui.listing import in_line

SHEET_ROWS = 12  # lines at least, when fewer are wanted
SHEET_WIDTHS = (16, 44, 56, 40)  # mm


def invitation(forum: Forum, group: ForumGroup, charter: Charter, county: County) -> bytes:
    """One letter for a group: why, when, where, and whom to ring; nobody is named."""
    with override(LANGUAGE):
        facts = _facts(forum)
        paper = Paper("letter").masthead(forum.unit.on_paper).title(_("Invitation to a residents' forum"))
        paper.addressee(_addressee(group.code, charter))
        paper.body(_("To hear what you think and to answer you face to face, we invite you to a forum."))
        paper.body(_("Subject: %(subject)s") % facts)
        paper.body(_("Time: %(when)s") % facts)
        paper.body(_("Place: %(where)s") % facts)
        paper.body(_("Chair: %(chair)s. We ask for %(n)d of you.") % {**facts, "n": group.wanted})
        if forum.agenda:
            between = pgettext("between parts of a spoken list", "; ")
            steps = between.join(bare(line) for line in forum.agenda.splitlines() if line.strip())
            paper.body(_("Agenda: %(agenda)s.") % {"agenda": steps})
        paper.body(
            _("What you raise is written down without your name, and you will hear what becomes of it.")
        )
        if forum.unit.phone or county.phone:
            paper.body(_("Questions: %(phone)s") % {"phone": forum.unit.phone or county.phone})
        day = local_day(forum.invited_at, county) if forum.invited_at else forum.planned_on
        return paper.signature(forum.unit.on_paper, day).save()


def _addressee(code: str, charter: Charter) -> str:
    """An organisation by its name; people are not addressed by the group that they belong to."""
    organisations = {one.code for one in charter.listed("source_org")}
    return _label(code, charter) if code in organisations else _("Dear neighbour")


def minutes(forum: Forum, charter: Charter, county: County, by: Official, at: datetime) -> bytes:
    """Attendees by group as counts, each point with what became of it; a draft while the minutes are open.

    What complains of whoever prints it stands on another's print (I-19).
    """
    assert forum.contact is not None  # noqa: S101 - said by the caller
    with override(LANGUAGE):
        facts = _facts(forum)
        organ = _("Minutes of the residents' forum of %(unit)s") % {"unit": forum.unit.name}
        paper = Paper("minutes").masthead(organ).title(forum.subject)
        paper.body(
            _(
                "On %(day)s, %(chair)s chaired a residents' forum at %(where)s on “%(subject)s”. By the count of those who"
                " held it %(n)d people came."
            )
            % {
                **facts,
                "day": date_in_words(forum.contact.held_on),
                "n": forum.contact.headcount or 0,
            }
        )
        if not forum.was_called:
            paper.note(_("nobody was invited before its day"))
        if forum.state != Forum.State.CLOSED:
            paper.note(_("draft: the minutes are not closed yet"))
        _raised(paper, forum.contact.points.open_to(by, at))
        if forum.contact.differing_view:
            paper.body(_("Differing views were heard and stand in the points above."))
        _attendees(paper, forum, charter)
        day = local_day(forum.closed_at, county) if forum.closed_at else forum.contact.held_on
        return paper.signature(forum.unit.on_paper, day).save()


def sheet(forum: Forum, charter: Charter, county: County) -> bytes:
    """For the door: people write themselves in if they wish; no name is printed beforehand."""
    with override(LANGUAGE):
        facts = _facts(forum)
        paper = Paper("plain").title(_("Attendance sheet of the forum"))
        paper.body(_("Subject: %(subject)s") % facts)
        paper.body(_("Time: %(when)s") % facts)
        paper.body(_("Place: %(where)s") % facts)
        asked = ((_label(group.code, charter), group.wanted) for group in groups_of(forum))
        named = in_line(_("%(group)s %(n)d") % {"group": label, "n": n} for label, n in asked)
        paper.body(_("Asked for: %(groups)s") % {"groups": named})
        paper.note(_("only the numbers by group are entered; this sheet is not copied or published"))
        head = (
            pgettext("column of a sheet", "No."),
            _("Group or organisation"),
            _("How you wish to be addressed (may stay empty)"),
            _("Signature"),
        )
        lines = max(SHEET_ROWS, sum(group.wanted for group in groups_of(forum)))
        paper.table([head, *[(n, "", "", "") for n in range(1, lines + 1)]], widths=SHEET_WIDTHS)
        return paper.save()


def _facts(forum: Forum) -> dict[str, str]:
    hours = f"{forum.begins:%H:%M}"
    if forum.ends:
        hours = f"{hours}–{forum.ends:%H:%M}"
    return {
        "subject": forum.subject,
        "when": f"{date_in_words(forum.planned_on)} {hours}",
        "where": forum.where,
        "chair": forum.chair.name,
    }


def _label(code: str, charter: Charter) -> str:
    words = {group.code: group.words for group in charter.groups}
    words |= {one.code: one.words for one in charter.listed("source_org")}
    return words[code].zh_hans if code in words else code


def _raised(paper: Paper, seen: QuerySet[Point]) -> None:
    paper.heading(1, _("What was raised, and what became of it"))
    points = list(seen.select_related("matter"))
    if not points:
        paper.body(_("No point was raised."))
    for point in points:
        paper.body(_("%(number)d. %(text)s") % {"number": point.number, "text": " ".join(point.text.split())})
        paper.body(_disposed(point))


def _disposed(point: Point) -> str:
    matter = getattr(point, "matter", None)
    if point.disposition == Point.Disposition.ANSWERED:
        return _("Answered on the spot: %(answer)s") % {"answer": " ".join(point.answer.split())}
    if matter is not None:
        return _("Registered as matter %(reference)s and passed on; the answer follows.") % {
            "reference": matter.reference
        }
    if point.disposition == Point.Disposition.SUGGESTION:
        return _("Kept as a suggestion for further study.")
    if point.disposition == Point.Disposition.NOTED:
        return pgettext("what became of a point", "Noted.")
    return _("What becomes of it is not decided yet.")


def _attendees(paper: Paper, forum: Forum, charter: Charter) -> None:
    others = [
        row.official.name for row in forum.participants.filter(dropped=False).select_related("official")
    ]
    paper.attendees(_("Present"), [forum.chair.name, *others])
    came = [group for group in groups_of(forum) if group.present]
    words = [_("%(group)s %(n)d") % {"group": _label(g.code, charter), "n": g.present or 0} for g in came]
    paper.attendees(_("Residents, by group"), words)
