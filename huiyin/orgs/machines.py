"""Browsers in which somebody has signed in to work here: a cookie says so and nothing else, neither who nor when (S49).

It keeps an official from speaking for a resident by signing out first. Who uses another machine is met by the call of
somebody outside, which such a rating does not spare.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huiyin.audit.scope import county_scope
from huiyin.lib.charter import base
from huiyin.orgs.models import AdoptedCharter, Official

WORKS_HERE = "huiyin_works_here"


def remember(answer: HttpResponse, official: Official, at: datetime) -> HttpResponse:
    """From now on this browser is one of somebody who works here, for as long as the rules of their county say."""
    with county_scope(official.county.pk):
        adopted = AdoptedCharter.objects.in_force(at).first()
        charter = adopted.charter if adopted else base()  # who signs in is let in, rules or none
    days = int(charter.figure("keeping.works_here_days").value)
    answer.set_cookie(
        WORKS_HERE,
        "1",
        max_age=timedelta(days=days),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def is_of_somebody_here(request: HttpRequest) -> bool:
    """Whether somebody has signed in here, in this browser, of late."""
    return WORKS_HERE in request.COOKIES
