"""Giving out a new code for one that was lost: after a check that is on record; the old code and link open nothing more."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.resident import readers_of
from huiyin.matters.actions.telling import tell
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import renewing
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import DESK


@transaction.atomic
def renew_code(
    *, matter: Matter, way: str, checked: Collection[str], version: int | None, by: Official, at: datetime
) -> Matter:
    """Make number and link anew; who did it may print the receipt. The page of the matter and its officials hear so."""
    row = claim(matter, version)
    if not renewing.may_renew(row, by, at):
        raise Refused(_("This step belongs to somebody else's post."))
    refuse(objection_to_own_work(row, by, at))
    refuse(renewing.objection_to_check(row, way, checked))
    refuse(renewing.objection_to_blind_check(row, checked, by, at))
    _code, _link, kept = MATTERS.made_for(row.reference)
    for name, value in kept.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*kept, "version"])
    unit = _desk_of(by, row, at)
    facts: dict[str, object] = {"way": way, "checked": sorted(checked)}
    leave_step(row, Step.Deed.RENEW, at=at, by=by, unit=unit, facts=facts)
    tell_page(page=row.reference, kind="told", at=at, deed=Step.Deed.RENEW, unit=unit.short_name)
    for reader in readers_of(row, at):
        if reader.pk != by.pk:
            tell(to=reader, kind="code_renewed", of=row, at=at)
    return row


def _desk_of(by: Official, row: Matter, at: datetime) -> Unit:
    """The desk at which it was done, which may stand above the one that took the matter in."""
    hat = by.standing(at).nearest(row.intake_unit, *DESK)
    assert hat is not None  # noqa: S101 - asked by `may_renew`
    return Unit.objects.get(pk=hat.unit_id)
