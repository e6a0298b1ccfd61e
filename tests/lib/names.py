"""A name of the net that leads where a test says."""

import socket

import pytest

NAME = "hooks.example.cn"


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str, then: str = "") -> list[str]:
    """The name leads there; asked once more, elsewhere. Returns what was looked up."""
    real, asked = socket.getaddrinfo, []

    def look(host: str, port: int, *args: object, **kwargs: object) -> object:
        if host != NAME:
            return real(host, port, *args, **kwargs)  # type: ignore[arg-type]
        found = addresses if NAME not in asked or not then else (then,)
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked
