"""Whose county a transaction serves: within another's, after it, and when it breaks."""

import pytest
from django.db import DatabaseError, connection

from huiyin.audit.scope import county_scope, current_county

pytestmark = pytest.mark.django_db


def serving() -> tuple[int | None, str]:
    """Whom the program serves, and whose rows the database lets through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('huiyin.county', true)")
        return current_county(), cursor.fetchone()[0] or ""


def test_within_another_county_the_outer_one_is_served_again_afterwards() -> None:
    assert serving()[0] is None
    with county_scope(1):
        assert serving() == (1, "1")
        with county_scope(2):
            assert serving() == (2, "2")
        assert serving() == (1, "1")
    assert serving()[0] is None


def test_where_the_inner_one_breaks_the_outer_one_goes_on() -> None:
    with county_scope(1):
        with pytest.raises(DatabaseError), county_scope(2), connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        assert serving() == (1, "1")
