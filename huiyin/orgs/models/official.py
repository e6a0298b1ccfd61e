"""Officials (the people who log in), their posts and appointments."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.dated import live_between, live_on
from huiyin.orgs.keys import own_number
from huiyin.orgs.models.county import Scoped
from huiyin.orgs.models.unit import Unit
from huiyin.orgs.standing import LEADING, Hat, Standing


class Officials(models.QuerySet["Official"]):
    """Which officials."""

    def visible_to(self, official: "Official", at: datetime) -> "Officials":
        """Colleagues holding a post in any unit the asker has a hat over, and the asker; to who administers, everybody."""
        if official.administers:
            return self.all()
        near = official.standing(at).scope("appointments__post__unit__")
        return self.filter(Q(pk=official.pk) | near).distinct()

    def holding(self, capacity: str, unit: Unit | int, day: date) -> "Officials":
        """Officials who hold this capacity at exactly this unit on that day, in name order."""
        return (
            self.filter(
                live_on(day, "appointments__from_on", "appointments__to_on"),
                appointments__post__unit=unit,
                appointments__post__capacities__contains=[capacity],
                is_active=True,
            )
            .distinct()
            .order_by("name_key", "pk")
        )

    def seated_in(self, unit: Unit, day: date) -> "Officials":
        """Those who hold a post in the unit or below it on that day, by name and never by a figure.

        Of a unit that has ended: those of the one that stands for it now.
        """
        return self.seated_below(unit.path_of_today(day), day)

    def seated_below(self, path: str, day: date) -> "Officials":
        """The same for a subtree, by its path."""
        seats = Appointment.objects.filter(post__unit__path__startswith=path)
        return self.serving(day, seats).order_by("name_key", "pk")

    def serving(self, day: date, seats: "Appointments | None" = None) -> "Officials":
        """Active and in a post on that day (in one of these, if said): whom a page may offer for a task."""
        held = Appointment.objects.all() if seats is None else seats
        # asked of each official by an index: a list of keys is joined badly where the database has no statistics yet
        return self.filter(Exists(held.live_on(day).filter(official=OuterRef("pk"))), is_active=True)


class OfficialManager(BaseUserManager.from_queryset(Officials)):  # type: ignore[misc]
    """Officials by their login name."""

    def get_by_natural_key(self, username: str | None) -> "Official":
        """Find by login name, exact."""
        found: Official = self.get(username=username)
        return found


class Official(AbstractBaseUser, Scoped):
    """A person who serves: the Django user. What they may do follows from their appointments.

    Who administers the system is here too and holds no post, so that nothing of residents is theirs to read (ADR 17).
    """

    class Administers(models.TextChoices):
        SYSTEM = "system", _("system administrator")
        SECURITY = "security", _("security administrator")
        AUDIT = "audit", _("audit administrator")

    class Locked(models.TextChoices):
        AWAY = "away", _("away for long")
        LEFT = "left", _("has left the service")
        LOST = "lost", _("device or password lost")
        MISUSE = "misuse", _("use that has to be looked into")

    last_login = None  # G04: nobody's log-ins are kept for reporting

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=300, editable=False, help_text="pinyin, for sorting")
    phone = models.CharField(max_length=30, blank=True)
    own_number = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True, help_text="blind index of a mobile phone"
    )
    is_active = models.BooleanField(default=True)
    locked_for = models.CharField(max_length=8, choices=Locked, blank=True, editable=False)
    locks = models.PositiveSmallIntegerField(
        default=0,
        editable=False,
        help_text="how often it was locked: sessions from before the last lock are over",
    )
    administers = ArrayField(
        models.CharField(max_length=8, choices=Administers), default=list, blank=True, editable=False
    )
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    locked_until = models.DateTimeField(null=True, editable=False)
    password_is_given = models.BooleanField(
        default=False, editable=False, help_text="set by somebody else: to be changed before anything else"
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = OfficialManager()

    class Meta:
        ordering = ("name_key", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(administers__contained_by=["system", "security", "audit"]),
                name="official_administers_known",
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(locked_for=""), name="official_in_use_is_not_locked"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The index of a number of one's own goes with the number (I-20)."""
        named = kwargs.get("update_fields")
        if named is None or "phone" in named:
            self.own_number = own_number(self.phone)
            kwargs |= {} if named is None else {"update_fields": {*named, "own_number"}}
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """A session lasts until the password changes or the account is locked; unlocking brings none back."""
        words = f"{self.password}:{self.locks}"
        return salted_hmac("huiyin.orgs.session", words, algorithm="sha256").hexdigest()

    @property
    def key(self) -> str:
        """How the audit names this person."""
        return f"official:{self.pk}"

    @property
    def keeps_system(self) -> bool:
        """Whether this is a system administrator, who enters posts and lets them end."""
        return self.Administers.SYSTEM in self.administers

    def standing(self, at: datetime) -> Standing:
        """The hats this person wears on the county's day of that moment, asked once per object and day.

        Somebody who is no longer active, or who administers, wears none, whatever their appointments say.
        """
        if not self.is_active or self.administers:
            return Standing(self.pk, ())
        day = self.county.day_of(at)
        kept: dict[date, Standing] = self.__dict__.setdefault("_standings", {})
        if day not in kept:
            kept[day] = Standing(self.pk, tuple(Appointment.objects.filter(official=self).hats_on(day)))
        return kept[day]

    def keep_standing(self, day: date, standing: Standing) -> None:
        """Take note of the hats of a day that somebody has read already (orgs.entering)."""
        self.__dict__.setdefault("_standings", {})[day] = standing


