"""The words of the work summary: the seed's paragraph with its blanks filled, wherever it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from huiyin.lib.words import is_chinese
from huiyin.matters.figures import Extent
from huiyin.orgs.models import Unit
from huiyin.reports.work_summary import Amiss, WorkSummary
from huiyin.ui.listing import in_line

LABELS = {
    "matters_collected": gettext_lazy("Opinions and problems collected"),
    "matters": gettext_lazy("of these, registered as matters"),
    "routed_county": gettext_lazy("passed to county departments"),
    "routed_town": gettext_lazy("passed to township departments"),
    "routed_village": gettext_lazy("passed to villages and communities"),
    "unrouted": gettext_lazy("not passed on yet"),
    "referred": gettext_lazy("shown another way, with the reason"),
    "answered_at_desk": gettext_lazy("answered at once at a desk"),
    "withdrawn": gettext_lazy("Withdrawn by the person, in no other figure"),
    "merged": gettext_lazy("Merged with another matter, counted there once"),
    "answered_on_spot": gettext_lazy("answered on the spot"),
    "suggestions_kept": gettext_lazy("kept as suggestions"),
    "concluded_fed_back": gettext_lazy("concluded and fed back"),
    "in_handling": gettext_lazy("handling has begun"),
    "explained": gettext_lazy("not possible under policy, explained"),
    "not_started": gettext_lazy("not begun yet"),
    "villages_covered": gettext_lazy("Villages and communities with a contact"),
    "promises_due": gettext_lazy("Promises due in the period"),
    "promises_kept": gettext_lazy("of these, kept"),
    "hard": gettext_lazy("Hard matters (past their date, not answered)"),
    "without_a_day": gettext_lazy("Imported matters whose day of receipt is unknown"),
    "topic": gettext_lazy("Matters about one topic"),
}
COLLECTED = (
    "routed_county",
    "routed_town",
    "routed_village",
    "unrouted",
    "referred",
    "answered_at_desk",
    "answered_on_spot",
    "suggestions_kept",
)
STANDING = ("concluded_fed_back", "in_handling", "explained", "not_started")
BESIDE = ("villages_covered", "promises_due", "promises_kept", "hard", "withdrawn", "merged", "without_a_day")


@dataclass(frozen=True)
class Section:
    """A heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


DOCUMENTS = "documents"  # a number whose rows have a page of their own


class Writer:
    """Writes for paper and terminal; a page writes its numbers as links instead."""

    def number(self, figure: str, value: Any) -> str:
        """A number as text; unknown is a dash, zero is zero."""
        return "—" if value is None else str(value)

    def words(self, text: str) -> str:
        """Names and titles as they are."""
        return text


PLAIN = Writer()


def day(value: date) -> str:
    """A day with its year."""
    return date_format(value, "DATE_FORMAT")


def period_words(summary: WorkSummary) -> str:
    """The period as people say it, its last day included, from the day on which the institution began."""
    last = last_day(summary)
    first = max(summary.first, min(summary.started_on, last))
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def last_day(period: WorkSummary | Extent) -> date:
    """The last day that is told of: that of the period, or the day of the telling while it goes on."""
    told = timezone.localdate(period.as_of)  # pages and papers run in the county's zone
    return max(period.first, min(period.end - timedelta(days=1), told))


def days(period: WorkSummary | Extent) -> str:
    """First to last day, of a period that goes on to date."""
    last = last_day(period)
    return _("%(first)s to %(last)s") % {"first": day(period.first), "last": day(last)}


def period_line(summary: WorkSummary) -> str:
    """The period as it stands under the title."""
    return _("(%(period)s)") % {"period": days(summary)}


def title(summary: WorkSummary) -> str:
    """What the paper is called."""
    return _("%(unit)s: work summary of the %(programme)s") % {
        "unit": summary.unit.name,
        "programme": summary.programme,
    }


def we(unit: Unit) -> str:
    """How the paper speaks of its unit."""
    match unit.kind:
        case Unit.Kind.COUNTY:
            return _("our county")
        case Unit.Kind.TOWNSHIP:
            return _("our township")
        case Unit.Kind.STREET:
            return _("our street")
        case Unit.Kind.VILLAGE | Unit.Kind.COMMUNITY:
            return _("our village")
    return _("our unit")


