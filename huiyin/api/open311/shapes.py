"""What GeoReport calls things: topics of the charter are services, matters are requests, places an attribute."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter, Topic
from huiyin.lib.georeport import Row
from huiyin.matters.letter import last_answer
from huiyin.matters.models import Matter
from huiyin.matters.models.state import OPEN
from huiyin.orgs.models import County, Unit

PLACE: Final = "place"


def services(charter: Charter) -> list[Row]:
    """Every topic that has no narrower ones."""
    wide = {one.parent for one in charter.topics}
    return [_service(one, charter) for one in charter.topics if one.code not in wide]


def _service(topic: Topic, charter: Charter) -> Row:
    group = charter.topic(topic.parent) if topic.parent else topic
    return {
        "service_code": topic.code,
        "service_name": _said(topic),
        "description": _(
            "Goes to the desk that serves the place, and is answered by the date that you are told."
        ),
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": _said(group),
    }


def _said(topic: Topic) -> str:
    return topic.words.in_language(get_language() or "zh-hans")


def definition(code: str, places: Iterable[Unit]) -> Row:
    """What else may be said of a service: the village or community."""
    values: list[Row] = [
        {"key": one.code, "name": f"{one.parent.short_name if one.parent else ''}{one.short_name}"}
        for one in places
    ]
    attribute: Row = {
        "variable": True,
        "code": PLACE,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": 1,
        "description": _("Village or community"),
        "values": values,
    }
    return {"service_code": code, "attributes": [attribute]}


def request_row(matter: Matter, charter: Charter, county: County) -> Row:
    """A matter as its own system reads it; nobody else is shown one."""
    reply = last_answer(matter)
    names = {one.code: _said(one) for one in charter.topics}
    return {
        "service_request_id": matter.reference,
        "status": "open" if matter.state in OPEN else "closed",
        "status_notes": reply.opinion if reply is not None else matter.state_words,
        "service_name": names.get(matter.topic),
        "service_code": matter.topic or None,
        "description": matter.body,
        "agency_responsible": (matter.lead_unit or matter.holding_unit).name,
        "service_notice": None,
        "requested_datetime": _moment(matter.received_at, county),
        "updated_datetime": _moment(matter.stepped_at, county),
        "expected_datetime": _moment(
            datetime.combine(matter.due_on, time(23, 59, 59), county.zone) if matter.due_on else None, county
        ),
        "address": matter.place_words or None,
        "address_id": matter.place.code if matter.place else None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _moment(at: datetime | None, county: County) -> str | None:
    return at.astimezone(county.zone).isoformat(timespec="seconds") if at else None


def taken_row(matter: Matter) -> Row:
    """What became of what was sent."""
    notice = (
        _("You will have the answer by %(day)s.") % {"day": date_format(matter.due_on, "DATE_FORMAT")}
        if matter.due_on
        else None
    )
    return {"service_request_id": matter.reference, "service_notice": notice, "account_id": None}


def discovery(address: str, changed: str) -> Row:
    """Where the interface is, for clients that look for it."""
    endpoint: Row = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": address,
        "changeset": changed,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    return {
        "changeset": changed,
        "contact": _("The security administrator of the county gives keys."),
        "key_service": _("The security administrator of the county gives keys."),
        "endpoints": [endpoint],
    }
