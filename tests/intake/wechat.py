"""WeChat in the place of WeChat: it signs and seals what a follower writes, and answers calls of its interface on 127.0.0.1."""

import base64
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from huiyin.lib import wechat
from huiyin.lib.wechat import Seal
from huiyin.outbox.models import WeChat
from tests.world import AT

APPID, TOKEN = "wxb11529c136998cb6", "pamtestpamtest26"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SEAL = Seal(KEY, APPID)
THERE = "/c/heyang/wechat/"
WANG = "oyORnuP8q7ou2gfYjqLzSIWZf0rs"
_numbers = count(6054768590064713728)


def account(**fields: Any) -> WeChat:
    """The county's account, switched on, in encrypted mode."""
    kept = {"appid": APPID, "secret": "geheim", "token": TOKEN, "aes_key": KEY, "is_on": True}
    return WeChat.objects.create(**{**kept, **fields})


def message(kind: str = "text", *, who: str = WANG, at: datetime = AT, **fields: str) -> dict[str, str]:
    """One message of a follower, with a number of its own unless it is an event."""
    made = {
        "ToUserName": "gh_10f6c3c3ac5a",
        "FromUserName": who,
        "CreateTime": str(int(at.timestamp())),
        "MsgType": kind,
    }
    number = {} if kind == "event" else {"MsgId": str(next(_numbers))}
    return {**made, **number, **fields}


def text(words: str, **fields: Any) -> dict[str, str]:
    """Words."""
    return message(Content=words, **fields)


def picture(media: str = "media-1", **fields: Any) -> dict[str, str]:
    """A picture."""
    return message("image", MediaId=media, PicUrl="http://mmbiz.qpic.cn/x/0", **fields)


def event(name: str, key: str = "", **fields: Any) -> dict[str, str]:
    """What a follower did."""
    return message("event", Event=name, EventKey=key, **fields)


def signed(*sealed: str, at: datetime = AT, token: str = TOKEN) -> str:
    """The question mark and what follows, as WeChat signs a call."""
    timestamp, nonce = str(int(at.timestamp())), base64.b16encode(os.urandom(5)).decode()
    asked = {"timestamp": timestamp, "nonce": nonce, "signature": wechat.signature(token, timestamp, nonce)}
    if sealed:
        asked["msg_signature"] = wechat.signature(token, timestamp, nonce, *sealed)
        asked["encrypt_type"] = "aes"
    return "?" + urlencode(asked)


def post(body: bytes | str, query: str) -> Any:
    """As WeChat calls: no cookie, no language."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    return client.generic("POST", THERE + query, body, "text/xml")


def call(said: dict[str, str], *, at: datetime = AT, seal: Seal = SEAL) -> Any:
    """A message in encrypted mode."""
    sealed = seal.shut(wechat.written(said))
    body = wechat.written({"ToUserName": said["ToUserName"], "Encrypt": sealed})
    return post(body, signed(sealed, at=at))


def plain(said: dict[str, str], *, at: datetime = AT) -> Any:
    """A message in plain mode."""
    return post(wechat.written(said), signed(at=at))


def words_of(answer: Any) -> str:
    """What the follower reads; empty where nothing is said."""
    assert answer.status_code == 200, answer.content
    if answer.content == b"success":
        return ""
    outer = wechat.read(answer.content)
    if "Encrypt" in outer:
        parts = (TOKEN, outer["TimeStamp"], outer["Nonce"], outer["Encrypt"])
        assert wechat.is_signed(outer["MsgSignature"], *parts)
        outer = wechat.read(SEAL.open(outer["Encrypt"]))
    assert outer["ToUserName"]
    assert outer["MsgType"] == "text"
    return outer["Content"]


def says(said: dict[str, str] | str, *, at: datetime = AT) -> str:
    """What a follower reads who writes that."""
    return words_of(call(text(said, at=at) if isinstance(said, str) else said, at=at))


@dataclass
class Interface:
    """WeChat's interface: what it was asked, and what it says to the next calls."""

    port: int = 0
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    tokens: int = 0
    valid: str = ""
    media: dict[str, bytes] = field(default_factory=dict)
    errors: dict[str, list[int]] = field(
        default_factory=dict
    )  # by the last part of the path, one for each call
    gone: bool = False
    has_stable: bool = True

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def named(self, name: str) -> list[dict[str, Any]]:
        """What came to one address."""
        return [said for path, said in self.asked if path.endswith(name)]

    def answer(self, path: str, query: dict[str, str], body: dict[str, Any]) -> tuple[int, bytes]:
        """As WeChat says it."""
        name = re.sub(r"^/cgi-bin/", "", path)
        self.asked.append((name, body or query))
        if self.errors.get(name):
            return 200, json.dumps({"errcode": self.errors[name].pop(0), "errmsg": "no"}).encode()
        if name == "stable_token" and not self.has_stable:
            return 404, b"no such page"
        if name in ("token", "stable_token"):
            self.tokens += 1
            self.valid = f"token-{self.tokens}"
            return 200, json.dumps({"access_token": self.valid, "expires_in": 7200}).encode()
        if query.get("access_token") != self.valid:
            return 200, b'{"errcode": 40001, "errmsg": "invalid credential"}'
        if name == "media/get":
            found = self.media.get(query["media_id"])
            return 200, found or b'{"errcode": 40007, "errmsg": "invalid media_id"}'
        return 200, b'{"errcode": 0, "errmsg": "ok", "msgid": 1}'


@contextmanager
def interface() -> Iterator[Interface]:
    """It listens on a port of its own, for as long as it is needed."""
    found = Interface()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if found.gone:
                self.connection.close()
                return
            where = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(where.query).items()}
            status, said = found.answer(where.path, query, json.loads(body) if body else {})
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = _do

        def log_message(self, *_args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def later(**much: float) -> datetime:
    """A moment after the one at which tests happen."""
    return AT + timedelta(**much)