def paragraph(summary: WorkSummary, writer: Writer = PLAIN) -> list[str]:
    """The seed's paragraph (E07), sentence by sentence; on the page its numbers are links."""
    facts: dict[str, str] = {
        name: writer.number(name, getattr(summary, name)) for name in (*LABELS,) if hasattr(summary, name)
    }
    facts |= {
        "programme": writer.words(summary.programme),
        "we": we(summary.unit),
        "began": day(summary.started_on),
        "period": period_words(summary),
    }
    said = []
    if summary.end > summary.started_on:
        said.append(
            _("Since the %(programme)s began on %(began)s, %(we)s has attached great importance to it.")
            % facts
        )
    said.append(
        _(
            "In the period %(period)s, contact with the people was carried out in earnest in "
            "%(villages_covered)s villages (communities)."
        )
        % facts
    )
    said.append(_collected(facts))
    if summary.referred:
        said.append(
            _("What cannot be decided here was shown another way, with the reason: %(referred)s.") % facts
        )
    said.append(
        _(
            "At present, of what was passed to township departments and to villages and communities, "
            "%(concluded_fed_back)s are concluded and fed back, handling of %(in_handling)s has begun, "
            "and %(explained)s cannot be done for reasons of policy and were explained."
        )
        % facts
    )
    if summary.not_started:
        said.append(_("Not begun yet: %(not_started)s.") % facts)
    if _all_answered(summary):
        said.append(
            _("By and large every matter raised has landed somewhere and every one has had its echo.")
        )
    return said


def _collected(facts: dict[str, str]) -> str:
    return (
        _(
            "%(matters_collected)s opinions and problems of the people were collected (passed to county "
            "departments %(routed_county)s, township departments %(routed_town)s, villages and communities "
            "%(routed_village)s; "
            "answered on the spot %(answered_on_spot)s, at once at a desk %(answered_at_desk)s, "
            "kept as suggestions %(suggestions_kept)s, "
            "not passed on yet %(unrouted)s)."
        )
        % facts
    )


def _all_answered(summary: WorkSummary) -> bool:
    """The seed claims it; here it is said only when the figures bear it out."""
    return summary.matters > 0 and not (
        summary.unrouted or summary.in_handling or summary.not_started or summary.hard
    )


def remarks(summary: WorkSummary, writer: Writer = PLAIN) -> list[str]:
    """What a reader has to know to read the figures rightly."""
    said = []
    if summary.imported:
        said.append(_("Of the matters, %(n)d were imported as history.") % {"n": summary.imported})
    if summary.without_a_day:
        number = writer.number("without_a_day", summary.without_a_day)
        said.append(
            _("%(n)s more imported matters have no known day of receipt and are not counted above.")
            % {"n": number}
        )
    if summary.forums_uncalled:
        said.append(
            ngettext(
                "To %(n)d forum that is counted here nobody was invited before its day.",
                "To %(n)d forums that are counted here nobody was invited before their day.",
                summary.forums_uncalled,
            )
            % {"n": summary.forums_uncalled}
        )
    said += [_amiss(one) for one in summary.amiss]
    return said


def _amiss(one: Amiss) -> str:
    """That too few or too many hold a place of the station."""
    role = one.role
    facts = {"role": role.words.in_language(get_language() or "zh-hans"), "n": one.held}
    if one.held < role.least:
        words = _(
            "The contact station has %(n)d in the place “%(role)s”; the institution asks for %(least)d at least."
        )
        return words % {**facts, "least": role.least}
    words = _(
        "The contact station has %(n)d in the place “%(role)s”; the institution allows %(most)d at most."
    )
    return words % {**facts, "most": role.most}


