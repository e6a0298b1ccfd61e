"""Pages of the register at full scale (2,000 officials, 60,000 assignments, 500,000 contacts) against a tenth."""

from collections.abc import Iterator
from functools import partial

from bench.county import FULL, TENTH, Large, make
from bench.session import signed_in
from bench.table import Line, median
from tests.database import TestServer

PAGES = (
    ("officer", "/desk/"),
    ("officer", "/contacts/"),
    ("officer", "/contacts/new/"),
    ("secretary", "/register/"),
    ("head", "/contacts/"),
    ("head", "/register/"),
    ("head", "/promises/"),
    ("supervisor", "/contacts/"),
    ("supervisor", "/register/"),
)


def everything(server: TestServer) -> Iterator[Line]:
    """Every page for the one who needs it, in a county at full scale and in one a tenth as large."""
    small, large = make(server, "tenth", "TB", TENTH), make(server, "full", "FB", FULL)
    for who, page in PAGES:
        yield Line(
            f"{who} {page}", "a tenth of the county", _opened(large, who, page), _opened(small, who, page)
        )


def _opened(county: Large, who: str, page: str) -> float:
    client = signed_in(getattr(county, who))
    if client.get(page).status_code != 200:
        raise SystemExit(f"{page} did not open for the {who}")
    return median(partial(client.get, page), 5)
