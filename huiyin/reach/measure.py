"""One line of the statistician's page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One line: what it is, how it is worked out, and what it says here."""

    name: str
    definition: str
    formula: str
    unit: str
    span: str
    source: str
    value: str
    interval: str = ""
    of: str = ""  # the counts it stands on


def number(value: float | None) -> str:
    """Three digits: this is the page for those who want them."""
    return "—" if value is None else f"{value:.3f}"
