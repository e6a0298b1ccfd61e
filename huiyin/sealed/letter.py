"""What lies in an envelope: the words, who said them if they did, and the files; to be read without a database."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


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
            "files": [
                {"name": one.name, "kind": one.kind, "content": base64.b64encode(one.content).decode()}
                for one in self.files
            ],
        }
        return json.dumps(held, ensure_ascii=False).encode()


def unpacked(packed: bytes) -> tuple[str, Letter]:
    """The number, and the letter."""
    held = json.loads(packed)
    files = [Enclosed(one["name"], one["kind"], base64.b64decode(one["content"])) for one in held["files"]]
    return held["reference"], Letter(
        words=held["words"],
        received_at=datetime.fromisoformat(held["received_at"]),
        place=held["place"],
        name=held["name"],
        phone=held["phone"],
        trail=held["trail"],
        files=files,
    )
