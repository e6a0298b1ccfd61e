"""The parts that a charter is made of: clocks, figures and the named things of an institution."""

from dataclasses import dataclass

from huiyin.lib.charter_floors import Floor
from huiyin.lib.charter_shape import MEASURES
from huiyin.lib.words import Words

QUOTA = "quota."


@dataclass(frozen=True)
class Clock:
    """How long a step may take: `n` working days (`wd`) or natural days (`d`) from a moment."""

    name: str
    n: int
    unit: str
    runs_from: str
    source: str
    words: Words
    floor: Floor | None = None
    times: int | None = None


@dataclass(frozen=True)
class Figure:
    """One number of the institution, with where it comes from."""

    name: str
    value: int | float
    source: str
    words: Words
    floor: Floor | None = None


@dataclass(frozen=True)
class Topic:
    """What a matter is about. `duty` names the level that must handle it by its office, if there is one."""

    code: str
    parent: str
    words: Words
    duty: str


@dataclass(frozen=True)
class Group:
    """A kind of residents; `via_guardian`: its members are met through their guardians only.

    `is_wide`: whoever belongs to a narrower one as well counts there; `is_none`: who says that none fits counts here.
    """

    code: str
    words: Words
    via_guardian: bool = False
    is_wide: bool = False
    is_none: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a matter may end, the line of the work summary it counts in, and what its reply needs.

    `supplied`: the county's text leaves it out, so it is offered only where a procedure names it.
    """

    code: str
    words: Words
    counts_as: str
    needs: frozenset[str]
    supplied: bool = False

    @property
    def asks_for_nothing(self) -> bool:
        """Whether a reply that ends so gives nothing beside its words."""
        return not self.needs

    def asks_for(self, need: str) -> bool:
        """Whether a reply that ends so has to give it."""
        return need in self.needs


@dataclass(frozen=True)
class Profile:
    """A kind of procedure, and how a matter of it may end.

    No outcomes: in any that the charter knows. `on_the_spot`: the desk may answer at once; `printed`: its date
    stands on the order it came with; `review`: the answer may be reviewed; `letter`: the answer is a letter of its own.
    """

    code: str
    words: Words
    outcomes: tuple[str, ...] = ()
    on_the_spot: bool = False
    printed: bool = False
    review: bool = False
    letter: bool = False


@dataclass(frozen=True)
class Role:
    """A place in the contact station: at least `least` people, at most `most` (None: any number)."""

    code: str
    words: Words
    least: int
    most: int | None


@dataclass(frozen=True)
class Named:
    """One entry of a plain list of the institution: a form of contact, a purpose, a means of help, a kind of source.

    `anywhere`, of a form of contact: it may take place at a seat, an office or an enterprise, not only in a village.
    `profile`, of a kind of matter: the procedure it suggests. `reopens`, of a reason to be unhappy: the matter is taken up
    again. `rings`, of a kind of danger: the number that is called at once; of an organ that takes accusations, its number.
    `site`, of such an organ: where one can write to it.
    `law`, of a way of the law and of a reason to decline: the article it rests on.
    """

    code: str
    words: Words
    anywhere: bool = False
    profile: str = ""
    reopens: bool = False
    rings: str = ""
    site: str = ""
    law: str = ""


@dataclass(frozen=True)
class Duty:
    """What a post owes: `n` (or the figure named) of what `counts`, per period, for each official, household, unit …

    It is owed by who holds the capacity `who`, at a unit of these kinds and of this level where they are given.
    """

    code: str
    words: Words
    per: str
    each: str
    counts: tuple[str, ...]
    who: str
    source: str
    n: int = 0
    figure: str = ""
    kinds: tuple[str, ...] = ()
    level: str = ""

    @property
    def measure(self) -> str:
        """What is counted if it is no form of contact: one of MEASURES, or empty."""
        return self.counts[0] if self.counts[0] in MEASURES else ""

    @property
    def is_quota(self) -> bool:
        """Whether it asks for the least number of contact households of a level."""
        return self.figure.startswith(QUOTA)
