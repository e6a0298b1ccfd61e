"""The outbox: each message that is to leave the house, how far it is, and the accounts by which a county sends."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.models import Official, Scoped
from huiyin.outbox.wechat.models import WeChat as WeChat
from huiyin.outbox.wechat.models import WeChatWriter as WeChatWriter
from huiyin.people.fields import SealedField, phone_index
from huiyin.people.models import Resident


class Outbox(models.QuerySet["Outgoing"]):
    """Which messages."""

    def visible_to(self, official: Official) -> "Outbox":
        """To who looks after the system, and nobody else."""
        return self.all() if SYSTEM in official.administers else self.none()

    def waiting(self) -> "Outbox":
        """Still to be handed over."""
        return self.filter(state=Outgoing.State.WAITING)

    def due(self, at: datetime) -> "Outbox":
        """Whose moment has come, the longest waiting first."""
        return self.waiting().filter(next_at__lte=at).order_by("next_at", "pk")

    def given_up(self) -> "Outbox":
        """What could not be handed over, and nobody has sent again."""
        return self.filter(state=Outgoing.State.GIVEN_UP)


class Outgoing(Scoped):
    """One message to one person by one transport.

    It holds neither words nor an address: both are made when it leaves, the address is read where it is kept, so that
    whoever takes theirs back is not written to any more. It goes to a resident or an official; a trial to neither, but to
    the county's own mailbox.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        HANDED = "handed", _("handed over")
        GIVEN_UP = "given_up", _("not sent")

    key = models.CharField(max_length=100, help_text="what it is told for: the same is never written twice")
    transport = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    about = models.CharField(max_length=40, blank=True)
    resident = models.ForeignKey(Resident, null=True, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    next_at = models.DateTimeField(null=True, help_text="when it is tried; None: it is not tried any more")
    begun_at = models.DateTimeField(null=True, help_text="a try that has not come back yet")
    tries = models.PositiveSmallIntegerField(default=0)
    broken_off = models.PositiveSmallIntegerField(
        default=0, help_text="tries of which nobody knows how they ended: it may have gone out more than once"
    )
    sent_again = models.PositiveSmallIntegerField(
        default=0,
        help_text="how often somebody had it sent again: a gateway takes each of these for a message of its own",
    )
    handed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(
        null=True, help_text="when the other side says that it arrived, where it says so"
    )
    reason = models.CharField(max_length=12, blank=True, help_text="why the last try came to nothing")
    answered = models.CharField(
        max_length=12, blank=True, help_text="the number that the other side gave for that"
    )
    called_there = models.CharField(
        max_length=64, blank=True, help_text="what a gateway calls the message itself"
    )

    objects = Outbox.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="outgoing_due"),
            models.Index(fields=["transport", "-id"], name="outgoing_of_transport"),
            models.Index(fields=["about"], condition=Q(state="waiting"), name="outgoing_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "key"], name="outgoing_written_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False, handed_at=None)
                | Q(state="handed", next_at=None, begun_at=None, handed_at__isnull=False)
                | (Q(state="given_up", next_at=None, begun_at=None, handed_at=None) & ~Q(reason="")),
                name="outgoing_is_in_one_state",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(state="handed"), name="outgoing_arrived_was_handed"
            ),
            models.CheckConstraint(
                condition=Q(resident=None) | Q(official=None), name="outgoing_has_one_reader"
            ),
        ]

    PERSONAL = {
        "key": "reference and a code",
        "transport": "code",
        "kind": "code",
        "about": "reference",
        "state": "code",
        "reason": "code",
        "answered": "code",
        "called_there": "code",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody may know any more of what it was (`actions.forget`)."""
        return self.key == self.forgotten_key

    @property
    def forgotten_key(self) -> str:
        """What stands then in place of its key."""
        return f"sealed:{self.pk}"


class HowTold(Scoped):
    """How an official is told, once a day, that notices wait on their desk; without a transport on the desk only."""

    official = models.OneToOneField(Official, on_delete=models.PROTECT, related_name="how_told")
    told_by = models.CharField(
        max_length=8, blank=True, default="", help_text="by which transport, if by any"
    )
    email = SealedField(blank=True, default="")
    mobile = SealedField(blank=True, default="")
    mobile_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    told_at = models.DateTimeField(null=True, help_text="when that was written last")

    class Meta:
        indexes = [models.Index(fields=["mobile_index"], name="howtold_mobile")]

    PERSONAL = {"told_by": "code", "email": "sealed", "mobile": "sealed", "mobile_index": "blind index"}

    def __str__(self) -> str:
        return f"{self.official}"


class Mailbox(Scoped):
    """The account by which a county sends mail: the server, how it is spoken to, and who signs."""

    class Security(models.TextChoices):
        TLS = "tls", _("encrypted from the start")
        STARTTLS = "starttls", _("encrypted after a greeting")
        NONE = "none", _("not encrypted: only to a server in the same room")

    host = models.CharField(max_length=120)
    port = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(65535)])
    security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    username = models.CharField(max_length=120, blank=True)
    password = SealedField(blank=True, default="")
    sender = models.EmailField(max_length=120)
    is_on = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_mailbox_of_a_county")]

    PERSONAL = {
        "host": "the county's own",
        "security": "code",
        "username": "the county's own",
        "password": "sealed",
        "sender": "the county's own",
    }

    def __str__(self) -> str:
        return self.sender

    @property
    def domain(self) -> str:
        """The part behind the sign, under which our messages are numbered."""
        return self.sender.rpartition("@")[2]


def mailbox_kept() -> Mailbox | None:
    """The open county's, if it has entered one."""
    return Mailbox.objects.first()


def how_told(official: Official) -> HowTold:
    """What an official chose; nothing kept yet is nothing chosen."""
    return HowTold.objects.filter(official=official).first() or HowTold(official=official)


def mailbox_in_use() -> Mailbox | None:
    """The open county's, if it is switched on."""
    return Mailbox.objects.filter(is_on=True).first()


class Gateway(Scoped):
    """The way by which a county sends SMS: the address of its gateway, the secret that both sign with, and who signs."""

    address = models.CharField(max_length=300)
    secret = SealedField(blank=True, default="", help_text="as Standard Webhooks writes it")
    sign = models.CharField(max_length=12, help_text="what stands in brackets before each message")
    trial_to = SealedField(blank=True, default="", help_text="the number to which trials go")
    is_on = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_gateway_of_a_county")]

    PERSONAL = {
        "address": "the county's own",
        "secret": "sealed",
        "sign": "the county's own",
        "trial_to": "sealed",
    }

    def __str__(self) -> str:
        return self.address


def gateway_kept() -> Gateway | None:
    """The open county's, if it has entered one."""
    return Gateway.objects.first()


def gateway_in_use() -> Gateway | None:
    """The open county's, if it is switched on."""
    return Gateway.objects.filter(is_on=True).first()


class StoppedNumber(Scoped):
    """A telephone from which somebody answered a stop word: no SMS goes to it, whoever gives it, until it answers otherwise.

    It is kept as a keyed index alone, so that the number cannot be read; nobody but the telephone itself lifts it.
    """

    number_index = models.CharField(
        max_length=64, blank=True, editable=False, help_text="emptied once SMS may come again"
    )
    stopped_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "number_index"],
                condition=~Q(number_index=""),
                name="a_number_is_stopped_once",
            ),
            models.CheckConstraint(
                condition=Q(number_index="", lifted_at__isnull=False)
                | (~Q(number_index="") & Q(lifted_at=None)),
                name="a_lifted_number_is_forgotten",
            ),
        ]

    PERSONAL = {"number_index": "blind index"}

    def __str__(self) -> str:
        return f"{self.stopped_at:%Y-%m-%d}"


def is_stopped(phone: str) -> bool:
    """Whether nobody is to have an SMS at that number."""
    index = phone_index(phone)
    return bool(index) and StoppedNumber.objects.filter(number_index=index).exists()


class Wordings(models.QuerySet["Wording"]):
    """Which wordings."""

    def visible_to(self, official: Official) -> "Wordings":
        """To who looks after the system, and nobody else."""
        return self.all() if SYSTEM in official.administers else self.none()

    def of(self, transport: str, kind: str, language: str) -> "Wordings":
        """Of one message, the newest first: that one holds."""
        return self.filter(transport=transport, kind=kind, language=language).order_by("-pk")


class Wording(Scoped):
    """What a county says in a message in place of the words that come with the house; without words those hold again.

    Nothing of it is changed or deleted: what was said when, and by whom it was put so, stays to be seen.
    """

    transport = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    objects = Wordings.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["county", "transport", "kind", "language", "-id"], name="wording_newest")
        ]

    PERSONAL = {
        "transport": "code",
        "kind": "code",
        "language": "code",
        "subject": "the county's own",
        "text": "the county's own",
    }

    def __str__(self) -> str:
        return f"{self.transport} {self.kind} {self.language}"
