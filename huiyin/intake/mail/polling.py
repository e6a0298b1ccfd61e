"""Looking into the letterbox: what is new since the last look is taken in, letter by letter; nothing is changed there."""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

from huiyin.audit.scope import county_scope
from huiyin.intake.mail import rules, taking
from huiyin.intake.models import Letterbox
from huiyin.orgs.each_county import in_each
from huiyin.orgs.models import County
from huiyin.outbox.models import Mailbox
from huiyin.outbox.rules import unsaid

SECONDS: Final = 20
TURN: Final = 50  # letters of a county at a time
OVERLAP: Final = timedelta(days=2)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
log = logging.getLogger("huiyin.clock")


class NoFolder(Exception):
    """The folder is not there."""


def look(*, at: datetime) -> int:
    """Into the letterbox of each county; the number of letters that came."""
    return in_each(_look_into, at)


def _look_into(county: County, at: datetime) -> int:
    with county_scope(county.pk):
        box = Letterbox.objects.filter(is_on=True).first()
    if box is None:
        return 0
    done, trouble = 0, ""
    try:
        with _opened(box) as (server, epoch):
            if not box.epoch:  # looked into for the first time: what came before is somebody's already
                with county_scope(county.pk):
                    _read_up_to(box, epoch, _following(server) - 1)
            else:
                for uid in _new(server, box, epoch)[:TURN]:
                    _fetch(server, uid, county, box, epoch, at)
                    done += 1
    except NoFolder:
        trouble = rules.NO_FOLDER
    except imaplib.IMAP4.abort:
        trouble = rules.NO_SERVER
    except imaplib.IMAP4.error:
        trouble = rules.SIGN_IN
    except (OSError, ssl.SSLError):
        trouble = rules.NO_SERVER
    except UnicodeError:
        trouble = unsaid(box.host)
    with county_scope(county.pk):
        looked = {} if trouble else {"looked_at": at}  # what came while nobody could look is looked for later
        Letterbox.objects.filter(pk=box.pk).update(trouble=trouble, **looked)
    return done


@contextmanager
def _opened(box: Letterbox) -> "Iterator[tuple[imaplib.IMAP4, int]]":
    """Signed in, with the folder open for reading only; and by which count its letters are numbered."""
    server: imaplib.IMAP4
    if box.security == Mailbox.Security.TLS:
        context = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=SECONDS)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=SECONDS)
    try:
        if box.security == Mailbox.Security.STARTTLS:
            server.starttls(ssl.create_default_context())
        server.login(box.username, box.password)
        status, _said = server.select(_quoted(box.folder), readonly=True)
        if status != "OK":
            raise NoFolder
        epoch = server.response("UIDVALIDITY")[1][0]
        yield server, int(epoch or 0)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _following(server: imaplib.IMAP4) -> int:
    """The number that the next letter will have."""
    return int(server.response("UIDNEXT")[1][0] or 1)


def _new(server: imaplib.IMAP4, box: Letterbox, epoch: int) -> list[int]:
    """What came after the last one; where the server counts anew, what came in the last days: what is known makes nothing.

    A server names its last letter even where it is not newer.
    """
    since, which = box.last_uid, f"UID {box.last_uid + 1}:*"
    if epoch != box.epoch and box.looked_at is not None:
        day = (box.looked_at - OVERLAP).date()
        since, which = 0, f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}"
    said = _said(server, "SEARCH", which)
    return sorted(uid for uid in map(int, (said[0] or b"").split()) if uid > since)


def _said(server: imaplib.IMAP4, *asked: str) -> list[Any]:
    """What the server answers; where it would rather not now, the letter stays for the next look."""
    status, said = server.uid(*asked)
    if status != "OK":
        raise imaplib.IMAP4.abort(asked[0])
    return said


def _fetch(server: imaplib.IMAP4, uid: int, county: County, box: Letterbox, epoch: int, at: datetime) -> None:
    """One letter, and that it has been read up to there, in one transaction."""
    large = _size(server, uid) > rules.LARGEST
    raw = b"" if large else _raw(server, uid)
    try:
        with county_scope(county.pk):
            if large:
                taking.too_large(mark=f"{box.username}:{epoch}:{uid}", at=at)
            elif raw:
                taking.take(raw, at=at)
            _read_up_to(box, epoch, uid)
    except Exception:
        log.exception("a letter could not be taken in")
        with county_scope(county.pk):
            taking.unread(raw, at=at)
            _read_up_to(box, epoch, uid)


def _read_up_to(box: Letterbox, epoch: int, uid: int) -> None:
    Letterbox.objects.filter(pk=box.pk).update(epoch=epoch, last_uid=uid)


def _size(server: imaplib.IMAP4, uid: int) -> int:
    said = _said(server, "FETCH", str(uid), "(RFC822.SIZE)")
    found = re.search(rb"RFC822\.SIZE (\d+)", said[0] if isinstance(said[0], bytes) else b"")
    return int(found[1]) if found else 0


def _raw(server: imaplib.IMAP4, uid: int) -> bytes:
    said = _said(server, "FETCH", str(uid), "(BODY.PEEK[])")
    return next((part[1] for part in said if isinstance(part, tuple)), b"")
