"""Households and residents with the least data (G17), consent, and a line for each time somebody looked."""

import uuid
from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from huiyin.lib.masking import mask_address, mask_name, mask_phone
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import SealedField, indexes, phone_index


class Household(Scoped):
    """A home in a village or community, known by a neutral label; the address is sealed.

    Who may see which is said by the register: `huiyin.register.homes`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="households")
    code = models.CharField(max_length=30)
    address = SealedField(blank=True, default="")
    address_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    groups = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    created_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    turned_at = models.DateTimeField(
        null=True,
        help_text="when it was last taken off the register or put back, or counted as another one than before",
    )
    counts_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="again",
        editable=False,
        help_text="the household on record that it resembles: both count as one until somebody else has told them apart",
    )
    is_counted = models.BooleanField(
        default=True,
        editable=False,
        help_text="false while it seems to be an official's own and nobody else has said that it is not",
    )

    class Meta:
        ordering = ("place__path", "code")
        indexes = [
            # with the county, which the wall asks for: so that households of villages are counted in the index alone
            models.Index(
                fields=["county", "place"], condition=Q(voided_at=None), name="household_of_a_village"
            ),
            models.Index(
                fields=["turned_at"], condition=Q(turned_at__isnull=False), name="household_off_or_back"
            ),
            models.Index(fields=["address_index"], name="household_door"),
        ]
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="household_code_once")]

    PERSONAL = {
        "code": "reference",
        "address": "sealed",
        "address_index": "blind index",
        "groups": "declared by the person, counts only",
        "void_reason": "no personal data",
    }

    def __str__(self) -> str:
        return f"{self.place} {self.code}"

    @property
    def masked_address(self) -> str:
        """The address with its end hidden."""
        return mask_address(self.address) if self.address else ""


class GroupDeclaration(Scoped):
    """Which groups a household named itself, when, and how that came here: the last one holds (S08)."""

    class How(models.TextChoices):
        CONSENT = "consent", _("with the consent")
        COUNTER = "counter", _("at the counter")
        LIST = "list", _("on a list")
        SLIP = "slip", _("by the household itself, with a slip")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="declarations")
    groups = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    how = models.CharField(max_length=8, choices=How)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who noted it: at the counter nobody who keeps the household's line",
    )

    class Meta:
        ordering = ("at", "id")

    PERSONAL = {"groups": "declared by the person, counts only", "how": "code"}

    def __str__(self) -> str:
        return f"{self.household} {self.at:%Y-%m-%d}"


class Resemblances(models.QuerySet["Resemblance"]):
    """Which resemblances."""

    def open(self) -> "Resemblances":
        """Nobody else has told the two apart yet, and the household stands on the register."""
        return self.filter(confirmed_at=None, household__voided_at=None)


class Resemblance(Scoped):
    """A household was entered though it resembles another or an official's own: why it is another one, and who else says so.

    Of an official no more is kept than that there is one.
    """

    class Kind(models.TextChoices):
        ADDRESS = "address", _("the address is on record for another household")
        PHONE = "phone", _("the telephone is on record for another household")
        RETURNED = "returned", _("a household that withdrew or was taken off seems to be back")
        OFFICIAL = "official", _("the telephone is that of an official")
        NAMESAKE = "namesake", _("the name is that of an official who serves here")

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="resemblances")
    other = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = Resemblances.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                # whom a household that came back is, is not known any more once they are erased
                condition=Q(kind__in=["official", "namesake"], other=None)
                | Q(kind="returned")
                | (~Q(kind__in=["official", "namesake"]) & Q(other__isnull=False)),
                name="resemblance_names_a_household",
            ),
        ]

    PERSONAL = {"kind": "code", "reason": "no personal data", "by": "who entered it, as the audit names them"}

    def __str__(self) -> str:
        return f"{self.household} {self.kind}"


class Residents(models.QuerySet["Resident"]):
    """Which residents."""

    def to_erase(self, day: date) -> "Residents":
        """Those who withdrew, whose details are to be gone by that day, and who did not agree anew (I-24)."""
        consents = ConsentRecord.objects.filter(resident=OuterRef("pk"))
        due = consents.filter(withdrawn_at__isnull=False, erase_by__lte=day)
        return self.filter(Exists(due), ~Exists(consents.live()), anonymised_at=None)

    def asked_to_be_erased(self) -> "Residents":
        """Those who asked for it while a matter of theirs was open, and did not agree to anything anew since."""
        agree = ConsentRecord.objects.filter(resident=OuterRef("pk"), withdrawn_at=None)
        return self.filter(~Exists(agree), erase_asked_at__isnull=False, anonymised_at=None)

    def with_number(self, *phones: str) -> "Residents":
        """Whose telephone has one of these numbers, be it not the first that stands there, or with the area code in one and
        without it in the other: the keyed form of `huiyin.lib.telephone.meet`."""
        whole, bare = set[str](), set[str]()
        for phone in phones:
            more = indexes(phone)
            whole, bare = whole | more[0], bare | more[1]
        return self.with_index(whole | bare, written=whole)

    def with_index(self, index: Collection[str], *, written: Collection[str] | None = None) -> "Residents":
        """The same by keyed indexes, of which `written` are those of whole numbers (all of them, where it is not said)."""
        further = FurtherNumber.objects.like(index if written is None else written, index)
        people = list(further.order_by().values_list("resident", flat=True))
        found = Q(phone_index__in=[one for one in index if one])
        return self.filter(found | Q(pk__in=people) if people else found)


class Resident(Scoped):
    """A person who speaks for a household or raises a matter; a name or alias, a way to reach them, a village."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    place = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = SealedField(blank=True, default="")
    phone = SealedField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    email = SealedField(blank=True, default="", help_text="where word of their own matters goes")
    told_by = models.CharField(
        max_length=8,
        blank=True,
        default="",
        help_text="by which transport they chose to hear of their own matters; empty: by mail, where an address is kept",
    )
    wechat = SealedField(
        blank=True, default="", help_text="by what WeChat knows them to the county's account"
    )
    wechat_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    language = models.CharField(
        max_length=8, blank=True, default="", help_text="in which they wrote, where it was not the county's"
    )
    created_at = models.DateTimeField()
    withheld_at = models.DateTimeField(
        null=True, help_text="consent withdrawn: name and number are shown to nobody"
    )
    erase_asked_at = models.DateTimeField(
        null=True, help_text="asked to be erased while a matter was open: that is done when it has ended"
    )
    anonymised_at = models.DateTimeField(null=True)

    objects = Residents.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["phone_index"], name="resident_phone"),
            models.Index(fields=["wechat_index"], condition=~Q(wechat_index=""), name="resident_wechat"),
        ]

    PERSONAL = {
        "name": "sealed",
        "phone": "sealed",
        "phone_index": "blind index",
        "email": "sealed",
        "told_by": "code",
        "wechat": "sealed",
        "wechat_index": "blind index",
        "language": "code",
    }

    def __str__(self) -> str:
        return f"resident {self.key}"

    @property
    def masked_name(self) -> str:
        """The name with all but the first character hidden; nothing once consent is withdrawn (I-24)."""
        return mask_name(self.name) if self.name and not self.withheld_at else ""

    @property
    def masked_phone(self) -> str:
        """The number with its middle hidden; nothing once consent is withdrawn (I-24)."""
        return mask_phone(self.phone) if self.phone and not self.withheld_at else ""


