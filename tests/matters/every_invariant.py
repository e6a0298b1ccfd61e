"""Every module that holds invariants of a matter: each enters its own when it is read."""

from tests.matters import invariants, invariants_of_answers, invariants_of_dates, invariants_of_people

MODULES = (invariants, invariants_of_answers, invariants_of_dates, invariants_of_people)
