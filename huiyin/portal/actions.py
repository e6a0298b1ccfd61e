"""What the public does here: ask how a matter stands, with number and code."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiyin.lib.reference import normal_code
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.orgs.trying import tried_before
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import DataRequest
from huiyin.receptions.doors import BOOKINGS
from huiyin.receptions.models import Booking


@dataclass(frozen=True)
class Answer:
    """The matter, booking or request about own data, or nothing; and the seconds to wait before anything is looked up."""

    matter: Matter | None
    wait: int = 0
    booking: Booking | None = None
    data_request: DataRequest | None = None


@transaction.atomic
def ask(*, reference: str, code: str, address: str, at: datetime) -> Answer:
    """Open a matter, a booking or a request about one's own data by its pair.

    Wrong pairs slow down the address and the pair itself, never the matter.

    A right pair is never written down as wrong, so nobody can make it wait from elsewhere.
    """
    tried = tried_before(f"{reference}:{normal_code(code)}", address, at)
    if tried.left:
        return Answer(None, tried.left)
    matter, booking = MATTERS.by_code(reference, code), BOOKINGS.by_code(reference, code)
    data_request = REQUESTS.by_code(reference, code)
    if matter is None and booking is None and data_request is None:
        tried.note()
    return Answer(matter, booking=booking, data_request=data_request)
