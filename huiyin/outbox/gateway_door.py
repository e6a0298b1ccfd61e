"""The door of the county's SMS gateway: what it says afterwards, signed with the secret that both hold, and nothing else.

A wrong signature is answered alike whatever it was about, and slows down where it came from.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huiyin.lib import signing, telephone
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.trying import tried_before
from huiyin.outbox import gateway, rules
from huiyin.outbox.models import gateway_kept
from huiyin.outbox.sms_wording import whose

MOST: Final = 4096  # bytes
LONGEST_CODE: Final = 12
Told = dict[str, Any]


def _problem(status: int, words: str, **headers: str) -> HttpResponse:
    return JsonResponse({"error": words}, status=status, headers=headers)


def signed(view: Callable[[PublicRequest, Told], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Lets in one JSON object that the county's gateway signed."""

    @wraps(view)
    def door(request: PublicRequest) -> HttpResponse:
        try:
            body = request.read(MOST + 1)
        except (UnreadablePostError, RequestDataTooBig):
            return _problem(400, "The body could not be read.")
        if len(body) > MOST:
            return _problem(413, "The body is too large.")
        if not _is_the_gateways(request, body):
            return _turned_away(request)
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            return _problem(422, "The body is no JSON object.")
        return view(request, told)

    opened = csrf_exempt(require_POST(public(lambda request: keep_private(door(request)))))
    opened.door = "signed"  # type: ignore[attr-defined]
    return opened


def _is_the_gateways(request: PublicRequest, body: bytes) -> bool:
    kept = gateway_kept()
    given = {name.lower(): value for name, value in request.headers.items()}
    secrets = [kept.secret] if kept is not None and kept.secret else []
    return signing.is_signed(secrets, given=given, at=request.at, body=body)


def _turned_away(request: PublicRequest) -> HttpResponse:
    from_here = f"sms:{address_of(request)}"  # not as residents' codes: a village may share its address
    tried = tried_before(from_here, from_here, request.at)
    if tried.left:
        return _problem(429, "Too many wrong signatures; please wait.", **{"Retry-After": str(tried.left)})
    tried.note()
    return _problem(401, "The signature is missing, wrong, or of another moment.")


@signed
def receipts(request: PublicRequest, told: Told) -> HttpResponse:
    """That a message arrived, or did not; states in between are taken and change nothing."""
    number, state, code = (told.get(name, "") for name in ("id", "state", "code"))
    if not isinstance(number, str) or not isinstance(state, str):
        return _problem(422, "A receipt needs id and state, both text.")
    message = whose(number)
    if message is None or not gateway.take_receipt(
        message=message[0], again=message[1], state=state, code=_code(code), at=request.at
    ):
        return _problem(404, "No message has this id.")
    return HttpResponse(status=204)


@signed
def replies(request: PublicRequest, told: Told) -> HttpResponse:
    """What somebody answered to an SMS: a stop word ends them, a start word lifts that; nothing else is taken."""
    phone, text = told.get("from", ""), told.get("text", "")
    if not isinstance(phone, str) or not isinstance(text, str) or not telephone.digits(phone):
        return _problem(422, "A reply needs from and text, both text, and from is a number.")
    if rules.is_stop_word(text):
        gateway.take_stop(phone=phone, at=request.at)
        return JsonResponse({"taken": True})
    taken = rules.is_start_word(text) and gateway.take_start(phone=phone, at=request.at)
    return JsonResponse({"taken": taken})


def _code(code: object) -> str:
    """The number that says why; words of the other side are not kept."""
    said = str(code) if isinstance(code, str | int) else ""
    return said if len(said) <= LONGEST_CODE and said.isascii() and said.isalnum() else ""
