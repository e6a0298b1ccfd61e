"""A real IMAP server on this machine: Debian's dovecot, with one account and folders in which letters are laid."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ACCOUNT, PASSWORD = "xinxi", "right"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/opt/homebrew/sbin:/usr/local/sbin"
PROGRAM = shutil.which("dovecot", path=PLACES) or ""
_number = count(1)
_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {inner}
default_internal_group = {inner_group}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Letters:
    """The account's folder."""

    port: int
    home: Path

    def lay(self, raw: bytes) -> None:
        """A letter arrives."""
        name = f"{int(time.time())}.{next(_number):06}.here"
        made = self.home / "mail" / "tmp" / name
        made.write_bytes(raw)
        made.chmod(0o644)
        made.rename(self.home / "mail" / "new" / name)


def is_there() -> bool:
    """Whether this machine has it."""
    return bool(PROGRAM)


@contextmanager
def running() -> Iterator[Letters]:
    """A server on a port of its own, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _serving(Path(folder))


def _serving(home: Path) -> Iterator[Letters]:
    for part in ("new", "cur", "tmp"):
        (home / "mail" / part).mkdir(parents=True)
    reader = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    if os.getuid() == 0:  # it serves no letters as root
        home.chmod(0o755)
        for path in (home / "mail", *(home / "mail").iterdir()):
            os.chown(path, reader.pw_uid, reader.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    me, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    is_root = os.getuid() == 0 and "dovecot" in {one.pw_name for one in pwd.getpwall()}
    who = {"inner": "dovecot" if is_root else me, "inner_group": "dovecot" if is_root else group}
    who["login"] = "dovenull" if is_root else me
    facts = {
        **who,
        "home": home,
        "port": port,
        "password": PASSWORD,
        "uid": reader.pw_uid,
        "gid": reader.pw_gid,
    }
    config = home / "dovecot.conf"
    config.write_text(_CONFIG.format(**facts))
    server = subprocess.Popen([PROGRAM, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait(port, server)
        yield Letters(port, home)
    finally:
        server.terminate()
        server.communicate(timeout=10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _n in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, server.communicate()[1].decode()
        time.sleep(0.05)
    raise AssertionError("dovecot does not answer")
