"""The trail of a matter in the words of staff: what was done, by which means, by whom; for its page and its papers."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from huiyin.matters import sentences
from huiyin.matters.folding import Line
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.matters.models.step import AGAIN
from huiyin.matters.rules import renewing
from huiyin.matters.trodden import Head

PASSED_TO = (Step.Deed.ROUTE, Step.Deed.UPHOLD, *AGAIN)  # whose unit is the one that it goes to
ASKED_OF = (Step.Deed.ASK_UNIT, Step.Deed.ASK_ADVICE, Step.Deed.ASK_UP)  # whose unit is the one that is asked


def line_words(line: Line[Step], matter: Matter) -> str:
    """What one line of the folded trail says."""
    return _clock_words(line) if line.clock else _step_words(line.step, matter)


def who(step: Step) -> str:
    """The unit and the person behind a step; empty for what time or the resident did."""
    unit = step.unit.short_name if step.unit and step.deed not in (*PASSED_TO, *ASKED_OF) else ""
    parts = (unit, step.by.name if step.by else "")
    return " ".join(part for part in parts if part)


def open_question(steps: Iterable[Head]) -> int | None:
    """The step by which the matter was supervised last, by its key, while no answer to it stands in the trail."""
    found = None
    for step in steps:
        if step.deed in (Step.Deed.SUPERVISE, Step.Deed.RESPOND):
            found = step.pk if step.deed == Step.Deed.SUPERVISE else None
    return found


def asked_others(steps: Iterable[Head]) -> bool:
    """Whether anybody was ever asked for a part of it."""
    return any(step.deed in ASKED_OF for step in steps)


def _clock_words(line: Line[Step]) -> str:
    """What the clock did about which date, and how often."""
    facts = {
        "deed": line.step.deed_words,
        "clock": _what_is_late(line),
        "day": sentences.day_words(timezone.localtime(line.since).date()),
        "times": line.times,
    }
    if line.step.deed == Step.Deed.REMIND:
        return _("%(deed)s (%(clock)s)") % facts
    if line.times == 1:
        return _("%(deed)s (still %(clock)s)") % facts
    return _("since %(day)s told up the line %(times)d times (still %(clock)s)") % facts


def _what_is_late(line: Line[Step]) -> str:
    """The clock of the matter, or the part of a unit that was asked for it."""
    if line.clock in Deadline.Kind.values:
        return str(Deadline.Kind(line.clock).label)
    unit = line.step.unit
    return _("the part of %(unit)s") % {"unit": unit.short_name} if unit else _("the advice asked for")


def _step_words(step: Step, matter: Matter) -> str:
    """What was done, by which means and in which field, if that was said; and a topic that was changed."""
    said = [*step.facts.get("means", ()), *step.facts.get("help_fields", ())]
    before, after = step.facts.get("topic") or ("", "")
    names = _names(matter) if said or before else {}
    words = [step.deed_words, *(names.get(code, code) for code in said)]
    if system := step.facts.get("drafted_by"):
        words.append(_("draft of the answer from %(system)s") % {"system": system})
    if step.deed == Step.Deed.RENEW:
        words += renewing.words_of(step.facts)
    if step.unit and step.deed in PASSED_TO:
        words.append(_("passed to %(unit)s") % {"unit": step.unit.short_name})
    if step.unit and step.deed in ASKED_OF:
        words.append(_("asked of %(unit)s") % {"unit": step.unit.short_name})
    if step.facts.get("pushed_down"):
        waits = step.deed in PASSED_TO
        words.append(
            _("waits for the head of the township") if waits else _("approved that a village handles it")
        )
    if step.deed == Step.Deed.RECLASSIFY:
        words.append(_procedure_changed(step, matter))
    if before:
        facts = {"before": names.get(before, before), "after": names.get(after, after)}
        words.append(_("topic changed from %(before)s to %(after)s") % facts)
    return " · ".join(words)


def _names(matter: Matter) -> dict[str, str]:
    """What the charter of the matter calls its topics, means and fields of help, by their codes."""
    charter, language = matter.charter.charter, get_language() or "zh-hans"
    words = {topic.code: topic.words for topic in charter.topics}
    words |= {one.code: one.words for one in (*charter.listed("means"), *charter.listed("help_field"))}
    return {code: one.in_language(language) for code, one in words.items()}


def _procedure_changed(step: Step, matter: Matter) -> str:
    """From which procedure to which, and what became of the date."""
    before, after = (sentences.profile_words(matter, code) for code in step.facts["profile"])
    words = _("from %(before)s to %(after)s") % {"before": before, "after": after}
    if "to" not in step.facts:
        return words
    days = {key: sentences.day_words(date.fromisoformat(step.facts[key])) for key in ("from", "to")}
    return words + pgettext("between clauses", "; ") + _("latest date from %(from)s to %(to)s") % days
