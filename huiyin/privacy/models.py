"""A person's request about their own data (PIPL 44–50): what is asked, who asks, the check of who that is, the answer."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.standing import TOP
from huiyin.people.fields import SealedField

OFFICER = "data_officer"
LANGUAGES = ("zh-hans", "en")  # in which the working of a date is kept
HEAD, LAST = STAND_INS = ("unit_head", "supervisor")
WEB = "web"


def _stood_in_for(mine: set[str], unit: int, day: date) -> Q:
    """What falls to a stand-in of these capacities: a head's where no officer is left, a supervisor's where no head is."""
    kept = KeptFrom.objects.filter(request=OuterRef(OuterRef("pk")), official=OuterRef("pk"))
    officers, heads = (
        ~Exists(Official.objects.holding(capacity, unit, day).exclude(Exists(kept)).order_by())
        for capacity in (OFFICER, HEAD)
    )
    if HEAD in mine:
        return Q(officers)
    return Q(officers, heads, Exists(KeptFrom.objects.filter(request=OuterRef("pk"))))


class DataRequests(models.QuerySet["DataRequest"]):
    """Which requests."""

    def visible_to(self, official: Official, at: datetime) -> "DataRequests":
        """Those of the county for whoever is responsible for personal data there, never one that is about themselves.

        Where nobody with that post is left the head of the county stands in, and for what is about these too the
        supervisors there; nobody further sees any.
        """
        standing = official.standing(at)
        seen = Q(pk__in=[])
        if standing.has(OFFICER):
            seen |= Q(unit__in=[hat.unit_id for hat in standing.hats if hat.capacity == OFFICER])
        tops = [hat for hat in standing.hats if hat.capacity in STAND_INS and hat.path.count("/") == TOP]
        for unit in {hat.unit_id for hat in tops}:
            mine = {hat.capacity for hat in tops if hat.unit_id == unit}
            seen |= Q(unit=unit) & _stood_in_for(mine, unit, official.county.day_of(at))
        return self.filter(seen).exclude(kept_from__official=official)

    def open(self) -> "DataRequests":
        """Not answered yet."""
        return self.filter(answered_at=None)

    def to_bring(self) -> "DataRequests":
        """Answered, and to be handed over or sent; whoever asked on the page reads it there."""
        return self.filter(answered_at__isnull=False, delivered_at=None, erased_at=None).exclude(channel=WEB)

    def owed(self) -> "DataRequests":
        """To be answered, or to be brought."""
        return self.filter(Q(answered_at=None) | (Q(delivered_at=None, erased_at=None) & ~Q(channel=WEB)))

    def settled(self) -> "DataRequests":
        """Answered, with nothing left to bring."""
        over = Q(delivered_at__isnull=False) | Q(channel=WEB) | Q(erased_at__isnull=False)
        return self.filter(answered_at__isnull=False).filter(over)

    def late(self, day: date) -> "DataRequests":
        """Not answered, and past their day."""
        return self.open().filter(due_on__lt=day)

    def from_there(self, index: str, since: datetime) -> "DataRequests":
        """Sent from one connection since a moment."""
        return self.filter(from_index=index, entered_at__gt=since)


class DataRequest(Scoped):
    """One request: seen by whoever is responsible for personal data alone, answered by its day, emptied some time after."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("to see what is held of me, and have a copy")
        CORRECT = "correct", _("to have it put right")
        ERASE = "erase", _("to have it erased")
        WITHDRAW = "withdraw", _("to take my consent back")
        EXPLAIN = "explain", _("to have it explained how it is handled")

    class Speaks(models.TextChoices):
        SELF = "self", _("for oneself")
        GUARDIAN = "guardian", _("as a guardian")
        RELATIVE = "relative", _("as a near relative of somebody who has died")

    class Channel(models.TextChoices):
        WEB = WEB, pgettext_lazy("how it came in", "public form")
        COUNTER = "counter", pgettext_lazy("how it came in", "visit to the counter")
        PHONE = "phone", pgettext_lazy("how it came in", "telephone call")
        LETTER = "letter", pgettext_lazy("how it came in", "letter")

    class Proof(models.TextChoices):
        CODE = "code", _("opened with number and code of a matter of theirs")
        PAPER = "paper", _("showed a paper at the counter; nothing of it is kept")
        RUNG = "rung", _("was rung back at the number on record")

    class Result(models.TextChoices):
        GRANTED = "granted", pgettext_lazy("a request about one's own data", "done as asked")
        PARTLY = "partly", pgettext_lazy("a request about one's own data", "done in part")
        REFUSED = "refused", pgettext_lazy("a request about one's own data", "refused")

    class Way(models.TextChoices):
        PAGE = "page", pgettext_lazy("way an answer is brought", "on the person's page")
        HAND = "hand", pgettext_lazy("way an answer is brought", "handed over in person")
        POST = "post", pgettext_lazy("way an answer is brought", "by post")

    reference = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="the county's desk")
    kind = models.CharField(max_length=8, choices=Kind)
    speaks = models.CharField(max_length=8, choices=Speaks, default=Speaks.SELF)
    channel = models.CharField(max_length=8, choices=Channel)
    name = SealedField(blank=True, default="", help_text="of who asks")
    phone = SealedField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    whose = SealedField(
        blank=True, default="", help_text="the name of the person it is about, if not who asks"
    )
    ground = SealedField(blank=True, default="", help_text="on which ground somebody asks for another")
    words = SealedField(blank=True, default="")
    numbers = models.CharField(max_length=120, blank=True, help_text="of matters and homes that were named")

    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    taken_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    late_reason = models.CharField(max_length=120, blank=True)

    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(help_text="the county's day of the receipt, from which its time runs")
    n = models.PositiveSmallIntegerField()
    n_unit = models.CharField(max_length=2)
    source = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    working = models.JSONField(default=dict, help_text="how the date was reached, per language")
    reminded_on = models.DateField(null=True)
    chased_on = models.DateField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)

    proof = models.CharField(max_length=6, choices=Proof, blank=True)
    proven_at = models.DateTimeField(null=True)
    proven_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    missing = SealedField(blank=True, default="", help_text="what the person was told is missing")
    missing_at = models.DateTimeField(null=True)

    result = models.CharField(max_length=8, choices=Result, blank=True)
    answer = SealedField(blank=True, default="")
    statement = SealedField(blank=True, default="", help_text="what was held, as it was told")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=6, choices=Way, blank=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    code_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    link_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    receipt = SealedField(blank=True, default="", editable=False)
    from_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = DataRequests.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="data_request_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=WEB, taken_by=None) | (~Q(channel=WEB) & Q(taken_by__isnull=False)),
                name="data_request_says_who_took_it",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("entered_at")), name="data_request_received_before_entered"
            ),
            models.CheckConstraint(
                condition=Q(proof="", proven_at=None, proven_by=None)
                | Q(proof="code", proven_at__isnull=False, proven_by=None)
                | Q(proof__in=["paper", "rung"], proven_at__isnull=False, proven_by__isnull=False),
                name="data_request_check_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(result="", answered_at=None, answered_by=None, answer="", statement="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(result="")
                    & (~Q(answer="") | Q(erased_at__isnull=False))
                ),
                name="data_request_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "refused"]) | ~Q(proof=""), name="nothing_is_shown_without_a_check"
            ),
            models.CheckConstraint(
                condition=Q(way="", delivered_at=None)
                | Q(answered_at__isnull=False, delivered_at__isnull=False, way__in=["page", "hand", "post"]),
                name="data_request_delivery_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    answered_at__isnull=False, name="", phone="", phone_index="", whose="", ground="", words="",
                    numbers="", missing="", answer="", statement="", code_index="", link_index="", receipt="",
                ),
                name="erased_data_request_says_nothing",
            ),
        ]  # fmt: skip

    PERSONAL = {
        "reference": "reference",
        "kind": "code",
        "speaks": "code",
        "channel": "code",
        "name": "sealed",
        "phone": "sealed",
        "phone_index": "blind index",
        "whose": "sealed",
        "ground": "sealed",
        "words": "sealed",
        "numbers": "reference",
        "late_reason": "no personal data",
        "n_unit": "code",
        "source": "no personal data",
        "working": "how the date was reached",
        "proof": "code",
        "missing": "sealed",
        "result": "code",
        "answer": "sealed",
        "statement": "sealed",
        "way": "code",
        "code_index": "blind index",
        "link_index": "blind index",
        "receipt": "sealed",
        "from_index": "blind index, kept for a day",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def standing_words(self) -> str:
        """Where it stands, in a few words."""
        if self.answered_at is not None:
            return str(self.get_result_display())
        return str(_("to be answered") if self.proof else _("who asks is to be checked"))

    @property
    def name_on_record(self) -> str:
        """Under which name what is held would stand."""
        return self.whose or self.name

    @property
    def working_words(self) -> list[str]:
        """How its date was reached, in the language of the reader."""
        found: list[str] = self.working.get(get_language() or "", self.working.get("en", []))
        return found


class KeptFrom(Scoped):
    """Whom a request is about, or something that is held for it: each of them sees nothing of it (I-19)."""

    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="kept_from")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["request", "official"], name="kept_from_each_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.official}"
