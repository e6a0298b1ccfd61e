"""What lies in an envelope: the words, who said them if they did, and the files; to be read without a database.

Four bytes say how long the words are, which are JSON; the files follow as they are, so that they lie in memory once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from huiyin.files.checking import TYPES
from huiyin.lib.envelope import NotForThisKey
from huiyin.lib.reference import parse

FRONT = 4


@dataclass(frozen=True)
class Enclosed:
    """One file."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """A report as the recipient reads it; `trail` is what was written about it before it was recognised."""

    words: str = field(repr=False)
    received_at: datetime
    place: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    trail: Sequence[str] = field(default=(), repr=False)
    files: Sequence[Enclosed] = field(default=(), repr=False)

    def packed(self, reference: str) -> bytes:
        """As bytes, with its number."""
        held = {
            "reference": reference,
            "received_at": self.received_at.isoformat(),
            "words": self.words,
            "place": self.place,
            "name": self.name,
            "phone": self.phone,
            "trail": list(self.trail),
            "files": [{"name": one.name, "kind": one.kind, "size": len(one.content)} for one in self.files],
        }
        words = json.dumps(held, ensure_ascii=False).encode()
        return b"".join([len(words).to_bytes(FRONT), words, *(one.content for one in self.files)])


def unpacked(packed: bytes) -> tuple[str, Letter]:
    """The number, and the letter. NotForThisKey if it is none of ours.

    Whoever has the public key can shut an envelope, so that nothing in it is believed: its number and its kinds of
    files become names on the reader's disk, and are taken only as what they have to be.
    """
    try:
        end = FRONT + int.from_bytes(packed[:FRONT])
        held = json.loads(packed[FRONT:end])
        found = parse(held["reference"])
        sizes = [int(one["size"]) for one in held["files"]]
        if min(sizes, default=0) < 0 or end + sum(sizes) != len(packed):
            raise ValueError("the files are not as long as it says")
        files = [
            Enclosed(str(one["name"]), str(one["kind"]), packed[start : start + size])
            for one, size, start in zip(held["files"], sizes, accumulate(sizes, initial=end), strict=False)
        ]
        letter = Letter(
            words=str(held["words"]),
            received_at=datetime.fromisoformat(held["received_at"]),
            place=str(held["place"]),
            name=str(held["name"]),
            phone=str(held["phone"]),
            trail=[str(line) for line in held["trail"]],
            files=files,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotForThisKey("what lies in it is no report") from error
    if found is None or not all(one.kind in TYPES for one in files):
        raise NotForThisKey("it names a report or a file as Huiyin never does")
    return str(found), letter
