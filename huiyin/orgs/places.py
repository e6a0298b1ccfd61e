"""Villages and communities near an official: of the townships in which they hold a post or serve for a time."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Secondment, Unit
from huiyin.orgs.models.unit import Units

SEATS = (Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.COUNTY)


def township_path(path: str) -> str:
    """The subtree of the township (or county organ) in which a unit stands; of the county's top, the whole county."""
    return "/" + "/".join(path.strip("/").split("/")[:2]) + "/"


def villages_of(by: Official, at: datetime) -> Units:
    """Villages and communities of the townships in which one holds a post; of the county if at its top."""
    near = _near(hat.path for hat in by.standing(at).hats)
    return Unit.objects.valid_on(local_day(at, by.county)).places().filter(near).in_tree_order()


def places_for(by: Official, at: datetime, *, seats: bool = False) -> Units:
    """Villages and communities of the townships where the official holds a post or is seconded; from the county, all.

    With `seats` also the county, townships and streets themselves, for what is held at an office or in a hall.
    """
    day = local_day(at, by.county)
    hosts = Secondment.objects.filter(official=by).live_on(day).values_list("host_unit__path", flat=True)
    near = _near([*(hat.path for hat in by.standing(at).hats), *hosts])
    kinds = [*Unit.PLACES, *(SEATS if seats else ())]
    return Unit.objects.valid_on(day).filter(near, kind__in=kinds).in_tree_order()


def _near(paths: Iterable[str]) -> Q:
    near = Q(pk=None)
    for path in paths:
        near |= Q(path__startswith=township_path(path))
    return near
