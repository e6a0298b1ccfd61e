"""A lost code: who may give out a new one, after which check of who is asking, and who gets to see it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import known_code, revealing
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Who
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.orgs.calendar import end_of, local_day
from huiyin.orgs.models import Official
from huiyin.people.models import EVERYDAY, Reveal

COUNTER, PHONE = "counter", "phone"
WAYS = {
    COUNTER: pgettext_lazy("how somebody asks", "at the counter"),
    PHONE: pgettext_lazy("how somebody asks", "by telephone"),
}
RANG_BACK = "rang_back"
CHECKS = {
    "shown": gettext_lazy("showed the receipt, or a paper with the reference"),
    RANG_BACK: gettext_lazy("was rung back at the number on record"),
    "name": gettext_lazy("said the name on record"),
    "number": gettext_lazy("said the telephone number on record"),
    "when": gettext_lazy("said when it was told"),
    "what": gettext_lazy("said what exactly it is about"),
}
AS_ON_RECORD = frozenset({RANG_BACK, "name", "number"})  # what nobody can say without having looked


def may_renew(matter: Matter, by: Official, at: datetime) -> bool:
    """Whose page it is: the desk that took it in, never that of the unit whose answer is rated by the code (I-23)."""
    return matter.is_live and HOLDS[Who.INTAKE_DESK](matter, by, at)


def may_check(matter: Matter, by: Official, at: datetime) -> bool:
    """Who may give out a new code may also look what is on record, to compare it with what is said."""
    return may_renew(matter, by, at) and objection_to_own_work(matter, by, at) is None


def purposes_of_looking(matter: Matter, by: Official, at: datetime) -> tuple[str, ...]:
    """What this official may open name and number for; empty: for nothing (I-22)."""
    everyday = EVERYDAY if revealing.may_reveal(matter, by, at) else ()
    return (*everyday, Reveal.Purpose.LOST) if may_check(matter, by, at) else everyday


def has_looked(matter: Matter, by: Official, at: datetime) -> bool:
    """Whether this official opened name and number on that day, for this matter."""
    ends = end_of(local_day(at, matter.county), matter.county)
    looks = Reveal.objects.filter(by=by, about=matter.reference, resident=matter.resident_id)
    return looks.filter(at__gte=ends - timedelta(days=1), at__lt=ends).exists()


def objection_to_check(matter: Matter, way: str, checked: Collection[str]) -> str | None:
    """What is too little to go by, or is not on record; on the telephone only the number there says who speaks."""
    if way not in WAYS or not set(checked) <= set(CHECKS):
        return _("Please choose from the list.")
    if way == PHONE and not _on_record(matter, "phone"):
        return _("No telephone number is on record, so a new code is given out at the counter only.")
    if way == PHONE and RANG_BACK not in checked:
        return _("By telephone the person is rung back first, at the number on record.")
    if {"number", RANG_BACK} & set(checked) and not _on_record(matter, "phone"):
        return _("No telephone number is on record that could agree; please go by something else.")
    if "name" in checked and not _on_record(matter, "name"):
        return _("No name is on record that could agree; please go by something else.")
    if len(set(checked)) < (least := checks_min(matter)):
        return _("That is too little; %(n)d things at least have to agree.") % {"n": least}
    return None


def checks_min(matter: Matter) -> int:
    """How many things agree, by the matter's charter, before somebody counts as who they say."""
    return int(matter.charter.charter.figure("keeping.code_checks_min").value)


def objection_to_blind_check(
    matter: Matter, checked: Collection[str], by: Official, at: datetime
) -> str | None:
    """Nothing on record agrees with what somebody says before it has been opened."""
    if not AS_ON_RECORD & set(checked) or has_looked(matter, by, at):
        return None
    return _("Please open name and number first, so that they can be compared; the look is noted.")


def _on_record(matter: Matter, what: str) -> bool:
    return matter.resident is not None and bool(getattr(matter.resident, what))


def gave_out_code(matter: Matter, official: Official) -> bool:
    """Whether it was this official who gave out the code in force: nobody else prints its receipt."""
    return known_code.given_by(matter) == official.pk


def ratings_of(matter: Matter) -> QuerySet[Any]:
    """What the resident says of the answers; and of each, whether a new code had been given out before."""
    renewed = Step.objects.filter(matter=matter, deed=Step.Deed.RENEW, at__lte=OuterRef("at"))
    return matter.ratings.annotate(by_new_code=Exists(renewed))


def words_of(facts: dict[str, object]) -> list[str]:
    """How somebody asked and what agreed, from what a step holds."""
    codes = [facts.get("way", ""), *_listed(facts.get("checked"))]
    return [str({**WAYS, **CHECKS}.get(str(code), code)) for code in codes if code]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
