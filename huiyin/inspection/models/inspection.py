"""The inspection of a branch for a half-year: its frozen list, its seed, its sample and how far it has come."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.lib import sampling
from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Inspections(models.QuerySet["Inspection"]):
    """Which inspections."""

    def visible_to(self, official: Official, at: datetime) -> "Inspections":
        """Those one carries out, of one's own branch, with a finding about oneself, and of branches one leads."""
        standing = official.standing(at)
        scope = Q(inspector=official) | Q(branch__in=standing.unit_ids) | standing.scope("branch__", *LEADING)
        about = Inspection.objects.filter(sent_at__isnull=False, findings__official=official)
        return self.filter(scope | Q(pk__in=about.values("pk")))

    def in_tree_order(self) -> "Inspections":
        """Newest half-year first, then as the units stand; never by a result."""
        return self.order_by("-first_on", "branch__path", "pk")


class Inspection(Scoped):
    """One look at the records of a branch (S06): planned, drawn by lot, called back, heard, concluded, put right."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SAMPLED = "sampled", _("sample drawn")
        CHECKED = "checked", _("records checked")
        FINDINGS_SENT = "findings_sent", _("findings sent, to be answered")
        ANSWERED = "answered", _("findings answered")
        CONCLUDED = "concluded", _("concluded")
        RECTIFYING = "rectifying", _("being put right")
        VERIFIED = "verified", _("put right, and looked at again")

    class Kind(models.TextChoices):
        FULL = "full", _("of a half-year")
        SPOT = "spot", _("small check of a month")

    class SeedWay(models.TextChoices):
        PUBLIC = "public", _("a number of a public draw, named beforehand")
        SYSTEM = "system", _("drawn by this system, shown before the sample")

    reference = models.CharField(max_length=24, unique=True)
    branch = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.FULL)
    first_on = models.DateField()
    end_on = models.DateField(help_text="the day after its last")
    inspector = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="inspects")
    planned_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=State, default=State.PLANNED)
    population = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    population_sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True)
    seed_way = models.CharField(max_length=8, choices=SeedWay, blank=True, default="")
    seed_source = models.CharField(max_length=80, blank=True)
    seed = models.CharField(max_length=40, blank=True)
    seeded_at = models.DateTimeField(null=True)
    sample = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    drawn_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    concluded_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Inspections.as_manager()

    class Meta:
        ordering = ("-first_on", "branch__path", "id")
        constraints = [
            models.UniqueConstraint(fields=["branch", "first_on", "kind"], name="one_inspection_per_period"),
            models.CheckConstraint(condition=Q(end_on__gt=F("first_on")), name="inspection_runs_forward"),
            models.CheckConstraint(
                condition=Q(seed="") | (Q(frozen_at__isnull=False) & Q(seeded_at__isnull=False)),
                name="inspection_seed_comes_after_the_list",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", drawn_at=None, sample=[])
                | (~Q(state="planned") & Q(drawn_at__isnull=False) & ~Q(seed="")),
                name="inspection_sample_has_its_seed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["concluded", "rectifying", "verified"])
                | Q(concluded_at__isnull=False, sent_at__isnull=False),
                name="concluded_inspection_was_heard",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "kind": "code",
        "state": "code",
        "population": "references",
        "population_sha256": "hash",
        "seed_way": "code",
        "seed_source": "name of a public draw",
        "seed": "a number",
        "sample": "references",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def last_on(self) -> date:
        """The last day of the half-year."""
        return self.end_on - timedelta(days=1)

    @property
    def is_checked(self) -> bool:
        """Whether all calls have been made: from then on the branch sees seed and sample."""
        return self.checked_at is not None

    @property
    def is_final(self) -> bool:
        """Whether its findings are final."""
        return self.concluded_at is not None

    def figure(self, name: str) -> str:
        """A figure of the pinned charter, as it is written there."""
        return str(self.charter.charter.figure(f"inspection.{name}").value)

    @property
    def is_spot(self) -> bool:
        """Whether it is one of the small checks of a month: few records, and often."""
        return self.kind == self.Kind.SPOT

    def size(self) -> int:
        """How many records are to be drawn from the frozen list: by the confidence wanted, or the few of a small check."""
        if self.is_spot:
            return min(int(self.figure("spot_size")), len(self.population))
        return sampling.how_many(
            len(self.population),
            confidence=float(self.figure("confidence")),
            share=float(self.figure("false_share")),
        )

    def most_calls(self) -> int:
        """How many records are rung about at most, so that about `size` of them are answered (breadth: 28 at 60 %: 47)."""
        calls = sampling.calls_to_place(self.size(), float(self.figure("answering_share")))
        return min(len(self.population), self.size() if calls is None else calls)

    def proof(self) -> sampling.Draw:
        """The draw as a file that anybody can make again."""
        return sampling.Draw(
            about=self.reference,
            population=list(self.population),
            population_sha256=self.population_sha256,
            seed=self.seed,
            size=len(self.sample),
            sample=list(self.sample),
            confidence="" if self.is_spot else self.figure("confidence"),
            share="" if self.is_spot else self.figure("false_share"),
        )
