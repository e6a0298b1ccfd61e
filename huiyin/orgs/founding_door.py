"""The door to founding a county in the browser: an address that whoever runs the installation gets at the console.

A fresh installation has nobody who could sign in, so the console says who may begin: the address is signed with the
installation's secret, holds for a day, and for the number of counties there were, so that founding one closes it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County

SALT = "huiyin.orgs.founding_door"
HOLDS = timedelta(days=1)


def address(at: datetime) -> str:
    """The path of a door that opens from now on, once; refused where everybody could sign one."""
    if _is_trial():
        raise Refused(
            _(
                "This copy has no secret of its own, so anybody could make such an address. Please set"
                " HUIYIN_SECRET_KEY, or start it with huiyin run, which makes one."
            )
        )
    mark = {"counties": County.objects.count(), "at": int(at.timestamp())}
    return reverse("founding:where", kwargs={"token": signing.dumps(mark, salt=SALT)})


def is_open(token: str, at: datetime) -> bool:
    """Whether it was given here, not too long ago, and no county began since."""
    if _is_trial():
        return False
    try:
        mark = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    age = at.timestamp() - mark["at"]
    is_fresh: bool = -1 <= age <= HOLDS.total_seconds()
    return is_fresh and bool(mark["counties"] == County.objects.count())


def _is_trial() -> bool:
    """Whether the secret is the one that stands in the program."""
    return bool(settings.SECRET_KEY == settings.TRIAL_SECRET)


def wait_for_others() -> None:
    """Until this transaction ends nobody else begins a county: of two who send at once the second finds the door shut."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE orgs_county IN SHARE ROW EXCLUSIVE MODE")
