"""Who comes to a reception session: booked slots and the tickets of the queue; names stand only with the resident."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact, Point
from huiyin.orgs.models import Official, Scoped
from huiyin.people.fields import SealedField
from huiyin.people.models import Resident
from huiyin.receptions.models.reception import ReceptionSession

MOST_TOGETHER = 5  # the law's own limit, which no charter can raise


class Bookings(models.QuerySet["Booking"]):
    """Which bookings."""

    def live(self) -> "Bookings":
        """Not called off: these hold their slot."""
        return self.exclude(state=Booking.State.CANCELLED)

    def expected(self) -> "Bookings":
        """Booked, and not come yet."""
        return self.filter(state=Booking.State.CONFIRMED)

    def to_ring(self) -> "Bookings":
        """Something changed, they left a number, and nobody has rung them yet."""
        return self.filter(ring_from__isnull=False, rung_at=None).exclude(state=Booking.State.CANCELLED)

    def from_there(self, index: str, since: datetime) -> "Bookings":
        """Made from one connection since a moment."""
        return self.filter(from_index=index, booked_at__gt=since)

    def past(self, day: date) -> "Bookings":
        """Of sessions whose day is over."""
        return self.filter(session__planned_on__lt=day)

    def in_order(self) -> "Bookings":
        """By slot."""
        return self.order_by("slot_at", "pk")


class Booking(Scoped):
    """A slot of a session kept for somebody (rules §3.5). A name, an alias or a number only if they gave one."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("booked")
        ARRIVED = "arrived", _("has come")
        RECEIVED = "received", _("was received")
        NO_SHOW = "no_show", _("did not come")
        CANCELLED = "cancelled", _("booking called off")

    reference = models.CharField(max_length=24, unique=True)
    session = models.ForeignKey(ReceptionSession, on_delete=models.PROTECT, related_name="bookings")
    slot_at = models.TimeField()
    person = models.ForeignKey(Resident, null=True, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    topic_words = models.CharField(max_length=120, blank=True)
    access_needs = SealedField(blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.CONFIRMED)
    code_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    link_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    receipt = SealedField(blank=True, default="", editable=False)
    from_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    ring_from = models.DateTimeField(
        null=True, help_text="since when there is something to tell by telephone"
    )
    rung_at = models.DateTimeField(null=True)
    rung_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = Bookings.as_manager()

    class Meta:
        ordering = ("slot_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "slot_at"],
                condition=~Q(state="cancelled"),
                name="one_booking_per_slot",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_TOGETHER), name="booking_at_most_five_together"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="cancelled_booking_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rung_at=None, rung_by=None) | Q(rung_at__isnull=False, rung_by__isnull=False),
                name="ringing_is_whole",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "topic_words": "words of the person, shown to those who run the session",
        "access_needs": "sealed",
        "state": "code",
        "code_index": "blind index",
        "link_index": "blind index",
        "receipt": "sealed",
        "from_index": "blind index, kept for a day",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def is_live(self) -> bool:
        """Whether it still holds its slot."""
        return self.state != self.State.CANCELLED


class QueueTickets(models.QuerySet["QueueTicket"]):
    """Which tickets."""

    def waiting(self) -> "QueueTickets":
        """Not called yet."""
        return self.filter(state=QueueTicket.State.WAITING)

    def inside(self) -> "QueueTickets":
        """Called, with nothing on record yet."""
        return self.filter(state=QueueTicket.State.CALLED)

    def received(self) -> "QueueTickets":
        """With their record."""
        return self.filter(state=QueueTicket.State.RECEIVED)

    def with_points(self, by: Official, at: datetime) -> "QueueTickets":
        """With what was said, but for what is about this reader or their unit (I-19)."""
        said = Point.objects.open_to(by, at).select_related("matter")
        return self.select_related("contact").prefetch_related(Prefetch("contact__points", said))

    def unsettled(self) -> "QueueTickets":
        """Waiting, or received without a record."""
        return self.filter(state__in=[QueueTicket.State.WAITING, QueueTicket.State.CALLED])


class QueueTicket(Scoped):
    """Somebody who has come: a number of the session. No name is needed (G16)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CALLED = "called", _("called in")
        RECEIVED = "received", _("received, on record")
        LEFT = "left", _("left before being received")

    session = models.ForeignKey(ReceptionSession, on_delete=models.PROTECT, related_name="tickets")
    number = models.PositiveSmallIntegerField()
    booking = models.OneToOneField(Booking, null=True, on_delete=models.PROTECT, related_name="ticket")
    person = models.ForeignKey(Resident, null=True, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    came_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    contact = models.OneToOneField(Contact, null=True, on_delete=models.PROTECT, related_name="ticket")
    version = models.PositiveIntegerField(default=1)

    objects = QueueTickets.as_manager()

    class Meta:
        ordering = ("number", "id")
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="ticket_number_once"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_TOGETHER), name="ticket_at_most_five_together"
            ),
            models.CheckConstraint(
                condition=Q(state="received", contact__isnull=False)
                | (~Q(state="received") & Q(contact=None)),
                name="received_ticket_has_its_record",
            ),
            models.CheckConstraint(
                condition=Q(called_at=None) | Q(called_at__gte=F("came_at")), name="called_after_coming"
            ),
        ]

    PERSONAL = {"state": "code"}

    def __str__(self) -> str:
        return f"{self.session} {self.number}"
