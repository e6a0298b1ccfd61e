"""The matter: one thing somebody raised, who holds it, where it stands."""

from datetime import date, datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from huiyin.audit.digests import DigestField
from huiyin.contacts.models import Point
from huiyin.lib.sealing import DataKey
from huiyin.matters import channels
from huiyin.matters.models import pressing
from huiyin.matters.models.constraints import CONSTRAINTS, INDEXES
from huiyin.matters.models.order import ASKING_IN_WORDS, IN_TURN, OPEN_IN_WORDS, SEEING, calm_of, sees_all
from huiyin.matters.models.recusal import Recusal
from huiyin.matters.models.state import AFTER_REVIEW as AFTER_REVIEW
from huiyin.matters.models.state import ANSWERED as ANSWERED
from huiyin.matters.models.state import AT_THE_DESK as AT_THE_DESK
from huiyin.matters.models.state import DECIDED as DECIDED
from huiyin.matters.models.state import ENDED as ENDED
from huiyin.matters.models.state import HANDLED as HANDLED
from huiyin.matters.models.state import HAS_ENDED as HAS_ENDED
from huiyin.matters.models.state import LEFT as LEFT
from huiyin.matters.models.state import LIVE
from huiyin.matters.models.state import OPEN as OPEN
from huiyin.matters.models.state import UNDER as UNDER
from huiyin.matters.models.state import WITH_THE_DESK as WITH_THE_DESK
from huiyin.matters.models.state import WITH_THE_PERSON as WITH_THE_PERSON
from huiyin.matters.models.state import State as State
from huiyin.matters.models.sub_task import OpenPart, SubTask
from huiyin.matters.models.turn import waits_for
from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.models.unit import AnyOf, any_of, ids_below
from huiyin.people.fields import SealedField, WordsField
from huiyin.people.models import Household, Resident

HAS_WORDS = frozenset(State.values)


