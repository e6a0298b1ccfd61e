"""Calls to WeChat's interface: the access token, kept sealed and fetched by one process at a time, and what it answers."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings

from huiyin.audit.scope import county_scope
from huiyin.lib.posting import Answer, NoAnswer, Why, call, may_be_public
from huiyin.outbox.wechat.models import WeChat

LARGEST: Final = 11 * 1024 * 1024  # bytes of a picture: WeChat takes ten megabytes
EARLY: Final = timedelta(minutes=5)  # a token is renewed before it ends
NO_LONGER: Final = (40001, 40014, 42001)  # the token does not count: another one is asked for, once
NO_SUCH: Final = 40007  # the picture is not there
UNKNOWN_CALL: Final = (40066,)  # a gateway that has no stable tokens
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}


@dataclass
class NotDone(Exception):
    """WeChat did not do it: by its own number, or nothing usable came back (`code` is 0)."""

    code: int = 0
    why: Why = Why.UNREACHABLE
    perhaps_taken: bool = False  # it was said to the end, and no answer came

    @property
    def is_of_the_picture(self) -> bool:
        """It is this picture that cannot be had: WeChat deletes it after three days, or it is too large to be one."""
        return self.code == NO_SUCH or (not self.code and self.why == Why.TOO_LARGE)

    def __str__(self) -> str:
        return f"WeChat: {self.code or self.why}"


def ask(account: WeChat, path: str, body: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """What it answers; a token that no longer counts is renewed once."""
    return _told(_with_token(account, "POST", path, {}, body, at))


def media(account: WeChat, name: str, *, at: datetime) -> bytes:
    """A picture; where there is none the answer is JSON, which says why."""
    answer = _with_token(account, "GET", "cgi-bin/media/get", {"media_id": name}, None, at)
    if not answer.body.lstrip().startswith(b"{"):
        return answer.body
    _told(answer)
    raise NotDone(0)


def token(account: WeChat, *, at: datetime, stale: str = "") -> str:
    """The access token: the kept one, or a fresh one where it ends soon or is the `stale` one."""
    with county_scope(account.county.pk):
        row = WeChat.objects.select_for_update().get(
            pk=account.pk
        )  # whoever comes second finds the fresh one
        if row.access and row.access != stale and row.access_until and row.access_until > at + EARLY:
            return row.access
        try:
            said = _fetched(row, force=bool(stale))
        except NotDone as no:  # whatever was said to the end, it was no message
            raise NotDone(no.code, no.why) from no
        row.access, seconds = str(said.get("access_token", "")), said.get("expires_in", 7200)
        if not row.access or not isinstance(seconds, int):
            raise NotDone(0)
        row.access_until = at + timedelta(seconds=seconds)
        row.save(update_fields=["access", "access_until"])
        return row.access


def _fetched(account: WeChat, *, force: bool) -> dict[str, Any]:
    """A token that does not end another one's, where that is offered; else the older kind."""
    who = {"grant_type": "client_credential", "appid": account.appid, "secret": account.secret}
    answer = _called(account, "POST", "cgi-bin/stable_token", {}, {**who, "force_refresh": force})
    if answer.status != 404:
        try:
            return _told(answer)
        except NotDone as no:
            if no.code not in UNKNOWN_CALL:
                raise
    return _told(_called(account, "GET", "cgi-bin/token", who, None))


def _with_token(
    account: WeChat, method: str, path: str, query: dict[str, str], body: dict[str, Any] | None, at: datetime
) -> Answer:
    used = token(account, at=at)
    answer = _called(account, method, path, {**query, "access_token": used}, body)
    if _code(answer) not in NO_LONGER:
        return answer
    fresh = token(account, at=at, stale=used)
    return _called(account, method, path, {**query, "access_token": fresh}, body)


def _called(
    account: WeChat, method: str, path: str, query: dict[str, str], body: dict[str, Any] | None
) -> Answer:
    address = f"{account.api}/{path}" + (f"?{urlencode(query)}" if query else "")
    answer = call(
        "POST" if method == "POST" else "GET",
        address,
        body=json.dumps(body, ensure_ascii=False).encode() if body is not None else b"",
        headers=_JSON if body is not None else {},
        may=settings.HUIYIN_MAY_CALL,
        may_public=may_be_public(address),
        most=LARGEST,
    )
    if isinstance(answer, NoAnswer):
        raise NotDone(0, answer.why, answer.perhaps_taken)
    return answer


def _read(answer: Answer) -> dict[str, Any]:
    """What stands in it; empty where it is no JSON."""
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):  # the latter: brackets within brackets without end
        return {}
    return said if isinstance(said, dict) else {}


def _code(answer: Answer) -> int:
    code = _read(answer).get("errcode", 0) if answer.body[:1] == b"{" else 0
    return code if isinstance(code, int) else 0


def _told(answer: Answer) -> dict[str, Any]:
    said = _read(answer)
    code = said.get("errcode", 0)
    if not said or not isinstance(code, int):
        raise NotDone(0)
    if code:
        raise NotDone(code)
    return said
