"""The door of other systems: no cookie counts here, only a key; each call is counted, and leaves nothing when refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import cast

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from huiyin.api.actions import digest_of
from huiyin.api.models import Call, Key, System
from huiyin.api.problems import Problem, wait_words
from huiyin.api.rules import calls_of
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest, address_of, keep_private
from huiyin.orgs.keys import ring
from huiyin.orgs.limits import one_at_a_time
from huiyin.orgs.trying import tried_before

View = Callable[..., HttpResponseBase]
Answer = Callable[[HttpRequest, Problem], HttpResponseBase]
KeyOf = Callable[[HttpRequest], str]
BAD_REQUEST = 400
UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


class SystemRequest(PublicRequest):
    """A call of a system that was let in."""

    system: System
    tail: str


@dataclass(frozen=True)
class Door:
    """One interface: where its key stands in a call, and how it says what is wrong."""

    key_of: KeyOf
    answer: Answer

    def open(self, view: View) -> View:
        """Lets anybody in: what the document of the interface says, and what has no address."""
        return self._door(view, view, lambda request: None, "open to systems")

    def by_key(self, view: View, operation: str, *, may_lack: bool = False) -> View:
        """Lets in who shows a valid key, so often in a minute; counted under the name of the operation.

        What `may_lack` a key is asked without one too, for what everybody may read.
        """

        def counted(request: SystemRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            answer = self._tried(view, request, args, kwargs)
            if hasattr(request, "system"):
                note_call(request.system, operation, answer.status_code, request.tail, request.at)
            return answer

        def knock(request: SystemRequest) -> None:
            words = self.key_of(request)
            if words or not may_lack or request.method not in ("GET", "HEAD"):
                let_in(request, words)

        return self._door(view, counted, knock, "open to systems" if may_lack else "key")

    def _door(self, named: View, view: View, knock: Callable[[SystemRequest], None], name: str) -> View:
        @csrf_exempt
        @wraps(named)
        def door(request: HttpRequest, *args: object, county: str, **kwargs: object) -> HttpResponseBase:
            asked = cast(SystemRequest, request)

            def answer() -> HttpResponseBase:
                if getattr(asked, "county", None) is None or asked.county.slug != county:
                    raise Problem("not_found")
                knock(asked)
                return view(asked, *args, **kwargs)

            return keep_private(self._said(asked, answer))

        door.door = name  # type: ignore[attr-defined]
        return door

    def _tried(self, view: View, request: SystemRequest, args: object, kwargs: object) -> HttpResponseBase:
        """What is refused is taken back, whatever had been done of it by then."""

        def answer() -> HttpResponseBase:
            with transaction.atomic():
                answered = view(request, *cast(tuple[object], args), **cast(dict[str, object], kwargs))
                if answered.status_code >= BAD_REQUEST:
                    transaction.set_rollback(True)
            return answered

        return self._said(request, answer)

    def _said(self, request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """What is wrong, in the shape of this interface."""
        try:
            return answer()
        except Problem as problem:
            return self.answer(request, problem)
        except RequestDataTooBig:
            return self.answer(request, Problem("too_large"))
        except UNREADABLE:
            return self.answer(request, Problem("unreadable"))


def let_in(request: SystemRequest, words: str) -> None:
    """Find whose key it is, and whether it calls too often; wrong keys are slowed down by where they come from."""
    if not words:
        raise Problem("no_key")
    key = Key.objects.valid().filter(digest=digest_of(words)).select_related("system__unit").first()
    if key is None:
        from_here = f"api:{address_of(request)}"  # not as residents' codes: a village may share its address
        tried = tried_before(digest_of(words), from_here, request.at)
        if not tried.left:
            tried.note()
            raise Problem("no_key")
        raise Problem("too_often", wait_words(tried.left), wait=tried.left)
    request.system, request.tail = key.system, key.tail
    wait = seconds_to_wait(key.system, request.at)
    if wait:
        raise Problem("too_often", wait_words(wait), wait=wait)


def seconds_to_wait(system: System, at: datetime) -> int:
    """None while it keeps to what it may; its calls are counted one after another, those of others wait for nobody."""
    most = calls_of(system)
    one_at_a_time(ring().blind(str(system.pk), "api_call.system"))
    lately = system.calls.since(at - most.within)
    if not most.reached(lately.count()):
        return 0
    first = lately.order_by("at").values_list("at", flat=True)[0]
    return max(1, round((first + most.within - at).total_seconds()))


_COUNT = """
INSERT INTO api_dayofcalls (county_id, system_id, day, calls, refused) VALUES (%s, %s, %s, 1, %s)
ON CONFLICT (system_id, day) DO UPDATE
SET calls = api_dayofcalls.calls + 1, refused = api_dayofcalls.refused + excluded.refused
"""


def note_call(system: System, operation: str, status: int, tail: str, at: datetime) -> None:
    """One line of what it did, and one more of its day."""
    Call.objects.create(system=system, at=at, operation=operation, status=status, tail=tail)
    refused = int(status >= BAD_REQUEST)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [system.county_id, system.pk, local_day(at, system.county), refused])


def bearer(request: HttpRequest) -> str:
    """The key in the header of a call; a question mark and what follows would stand in logs."""
    kind, _space, words = request.headers.get("Authorization", "").partition(" ")
    return words.strip() if kind.lower() == "bearer" else ""