class Post(Scoped):
    """A seat in a unit. Its capacities say what its holder may do; its role, the station's roles of S53."""

    class Capacity(models.TextChoices):
        OFFICER = "officer", _("officer (contacts households)")
        DESK_CLERK = "desk_clerk", _("desk clerk")
        COORDINATOR = "coordinator", _("coordinator")
        UNIT_HEAD = "unit_head", _("unit head")
        SUPERVISOR = "supervisor", _("supervisor")
        SEALED_CLERK = "sealed_clerk", _("carrier of sealed reports")
        DATA_OFFICER = "data_officer", _("person responsible for personal data")

    class Role(models.TextChoices):
        NONE = "", "—"
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy")
        MEMBER = "member", _("member")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    capacities = ArrayField(models.CharField(max_length=12, choices=Capacity), default=list, blank=True)
    role = models.CharField(max_length=8, choices=Role, default=Role.NONE, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit__path", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    capacities__contained_by=[
                        "officer",
                        "desk_clerk",
                        "coordinator",
                        "unit_head",
                        "supervisor",
                        "sealed_clerk",
                        "data_officer",
                    ]
                ),
                name="post_capacities_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class Appointments(models.QuerySet["Appointment"]):
    """Which appointments."""

    def visible_to(self, official: Official, at: datetime) -> "Appointments":
        """One's own, and those in units that one coordinates, heads or supervises; to who administers, all."""
        if official.administers:
            return self.all()
        led = official.standing(at).scope("post__unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def live_on(self, day: date) -> "Appointments":
        """In force on that day."""
        return self.filter(live_on(day))

    def live_between(self, first: date, end: date, *, known_at: datetime | None = None) -> "Appointments":
        """In force on at least one day of [first, end)."""
        return self.filter(live_between(first, end, known_at=known_at))

    def within(self, unit: Unit) -> "Appointments":
        """To posts of the unit and of all below it, in the tree of today."""
        return self.filter(post__unit__path__startswith=unit.path)

    def hats_on(self, day: date) -> list[Hat]:
        """What these appointments entitle to on that day, one hat a capacity."""
        return [
            Hat(capacity, unit.pk, unit.short_name, unit.kind, unit.path, one.post.title)
            for one in self.live_on(day).select_related("post__unit")
            for unit in [one.post.unit]
            for capacity in one.post.capacities
        ]


class Appointment(Scoped):
    """Who sits in a post, from which day to which."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="when it was noted that it ends")

    objects = Appointments.as_manager()

    class Meta:
        ordering = ("from_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["official", "post"], condition=Q(to_on=None), name="one_live_appointment_per_post"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=models.F("from_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} · {self.post}"
