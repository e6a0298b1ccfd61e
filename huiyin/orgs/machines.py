"""Browsers in which somebody has signed in to work here: a cookie says so and nothing else, neither who nor when (S49).

It keeps an official from speaking for a resident by signing out first. Who uses another machine is met by the call of
somebody outside, which such a rating does not spare.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

WORKS_HERE = "huiyin_works_here"
KEPT = timedelta(days=90)


def remember(answer: HttpResponse) -> HttpResponse:
    """From now on this browser is one of somebody who works here."""
    answer.set_cookie(
        WORKS_HERE, "1", max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


def is_of_somebody_here(request: HttpRequest) -> bool:
    """Whether somebody has signed in here, in this browser, of late."""
    return WORKS_HERE in request.COOKIES
