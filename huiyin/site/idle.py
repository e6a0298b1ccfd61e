"""How long somebody stays signed in without doing anything: the session is renewed by use, at most once a minute."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

RENEW_AFTER = 60  # seconds; a page that asks every second does not write every second
_RENEWED = "renewed"


class SessionStore(Stored):
    """Django's sessions in the database, read in plain SQL, since every page begins with it."""

    def load(self) -> dict[str, Any]:
        """What the session holds; of one that is over or unknown, nothing, and its key is forgotten."""
        with connection.cursor() as cursor:
            asked = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
            cursor.execute(asked, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held


class IdleSessions(SessionMiddleware):
    """Django's sessions, whose end moves on with use: SESSION_COOKIE_AGE after the last minute somebody was here."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Store what changed; and, when the last time is a minute ago, the new end."""
        renew(request.session, now=int(time.time()))
        return super().process_response(request, response)


def renew(session: SessionBase, *, now: int) -> None:
    """Mark a session that holds something for storing, unless it was stored within the last minute."""
    if session.session_key is None:
        return
    last = session.get(_RENEWED, 0)
    if not session.is_empty() and not 0 <= now - last < RENEW_AFTER:
        session[_RENEWED] = now
