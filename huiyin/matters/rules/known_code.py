"""Whether an official had the code of a matter in hand before its person (S49)."""

from huiyin.matters.models import Matter, Step

GIVEN = (Step.Deed.LODGE, Step.Deed.RENEW)  # by these a code is given out


def given_by(matter: Matter) -> int | None:
    """Which official gave out the code in force, by the key; None: its person alone ever had it."""
    found: int | None = matter.steps.filter(deed__in=GIVEN).values_list("by_id", flat=True).last()
    return found


def given_by_official(matter: Matter) -> bool:
    """Whether an official had the code in force in hand before its person: what is said by it is asked after (S49)."""
    return given_by(matter) is not None
