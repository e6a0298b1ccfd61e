"""huiyin sealed: keys and open on the recipient's own machine, without a database; recipient and export on the server."""

import argparse
import getpass
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from huiyin.lib import envelope
from huiyin.lib.refusal import Refused
from huiyin.sealed.letter import Letter, unpacked

LEAST = 12  # characters of a passphrase


def command(args: argparse.Namespace) -> int:
    """Do it."""
    deeds: dict[str, Callable[[argparse.Namespace], None]] = {
        "keys": _keys,
        "open": _open,
        "recipient": _recipient,
        "export": _export,
    }
    deeds[args.kind](args)
    return 0


def _passphrase(*, twice: bool) -> str:
    given = getpass.getpass(_("Passphrase of the private key: "))
    if twice and len(given) < LEAST:
        raise Refused(_("The passphrase takes at least %(n)d characters.") % {"n": LEAST})
    if twice and getpass.getpass(_("Once more: ")) != given:
        raise Refused(_("The two are not the same."))
    return given


def _keys(args: argparse.Namespace) -> None:
    private, public = envelope.make_pair(_passphrase(twice=True))
    _write(args.output, private.encode())
    print(
        _("The private key is in %(path)s; keep it off every network, with a copy in a safe.")
        % {"path": args.output}
    )
    print(_("To be handed to the county: %(key)s") % {"key": public})
    print(
        _("Fingerprint, to be compared on the telephone: %(digits)s") % {"digits": envelope.digits_of(public)}
    )


def _open(args: argparse.Namespace) -> None:
    key = _private(args.key)
    for path in args.files:
        try:
            reference, letter = unpacked(envelope.opened(key, path.read_bytes()))
        except envelope.NotForThisKey as error:
            raise Refused(
                _("%(path)s cannot be opened: it was altered, or shut for another key.") % {"path": path}
            ) from error
        folder = args.output / reference
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder / "report.txt", _as_text(reference, letter).encode())
        for number, file in enumerate(letter.files, 1):
            _write(folder / f"{number:02d}.{file.kind}", file.content)
        print(_("%(number)s lies in %(path)s.") % {"number": reference, "path": folder})


def _private(path: Path) -> X25519PrivateKey:
    try:
        return envelope.private_key(path.read_text(), _passphrase(twice=False))
    except envelope.NotForThisKey as error:
        raise Refused(_("The passphrase does not fit this key file.")) from error


def _as_text(reference: str, letter: Letter) -> str:
    """The report to be read or printed."""
    said = [
        (_("Number"), reference),
        (_("Received"), letter.received_at.isoformat(timespec="minutes")),
        (_("Place"), letter.place),
        (_("Name"), letter.name),
        (_("Telephone"), letter.phone),
    ]
    head = [f"{label}: {text}" for label, text in said if text]
    files = [f"{number:02d}.{file.kind}: {file.name}" for number, file in enumerate(letter.files, 1)]
    return "\n".join([*head, "", letter.words, "", *letter.trail, *files, ""])


def _write(path: Path, content: bytes) -> None:
    """For its owner's eyes, and never over what is there already."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(_("%(path)s is there already; nothing was written over.") % {"path": path}) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _recipient(args: argparse.Namespace) -> None:
    from django.utils import timezone

    from huiyin.audit.scope import county_scope
    from huiyin.orgs.counties import county_asked
    from huiyin.sealed.actions import enter_recipient

    county = county_asked(args.county)
    with county_scope(county.pk):
        try:
            made = enter_recipient(
                organ=args.organ, phone=args.phone, public_key=args.key, county=county, at=timezone.now()
            )
        except envelope.NotForThisKey as error:
            raise Refused(_("This is no public key of a recipient.")) from error
    print(
        _("Reports are shut for %(organ)s from now on; fingerprint %(digits)s.")
        % {"organ": made.organ, "digits": made.digits}
    )


def _export(args: argparse.Namespace) -> None:
    from huiyin.audit.scope import county_scope
    from huiyin.orgs.counties import county_asked
    from huiyin.sealed.models import Envelope

    county = county_asked(args.county)
    args.output.mkdir(mode=0o700, parents=True, exist_ok=True)
    with county_scope(county.pk):
        waiting = Envelope.objects.filter(report__handed_over_at=None).select_related("report")
        for one in waiting.order_by("pk"):
            _write(args.output / f"{one.report.reference}.sealed", bytes(one.content))
            print(one.report.reference, one.report.digest)
