"""Entering a household or a resident, taking and withdrawing consent, looking behind the mask."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT, record
from huiyin.lib import naming
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.claiming import CHANGED
from huiyin.orgs.models import Official, Unit
from huiyin.people import apart
from huiyin.people.consent import consent_words
from huiyin.people.fields import address_index, phone_index, wechat_index
from huiyin.people.many import find_again
from huiyin.people.models import (
    ConsentRecord,
    FurtherNumber,
    GroupDeclaration,
    Household,
    Resident,
    Reveal,  # fmt: skip
)

How = GroupDeclaration.How


@transaction.atomic
def enter_household(
    *, place: Unit, code: str, address: str, groups: list[str], by: str, at: datetime
) -> Household:
    """Add a home to a village."""
    if not place.is_place:
        raise Refused(_("A household belongs to a village or a community."))
    home = Household.objects.create(
        place=place,
        code=code,
        address=address,
        address_index=address_index(place.pk, address),
        groups=groups,
        created_at=at,
    )
    if groups:
        GroupDeclaration.objects.create(household=home, groups=groups, how=How.CONSENT, at=at)
    record(by=by, deed="household.entered", on=f"household:{home.key}", at=at, place=place.code)
    return home


@transaction.atomic
def enter_resident(
    *,
    name: str,
    phone: str,
    place: Unit | None,
    by: str,
    at: datetime,
    household: Household | None = None,
    source: str = "",
    email: str = "",
    told_by: str = "",
    wechat: str = "",
    language: str = "",
) -> Resident:
    """Add a person with what they gave of themselves; a number is kept as ten to twelve plain digits where it is one.

    On their own word, unless a `source` that `by` put in says who they are.
    """
    phone = unicodedata.normalize("NFKC", phone).strip()
    person = Resident.objects.create(
        name=naming.kept(name),
        phone=phone,
        phone_index=phone_index(phone),
        email=email.strip(),
        told_by=told_by,
        wechat=wechat,
        wechat_index=wechat_index(wechat),
        language=language,
        place=place or (household.place if household else None),
        household=household,
        created_at=at,
    )
    FurtherNumber.objects.bulk_create(FurtherNumber.of(person))
    said = {"source": source} if source else {}
    record(by=by, deed="resident.entered", on=f"resident:{person.key}", at=at, **said)
    return person


def objection_to_age(is_adult: bool) -> str | None:
    """A person under 18 speaks for no household (G10)."""
    if is_adult:
        return None
    return _("A person under 18 cannot be the contact person; please record the guardian instead.")


@transaction.atomic
def take_consent(
    *,
    resident: Resident,
    method: str,
    is_adult: bool,
    by: Official,
    at: datetime,
    purpose: str = "register",
) -> ConsentRecord:
    """Keep the consent of a contact person for one purpose; a person under 18 cannot be one (G10)."""
    refuse(objection_to_age(is_adult))
    if resident.anonymised_at is not None:
        raise Refused(_("This person withdrew and the details are erased; please enter the person anew."))
    words = consent_words(purpose)
    consent = ConsentRecord.objects.create(
        resident=resident,
        purpose=purpose,
        words_version=words.version,
        words_sha256=words.sha256,
        method=method,
        is_adult=is_adult,
        given_at=at,
        taken_by=by,
    )
    if resident.withheld_at is not None and purpose == "register":
        Resident.objects.filter(pk=resident.pk).update(withheld_at=None)
        resident.withheld_at = None
    record(
        by=by.key, deed="consent.taken", on=f"resident:{resident.key}", at=at, method=method, purpose=purpose
    )
    return consent


@transaction.atomic
def withdraw_consent(*, resident: Resident, erase_by: date, by: Official, at: datetime) -> None:
    """The person no longer agrees: name and number are shown to nobody from now on, and erased by that day (I-24).

    The lines of the register end with `huiyin.privacy.actions.withdraw`, which calls this.
    """
    live = ConsentRecord.objects.filter(resident=resident, withdrawn_at=None)
    if not live.update(withdrawn_at=at, erase_by=erase_by):
        raise Refused(_("There is no consent of this person on record."))
    Resident.objects.filter(pk=resident.pk).update(withheld_at=at)
    resident.withheld_at = at
    record(by=by.key, deed="consent.withdrawn", on=f"resident:{resident.key}", at=at)


@transaction.atomic
def erase_details(*, resident: Resident, at: datetime, by: str = "clock") -> bool:
    """Empty name and number of who withdrew or is kept no longer, and the address where nobody else of the home agrees.

    The household keeps its number on the register, so that every count stays as it was; only that it came back under
    another number is not known any more. False where it was done before.
    """
    ways = dict.fromkeys(("phone", "phone_index", "email", "told_by", "wechat", "wechat_index"), "")
    emptied = {"name": "", "language": "", **ways, "anonymised_at": at}
    if not Resident.objects.filter(pk=resident.pk, anonymised_at=None).update(**emptied):
        return False
    FurtherNumber.objects.filter(resident=resident.pk).delete()
    others = ConsentRecord.objects.live().filter(
        resident__household=resident.household_id, resident__anonymised_at=None
    )
    if resident.household_id and not others.exists():
        Household.objects.filter(pk=resident.household_id).update(address="", address_index="", groups=[])
        GroupDeclaration.objects.filter(household=resident.household_id).update(groups=[])
    if resident.household_id:
        apart.forget(resident.household_id, at)
    record(by=by, deed="resident.erased", on=f"resident:{resident.key}", at=at)
    return True


@transaction.atomic
def stop_word(*, resident: Resident, at: datetime) -> bool:
    """The person wants no more word of any kind: the mail address is forgotten at once, and how they chose to hear.

    False where neither was kept any more. The telephone stays: who works on the matter may have to ring.
    """
    kept = Resident.objects.filter(pk=resident.pk).exclude(email="", told_by="")
    if not kept.update(email="", told_by=""):
        return False
    record(by=RESIDENT, deed="resident.word_stopped", on=f"resident:{resident.key}", at=at)
    return True


@transaction.atomic
def stop_wechat(*, index: str, at: datetime) -> int:
    """The person follows the county's account no longer: by what WeChat knew them is forgotten at once, everywhere."""
    kept = Resident.objects.filter(wechat_index=index).exclude(wechat_index="")
    keys = list(kept.values_list("key", flat=True))
    kept.update(wechat="", wechat_index="", told_by="")
    for key in keys:  # few: one for each matter they raised
        record(by=RESIDENT, deed="resident.wechat_stopped", on=f"resident:{key}", at=at)
    return len(keys)


