"""Whether an official had the code of a matter in hand before its person (S49)."""

from huiyin.matters.models import Matter, Step
from huiyin.matters.trodden import last_by

GIVEN = (Step.Deed.LODGE, Step.Deed.RENEW)  # by these a code is given out


def given_by(matter: Matter) -> int | None:
    """Which official gave out the code in force, by the key; None: its person alone ever had it."""
    return last_by(matter, GIVEN)


def given_by_official(matter: Matter) -> bool:
    """Whether an official had the code in force in hand before its person: what is said by it is asked after (S49)."""
    return given_by(matter) is not None
