"""Shutting a report for its reader before anything of it is stored, and noting that it was handed over."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT, record
from huiyin.lib.envelope import mark_of, shut
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell, tell_all
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official
from huiyin.orgs.references import Register, next_reference
from huiyin.orgs.tree import county_desk
from huiyin.sealed import rules
from huiyin.sealed.letter import Letter
from huiyin.sealed.models import Envelope, Recipient, SealedReport


@transaction.atomic
def receive(*, letter: Letter, county: County, at: datetime) -> SealedReport:
    """Declared as a report at the door: its words never touch the database in any other form."""
    reference = next_reference(county, at, Register.SEALED_REPORT)
    return keep(letter=letter, reference=reference, door=SealedReport.Door.WEB, county=county, by=None, at=at)


@transaction.atomic
def keep(
    *, letter: Letter, reference: str, door: str, county: County, by: Official | None, at: datetime
) -> SealedReport:
    """Shut it and keep it; who carries sealed mail is told that there is one."""
    refuse(rules.objection_to_taking(county, at))
    recipient = rules.recipient_at(county, at)
    assert recipient is not None  # noqa: S101 - refused above
    content = shut(recipient.public_key, letter.packed(reference))
    report = SealedReport.objects.create(
        reference=reference,
        recipient=recipient,
        door=door,
        received_at=letter.received_at,
        sealed_at=at,
        sealed_by=by,
        due_on=rules.due(county, letter.received_at, at).due_legal,
        size=len(content),
        digest=mark_of(content),
    )
    Envelope.objects.create(report=report, content=content)
    record(by=by.key if by else RESIDENT, deed="sealed.kept", on=reference, at=at)
    for clerk in rules.carriers(county, at):
        tell(to=clerk, kind="sealed_arrived", about=reference, at=at, where=reverse("sealed:list"))
    return report


@transaction.atomic
def hand_over(
    *, report: SealedReport, receipt: str, version: int, by: Official, at: datetime
) -> SealedReport:
    """It was brought to its reader, who gave a receipt."""
    row = SealedReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.version != version:
        raise Refused(_("It was handed over meanwhile."))
    refuse(rules.objection_to_handing_over(row))
    if not receipt.strip():
        raise Refused(_("Please give the number of the receipt."))
    row.handed_over_at, row.handed_over_by, row.receipt = at, by, receipt.strip()
    row.version += 1
    row.save(update_fields=["handed_over_at", "handed_over_by", "receipt", "version"])
    record(by=by.key, deed="sealed.handed_over", on=row.reference, at=at)
    return row


@transaction.atomic
def enter_recipient(*, organ: str, phone: str, public_key: str, county: County, at: datetime) -> Recipient:
    """From today on reports are shut for this key; what was shut before stays for the one before.

    Only the owner of the database can; who carries sealed mail and who supervises the county are told, with the
    digits, so that nobody puts a key of their own there unnoticed.
    """
    made = Recipient(
        organ=organ.strip(),
        phone=phone.strip(),
        public_key=public_key.strip(),
        valid_from=local_day(at, county),
    )
    said = made.digits  # refuses what is no key
    made.save(force_insert=True)
    record(by="command", deed="sealed.recipient_entered", on=county.slug, at=at, digits=said)
    carriers = rules.carriers(county, at)
    supervisors = Official.objects.holding("supervisor", county_desk(), local_day(at, county))
    others = [one for one in supervisors if one not in carriers]
    for readers, where in (
        (carriers, reverse("sealed:list")),
        (others, reverse("say:report", kwargs={"county": county.slug})),
    ):
        tell_all(to=readers, kind="sealed_key", about=said, at=at, where=where)
    return made