@transaction.atomic
def correct_details(*, resident: Resident, name: str, phone: str, by: Official, at: datetime) -> None:
    """Put name or number right, as the person asked; what is left empty stays. The trail says which, not what."""
    told = {"name": naming.kept(name), "phone": unicodedata.normalize("NFKC", phone).strip()}
    changed = {field: value for field, value in told.items() if value and value != getattr(resident, field)}
    if not changed:
        return
    if "phone" in changed:
        changed["phone_index"] = phone_index(changed["phone"])
    kept = Resident.objects.filter(pk=resident.pk, anonymised_at=None).update(**changed)
    if kept and "phone" in changed:
        resident.phone = changed["phone"]
        find_again([resident])
    if "phone" in changed and resident.household is not None:
        apart.note_revised([(resident.household, changed["phone"])], by=by.key, at=at)
    audit_fields = sorted(set(changed) - {"phone_index"})
    record(by=by.key, deed="resident.corrected", on=f"resident:{resident.key}", at=at, fields=audit_fields)


def hold_village(place: Unit) -> None:
    """Lock the row of a village until the deed is done: nobody else enters a household there meanwhile."""
    Unit.objects.select_for_update().get(pk=place.pk)


def hold_villages(places: Collection[int]) -> None:
    """The same of many, always in one order, so that two who do so wait for each other instead of for ever."""
    list(Unit.objects.select_for_update().filter(pk__in=places).order_by("pk").values_list("pk"))


def next_code(place: Unit, prefix: str) -> str:
    """The next free register number of a village; the village's row is locked until the deed is done."""
    hold_village(place)
    return next(free_codes([place], prefix)[place.pk])


def free_codes(
    places: Collection[Unit], prefix: str, written: Collection[str] = ()
) -> dict[int, Iterator[str]]:
    """By village its free register numbers in order, without those `written` elsewhere; who takes one holds the village."""
    stems = {place.pk: f"{prefix}-{place.code[6:]}" for place in places}
    begins = Q(pk=None)
    for stem in stems.values():
        begins |= Q(code__startswith=f"{stem}-")
    taken = {*written, *Household.objects.filter(begins).values_list("code", flat=True)}
    many = Counter(code.rpartition("-")[0] for code in taken)
    return {pk: _free(stem, many[stem], taken) for pk, stem in stems.items()}


