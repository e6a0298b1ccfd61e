"""E-mail, by SMTP: the county's mail server takes a message, or says in a number why not."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from typing import Final

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from huiyin.outbox.models import Mailbox
from huiyin.outbox.rules import LATER, NO_SERVER, NO_SUCH, REFUSED, SIGN_IN, unsaid
from huiyin.outbox.transports import Hand, Outcome, Parcel

SECONDS: Final = 20  # for each answer of the server
FOR_GOOD: Final = 500  # an answer from here on will be the same the next time
SIGN_IN_FIRST: Final = 530  # RFC 4954, 6
NO_MAILBOX: Final = (550, 551, 553)
_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"


@contextmanager
def line(box: Mailbox, name: str) -> Iterator[Hand]:
    """A line to the server, opened with the first message and once more after it broke; closed in the end."""
    server: EmailBackend = get_connection(  # type: ignore[assignment]
        _SMTP,
        host=box.host,
        port=box.port,
        username=box.username,
        password=box.password,
        use_ssl=box.security == Mailbox.Security.TLS,
        use_tls=box.security == Mailbox.Security.STARTTLS,
        timeout=SECONDS,
    )
    sender = str(Address(name, addr_spec=box.sender))

    def hand(parcel: Parcel) -> Outcome:
        try:
            server.open()
            return _handed(server, letter(parcel, sender))
        except smtplib.SMTPAuthenticationError as no:
            _hang_up(server)
            return Outcome(SIGN_IN, str(no.smtp_code), again=True)
        except smtplib.SMTPNotSupportedError:
            _hang_up(server)
            return Outcome(SIGN_IN, again=True)
        except smtplib.SMTPResponseException as no:  # a greeting that sends us away
            _hang_up(server)
            return Outcome(NO_SERVER, str(no.smtp_code), again=True)
        except (OSError, smtplib.SMTPException):
            _hang_up(server)
            return Outcome(NO_SERVER, again=True)
        except UnicodeError:
            _hang_up(server)
            return Outcome(unsaid(box.host), again=True)

    try:
        yield hand
    finally:
        _hang_up(server)


def letter(parcel: Parcel, sender: str) -> EmailMessage:
    """The message as mail: made by a machine, numbered by us, and with a way to end it."""
    headers = {
        "Message-ID": parcel.number,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if parcel.follows:
        headers |= {"In-Reply-To": parcel.follows, "References": parcel.follows}
    if parcel.stop:
        headers["List-Unsubscribe"] = f"<{parcel.stop}>"
    return EmailMessage(parcel.subject, parcel.text, sender, [parcel.to], headers=headers)


def _handed(server: EmailBackend, mail: EmailMessage) -> Outcome:
    """What the server says; a line that broke off meanwhile raises what it broke with."""
    try:
        server.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as no:
        code = min(code for code, _words in no.recipients.values())
        return _refused(code, NO_SUCH if code in NO_MAILBOX else REFUSED)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as no:
        return _refused(no.smtp_code, REFUSED)
    except (UnicodeError, ValueError):  # an address that no server can be told
        return Outcome(NO_SUCH)
    return Outcome()


def _refused(code: int, reason: str) -> Outcome:
    if code == SIGN_IN_FIRST:
        return Outcome(SIGN_IN, str(code), again=True)  # said of the account, not of this message
    for_good = code >= FOR_GOOD
    return Outcome(reason if for_good else LATER, str(code), again=not for_good)


def _hang_up(server: EmailBackend) -> None:
    with suppress(OSError, smtplib.SMTPException):
        server.close()
    server.connection = None
