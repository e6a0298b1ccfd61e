"""Drawing lots among households: what is drawn, from which frozen pool, with which panels, and what came of it."""

from datetime import date, datetime
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.forums.models import Forum
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.fields import SealedField
from huiyin.people.models import Household


class Draws(models.QuerySet["Draw"]):
    """Which draws."""

    def visible_to(self, official: Official, at: datetime) -> "Draws":
        """Those of units one coordinates, heads or supervises, and those that concern one: planned, chaired, visiting."""
        led = official.standing(at).scope("unit__", *LEADING)
        mine = Q(planned_by=official) | Q(visitor=official) | Q(forum__chair=official)
        return self.filter(mine | led)

    def public(self) -> "Draws":
        """What everybody may read: draws held in public, from the day their panels were published."""
        return self.filter(published_at__isnull=False).exclude(purpose=Draw.Purpose.NEW_HOUSEHOLD)

    def of_forum(self, forum: Forum) -> "Draws":
        """The draw of its invitations, unless it was cancelled."""
        return self.filter(forum=forum).exclude(state=Draw.State.CANCELLED)

    def waiting(self, stale: datetime) -> "Draws":
        """Asked for and taken up by no clock, or by one from which nothing was heard since that moment."""
        found = self.filter(state=Draw.State.COMPUTING)
        return found.filter(Q(beat_at=None) | Q(beat_at__lt=stale)).order_by("asked_at", "pk")


class Draw(Scoped):
    """One draw of lots. Its pool is frozen before anything is worked out, its panels before a number is drawn."""

    class Purpose(models.TextChoices):
        FORUM = "forum", _("invitations to a forum")
        REPRESENTATIVES = "representatives", _("representatives of the residents")
        NEW_HOUSEHOLD = "new_household", _("somebody new to visit")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        POOLED = "pooled", _("pool fixed")
        COMPUTING = "computing", _("panels being worked out")
        COMPUTED = "computed", _("panels worked out")
        PUBLISHED = "published", _("panels sealed, number to be drawn")
        DRAWN = "drawn", _("drawn")
        INVITED = "invited", _("drawn and invited")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Way(models.TextChoices):
        DICE = "dice", _("ten-sided dice, one for each digit")
        BALLS = "balls", _("balls from a lottery drum")
        LOTTERY = "lottery", _("the last digits of a public lottery named beforehand")
        SYSTEM = "system", _("drawn by this system in front of everybody")

    WITH_NUMBER = (State.DRAWN, State.INVITED, State.CLOSED)

    reference = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="draws")
    purpose = models.CharField(max_length=16, choices=Purpose)
    forum = models.ForeignKey(Forum, null=True, blank=True, on_delete=models.PROTECT, related_name="draws")
    visitor = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.CharField(max_length=120)
    area = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField()
    panels_count = models.PositiveIntegerField(help_text="how many panels are sealed (charter, lots.panels)")
    rest_months = models.PositiveSmallIntegerField(
        help_text="who was invited within so many months is left out"
    )
    quotas = models.JSONField(default=list, help_text="[category, value, least, most] line by line")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    planned_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    pooled_at = models.DateTimeField(null=True)
    pool_size = models.PositiveIntegerField(null=True)
    pool_sha256 = models.CharField(max_length=64, blank=True, default="")
    resting = models.PositiveIntegerField(default=0, help_text="left out of the pool: invited lately")
    let_in = models.PositiveIntegerField(
        default=0, help_text="invited lately, but the quotas could not do without them"
    )

    seed = models.CharField(max_length=40, blank=True, default="", help_text="the panels follow from it")
    asked_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True, help_text="when the clock that works on it was last heard of")
    claim = models.CharField(max_length=32, blank=True, default="")
    stage = models.CharField(max_length=20, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict, help_text="code and facts of why no panels came out")
    least_panels = models.PositiveIntegerField(
        null=True, help_text="smallest number of panels anybody sits in"
    )
    most_panels = models.PositiveIntegerField(null=True)

    published_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, choices=Way, blank=True, default="")
    way_words = models.CharField(max_length=120, blank=True, default="")
    draws_on = models.DateField(null=True)
    draws_at = models.TimeField(null=True)
    place_words = models.CharField(max_length=120, blank=True, default="")
    number = models.PositiveIntegerField(null=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    witnesses = models.PositiveSmallIntegerField(null=True)
    invited_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = Draws.as_manager()

    class Meta:
        ordering = ("-planned_at", "-id")
        indexes = [
            models.Index(fields=["unit", "planned_at"]),
            models.Index(fields=["state", "asked_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(purpose="forum") & Q(forum__isnull=False))
                | (~Q(purpose="forum") & Q(forum=None)),
                name="draw_of_a_forum_has_it",
            ),
            models.CheckConstraint(
                condition=(Q(purpose="new_household") & Q(visitor__isnull=False))
                | (~Q(purpose="new_household") & Q(visitor=None)),
                name="draw_to_visit_has_its_visitor",
            ),
            models.UniqueConstraint(
                fields=["forum"], condition=~Q(state="cancelled"), name="one_standing_draw_a_forum"
            ),
            models.CheckConstraint(condition=Q(size__gte=1, panels_count__gte=1), name="draw_has_a_size"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | (Q(pooled_at__isnull=False) & Q(pool_size__isnull=False) & ~Q(pool_sha256="")),
                name="draw_pool_is_fixed_first",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["drawn", "invited", "closed"])
                    & Q(number__isnull=False)
                    & Q(drawn_at__isnull=False)
                    & Q(drawn_by__isnull=False)
                )
                | (~Q(state__in=["drawn", "invited", "closed"]) & Q(number=None) & Q(drawn_at=None)),
                name="draw_has_its_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__lt=F("panels_count")), name="draw_number_names_a_panel"
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state="cancelled") & Q(cancelled_at=None) & Q(cancel_reason="")),
                name="draw_cancelled_says_why",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "purpose": "code",
        "subject": "subject of a public occasion; no personal data",
        "quotas": "codes of villages and groups with numbers",
        "state": "code",
        "pool_sha256": "hash",
        "seed": "a number",
        "claim": "a number",
        "stage": "code",
        "failure": "codes with numbers",
        "way": "code",
        "way_words": "a public lottery; no personal data",
        "place_words": "a public room",
        "cancel_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.reference

    @cached_property
    def announced_sha256(self) -> str:
        """Of everything that is fixed before the number, once the panels are there; without reading the panels."""
        found = DrawPanels.objects.filter(draw=self).values_list("sha256", flat=True)
        return found.first() or ""

    @property
    def digits(self) -> int:
        """How many digits a number has that names a panel: three for a thousand."""
        return len(str(self.panels_count - 1))

    @property
    def lot_digits(self) -> int:
        """How many digits a lot number has."""
        return len(str(max((self.pool_size or 1) - 1, 0)))

    @property
    def number_words(self) -> str:
        """The number as it is called out, with its leading zeros; empty before it is drawn."""
        return "" if self.number is None else f"{self.number:0{self.digits}d}"

    @property
    def is_public(self) -> bool:
        """Whether the number is drawn in front of everybody."""
        return self.purpose != Draw.Purpose.NEW_HOUSEHOLD

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the quotas, in the order in which they are first named."""
        return tuple(dict.fromkeys(line[0] for line in self.quotas))


class DrawPanels(Scoped):
    """All panels of a draw: lists of lot numbers, by the number that would choose them, and the seals under which they
    are published. Only the panel that is drawn is ever opened."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="worked_out")
    panels = models.JSONField(help_text="panel by panel, the lot numbers in it")
    secret = SealedField()
    seals = models.JSONField(help_text="what the public file says of them, as it was published")
    sha256 = models.CharField(max_length=64, help_text="over everything that is fixed before the number")
    facts = models.JSONField(default=dict, help_text="bound, chances and how long it took")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="panels_have_their_hash"),
        ]

    PERSONAL = {
        "panels": "lot numbers, which name nobody; published only the one drawn, since all together tell who counts alike",
        "secret": "sealed",
        "seals": "hashes",
        "sha256": "hash",
        "facts": "numbers",
    }

    def __str__(self) -> str:
        return f"{self.draw} {self.sha256[:8]}"


