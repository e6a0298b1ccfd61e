"""A service request that was posted: in the one shape of every door, once per day with the same content."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from huiyin.api.channels import OPEN311
from huiyin.api.lodging import HandedIn, digest_of, hand_in
from huiyin.api.models import System
from huiyin.api.open311.asking import place_words, text_of
from huiyin.api.open311.shapes import PLACE
from huiyin.api.problems import Problem
from huiyin.api.scopes import places
from huiyin.files.checking import MOST, Checked, checked
from huiyin.intake.inbound import Inbound
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.telephone import LONGEST
from huiyin.matters.rules.hearing import MAX_BODY, MIN_WORDS
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Unit


def post(
    posted: QueryDict,
    media: "list[UploadedFile[Any]]",
    *,
    system: System,
    charter: Charter,
    county: County,
    at: datetime,
) -> HandedIn:
    """GeoReport knows no number of the client's own: the same words, place and person on a day are the same request."""
    if len(media) > MOST:
        raise Problem("invalid", _("It takes %(n)d files at most.") % {"n": MOST})
    inbound = inbound_of(posted, [checked(one) for one in media], charter, county, at)
    day = local_day(at, county)
    number = f"{day:%Y%m%d}-{digest_of(inbound)[:32]}"
    return hand_in(inbound, system=system, number=number, at=at)


def inbound_of(
    posted: QueryDict, files: list[Checked], charter: Charter, county: County, at: datetime
) -> Inbound:
    """What was posted, or what is wrong with it."""
    code = text_of(posted, "service_code", 60)
    if not code:
        raise Problem("invalid", _("service_code was not provided."))
    if code not in {one.code for one in charter.topics}:
        raise Problem("not_found", _("There is no service with this service_code."))
    place, where = _place(posted, county, at), place_words(posted)
    if place is None and not where:
        raise Problem("invalid", _("Please say where it is: address_string, address_id, or lat and long."))
    return Inbound(
        body=_body(posted),
        channel=OPEN311,
        topic=code,
        place=place,
        place_words=where,
        name=_name(posted),
        phone=text_of(posted, "phone", LONGEST),
        files=files,
    )


def _body(posted: QueryDict) -> str:
    """What it is about; the address of a picture stands below, nobody fetches it here."""
    picture = text_of(posted, "media_url", 500)
    words = text_of(posted, "description", MAX_BODY - 501)
    if len(words) < MIN_WORDS:
        raise Problem("invalid", _("Please say in a few words what it is about."))
    if any(found.kind == "id_card" for found in find_personal(words)):
        raise Problem("invalid", _("Please leave out the identity number; it is not needed here."))
    return f"{words}\n{picture}" if picture else words


def _name(posted: QueryDict) -> str:
    """Family name first, as names are written here."""
    parts = [text_of(posted, name, 40) for name in ("last_name", "first_name")]
    between = "" if all(ord(part[-1:] or "\u4e00") > 0x2E7F for part in parts) else " "
    name = between.join(part for part in parts if part)
    if len(name) > 40:
        raise Problem(
            "invalid", "first_name, last_name: " + _("It has at most %(n)d characters.") % {"n": 40}
        )
    return name


def _place(posted: QueryDict, county: County, at: datetime) -> Unit | None:
    code = text_of(posted, f"attribute[{PLACE}]", 30) or text_of(posted, "address_id", 30)
    if not code:
        return None
    found = places(county, at).filter(code=code).first()
    if found is None:
        raise Problem(
            "invalid", _("There is no place with this code; the definition of the service lists them.")
        )
    return found
