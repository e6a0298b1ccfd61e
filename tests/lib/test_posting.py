"""A call to another system goes where it may, ends in time, and never follows."""

import socket
import time

import pytest

from huiyin.lib import posting
from huiyin.lib.posting import Answer, NoAnswer, Why
from tests.lib.names import NAME, leads_to
from tests.peers import HERE, dripping, peer

NOWHERE = "0.0." + "0.0"


def test_what_is_posted_arrives_and_the_answer_comes_back() -> None:
    with peer(lambda _asked: (202, {}, b"thanks")) as other:
        answer = posting.call(
            "POST", other.address + "?n=1", body=b'{"n": 1}', headers={"X-Key": "k"}, may=HERE
        )
    assert answer == Answer(202, b"thanks")
    assert answer.is_taken
    asked = other.asked[0]
    assert (asked.method, asked.path, asked.body) == ("POST", "/hook?n=1", b'{"n": 1}')
    assert asked.headers["x-key"] == "k"
    assert asked.headers["host"] == f"127.0.0.1:{other.port}"
    assert asked.headers["user-agent"] == "Huiyin"


def test_a_question_has_no_body() -> None:
    with peer() as other:
        assert posting.call("GET", other.address, may=HERE) == Answer(200, b"ok")
    assert "content-length" not in other.asked[0].headers


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with (
        peer() as elsewhere,
        peer(lambda _asked: (302, {"Location": elsewhere.address}, b"")) as other,
    ):
        assert posting.call("POST", other.address, may=HERE) == Answer(302, b"")
    assert elsewhere.asked == []


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with peer() as proxy, peer() as other:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert posting.call("POST", other.address, may=HERE) == Answer(200, b"ok")
    assert proxy.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.1.1", NOWHERE,
        "255.255.255.255", "240.0.0.1", "224.0.0.5", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "::1", "::", "fe80::1", "fd00:ec2::254", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "fec0::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    leads_to(monkeypatch, address)
    assert posting.call("POST", f"https://{NAME}/") == NoAnswer(Why.NOT_ALLOWED)
    leads_to(monkeypatch, "1.2.4.8", address)
    assert posting.call("POST", f"https://{NAME}/") == NoAnswer(Why.NOT_ALLOWED)


@pytest.mark.parametrize("name", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "0"])
def test_this_machine_however_it_is_written_is_refused(name: str) -> None:
    assert posting.call("POST", f"http://{name}:9/") == NoAnswer(Why.NOT_ALLOWED)


@pytest.mark.parametrize("address", ["169.254.169.254", "100.100.100.200", "224.0.0.5", NOWHERE, "fe80::1"])
def test_some_addresses_are_never_called_whatever_the_setting_says(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    leads_to(monkeypatch, address)
    everything = posting.networks("0.0.0.0/0, ::/0")
    assert posting.call("POST", f"http://{NAME}/", may=everything) == NoAnswer(Why.NOT_ALLOWED)


def test_a_network_that_is_named_may_be_called_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "127.0.0.1")
    with peer() as other:
        address = f"http://{NAME}:{other.port}/"
        assert posting.call("POST", address, may=posting.networks("10.0.0.0/8")) == NoAnswer(Why.NOT_ALLOWED)
        assert posting.call("POST", address, may=posting.networks("127.0.0.0/8")) == Answer(200, b"ok")
    assert [asked.headers["host"] for asked in other.asked] == [f"{NAME}:{other.port}"]


