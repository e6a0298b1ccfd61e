"""Other systems on this machine that the tests call: a real HTTP server, which answers as a test says."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

HERE = (ip_network("127.0.0.0/8"),)


@dataclass(frozen=True)
class Asked:
    """What came in; the names of headers in small letters."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """A server, what it was asked, and how it answers: a status, what goes in front of the body, and the body."""

    port: int
    answers: Callable[[Asked], tuple[int, dict[str, str], bytes]]
    asked: list[Asked] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of its door."""
        return f"http://127.0.0.1:{self.port}/hook"


def taken(_asked: Asked) -> tuple[int, dict[str, str], bytes]:
    """It takes everything."""
    return 200, {}, b"ok"


@contextmanager
def peer(
    answers: Callable[[Asked], tuple[int, dict[str, str], bytes]] = taken, tls: ssl.SSLContext | None = None
) -> Iterator[Peer]:
    """One that listens for as long as the test needs it."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            named = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, named, self.rfile.read(length))
            found.asked.append(asked)
            status, headers, body = found.answers(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer

        def log_message(self, *_args: object) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 64
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            """Whoever called went away."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found = Peer(server.server_address[1], answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(first: bytes, drop: bytes) -> Iterator[str]:
    """A server that says the first at once and then a drop every tenth of a second, for ever; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        line, _from = listening.accept()
        with line:
            try:
                line.sendall(first)
                while not over.is_set():
                    line.sendall(drop)
                    time.sleep(0.1)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        over.set()
        thread.join(5)
        listening.close()
