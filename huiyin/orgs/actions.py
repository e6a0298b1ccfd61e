"""What is done to the administration itself: founding a county, adopting a charter, raising and ending units, appointing."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from huiyin.audit.actions import record, record_all
from huiyin.lib.charter import made_whole, parse, problems
from huiyin.lib.charter_whole import WrittenInBraces
from huiyin.lib.refusal import Refused, refuse
from huiyin.lib.words import is_chinese
from huiyin.orgs.charter import charters_have_changed
from huiyin.orgs.many import objection_to_password
from huiyin.orgs.models import (
    AdoptedCharter,
    Appointment,
    County,
    Official,
    Post,
    Secondment,
    Succession,
    Unit,
)
from huiyin.orgs.models.unit import tree_has_changed
from huiyin.orgs.standing import step


@transaction.atomic
def adopt_charter(*, text: str, effective_at: datetime, by: str, at: datetime) -> AdoptedCharter:
    """Put a charter in force from a moment on. Refuses a text with problems (floors loosened, words missing).

    What the text leaves out is kept with it as the program supplies it today (I-13).
    """
    found = problems(text)
    if found:
        first = found[0]
        why = first.sentence_zh if is_chinese(get_language() or "zh-hans") else first.sentence_en
        raise Refused(_("The charter cannot be adopted: %(why)s") % {"why": why})
    try:
        charter = parse(made_whole(text))
    except WrittenInBraces:
        words = _(
            "The charter cannot be adopted: please write each section under a heading of its own, not in braces."
        )
        raise Refused(words) from None
    adopted = AdoptedCharter.objects.create(
        slug=charter.slug,
        version=charter.version,
        text=charter.text,
        sha256=charter.sha256,
        effective_at=effective_at,
        adopted_at=at,
        adopted_by=by,
    )
    charters_have_changed()
    record(by=by, deed="charter.adopted", on=f"charter:{adopted}", at=at, sha256=charter.sha256)
    return adopted


@transaction.atomic
def raise_unit(*, by: str, at: datetime, parent: Unit | None = None, **fields: object) -> Unit:
    """Add a unit under its parent."""
    unit = Unit(parent=parent, path="?", **fields)
    unit.save()
    unit.path = (parent.path if parent else "/") + step(unit.pk)
    unit.save(update_fields=["path"])
    tree_has_changed()
    record(by=by, deed="unit.raised", on=f"unit:{unit.code}", at=at, kind=unit.kind)
    return unit


@transaction.atomic
def raise_units(*, units: Sequence[Unit], by: str, at: datetime) -> None:
    """Add units whose parents stand already, in few statements whatever their number."""
    for unit in units:
        unit.path = "?"
    Unit.objects.bulk_create(units)
    for unit in units:
        unit.path = (unit.parent.path if unit.parent else "/") + step(unit.pk)
    Unit.objects.bulk_update(units, ["path"])
    tree_has_changed()
    record_all([("unit.raised", f"unit:{unit.code}", {"kind": unit.kind}) for unit in units], by=by, at=at)


@transaction.atomic
def end_unit(*, unit: Unit, successors: list[Unit], on: date, by: str, at: datetime) -> None:
    """End a unit on a day. Its past keeps its name and place; access moves under the first successor."""
    if not successors:
        raise Refused(_("A unit that ends needs a successor, so that its matters keep an owner."))
    if any(new.pk == unit.pk or new.is_within(unit.path) for new in successors):
        raise Refused(_("A unit cannot be succeeded by itself or by a unit inside it."))
    for n, new in enumerate(successors):
        Succession.objects.create(before=unit, after=new, on=on, is_primary=n == 0)
    old, new_path = unit.path, successors[0].path + step(unit.pk)
    for below in Unit.objects.filter(path__startswith=old):
        below.path = new_path + below.path.removeprefix(old)
        below.save(update_fields=["path"])
    unit.refresh_from_db()
    unit.valid_to, unit.ended_at = on, at
    unit.save(update_fields=["valid_to", "ended_at"])
    tree_has_changed()
    record(by=by, deed="unit.ended", on=f"unit:{unit.code}", at=at, successors=[u.code for u in successors])


@transaction.atomic
def enrol(
    *, username: str, name: str, password: str | None, by: str, at: datetime, phone: str = ""
) -> Official:
    """Add an official who can log in (or, without a password, not yet)."""
    official = Official(username=username, name=name, phone=phone, name_key=" ".join(lazy_pinyin(name)))
    if password is None:
        official.set_unusable_password()
    else:
        refuse(objection_to_password(password, official))
        official.set_password(password)
    official.save()
    record(by=by, deed="official.enrolled", on=official.key, at=at)
    return official


@transaction.atomic
def appoint(*, official: Official, post: Post, from_on: date, by: str, at: datetime) -> Appointment:
    """Seat an official in a post from a day on; who administers the system holds none."""
    if official.administers:
        raise Refused(_("Who administers holds no post; please give them an account of their own for it."))
    appointment = Appointment.objects.create(official=official, post=post, from_on=from_on)
    record(by=by, deed="official.appointed", on=official.key, at=at, post=post.pk, unit=post.unit.code)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, on: date, by: str, at: datetime) -> None:
    """An official leaves a post on a day. What is open is handed over by `huiyin.recording.leaving.leave_post`."""
    if on <= appointment.from_on:
        raise Refused(_("Nobody leaves a post before having held it for a day."))
    if not Appointment.objects.filter(pk=appointment.pk, to_on=None).update(to_on=on, ended_at=at):
        raise Refused(_("This appointment has ended already."))
    appointment.official.__dict__.pop("_standings", None)
    record(by=by, deed="official.left_post", on=appointment.official.key, at=at, post=appointment.post_id)


@transaction.atomic
def second(
    *,
    official: Official,
    home_unit: Unit,
    host_unit: Unit,
    from_on: date,
    until_on: date | None,
    by: Official,
    at: datetime,
) -> Secondment:
    """Note that an official serves at a host unit for a time (S23); two secondments never overlap."""
    Official.objects.select_for_update(no_key=True).get(pk=official.pk)  # two at once see each other
    if official.pk == by.pk:
        raise Refused(_("Nobody notes their own secondment; please ask a colleague."))
    if host_unit.pk == home_unit.pk:
        raise Refused(_("The host unit is the official's own unit."))
    if until_on is not None and until_on < from_on:
        raise Refused(_("The last day lies before the first."))
    ends = Q(until_on=None) | Q(until_on__gte=from_on)
    begins = Q(from_on__lte=until_on) if until_on else Q()
    if Secondment.objects.filter(ends, begins, official=official).exists():
        raise Refused(_("The official is seconded already in that time."))
    made = Secondment.objects.create(
        official=official,
        home_unit=home_unit,
        host_unit=host_unit,
        from_on=from_on,
        until_on=until_on,
        noted_by=by,
        noted_at=at,
    )
    record(by=by.key, deed="official.seconded", on=official.key, at=at, unit=host_unit.code)
    return made


@transaction.atomic
def end_secondment(*, secondment: Secondment, last_on: date, by: Official, at: datetime) -> None:
    """The official returns; that day is the last one at the host unit."""
    if last_on < secondment.from_on:
        raise Refused(_("The last day lies before the first."))
    live = Secondment.objects.filter(pk=secondment.pk).filter(Q(until_on=None) | Q(until_on__gt=last_on))
    if not live.update(until_on=last_on):
        raise Refused(_("This secondment has ended already."))
    record(by=by.key, deed="secondment.ended", on=secondment.official.key, at=at)


def found_county(**fields: object) -> County:
    """Begin a county; its rows are then made inside `county_scope(county.pk)`."""
    return County.objects.create(**fields)
