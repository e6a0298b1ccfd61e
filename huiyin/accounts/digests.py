"""The digest upward (S12): counted by topic with small cells withheld, put into words, read by another, and gone up.

It is counted once for a quarter that is over, of a unit with all below it, and not again after it has gone up. So whoever
is above reads one table of the same people, and never two that could be taken from each other.
"""

from collections import Counter
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.accounts.models import Digest
from huiyin.audit.actions import record
from huiyin.contacts.models import Contact, Point
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.lib.disclosure import OneWay, suppress
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside, refuse
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import County, Official, Unit

WRITING: Final = ("coordinator", "unit_head")
DESKS: Final = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET)
NOT_NAMED: Final = ""  # what nobody gave a topic


def quarter_before(day: date) -> periods.Period:
    """The last quarter that is over."""
    return periods.of("quarter", day).before


def unit_of(by: Official, at: datetime) -> Unit | None:
    """For whose area an official may write one: the widest county or township that they coordinate or head."""
    own = [hat.unit_id for hat in by.standing(at).hats if hat.capacity in WRITING]
    return Unit.objects.filter(pk__in=own, kind__in=DESKS).in_tree_order().first()


def heard(unit: Unit, quarter: periods.Period, county: County, at: datetime) -> Counter[str]:
    """How often each topic was raised: matters, and points of contacts that became no matter; by the topic that heads it."""
    period = Extent(unit, quarter.first, quarter.end, at)
    received: QuerySet[Any] = figures.cohort(period, county)
    matters = received.order_by().values_list("topic_then").annotate(n=Count("pk"))
    held = Contact.objects.held_between(quarter.first, quarter.end).filter(recorded_at__lte=at)
    standing = held.filter(Q(voided_at=None) | Q(voided_at__gt=at), place__in=period.units)
    settled = Q(contact__forum=None) | Q(contact__forum__closed_at__lte=at)
    points = Point.objects.of(standing).known_at(at).filter(settled)
    points = points.exclude(disposition=Point.Disposition.MATTER)
    found: Counter[str] = Counter()
    heads = _heads(charter_of(at))
    for rows in (matters, points.order_by().values_list("topic").annotate(n=Count("pk"))):
        for topic, n in rows:
            found[heads.get(topic, NOT_NAMED)] += n
    return found


def told(found: Counter[str], charter: Charter) -> OneWay[str]:
    """The same as it goes up: cells of few are withheld, and others with them so that no sum tells."""
    order = [*dict.fromkeys(_heads(charter).values()), NOT_NAMED]
    return suppress({code: found[code] for code in order if found[code]}, charter_floor(charter))


def charter_floor(charter: Charter) -> int:
    """Under how many a count is withheld."""
    return int(charter.figure("privacy.counts_min").value)


def _heads(charter: Charter) -> dict[str, str]:
    above = {topic.code: topic.parent for topic in charter.topics}

    def head(code: str) -> str:
        return head(above[code]) if above.get(code) else code

    return {code: head(code) for code in above}


def objection_to_writing(unit: Unit, words: str, by: Official, at: datetime) -> str | None:
    """By who answers for the unit; once it has gone up it stays; and nobody is named in it."""
    if not by.standing(at).at(unit, *WRITING) or unit.kind not in DESKS:
        return _("Only who coordinates or heads the county or a township writes its digest.")
    quarter = quarter_before(local_day(at, by.county))
    if Digest.objects.gone_up().filter(unit=unit, first=quarter.first).exists():
        return _("The digest of this quarter has gone up already.")
    if find_personal(words):
        return Beside(
            "words", _("Please leave out telephone and identity numbers; nobody is to be recognised.")
        )
    return None


@transaction.atomic
def write_digest(*, unit: Unit, words: str, by: Official, at: datetime) -> Digest:
    """Count the last quarter and keep what is said about it; written again, it is counted again until it has gone up."""
    refuse(objection_to_writing(unit, words, by, at))
    quarter = quarter_before(local_day(at, by.county))
    shown = told(heard(unit, quarter, by.county, at), charter_of(at))
    facts = {
        "counts": [[code, n] for code, n in shown.cells.items()],
        "total": shown.total,
        "words": words.strip(),
        "written_by": by,
        "written_at": at,
    }
    row = Digest.objects.select_for_update(of=("self",)).filter(unit=unit, first=quarter.first).first()
    if row is None:
        row = Digest.objects.create(unit=unit, first=quarter.first, end=quarter.end, **facts)
    else:
        changed_to(Digest.objects.filter(pk=row.pk, cleared_at=None), row.version, **facts)
        row.refresh_from_db()
    record(by=by.key, deed="digest.written", on=f"digest:{row.pk}", at=at, unit=unit.code)
    return row


def objection_to_clearing(digest: Digest, by: Official, at: datetime) -> str | None:
    """By a second person who answers for the unit, once."""
    if digest.cleared_at is not None:
        return _("The digest of this quarter has gone up already.")
    if not by.standing(at).over(digest.unit, *WRITING):
        return _("Only who coordinates or heads the unit, or is above it, lets it go up.")
    if digest.written_by_id == by.pk:
        return _("Whoever wrote it does not read it alone: please ask a colleague to let it go up.")
    return None


@transaction.atomic
def clear_digest(*, digest: Digest, is_read: bool, version: int, by: Official, at: datetime) -> None:
    """Read by another, who says that nobody can be recognised by it; from now on those above read it."""
    refuse(objection_to_clearing(digest, by, at))
    if not is_read:
        refuse(Beside("is_read", _("Please read it first, and say that nobody can be recognised by it.")))
    changed_to(Digest.objects.filter(pk=digest.pk, cleared_at=None), version, cleared_by=by, cleared_at=at)
    record(by=by.key, deed="digest.cleared", on=f"digest:{digest.pk}", at=at, unit=digest.unit.code)
    if digest.unit.parent is not None:
        there = reverse("duties:digest", kwargs={"digest": digest.pk})
        for reader in line.desk(digest.unit.parent, local_day(at, by.county)):
            if reader.pk != by.pk:
                tell(to=reader, kind="digest_in", about=f"digest:{digest.pk}", where=there, at=at)
