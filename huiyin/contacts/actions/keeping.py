"""Keeping a point, or a promise, from whom it is about."""

from huiyin.contacts.models import Point, Promise
from huiyin.orgs.models import Official, Unit


def keep_point_from(*, point: Point, unit: Unit | None, official: Official | None) -> None:
    """The unit and the person complained of, by the deed on the matter that it became, read nothing of it (I-19)."""
    Point.objects.filter(pk=point.pk).update(about_unit=unit, about_official=official)


def keep_promises_from(*, about: str, unit: Unit | None, official: Official | None) -> None:
    """The same of what the answers to that matter promise."""
    Promise.objects.filter(about=about).update(about_unit=unit, about_official=official)