def _free(stem: str, many: int, taken: Collection[str]) -> Iterator[str]:
    for number in count(many + 1):
        if (code := f"{stem}-{number:03d}") not in taken:
            yield code


@transaction.atomic
def describe_household(
    *,
    household: Household,
    address: str,
    groups: list[str] | None,
    by: Official,
    at: datetime,
    version: int | None = None,
) -> None:
    """Put the groups the household itself declared and, if one was said, its address; nothing else is asked (G17).

    Groups are said anew at the counter, with the day; None leaves them as they are. `version` is what the page showed
    as said last: where the household has said something newer, an older page does not take its place.
    """
    if address.strip():
        hold_village(household.place)  # before the household, as whoever enters one there does
    row = Household.objects.select_for_update(of=("self",)).select_related("place").get(pk=household.pk)
    if row.voided_at is not None:
        raise Refused(_("This household has been taken off the register."))
    if groups is not None and set(groups) != set(row.groups):
        if version is not None and version != said_last(row):
            raise Refused(str(CHANGED))
        row.groups = list(dict.fromkeys(groups))
        row.save(update_fields=["groups"])
        GroupDeclaration.objects.create(household=row, groups=row.groups, how=How.COUNTER, at=at, by=by)
    if address.strip():
        row.address = address.strip()
        row.address_index = address_index(row.place_id, row.address)
        row.save(update_fields=["address", "address_index"])
        apart.note_revised([(row, "")], by=by.key, at=at)
    record(by=by.key, deed="household.described", on=f"household:{household.key}", at=at)


def said_last(household: Household) -> int:
    """What a household said last of its groups, as a number that moves whenever it says something; 0 for nothing."""
    last = household.declarations.last()
    return last.pk if last else 0


def says_none(household: Household) -> bool:
    """Whether the household itself said last that none of the groups fits: not what was emptied when it was erased."""
    last = household.declarations.last()
    if household.groups or last is None or last.how not in (How.SLIP, How.COUNTER):
        return False
    return not household.members.filter(anonymised_at__gte=last.at).exists()


@transaction.atomic
def declare_groups(*, household: Household, groups: Sequence[str], at: datetime) -> None:
    """What a household says of itself with nobody in between: dated, also where it says the same again (S08)."""
    said = list(dict.fromkeys(groups))
    GroupDeclaration.objects.create(household=household, groups=said, how=How.SLIP, at=at)
    Household.objects.filter(pk=household.pk).update(groups=said)


@transaction.atomic
def void_household(*, household: Household, reason: str, by: Official, at: datetime) -> None:
    """A home that was entered wrongly or twice, or is there no more, counts no longer; what happened there stays."""
    row = Household.objects.filter(pk=household.pk, voided_at=None)
    if not row.update(voided_at=at, void_reason=reason.strip(), turned_at=at):
        raise Refused(_("This has been changed in the meantime; please look again."))
    record(by=by.key, deed="household.voided", on=f"household:{household.key}", at=at)


@transaction.atomic
def restore_household(*, household: Household, by: Official, at: datetime) -> None:
    """It was taken off by mistake: it counts as if that had never been; the trail keeps both, and the row the reason."""
    row = Household.objects.filter(pk=household.pk, voided_at__isnull=False)
    if not row.update(voided_at=None, turned_at=at):
        raise Refused(_("This has been changed in the meantime; please look again."))
    record(by=by.key, deed="household.restored", on=f"household:{household.key}", at=at)


@transaction.atomic
def reveal(*, resident: Resident, purpose: str, about: str, by: Official, at: datetime) -> Reveal:
    """Open the mask for one purpose; the look is kept and counted on the person's own page."""
    if purpose not in Reveal.Purpose.values:
        raise Refused(_("Please say what you need the number for."))
    if resident.withheld_at is not None and not about:
        raise Refused(_("This person has withdrawn consent; name and number are no longer shown."))
    hats = by.standing(at).hats
    if not hats:
        raise Refused(_("You hold no post at present, so nothing can be recorded in your name."))
    look = Reveal.objects.create(
        resident=resident, by=by, unit_id=hats[0].unit_id, purpose=purpose, about=about, at=at
    )
    record(
        by=by.key,
        deed="resident.revealed",
        on=f"resident:{resident.key}",
        at=at,
        purpose=purpose,
        about=about,
    )
    return look


def forget_looks(*, about: str) -> None:
    """Of a thing that nobody may know of any more: that somebody looked stays, what it was for does not."""
    Reveal.objects.filter(about=about).update(about="")
