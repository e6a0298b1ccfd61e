"""Deliveries: how an answer, or the opinion of a review, reaches its person, who still has to bring it, and each try."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from huiyin.matters.models.matter import Matter
from huiyin.matters.models.reply import Reply
from huiyin.matters.models.review import Review
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField


class Deliveries(models.QuerySet["Delivery"]):
    """Which deliveries."""

    def outstanding(self) -> "Deliveries":
        """Of what nobody knows to have reached its person."""
        return self.filter(done_at=None, overtaken_at=None)

    def unarrived(self) -> "Deliveries":
        """Outstanding, where it is not only the page that leads to the person."""
        return self.outstanding().exclude(unit=None, turns_at=None)

    def told_of(self) -> "Deliveries":
        """For the page of a matter: who brought what, and the tries."""
        return self.select_related("done_by", "unit", "review").prefetch_related("tries__by")


class Delivery(Scoped):
    """An answer, or the opinion of a review, on its way to its person: by their page, or brought by a unit.

    One for each answer and person, of the matter itself and of each that is merged into it, and one for each opinion;
    overtaken when the matter goes on before it has arrived.
    """

    class Way(models.TextChoices):
        PAGE = "page", pgettext_lazy("way an answer is brought", "on the person's page")
        PHONE = "phone", pgettext_lazy("way an answer is brought", "told by telephone")
        HAND = "hand", pgettext_lazy("way an answer is brought", "handed over in person")
        POST = "post", pgettext_lazy("way an answer is brought", "by post")
        NOTICE = "notice", pgettext_lazy("way an answer is brought", "by public notice")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="deliveries")
    reply = models.ForeignKey(
        Reply, null=True, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    review = models.ForeignKey(
        Review,
        null=True,
        on_delete=models.PROTECT,
        related_name="deliveries",
        help_text="whose opinion it is",
    )
    way = models.CharField(max_length=6, help_text="how it is to be brought, and in the end how it was")
    unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who brings it; none: the page",
        db_index=False,
    )
    began_at = models.DateTimeField()
    turns_at = models.DateTimeField(
        null=True, help_text="somebody brings it if the page is not opened by then"
    )
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    how = WordsField(blank=True, about="matter")
    overtaken_at = models.DateTimeField(null=True)

    objects = Deliveries.as_manager()

    class Meta:
        ordering = ("began_at", "id")
        indexes = [
            models.Index(
                fields=["turns_at"], condition=Q(done_at=None, overtaken_at=None), name="delivery_turns"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "matter"],
                condition=Q(overtaken_at=None),
                name="one_delivery_of_an_answer",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(review__isnull=False, overtaken_at=None),
                name="one_delivery_of_an_opinion",
            ),
            models.CheckConstraint(
                condition=Q(reply__isnull=False, review=None) | Q(reply=None, review__isnull=False),
                name="delivers_an_answer_or_an_opinion",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(done_at=None, overtaken_at=None),
                name="one_outstanding_delivery",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by=None, way="page")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(way="page")),
                name="delivered_by_somebody_or_opened",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(overtaken_at=None), name="delivered_or_overtaken"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("began_at")), name="delivered_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(way__in=["post", "notice"]) | Q(done_at=None) | ~Q(how=""),
                name="post_and_notice_say_where",
            ),
        ]

    PERSONAL = {"way": "code", "how": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.reply or self.review} {self.way}"

    @property
    def way_words(self) -> str:
        """How, in a word."""
        return str(Delivery.Way(self.way).label)


class DeliveryTry(Scoped):
    """One try to bring it that reached nobody. Added, never changed."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="tries")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    note = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("at", "id")

    PERSONAL = {"note": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.delivery} {self.at:%Y-%m-%d}"

    @property
    def matter(self) -> Matter:
        """Under whose key its words lie."""
        return self.delivery.matter
