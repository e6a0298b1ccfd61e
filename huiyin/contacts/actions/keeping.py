"""Keeping a point from whom it is about."""

from huiyin.contacts.models import Point
from huiyin.orgs.models import Official, Unit


def keep_point_from(*, point: Point, unit: Unit | None, official: Official | None) -> None:
    """The unit and the person complained of, by the deed on the matter that it became, read nothing of it (I-19)."""
    Point.objects.filter(pk=point.pk).update(about_unit=unit, about_official=official)
