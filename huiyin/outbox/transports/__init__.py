"""The shape of a transport: it opens a line to the other side, and hands over one message at a time.

A transport knows neither matters nor people; another is a module beside `mail` and a line of `CARRIAGES` in
`huiyin.outbox.carrying`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass


@dataclass(frozen=True)
class Parcel:
    """One message as it leaves: to whom, its words, its number, what it belongs to, and where one says “no more”.

    What stands above the words: of a mail its subject, of an SMS who signs.
    """

    to: str
    subject: str
    text: str
    number: str
    follows: str = ""
    stop: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a try: taken, or why not; `answered` is the number that the other side gave, and nothing else of it.

    `may_have_it`: it was said to the end, and no answer came; `called_there` is what the other side calls the message.
    """

    reason: str = ""
    answered: str = ""
    again: bool = False
    may_have_it: bool = False
    called_there: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the other side has it now."""
        return not self.reason


Hand = Callable[[Parcel], Outcome]
Line = AbstractContextManager[Hand]
