"""What is asked in two steps by the page of search, at once: for tests and measurements."""

from datetime import datetime
from typing import Any

from huiyin.orgs.models import Official
from huiyin.search import finding


def candidates(meant: finding.Meant, by: Official, at: datetime) -> Any:
    """The keys of what may hold the words, among what somebody sees."""
    found = finding.candidates(by, at, *finding.sought(meant, by, at), are_raised=bool(meant.raised))
    return found.values_list("pk", flat=True)
