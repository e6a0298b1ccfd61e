"""The digest upward (S12): households counted by topic and told in steps, put into words, read by another, and gone up.

Only townships and streets write one, so that no sheet is the sum of others. What is counted are households, each once a
topic, however often it spoke; and each count is told by itself in steps (ADR 18), without a sum. So nothing is to be taken
from anything else. A topic that comes to no whole step is not on the sheet, whether few raised it or nobody. Those who lead
a unit see its matters one by one elsewhere; the digest is what goes further.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.accounts.models import Digest
from huiyin.audit.actions import record
from huiyin.contacts.models import Contact, Point
from huiyin.lib import periods, stepping
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside, refuse
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.notices.actions import tell
from huiyin.notices.models import Notice
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.ground import Ground
from huiyin.orgs.keys import ring
from huiyin.orgs.models import County, Official, Unit
from huiyin.orgs.standing import LEADING

WRITING: Final = ("coordinator", "unit_head")
DESKS: Final = (
    Unit.Kind.TOWNSHIP,
    Unit.Kind.STREET,
)  # one level only: a sum of sheets would tell what they do not
NOT_NAMED: Final = ""  # what nobody gave a topic


def quarter_before(day: date) -> periods.Period:
    """The last quarter that is over."""
    return periods.of("quarter", day).before


def units_of(by: Official, at: datetime) -> list[Unit]:
    """For whose areas an official may write one: the townships and streets that they coordinate or head."""
    own = [hat.unit_id for hat in by.standing(at).hats if hat.capacity in WRITING]
    return list(Unit.objects.filter(pk__in=own, kind__in=DESKS).in_tree_order())


def heard(unit: Unit, quarter: periods.Period, county: County, at: datetime) -> dict[str, int]:
    """How many households raised each topic: in matters, and at contacts in points that became none; by the heading topic.

    Who is not known, be it without a name or at a forum, may be one and the same: all those count as one household.
    """
    period = Extent(unit, quarter.first, quarter.end, at)
    received: QuerySet[Any] = figures.cohort(period, county)
    home = Coalesce("household", "resident__household")
    matters = received.order_by().values_list("topic_then", home, "resident").distinct()
    held = Contact.objects.held_between(quarter.first, quarter.end).filter(recorded_at__lte=at)
    standing = held.filter(Q(voided_at=None) | Q(voided_at__gt=at), place__in=period.units)
    settled = Q(contact__forum=None) | Q(contact__forum__closed_at__lte=at)
    points = Point.objects.of(standing).known_at(at).filter(settled)
    points = points.exclude(disposition=Point.Disposition.MATTER).order_by()
    raised = [*matters, *((topic, home, None) for topic, home in _homes(points))]
    heads = heads_of(period.ground, at)
    found: dict[str, set[tuple[Any, Any]]] = {}
    for topic, household, person in raised:
        who = (household, None if household else person)
        found.setdefault(heads.get(topic, NOT_NAMED), set()).add(who)
    return {topic: len(homes) for topic, homes in found.items()}


def _homes(points: QuerySet[Any]) -> Iterable[tuple[str, int | None]]:
    return points.values_list("topic", "contact__household").distinct()


def told(found: Mapping[str, int], unit: Unit, ground: Ground, at: datetime) -> dict[str, int]:
    """The same as it goes up: each in steps and by itself, in the order of the charter; those below a step are not there."""
    step = charter_floor(ground.charter_of(at))
    order = dict.fromkeys([*heads_of(ground, at).values(), NOT_NAMED])
    steps = {code: stepping.one(found.get(code, 0), step, _moved(unit, code, step)).value for code in order}
    return {code: value for code, value in steps.items() if value is not None}


def _moved(unit: Unit, topic: str, step: int) -> int:
    """By how much the count of a topic is moved before it is cut to steps: in every quarter the same, known to nobody."""
    key = bytes.fromhex(ring().blind(str(unit.county_id), "accounts.digest"))
    drawn = hashlib.blake2b(f"{unit.pk} {topic}".encode(), key=key, digest_size=8).digest()
    return int.from_bytes(drawn) % step


def charter_floor(charter: Charter) -> int:
    """In what steps households are told."""
    return int(charter.figure("privacy.counts_min").value)


def heads_of(ground: Ground, at: datetime) -> dict[str, str]:
    """Under which topic each one stands, by the newest charter in force by then that knows it."""
    above: dict[str, str] = {}
    for adopted in reversed([one for one in ground.adopted if one.effective_at <= at]):
        for topic in adopted.charter.topics:
            above.setdefault(topic.code, topic.parent)

    def head(code: str) -> str:
        return head(above[code]) if above.get(code) else code

    return {code: head(code) for code in above}


def objection_to_writing(unit: Unit, words: str, by: Official, at: datetime) -> str | None:
    """By who answers for the unit; once it has gone up it stays; and nobody is named in it."""
    if not by.standing(at).at(unit, *WRITING) or unit.kind not in DESKS:
        return _("Only who coordinates or heads a township or street writes its digest.")
    quarter = quarter_before(local_day(at, by.county))
    if Digest.objects.gone_up().filter(unit=unit, first=quarter.first).exists():
        return _("The digest of that quarter has gone up already.")
    if find_personal(words):
        return Beside(
            "words", _("Please leave out telephone and identity numbers; nobody is to be recognised.")
        )
    return None


@transaction.atomic
def write_digest(*, unit: Unit, words: str, version: int, by: Official, at: datetime) -> Digest:
    """Count the last quarter and keep what is said about it; written again, it is counted again until it has gone up.

    `version` is that of the draft on the page of who writes, 0 where there was none: nobody's words are lost to another's.
    """
    refuse(objection_to_writing(unit, words, by, at))
    day = local_day(at, by.county)
    quarter = quarter_before(day)
    ground = Ground()
    others = _others(unit, by.pk, day)
    facts = {
        "counts": [
            [code, n] for code, n in told(heard(unit, quarter, by.county, at), unit, ground, at).items()
        ],
        "step": charter_floor(ground.charter_of(at)),
        "words": words.strip(),
        "written_by": by,
        "written_at": at,
    }
    Unit.objects.select_for_update(no_key=True).get(
        pk=unit.pk
    )  # two first drafts at once: one after the other
    row = Digest.objects.filter(unit=unit, first=quarter.first).first()
    if row is None and not version:
        row = Digest.objects.create(unit=unit, first=quarter.first, end=quarter.end, version=1, **facts)
    else:
        changed_to(Digest.objects.filter(unit=unit, first=quarter.first, cleared_at=None), version, **facts)
        row = Digest.objects.get(unit=unit, first=quarter.first)
    record(by=by.key, deed="digest.written", on=f"digest:{row.pk}", at=at, unit=unit.code)
    about, known = f"digest:{row.pk}", {by.pk}
    known.update(Notice.objects.filter(kind="digest_to_read", about=about).values_list("to", flat=True))
    for reader in others or _above(row, day):
        if reader.pk not in known:  # of one draft each is told once, however often it is written again
            tell(to=reader, kind="digest_to_read", about=about, where=_there(row), at=at)
    return row


def _others(unit: Unit, writer: int, day: date) -> list[Official]:
    """Who leads the unit besides the one who writes."""
    leading = {one.pk: one for hat in LEADING for one in Official.objects.holding(hat, unit, day)}
    return [one for one in leading.values() if one.pk != writer]


def _above(digest: Digest, day: date) -> list[Official]:
    return line.desk(digest.unit.parent, day) if digest.unit.parent else []


def _there(digest: Digest) -> str:
    return reverse("duties:digest", kwargs={"digest": digest.pk})


def objection_to_clearing(digest: Digest, by: Official, at: datetime) -> str | None:
    """By a second person who leads the unit, once; where only one does, by who leads one above it."""
    if digest.cleared_at is not None:
        return _("The digest of that quarter has gone up already.")
    standing = by.standing(at)
    is_read_above = not _others(digest.unit, digest.written_by_id, local_day(at, by.county))
    if not (standing.over if is_read_above else standing.at)(digest.unit, *LEADING):
        return _("Only who coordinates, heads or supervises the unit lets it go up.")
    if digest.written_by_id == by.pk:
        if is_read_above:
            return _("Nobody else leads your unit: somebody above reads it and lets it go up.")
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
    for reader in _above(digest, local_day(at, by.county)):
        if reader.pk != by.pk:
            tell(to=reader, kind="digest_in", about=f"digest:{digest.pk}", where=_there(digest), at=at)
