"""A request about one's own data comes in, and who asks is checked: nothing is shown to anybody before that."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.audit.actions import RESIDENT
from huiyin.audit.actions import record as audit
from huiyin.lib import naming
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.models import Matter
from huiyin.notices.actions import forget
from huiyin.orgs import claiming
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference
from huiyin.people.fields import phone_index
from huiyin.privacy import firewall, rules
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import LANGUAGES, WEB, DataRequest, KeptFrom
from huiyin.privacy.noticing import reached, tell, tell_readers

_NOBODY_LEFT = gettext_lazy(
    "Then nobody could answer it; please name somebody responsible for personal data first."
)
_BETWEEN = re.compile(r"[\s,\u3001;]+")  # a blank, or the commas of either keyboard
MOST_NUMBERS = 120  # characters


@dataclass(frozen=True)
class Asked:
    """What a form held; `matter` is one whose number and code opened it in this browser."""

    kind: str
    words: str
    name: str = ""
    phone: str = ""
    speaks: str = "self"
    whose: str = ""
    ground: str = ""
    numbers: str = ""
    about_official: Official | None = None
    matter: Matter | None = None


@transaction.atomic
def ask(*, asked: Asked, unit: Unit, at: datetime, address: str = "") -> DataRequest:
    """Somebody asks by the public form. Whether they are on record is told to nobody: all get the same receipt."""
    here = ring().blind(address, "privacy_datarequest.from") if address else ""  # kept for a day
    recent = (
        DataRequest.objects.from_there(here, at - rules.FROM_ONE_CONNECTION.within).count() if here else 0
    )
    if rules.FROM_ONE_CONNECTION.reached(recent):
        raise Refused(
            _("Several requests came from this connection today. Please ring us, or come to the counter.")
        )
    proven = asked.matter is not None and rules.is_shown_by_code(asked.kind, asked.speaks)
    check = {"proof": DataRequest.Proof.CODE, "proven_at": at} if proven else {}
    made = _kept(asked, WEB, unit, received_at=at, at=at, from_index=here, **check)
    audit(by=RESIDENT, deed="data_request.made", on=made.reference, at=at, kind=made.kind)
    return made


@transaction.atomic
def take_down(
    *,
    asked: Asked,
    channel: str,
    received_at: datetime,
    late_reason: str,
    unit: Unit,
    by: Official,
    at: datetime,
) -> DataRequest:
    """A clerk takes it down for somebody who came, rang or wrote; the true time of receipt counts (I-38)."""
    if received_at > at:
        raise Refused(_("The day of receipt lies in the future."))
    made = _kept(
        asked, channel, unit, received_at=received_at, at=at, taken_by=by, late_reason=late_reason.strip()
    )
    audit(by=by.key, deed="data_request.made", on=made.reference, at=at, kind=made.kind, channel=channel)
    return made


def _kept(
    asked: Asked, channel: str, unit: Unit, *, received_at: datetime, at: datetime, **fields: object
) -> DataRequest:
    """The row with its clock, whose working stays beside the date; whoever answers is told."""
    _whole(asked)
    about = asked.about_official
    if about is not None and not rules.could_answer(unit, {about.pk}, at):
        raise Refused(Beside("about", str(_NOBODY_LEFT)))
    charter = charter_at(received_at)
    rule, due = charter.charter.clock(rules.CLOCK), rules.due(charter, received_at, unit)
    reference = next_reference(unit.county, at, Register.DATA_REQUEST)
    _code, _link, handles = REQUESTS.made_for(reference)
    made = DataRequest.objects.create(
        reference=reference,
        unit=unit,
        kind=asked.kind,
        speaks=asked.speaks,
        channel=channel,
        name=naming.kept(asked.name),
        phone=asked.phone.strip(),
        phone_index=phone_index(asked.phone),
        whose=naming.kept(asked.whose),
        ground=asked.ground.strip(),
        words=asked.words.strip(),
        numbers=numbers_in(f"{asked.numbers} {asked.matter.reference if asked.matter else ''}"),
        received_at=received_at,
        entered_at=at,
        charter=charter,
        started_on=local_day(received_at, unit.county),
        n=rule.n,
        n_unit=rule.unit,
        source=rule.source[:120],
        due_on=due.due_legal,
        is_provisional=due.provisional,
        working={lang: due.explain(lang) for lang in LANGUAGES},
        **handles,
        **fields,
    )
    if about is not None:
        KeptFrom.objects.create(request=made, official=about, at=at)
    _put_out_of_reach(made, at)
    tell_readers(made, at)
    return made


def numbers_in(typed: str) -> str:
    """The numbers of matters and homes that were named, however they were set apart and from whichever keyboard."""
    named = dict.fromkeys(_BETWEEN.split(unicodedata.normalize("NFKC", typed).upper()))
    numbers = " ".join(filter(None, named))
    if len(numbers) > MOST_NUMBERS:
        raise Refused(Beside("numbers", _("These are too many numbers at once; a few of them are enough.")))
    return numbers


def _whole(asked: Asked) -> None:
    """Who it is, as far as it has to be known; and for another, whose data and on which ground (art. 49)."""
    proven = asked.matter is not None and rules.is_shown_by_code(asked.kind, asked.speaks)
    if not proven and not (asked.name.strip() and asked.phone.strip()):
        raise Refused(
            Beside("name" if not asked.name.strip() else "phone", _("We need it to check who asks."))
        )
    if asked.speaks != DataRequest.Speaks.SELF and not asked.whose.strip():
        raise Refused(Beside("whose", _("Please say whose data it is about.")))
    if asked.speaks != DataRequest.Speaks.SELF and not asked.ground.strip():
        raise Refused(Beside("ground", _("Please say on which ground you ask for somebody else.")))


@transaction.atomic
def prove(
    *, found: DataRequest, proof: str, version: int, by: Official, at: datetime, numbers: str | None = None
) -> DataRequest:
    """Who asks was checked, and how: a paper was seen, of which nothing is kept, or the number on record was rung back."""
    row = claim(found, version)
    refuse(rules.objection_to_step(row, by, at))
    refuse(rules.objection_to_proof(row, proof))
    row.proof, row.proven_at, row.proven_by = proof, at, by
    if numbers is not None:
        row.numbers = numbers_in(numbers)
    _save(row, "proof", "proven_at", "proven_by", "numbers")
    audit(by=by.key, deed="data_request.proven", on=row.reference, at=at, how=proof)
    pass_on(row, at)
    return row


@transaction.atomic
def say_missing(*, found: DataRequest, missing: str, version: int, by: Official, at: datetime) -> DataRequest:
    """Tell the person what is missing to check who asks; the day for the answer stays, and their page says so."""
    row = claim(found, version)
    refuse(rules.objection_to_step(row, by, at))
    if row.proof:
        raise Refused(_("Who asks has been checked already."))
    if len(missing.strip()) < rules.MIN_WORDS:
        raise Refused(Beside("missing", _("Please say what is missing, and where the person can bring it.")))
    row.missing, row.missing_at = missing.strip(), at
    _save(row, "missing", "missing_at")
    audit(by=by.key, deed="data_request.missing", on=row.reference, at=at)
    return row


@transaction.atomic
def keep_from(
    *, found: DataRequest, about_official: Official, version: int, by: Official, at: datetime
) -> DataRequest:
    """It is about somebody who works here: from now on they see nothing of it, also if that is whoever says so."""
    row = claim(found, version)
    refuse(rules.objection_to_step(row, by, at))
    if not rules.could_answer(row.unit, {*_kept_from(row), about_official.pk}, at):
        raise Refused(str(_NOBODY_LEFT))
    if about_official.pk not in _kept_from(row):
        _keep(row, about_official, by.key, at)
    for reader in rules.answering(row, at):
        if reader != by:
            tell(to=reader, kind="data_request", of=row, at=at)
    return row


@transaction.atomic
def pass_on(row: DataRequest, at: datetime) -> None:
    """What turns out to be about any who could answer is taken from each, and whoever stands in is told (I-19).

    So is whoever came after nobody could.
    """
    if _put_out_of_reach(row, at) or (row.answered_at is None and not reached(row, at)):
        tell_readers(row, at)


def _put_out_of_reach(row: DataRequest, at: datetime) -> bool:
    """Whether it lay with somebody from whom it is kept now; whom it does not reach yet needs no telling."""
    before, kept = {one.pk for one in rules.answering(row, at)}, _kept_from(row)
    likely = {one.pk: one for rung in rules.rungs(row.unit, at) for one in rung if one.pk not in kept}
    meant = [one for one in likely.values() if firewall.is_about(row, one, at)]
    for one in meant:
        _keep(row, one, "clock", at)
    return bool(meant) and before != {one.pk for one in rules.answering(row, at)}


def _kept_from(row: DataRequest) -> set[int]:
    return set(row.kept_from.values_list("official", flat=True))


def _keep(row: DataRequest, from_whom: Official, by: str, at: datetime) -> None:
    """From now on they see nothing of it; what they were told of it before says nothing any more."""
    KeptFrom.objects.create(request=row, official=from_whom, at=at)
    _save(row)
    forget(about=row.reference, to=from_whom, at=at)
    audit(by=by, deed="data_request.kept_from", on=row.reference, at=at, official=from_whom.pk)


def claim(found: DataRequest, version: int | None) -> DataRequest:
    """The row, locked; refused when somebody else was quicker."""
    return claiming.claim(DataRequest.objects.all(), found, version)


def _save(row: DataRequest, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
