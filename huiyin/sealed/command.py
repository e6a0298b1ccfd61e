"""huiyin sealed: keys and open on the recipient's own machine, without a database; recipient and export on the server."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.lib import envelope
from huiyin.lib.refusal import Refused
from huiyin.sealed.letter import Letter, unpacked

if TYPE_CHECKING:
    from huiyin.sealed.models import Envelope

LEAST = 12  # characters of a passphrase


def command(args: argparse.Namespace) -> int:
    """Do it."""
    deeds: dict[str, Callable[[argparse.Namespace], int]] = {
        "keys": _keys,
        "open": _open,
        "recipient": _recipient,
        "export": _export,
    }
    return deeds[args.kind](args)


def _each(done: Iterator[Callable[[], str]]) -> int:
    """One after the other, going on after one that cannot be done: 1 if there was any, for whoever called."""
    failed = 0
    for do in done:
        try:
            print(do())
        except Refused as no:
            print(no.sentence, file=sys.stderr)
            failed += 1
    if failed:
        words = ngettext("%(n)d of them could not be written.", "%(n)d of them could not be written.", failed)
        print(words % {"n": failed}, file=sys.stderr)
    return int(failed > 0)


def _passphrase(*, twice: bool) -> str:
    given = getpass.getpass(_("Passphrase of the private key: "))
    if twice and len(given) < LEAST:
        raise Refused(_("The passphrase takes at least %(n)d characters.") % {"n": LEAST})
    if twice and getpass.getpass(_("Once more: ")) != given:
        raise Refused(_("The two are not the same."))
    return given


def _keys(args: argparse.Namespace) -> int:
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
    return 0


def _open(args: argparse.Namespace) -> int:
    key = _private(args.key)
    return _each(partial(_opened, key, path, args.output) for path in args.files)


def _opened(key: X25519PrivateKey, path: Path, output: Path) -> str:
    """One envelope, as a folder; what is said of it."""
    try:
        content = path.read_bytes()
        reference, letter = unpacked(envelope.opened(key, content))
    except OSError as error:
        raise Refused(_("%(path)s cannot be read.") % {"path": path}) from error
    except envelope.NotForThisKey as error:
        raise Refused(
            _("%(path)s cannot be opened: it was altered, or shut for another key.") % {"path": path}
        ) from error
    folder = output / reference
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, file in enumerate(letter.files, 1):
        _write(folder / f"{number:02d}.{file.kind}", file.content)
    _write(folder / "report.txt", _as_text(reference, letter).encode())
    facts = {"number": reference, "path": folder, "digest": envelope.mark_of(content)}
    return _("%(number)s lies in %(path)s. Fingerprint of the envelope: %(digest)s") % facts


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
    """For its owner's eyes, and never over what is there already; the same once more is no fault."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        if path.read_bytes() == content:
            return
        raise Refused(_("%(path)s is there already; nothing was written over.") % {"path": path}) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _recipient(args: argparse.Namespace) -> int:
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
    return 0


def _export(args: argparse.Namespace) -> int:
    from huiyin.audit.scope import county_scope
    from huiyin.orgs.counties import county_asked
    from huiyin.sealed.models import Envelope

    county = county_asked(args.county)
    with county_scope(county.pk):
        waiting = Envelope.objects.filter(report__handed_over_at=None).select_related("report__recipient")
        return _each(partial(_exported, one, args.output) for one in waiting.order_by("pk").iterator())


def _exported(one: "Envelope", output: Path) -> str:
    """One envelope, in the folder of the key that opens it; its number and its fingerprint."""
    folder = output / one.report.recipient.digits.replace(" ", "-")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / f"{one.report.reference}.sealed", bytes(one.content))
    return f"{one.report.reference} {one.report.digest}"