class Matters(models.QuerySet["Matter"]):
    """Which matters."""

    def visible_to(self, official: Official, at: datetime) -> "Matters":
        """What one raised, handles or answers for, or is asked for a part of (`SubTasks.opening_to`); and, for those at a
        desk, what their unit took in, holds or leads.
        """
        return self.filter(self.seen_by(official, at))

    @staticmethod
    def seen_by(official: Official, at: datetime) -> Q:
        """The same as a condition; it is none for who is over the whole county."""
        if sees_all(official, at):
            return Matters.not_about(official, at)
        scope = Q(handler=official) | Q(accountable_head=official) | Q(raised_by=official)
        units = ids_below(official.standing(at).paths_of(*SEEING))
        scope |= any_of(units, "intake_unit_id", "holding_unit_id", "lead_unit_id")
        scope |= Q(AnyOf("pk", ArraySubquery(SubTask.objects.opening_to(official, units))))
        return scope & Matters.not_about(official, at)

    def unsealed(self) -> "Matters":
        """All but those that turned out to be reports of wrongdoing, which nobody sees and no figure counts (I-21)."""
        return self.exclude(origin=Matter.Origin.SEALED)

    @staticmethod
    def not_about(official: Official, at: datetime, road: str = "") -> Q:
        """What is not about this official, nor about a unit at or above one of their posts: `rules.firewall.bars` (I-19).

        What was sealed as a report of wrongdoing may be about anybody, and is nobody's to see (I-21).
        """
        free = ~official.standing(at).meant(f"{road}complained_unit", f"{road}complained_official")
        return free & ~Q(**{f"{road}origin": Matter.Origin.SEALED})

    def live(self) -> "Matters":
        """Real work, not imported history."""
        return self.filter(LIVE)

    def open(self) -> "Matters":
        """Not answered yet."""
        return self.filter(OPEN_IN_WORDS)

    def overdue(self, day: date) -> "Matters":
        """Open and past the latest date of answer."""
        return self.open().filter(due_on__lt=day)

    def due_soon(self, day: date, until: date) -> "Matters":
        """Open and due from today to that day."""
        return self.open().filter(due_on__gte=day, due_on__lte=until)

    def asking(self) -> "Matters":
        """What may ask a step of somebody: the few that are not at rest, wherever a list is made of them."""
        return self.filter(ASKING_IN_WORDS)

    def waiting_for(self, official: Official, at: datetime) -> "Matters":
        """Where this official is the one who can take the next step."""
        return self.asking().filter(waits_for(official, at))

    def pressing_for(self, official: Official, until: date, at: datetime) -> "Matters":
        """What is urgent, what waits for this official, what falls due by that day or is overdue; ordered by `PRESSING`."""
        flags = pressing.flags(official, until, until, at)
        found = self.asking().filter(flags["waiting"] | flags["due"] | flags["urgent"])
        return found.annotate(press=pressing.place(flags))

    def firsts_for(self, official: Official, day: date, until: date, at: datetime) -> pressing.Firsts:
        """The first of the same with how many there are, wait for this official, and are overdue: `pressing.firsts`."""
        in_turn = self.asking().urgent_first(of_all=sees_all(official, at))
        return pressing.firsts(in_turn, pressing.flags(official, day, until, at))

    def urgent_first(self, *, of_all: bool = False) -> "Matters":
        """With what brings the urgent ones to the head of a list, and what has no date to its end."""
        return self.annotate(calm=calm_of(the_whole=of_all), in_turn=IN_TURN)

    def for_lists(self) -> "Matters":
        """With what a line of a list shows, so that a list costs the same whatever its length."""
        rows = self.select_related("intake_unit", "holding_unit", "lead_unit", "handler", "charter", "place")
        of_this = {"ratings__reply__round": F("reopened") + 1, "ratings__reply__matter": F("pk")}
        said = self.model.objects.filter(pk=OuterRef("pk"), ratings__reply__replaced_at=None, **of_this)
        last = said.order_by("-ratings__at").values("ratings__at")[:1]
        person = Resident.objects.filter(pk=OuterRef("resident"), withheld_at=None).values("name")[:1]
        to_tell = Case(When(~Q(to_bring=""), then=Subquery(person)))
        more = {"to_tell": to_tell, "parts_now": SubTask.objects.of_each()}
        more |= {"recused_now": Recusal.objects.of_each(), "matched_now": Recusal.objects.matched_each()}
        return rows.annotate(last_rating=Subquery(last), **more).defer("charter__text")

    def left(self) -> "Matters":
        """Ended without an answer of its own: shown another way, or withdrawn."""
        return self.live().filter(state__in=LEFT)

    def soonest_first(self) -> "Matters":
        """By what is left of the time, not by arrival."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")


class Matter(Scoped):
    """One matter per demand. From lodging on it always has exactly one holding unit (I-01)."""

    class Origin(models.TextChoices):
        LIVE = "live", _("real work")
        HISTORY = "history", _("imported history")
        SEALED = "sealed", _("turned out to be a report, seen by nobody any more")

    class Level(models.TextChoices):
        COUNTY = "county", _("county department")
        TOWN = "town", _("township")
        VILLAGE = "village", _("village or community")
        DESK = "desk", _("answered at the desk")

    reference = models.CharField(max_length=24)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)
    channel = models.CharField(max_length=12)
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, blank=True, help_text="what it is, by the charter's list (S40)")
    profile = models.CharField(max_length=20, default="contact_matter")
    printed_on = models.DateField(null=True, help_text="the latest day that the order it came with states")
    printed_hour = models.TimeField(null=True)
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+", db_index=False)

    data_key = SealedField(editable=False, default=DataKey.new, help_text="empty once it is destroyed")
    title = WordsField()
    body = WordsField()
    topic = models.CharField(max_length=60, blank=True)
    primary = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="while it is merged: the matter by which it is answered",
        db_index=False,
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="an ended matter of the same person to which this adds something new (T26)",
        db_index=False,
    )
    place = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_org = models.CharField(max_length=30, blank=True)
    place_words = WordsField(blank=True)
    point = models.OneToOneField(
        Point, null=True, blank=True, on_delete=models.PROTECT, related_name="matter"
    )
    raised_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="matters", db_index=False
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="matters", db_index=False
    )

    received_at = models.DateTimeField(null=True)
    received_was = models.DateTimeField(null=True, help_text="before it was corrected, once (I-29)")
    received_corrected_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    state = models.CharField(max_length=20, default=State.RECEIVED)
    level = models.CharField(max_length=8, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    intake_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    holding_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    lead_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    complained_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    complained_official = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    handler = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="handles", db_index=False
    )
    accountable_head = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sponsor = models.ForeignKey(
        Official,
        null=True,
        on_delete=models.PROTECT,
        related_name="sponsors",
        help_text="the leading official who sees it through",
        db_index=False,
    )
    due_on = models.DateField(null=True)
    promised_on = models.DateField(null=True, help_text="the latest date first told to the resident (I-12)")
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    holds_code_since = models.DateTimeField(
        null=True, help_text="the code was on the person's own screen, or opened their page"
    )
    to_bring = models.CharField(
        max_length=6,
        blank=True,
        help_text="how, while somebody has to bring the answer, or an opinion, to the person",
    )
    to_call = models.CharField(
        max_length=6, blank=True, help_text="which, while the person is to be called back"
    )
    right_used = models.BooleanField(default=False, help_text="reopened as of right, by the person")
    more_asked_at = models.DateTimeField(null=True, help_text="when the person was asked for more, once")
    more_time_asked_at = models.DateTimeField(null=True, help_text="while a request for more time waits")
    # who asked for a correction of its record, while that waits
    record_asked_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    correcting_since = models.DateTimeField(
        null=True, help_text="while a corrected answer waits for approval"
    )
    receipt_noted_at = models.DateTimeField(null=True, help_text="of the organ it was handed over to")
    urgent_at = models.DateTimeField(null=True, help_text="when it was flagged as urgent, once")
    stepped_at = models.DateTimeField(
        editable=False, help_text="the step that brought it to its present state"
    )
    reopened_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    code_index = DigestField(blank=True, editable=False)
    link_index = DigestField(blank=True, editable=False)
    receipt = SealedField(blank=True, editable=False, help_text="wiped after 72 h or with the answer")
    version = models.PositiveIntegerField(default=1)

    objects = Matters.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = INDEXES
        constraints = CONSTRAINTS

    PERSONAL = {
        "origin": "code",
        "reference": "reference",
        "source": "name of a file",
        "external_id": "number in another system",
        "kind": "code",
        "profile": "code",
        "channel": "code",
        "data_key": "sealed",
        "title": "sealed with the matter",
        "body": "sealed with the matter",
        "topic": "code",
        "source_org": "code of the charter",
        "place_words": "sealed with the matter",
        "state": "code",
        "level": "code",
        "outcome": "code",
        "to_bring": "code",
        "to_call": "code",
        "code_index": "blind index",
        "link_index": "blind index",
        "receipt": "sealed",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def channel_words(self) -> str:
        """How it came in, as the room with that door says it."""
        return channels.in_words(self.channel)

    @property
    def state_words(self) -> str:
        """Where it stands, in a word."""
        if self.waits_for_receipt:
            return str(_("handed over, the receipt not there yet"))
        return str(State(self.state).label) if self.state in HAS_WORDS else self.state

    @property
    def is_live(self) -> bool:
        """Real work, as against imported history."""
        return self.origin == Matter.Origin.LIVE

    @property
    def is_answered(self) -> bool:
        """Whether an answer has been delivered."""
        return self.state in ANSWERED

    @property
    def rated_at(self) -> datetime | None:
        """When the resident last rated the answer that stands; `for_lists()` brings it along."""
        found: datetime | None = None
        if "last_rating" in self.__dict__:
            found = self.__dict__["last_rating"]
        elif self.is_answered:
            said = self.ratings.filter(reply__matter=self.pk, reply__round=self.reopened + 1)
            said = said.filter(reply__replaced_at=None).order_by("-at")
            found = said.values_list("at", flat=True).first()
        return found

    @property
    def open_parts(self) -> list[OpenPart]:
        """The parts that others were asked for and have not given; `for_lists()` brings them along."""
        found = (
            self.__dict__["parts_now"] if "parts_now" in self.__dict__ else self.sub_tasks.open().in_short()
        )
        return [OpenPart(**facts) for facts in found]

    @cached_property
    def has_others(self) -> bool:
        """Whether others are merged into it; asked once of the row as it was read."""
        return self.merged.exists()

    @cached_property
    def recused(self) -> frozenset[int]:
        """Who has declared an interest; asked once of the row as it was read, `for_lists()` brings it along."""
        if "recused_now" in self.__dict__ or not self.pk:
            return frozenset(self.__dict__.get("recused_now", ()))
        return frozenset(self.recusals.values_list("official", flat=True))

    @cached_property
    def kept_out(self) -> frozenset[int]:
        """Whom it touches (I-20): who has said so, and whose own number is on record behind it; asked once, as `recused`."""
        matched = self.__dict__.get("matched_now")
        if matched is None and (self.resident_id is not None or self.household_id is not None):
            home = self.resident.household_id if self.resident is not None else None
            found = Recusal.objects.matched(self.resident_id, self.household_id, home)
            matched = found.values_list("pk", flat=True)
        return self.recused.union(matched or ())

    @property
    def is_about_somebody(self) -> bool:
        """Whether a unit or a person here is complained of in it (I-19)."""
        return self.complained_unit_id is not None or self.complained_official_id is not None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.state in OPEN

    @property
    def has_left(self) -> bool:
        """Whether it ended on another way than by an answer: at another door, or taken back by the person."""
        return self.state in LEFT

    @property
    def waits_for_receipt(self) -> bool:
        """Whether it was handed over and nobody has said yet that it arrived."""
        return self.state == State.TRANSFERRED_OUT and self.receipt_noted_at is None

    @property
    def unit_in_turn(self) -> Unit:
        """The unit that has the next step: the one in the lead, unless the desk or the body above has to decide."""
        if self.lead_unit is None or self.state in (*AT_THE_DESK, *UNDER):
            return self.holding_unit
        return self.lead_unit

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is on record behind it."""
        return self.resident_id is None