class FurtherNumbers(models.QuerySet["FurtherNumber"]):
    """Which further numbers."""

    def like(self, whole: Collection[str], forms: Collection[str]) -> "FurtherNumbers":
        """Those that are one of these whole numbers, with or without its area code, or one of these forms as written."""
        return self.filter(Q(index__in=whole) | Q(index__in=forms, is_bare=False))


class FurtherNumber(Scoped):
    """By what else than the first number a person's telephone is found: others that stand there, one without its area code.

    A row of its own for each, as no index of arrays may be asked behind the wall.
    """

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="further_numbers")
    index = models.CharField(max_length=64)
    is_bare = models.BooleanField(help_text="a number that stands there with its area code, without it")

    objects = FurtherNumbers.as_manager()

    class Meta:
        indexes = [models.Index(fields=["index"], name="resident_further_number")]

    PERSONAL = {"index": "blind index"}

    def __str__(self) -> str:
        return f"{self.resident} {self.pk}"

    @staticmethod
    def of(person: Resident) -> "list[FurtherNumber]":
        """What is to be kept of a person's telephone, not saved yet."""
        whole, bare = indexes(person.phone)
        rows = [(one, False) for one in sorted(whole - {phone_index(person.phone)})]
        rows += [(one, True) for one in sorted(bare)]
        return [FurtherNumber(resident=person, index=one, is_bare=is_bare) for one, is_bare in rows]


class Consents(models.QuerySet["ConsentRecord"]):
    """Which consents."""

    def live(self) -> "Consents":
        """To be on the register, and not withdrawn."""
        return self.filter(purpose="register", withdrawn_at=None)


class ConsentRecord(Scoped):
    """Consent to be a contact household: which words, how given, when withdrawn (PIPL 14–16)."""

    class Method(models.TextChoices):
        FACE_TO_FACE = "face", _("face to face, with a witness")
        PAPER = "paper", _("signed on paper")
        SMS = "sms", _("by text message")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, default="register")
    words_version = models.CharField(max_length=20)
    words_sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=8, choices=Method)
    is_adult = models.BooleanField()
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    erase_by = models.DateField(null=True)

    objects = Consents.as_manager()

    class Meta:
        ordering = ("given_at",)
        constraints = [
            # G10: no contact person under 18; the record of a child is the guardian's.
            models.CheckConstraint(condition=Q(is_adult=True), name="contact_person_is_adult"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after",
            ),
        ]

    PERSONAL = {"purpose": "code", "words_version": "code", "words_sha256": "hash", "method": "code"}

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class Reveal(Scoped):
    """Somebody looked behind the mask: who, why, when. The person sees the count and the unit (I-22)."""

    class Purpose(models.TextChoices):
        CALL = "call", _("to ring the person about their matter")
        VISIT = "visit", _("to prepare a visit")
        CORRECT = "correct", _("to correct the record")
        CHECK = "check", _("to ask whether a record is right")
        LETTER = "letter", _("to address a letter to the person")
        LOST = "lost", _("to check who asks for a new code")
        REQUEST = "request", _("to answer the person's request about their own data")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="reveals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    about = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    PERSONAL = {"purpose": "code", "about": "reference"}

    def __str__(self) -> str:
        return f"{self.purpose} {self.at:%Y-%m-%d}"


# What one looks for who has to do with the person; a lost code is the desk's, behind the door of its matter, and what
# the person asks about their own data is told by its own deed.
EVERYDAY = tuple(
    code for code in Reveal.Purpose.values if code not in (Reveal.Purpose.LOST, Reveal.Purpose.REQUEST)
)