def test_what_is_for_the_house_alone_is_not_sent_to_the_public(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "1.2.4.8")
    inside = posting.call("POST", f"http://{NAME}/", may=HERE, may_public=False)
    assert inside == NoAnswer(Why.NOT_ALLOWED)
    with peer() as other:
        assert posting.call("POST", other.address, may=HERE, may_public=False) == Answer(200, b"ok")


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = leads_to(monkeypatch, "127.0.0.2", then="10.9.9.9")
    with (
        peer() as other
    ):  # which listens on 127.0.0.1 alone, so that nobody is at the address that was judged
        answer = posting.call("POST", f"http://{NAME}:{other.port}/", may=HERE)
    assert answer == NoAnswer(Why.UNREACHABLE)
    assert asked == [NAME]
    assert other.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.cn/", "file:/etc/passwd", "a.cn", "", "http://", "http:///x", "http://u:p@a.cn/", "http://a.cn:0/",
        "http://a.cn:99999/", "http://a.cn/a b", "http://a.cn\r\nX: y/", "http://a.cn\\@b.cn/", "http://[::1/",
        "http://[fe80::1%25eth0]/", "http://" + "a" * 70 + ".cn/", "http://a..cn/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_unasked(address: str) -> None:
    assert posting.objection(address) is Why.NOT_AN_ADDRESS
    assert posting.call("POST", address, may=HERE) == NoAnswer(Why.NOT_AN_ADDRESS)


def test_chinese_in_an_address_is_written_as_the_web_does(monkeypatch: pytest.MonkeyPatch) -> None:
    with peer() as other:
        answer = posting.call("GET", f"http://127.0.0.1:{other.port}/回音/?县=河阳&a=%20", may=HERE)
    assert answer == Answer(200, b"ok")
    assert other.asked[0].path == "/%E5%9B%9E%E9%9F%B3/?%E5%8E%BF=%E6%B2%B3%E9%98%B3&a=%20"
    assert posting.objection("https://政务.cn/hook") is None


@pytest.mark.parametrize("value", ["a\r\nX-Other: b", "回音", "a\x00"])
def test_a_header_that_is_none_is_refused(value: str) -> None:
    with peer() as other:
        answer = posting.call("POST", other.address, headers={"X-Key": value}, may=HERE)
    assert answer == NoAnswer(Why.NOT_AN_ADDRESS)
    assert other.asked == []


def test_nobody_there_is_told_apart_from_who_was_asked_and_hung_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert posting.call("POST", f"http://127.0.0.1:{port}/", may=HERE) == NoAnswer(Why.UNREACHABLE)
    with peer(lambda _asked: (200, {"Content-Length": "9"}, b"short")) as other:
        answer = posting.call("POST", other.address, may=HERE)
    assert answer == NoAnswer(Why.UNREACHABLE, perhaps_taken=True)


def test_a_name_that_does_not_exist_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_args: object, **_kwargs: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "nobody")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert posting.call("POST", f"https://{NAME}/") == NoAnswer(Why.UNREACHABLE)


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_does_not_hold_us(first: bytes) -> None:
    begun = time.monotonic()
    drop = (
        b"x"
        if first.endswith(b"\r\n\r\n")
        else b"HTTP/1.1 100 Continue\r\n\r\n"
        if not first
        else b"A: b\r\n"
    )
    with dripping(first, drop) as address:
        answer = posting.call("POST", address, may=HERE, seconds=0.5)
    assert answer == NoAnswer(Why.TOO_SLOW, perhaps_taken=True)
    assert time.monotonic() - begun < 3


def test_a_resolver_that_is_slow_does_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: time.sleep(1.5) or [])
    begun = time.monotonic()
    assert posting.call("POST", f"https://{NAME}/", seconds=0.2) == NoAnswer(Why.TOO_SLOW)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "1000000"}])
def test_an_answer_that_is_too_large_is_none(headers: dict[str, str]) -> None:
    with peer(lambda _asked: (200, headers, b"x" * 1001)) as other:
        answer = posting.call("GET", other.address, may=HERE, most=1000)
    assert answer == NoAnswer(Why.TOO_LARGE, perhaps_taken=True)


def test_no_http_is_no_answer() -> None:
    with dripping(b"220 mail.example.cn ESMTP\r\n", b"\r\n") as address:
        answer = posting.call("POST", address, may=HERE, seconds=2)
    assert answer == NoAnswer(Why.UNREACHABLE, perhaps_taken=True)
