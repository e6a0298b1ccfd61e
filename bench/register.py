"""Pages of the register at full scale (2,000 officials, 60,000 assignments, 500,000 contacts) against a tenth."""

from collections.abc import Iterator
from functools import partial
from unittest import mock

from bench import accounts
from bench.county import FULL, NOW, TENTH, Large, make
from bench.session import signed_in
from bench.table import Line, median
from tests.database import TestServer

PAGES = (
    ("officer", "/desk/"),
    ("officer", "/contacts/"),
    ("officer", "/contacts/new/"),
    ("officer", "/duties/"),
    ("officer", "/promises/"),
    ("officer", "/accounts/"),
    ("secretary", "/register/"),
    ("secretary", "/duties/branch/"),
    ("secretary", "/accounts/inbox/"),
    ("head", "/contacts/"),
    ("head", "/register/"),
    ("head", "/register/below-quota/"),
    ("head", "/register/dormant/"),
    ("head", "/register/load/"),
    ("head", "/promises/"),
    ("head", "/duties/branch/?unit={town}"),
    ("head", "/accounts/inbox/"),
    ("head", "/accounts/all/?kind=quarter"),
    ("head", "/accounts/{half_year}/"),
    ("head", "/fact-sheets/{officer}/"),
    ("head", "/reports/contact-forms/"),
    ("supervisor", "/contacts/"),
    ("supervisor", "/register/"),
    ("supervisor", "/register/below-quota/"),
    ("supervisor", "/register/dormant/"),
    ("supervisor", "/register/load/"),
    ("supervisor", "/promises/"),
    ("supervisor", "/duties/branch/?unit={root}"),
    ("supervisor", "/accounts/all/?kind=month"),
    ("supervisor", "/inspections/"),
    ("supervisor", "/rectifications/"),
    ("supervisor", "/fact-sheets/"),
    ("supervisor", "/reports/contact-forms/"),
)


def everything(server: TestServer) -> Iterator[Line]:
    """The accounts, then every page for the one who needs it, in a county at full scale and in one a tenth as large."""
    small, large = make(server, "tenth", "TB", TENTH), make(server, "full", "FB", FULL)
    yield from accounts.everything(small, large)
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        for who, page in PAGES:
            yield Line(f"{who} {page}", accounts.BASE, _opened(large, who, page), _opened(small, who, page))


def _opened(county: Large, who: str, page: str) -> float:
    client = signed_in(getattr(county, who))
    page = page.format(
        town=county.town.code,
        root=county.root.code,
        officer=county.officer.username,
        half_year=county.half_year,
    )
    if client.get(page).status_code != 200:
        raise SystemExit(f"{page} did not open for the {who}")
    return median(partial(client.get, page), 5)
