"""Whom something that is held for a request is about: they read, hear and do nothing of the whole request (I-19)."""

import json
from datetime import datetime

from django.db.models import Q

from huiyin.contacts.models import Point
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.privacy import holdings
from huiyin.privacy.models import DataRequest


def is_about(found: DataRequest, reader: Official, at: datetime) -> bool:
    """Whether a matter, a word or a promise that would be told, or was told, is about this official or their unit.

    Asked as if who asks had been checked already, so that nobody sees a request vanish with the check. What is about the
    county itself is about nobody in it: otherwise nobody could answer.
    """
    held, told = holdings.likely(found), _told(found)
    matters = held.raised | Matter.objects.live().filter(reference__in=told["matters"])
    points = held.points | Point.objects.filter(pk__in=told["points"])
    return (
        matters.filter(_means(reader, found, at, "complained")).exists()
        or points.filter(_means(reader, found, at, "about")).exists()
        or held.promises.filter(_means(reader, found, at, "about")).exists()
    )


def _means(reader: Official, found: DataRequest, at: datetime, road: str) -> Q:
    unit, official = f"{road}_unit", f"{road}_official"
    near = Q(**{official: reader}) | ~Q(**{unit: found.unit_id})
    return reader.standing(at).meant(unit, official) & near


def _told(found: DataRequest) -> dict[str, list[str]]:
    keys = json.loads(found.statement).get(holdings.KEYS, {}) if found.statement else {}
    return {"matters": keys.get("matters", []), "points": keys.get("points", [])}
