"""Who is logged in: passwords, a lock after repeated failures (GB/T 22239 8.1.4), and nothing said about why."""

from datetime import datetime, timedelta

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from huiyin.audit.actions import record
from huiyin.audit.scope import county_scope, login_door
from huiyin.orgs.limits import Lock
from huiyin.orgs.models import Official

LOCK = Lock(failures=5, lasts=timedelta(minutes=15))


class OfficialBackend(BaseBackend):
    """Finds the official of a session; a login itself goes through `log_in_check`."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """Never used: a login needs the moment passed in, see `log_in_check`."""
        return

    def get_user(self, user_id: int) -> Official | None:
        """The official behind a session, seen through the county wall."""
        known = Official.objects.select_related("county")  # its days decide what the official may do
        found: Official | None = known.filter(pk=user_id, is_active=True).first()
        return found


def log_in_check(*, username: str, password: str, at: datetime) -> Official | None:
    """The official these words open, or None; wrong name, wrong password and locked answer alike."""
    with login_door():
        official: Official | None = Official.objects.filter(username=username).first()
    if official is None:
        make_password(password)  # the same work, so that the answer's time says nothing
        return None
    with county_scope(official.county.pk):
        proved = prove(official, password, at=at)
        if proved is not None:
            record(by=proved.key, deed="official.logged_in", on=proved.key, at=at)
    return proved


def prove(official: Official, password: str, *, at: datetime) -> Official | None:
    """The official anew, if this is their password and nothing is locked; a wrong one counts towards the lock."""
    official = Official.objects.select_for_update().get(
        pk=official.pk
    )  # tries at once are counted one by one
    locked = LOCK.is_shut(official.locked_until, at)
    right = official.check_password(password)
    if locked or not official.is_active:
        return None
    if right:
        if official.failures:
            Official.objects.filter(pk=official.pk).update(failures=0, locked_until=None)
        return official
    kept, until = LOCK.after(official.failures, at)
    Official.objects.filter(pk=official.pk).update(failures=kept, locked_until=until)
    record(by=official.key, deed="official.login_failed", on=official.key, at=at, locked=bool(until))
    return None