def sections(summary: WorkSummary, writer: Writer = PLAIN) -> list[Section]:
    """The seed's headings, each where something is on record for it; nothing is claimed that nobody counted."""
    facts = {
        "we": we(summary.unit),
        "heads": writer.words(_names(summary.heads)),
        "deputies": writer.words(_names(summary.deputies)),
        "unit": writer.words(summary.unit.short_name),
        "documents": writer.number(DOCUMENTS, summary.institution_documents),
    }
    found = []
    if summary.heads:
        found.append(Section(_("Strengthening leadership, one understanding"), (_station() % facts,)))
    if summary.awareness_rate is not None:
        words = _("Awareness among the people: %(rate)s.") % {"rate": f"{summary.awareness_rate:.1%}"}
        found.append(Section(_("More publicity, a good climate"), (words,)))
    if summary.institution_documents is not None:
        words = _("Institution documents of %(unit)s on record: %(documents)s.") % facts
        found.append(Section(_("Sound institutions, rules to go by"), (words,)))
    found.append(Section(_("Clear duties, the first asked is responsible"), tuple(_duties(summary, writer))))
    return found


def _names(names: tuple[str, ...]) -> str:
    return in_line(names) if names else "—"


def _station() -> str:
    """The seed's sentence."""
    return _(
        "A contact station was set up with %(heads)s as head, %(deputies)s as deputies and the "
        "heads of the departments concerned as members; it leads and guides the contact work."
    )


def _duties(summary: WorkSummary, writer: Writer) -> list[str]:
    said = [
        _(
            "When a matter raised by the people is passed on, the department and the person responsible are "
            "named; the head of each department answers for it first."
        )
    ]
    if summary.topics:
        said.append(topics_sentence(summary, writer))
    said.append(
        _("Promises due in the period: %(due)s, of these kept: %(kept)s.")
        % {
            "due": writer.number("promises_due", summary.promises_due),
            "kept": writer.number("promises_kept", summary.promises_kept),
        }
    )
    said.append(_("Hard matters past their date: %(hard)s.") % {"hard": writer.number("hard", summary.hard)})
    return said


def topics_sentence(summary: WorkSummary, writer: Writer) -> str:
    """What most was raised about; of a topic raised by fewer than the charter's least, not even the name."""
    named = [
        f"{writer.words(one.words)} {writer.number(f'topic:{one.topic}', one.count)}"
        for one in summary.topics
        if one.count is not None
    ]
    facts = {"topics": in_line(named), "n": summary.fewest}
    if not named:
        return _("No topic was raised %(n)d times or more.") % facts
    if len(named) < len(summary.topics):
        return _("Most was raised about: %(topics)s; about every other topic fewer than %(n)d times.") % facts
    return _("Most was raised about: %(topics)s.") % facts


def table(summary: WorkSummary) -> list[tuple[str, str, str]]:
    """(figure, label, number) of all figures, in the order of the paragraph."""
    order = ("matters_collected", *COLLECTED, *STANDING, *BESIDE)
    counted = [(name, str(LABELS[name]), PLAIN.number(name, getattr(summary, name))) for name in order]
    if summary.awareness_rate is not None:
        counted.append(("", _("Awareness rate"), f"{summary.awareness_rate:.1%}"))
    if summary.institution_documents is not None:
        counted.append(("", _("Institution documents"), str(summary.institution_documents)))
    return counted


def sums(summary: WorkSummary) -> list[str]:
    """The two sums, written out so that anybody can check them."""
    facts = {name: getattr(summary, name) for name in (*LABELS,) if hasattr(summary, name)}
    facts["below"] = summary.routed_town + summary.routed_village
    return [
        _(
            "%(matters_collected)d collected = county %(routed_county)d + township %(routed_town)d + village "
            "%(routed_village)d + on the spot %(answered_on_spot)d + at a desk %(answered_at_desk)d "
            "+ suggestions %(suggestions_kept)d + not passed on %(unrouted)d + shown another way %(referred)d"
        )
        % facts,
        _(
            "%(below)d of township and village = concluded %(concluded_fed_back)d + begun %(in_handling)d "
            "+ explained %(explained)d + not begun %(not_started)d"
        )
        % facts,
    ]


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one paragraph, spaced as the language does."""
    return ("" if is_chinese(get_language() or "zh") else " ").join(sentences)


def figures_heading() -> str:
    """Above the table."""
    return _("The figures")


def table_head() -> tuple[str, str]:
    """The head of the table."""
    return _("What is counted"), _("How many")


def as_of_sentence(summary: WorkSummary) -> str:
    """The moment for which the figures hold."""
    moment = date_format(timezone.localtime(summary.as_of), "DATETIME_FORMAT")
    return _("The figures are as of %(moment)s.") % {"moment": moment}
