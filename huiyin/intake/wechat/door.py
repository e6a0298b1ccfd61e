"""The door of WeChat: a signature opens it, or nothing does; each message is answered at once, in words or with nothing."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huiyin.intake.wechat.hearing import hear
from huiyin.lib import wechat
from huiyin.lib.wechat import NotWeChat
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.trying import tried_before
from huiyin.outbox.models import WeChat
from huiyin.outbox.wechat.models import wechat_kept

HEARD = "success"  # what WeChat wants to read where nothing is said


def for_wechat(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """No cookie counts here, only what WeChat signed."""

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, county: str) -> HttpResponseBase:
        return keep_private(public(view)(request, county=county))

    door.door = "signature"  # type: ignore[attr-defined]
    return door


class _Unsigned(NotWeChat):
    """Its signature is wrong, or of another moment."""


def _turned_away(request: PublicRequest) -> HttpResponse:
    """Slower and slower for where it comes from; what WeChat signed is heard from there all the same."""
    where = f"wechat-door:{address_of(request)}"  # not as residents' codes: a village may share its address
    tried = tried_before(where, where, request.at)
    if tried.left:
        answer = _text("", status=429)
        answer["Retry-After"] = str(tried.left)
        return answer
    tried.note()
    return _text("", status=403)


@for_wechat
@require_http_methods(["GET", "POST"])
def heard(request: PublicRequest) -> HttpResponse:
    """A message of WeChat, or its question whether we are there."""
    account = wechat_kept()
    try:
        if account is None or not account.token:
            raise NotWeChat("no account")
        if request.method == "GET":
            return _text(_echo(request, account))
        if not account.is_on:
            raise NotWeChat("switched off")
        return _answered(request, account)
    except _Unsigned:
        return _turned_away(request)
    except (NotWeChat, RequestDataTooBig, UnreadablePostError):
        return _text("", status=403)


def _text(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


def _signed(request: PublicRequest, account: WeChat, name: str, *sealed: str) -> tuple[str, str]:
    """Moment and number of a call that WeChat signed just now."""
    asked = request.GET
    timestamp, nonce = asked.get("timestamp", ""), asked.get("nonce", "")
    if not wechat.is_of_now(timestamp, request.at):
        raise _Unsigned("of another time")
    if not wechat.is_signed(asked.get(name, ""), account.token, timestamp, nonce, *sealed):
        raise _Unsigned("not signed")
    return timestamp, nonce


def _echo(request: PublicRequest, account: WeChat) -> str:
    """Asked when the county enters the address at WeChat's side; always signed in the plain way."""
    _signed(request, account, "signature")
    return request.GET.get("echostr", "")[:200]


def _answered(request: PublicRequest, account: WeChat) -> HttpResponse:
    """In encrypted mode nothing plain is heard; what is signed and no message is answered with nothing."""
    timestamp, nonce = _signed(request, account, "signature")
    seal = account.seal
    written: bytes | str = request.body
    if seal is not None:
        sealed = wechat.read(written).get("Encrypt", "")
        _signed(request, account, "msg_signature", sealed)
        written = seal.open(sealed)
    message = wechat.read(written)
    with override(settings.LANGUAGE_CODE):
        words = hear(message, county=request.county, at=request.at)
    if not words:
        return _text(HEARD)
    answer = wechat.reply(message, words, request.at)
    if seal is not None:
        answer = wechat.shut_reply(seal, account.token, answer, timestamp, nonce)
    return HttpResponse(answer, content_type="application/xml; charset=utf-8")
