"""Another system that a county lets in, what it may, and the keys it comes with."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.audit.digests import DigestField
from huiyin.orgs.models import Official, Scoped, Unit


class Systems(models.QuerySet["System"]):
    """Which systems."""

    def visible_to(self, official: Official, at: datetime) -> "Systems":
        """To who lets them in."""
        return self.all() if Official.Administers.SECURITY in official.administers else self.none()

    def let_in(self) -> "Systems":
        """Not ended."""
        return self.filter(ended_at=None)


class System(Scoped):
    """A hotline platform, a petition system, a portal: it speaks for people or for a unit, never as an official."""

    class Scope(models.TextChoices):
        LODGE = "lodge", _("hands matters in")
        OWN = "own", _("follows the matters that it handed in, with their answers")
        OPEN311 = "open311", _("hands in and lists its own as an Open311 client")
        ANSWER = "answer", _("hands in drafts of answers for the handlers of a unit, who look them through")
        UNIT = "unit", _("reads how the matters of a unit stand, without what was said and by whom")

    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=12))
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    per_minute = models.PositiveSmallIntegerField(default=60, help_text="calls at most")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_change = models.PositiveBigIntegerField(
        default=0, help_text="number of the last change that was told to it"
    )
    version = models.PositiveIntegerField(default=1)

    objects = Systems.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="system_code_once"),
            models.CheckConstraint(
                condition=~Q(scopes__overlap=["unit", "answer"]) | Q(unit__isnull=False),
                name="what_reads_a_unit_names_it",
            ),
        ]

    PERSONAL = {"code": "code", "name": "name of a system", "scopes": "code"}

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """As the audit names it."""
        return f"system:{self.code}"

    @property
    def source(self) -> str:
        """As a matter keeps where it came from; no file and no form is called so."""
        return f"api:{self.code}"

    @property
    def scope_words(self) -> list[str]:
        """What it may, in words."""
        return [str(self.Scope(one).label) for one in self.scopes]


class Keys(models.QuerySet["Key"]):
    """Which keys."""

    def visible_to(self, official: Official, at: datetime) -> "Keys":
        """To who gives them."""
        return self.all() if Official.Administers.SECURITY in official.administers else self.none()

    def valid(self) -> "Keys":
        """Which open the door."""
        return self.filter(ended_at=None, system__ended_at=None)


class Key(Scoped):
    """What a system shows to be let in: kept as a keyed digest, so that nobody can read it back."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="keys")
    digest = DigestField()
    tail = models.CharField(max_length=4, help_text="its last characters, to tell two apart")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Keys.as_manager()

    class Meta:
        ordering = ("-given_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["county", "digest"], name="key_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("given_at")), name="key_ends_after_it_began"
            ),
        ]

    PERSONAL = {"digest": "blind index", "tail": "part of a key of a system"}

    def __str__(self) -> str:
        return f"key …{self.tail}"