class DrawEntries(models.QuerySet["DrawEntry"]):
    """Which lots."""

    def visible_to(self, official: Official, at: datetime) -> "DrawEntries":
        """Those of draws one may see."""
        return self.filter(draw__in=Draw.objects.visible_to(official, at).values("pk"))

    def invited_since(self, day: date) -> "DrawEntries":
        """Households that were chosen by a draw on that day or later, whatever they answered."""
        return self.filter(invited_on__gte=day)

    def called(self) -> "DrawEntries":
        """Those chosen, and reserves called in for somebody who declined."""
        return self.filter(invited_on__isnull=False)


class DrawEntry(Scoped):
    """One household in the pool of a draw: its lot number, the sealed code on its slip, and what became of it."""

    class Answer(models.TextChoices):
        OPEN = "open", _("has not answered yet")
        ACCEPTED = "accepted", _("comes")
        DECLINED = "declined", _("does not come")

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entries")
    lot = models.PositiveIntegerField(
        help_text="place among the sorted fingerprints of the pool, from 0, as in the proof"
    )
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    code = SealedField()
    commitment = models.CharField(max_length=64)
    values = ArrayField(models.CharField(max_length=30), default=list)
    panels_in = models.PositiveIntegerField(null=True, help_text="in how many of the panels it sits")
    is_chosen = models.BooleanField(default=False)
    invited_on = models.DateField(null=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    stands_for = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="stood_for_by"
    )

    objects = DrawEntries.as_manager()

    class Meta:
        ordering = ("draw", "lot")
        constraints = [
            models.UniqueConstraint(fields=["draw", "lot"], name="lot_once_a_draw"),
            models.UniqueConstraint(fields=["draw", "household"], name="household_once_a_draw"),
            models.CheckConstraint(
                condition=(Q(invited_on=None) & Q(answer="")) | (Q(invited_on__isnull=False) & ~Q(answer="")),
                name="lot_answers_when_invited",
            ),
        ]
        indexes = [models.Index(fields=["household", "invited_on"], name="lot_invited_lately")]

    PERSONAL = {
        "code": "sealed",
        "commitment": "hash",
        "values": "codes of the village and of groups the household declared; never published",
        "answer": "code",
    }

    def __str__(self) -> str:
        return f"{self.draw} {self.lot}"

    @property
    def lot_words(self) -> str:
        """The lot number as it stands on the slip, with its leading zeros."""
        return f"{self.lot:0{self.draw.lot_digits}d}"
