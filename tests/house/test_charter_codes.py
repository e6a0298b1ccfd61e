"""The outcomes that code names: each stands in every shipped charter, and asks there for what the database holds of it."""

import pytest

from huiyin.lib.charter import load, shipped
from huiyin.matters.models.reply import NOT_ADOPTED, REFUSALS
from huiyin.matters.written_notices import MEDIATED
from huiyin.reports.kpis.declared import ADOPTED, DECIDED

# What a reply that ends so has to give, by a constraint of its row or a trigger of the database.
HELD = {
    **dict.fromkeys(REFUSALS, "basis"),
    **dict.fromkeys(NOT_ADOPTED, "reason"),
    "promised": "due_date",
    "resolved": "action",
}


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_the_database_holds_of_an_outcome_its_charter_asks_for(name: str) -> None:
    charter = load(shipped()[name])
    assert [code for code, need in HELD.items() if not charter.outcome(code).asks_for(need)] == []


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_outcomes_that_are_counted_or_printed_are_those_of_their_procedure(name: str) -> None:
    charter = load(shipped()[name])
    assert tuple(one.code for one in charter.outcomes_of("suggestion")) == DECIDED
    assert set(ADOPTED) < set(DECIDED)
    assert MEDIATED in {one.code for one in charter.outcomes_of("petition_claim")}
