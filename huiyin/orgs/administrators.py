"""The three administrators of a county: who may be one, who names them, and what keeps them apart (ADR 17)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.audit.actions import record
from huiyin.lib.refusal import refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official

SYSTEM, SECURITY, AUDIT = (
    Official.Administers.SYSTEM,
    Official.Administers.SECURITY,
    Official.Administers.AUDIT,
)
FIGURE = "administration.duties_max"


def administering(duty: str) -> "list[Official]":
    """Who carries this duty and can sign in."""
    return list(Official.objects.filter(administers__contains=[duty], is_active=True))


def objection_to_naming(official: Official, duties: Collection[str], at: datetime) -> str | None:
    """Whoever administers holds no post, and carries no more of the three than the charter allows; none stays vacant."""
    day = local_day(at, official.county)
    held = official.appointments.filter(Q(to_on=None) | Q(to_on__gt=day))
    if duties and held.exists():
        return _("Who administers holds no post; please give them an account of their own for it.")
    most = int(charter_of(at).figure(FIGURE).value)
    if len(duties) > most:
        return ngettext(
            "By the charter one person carries %(n)d of the three duties of administration at most.",
            "By the charter one person carries %(n)d of the three duties of administration at most.",
            most,
        ) % {"n": most}
    return objection_to_vacancy(official, set(official.administers) - set(duties))


def objection_to_vacancy(official: Official, without: Collection[str]) -> str | None:
    """Somebody else has to carry what this person no longer does, and to be able to sign in for it."""
    for duty in without:
        if not any(one.pk != official.pk and one.has_usable_password() for one in administering(duty)):
            words = _("Nobody else is %(duty)s; please name another one first.")
            return words % {"duty": Official.Administers(duty).label}
    return None


def one_after_another() -> None:
    """Two who take each other out at once would leave nobody: the second waits here, then sees what the first did."""
    who = Official.objects.exclude(administers=[]).order_by("pk")
    list(who.select_for_update(no_key=True).values_list("pk"))


def objection_to_oneself(official: Official, by: Official) -> str | None:
    """Nobody decides about their own account."""
    return _("Somebody else does this for your own account.") if official.pk == by.pk else None


@transaction.atomic
def name_administrator(*, official: Official, duties: Collection[str], by: str, at: datetime) -> Official:
    """Say which of the three duties somebody carries; none means that they serve like everybody else."""
    one_after_another()
    refuse(objection_to_naming(official, duties, at))
    official.administers = [duty.value for duty in Official.Administers if duty in duties]
    official.save(update_fields=["administers"])
    record(by=by, deed="administrator.named", on=official.key, at=at, duties=official.administers)
    return official
