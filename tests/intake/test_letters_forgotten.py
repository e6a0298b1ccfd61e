"""That a letter came is forgotten after the days of the charter; what waits for somebody, and what was made of it, stays."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from huiyin.audit.scope import county_scope
from huiyin.intake.mail.forgetting import forget_arrivals
from huiyin.intake.models import Arrival
from huiyin.matters.models import Matter
from tests.intake.test_letters_taken import letter, taken
from tests.roles import as_role
from tests.world import AT, World

KEPT = timedelta(days=400)


@pytest.mark.django_db(transaction=True)
def test_what_became_of_letters_is_forgotten_and_what_waits_is_not(cast: World) -> None:
    with county_scope(cast.county.pk):
        assert taken(letter("", Subject="")) == ("waits", "empty")
        assert taken(letter(number="<2@example.org>")) == ("taken", "")
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        forget_arrivals(at=AT + KEPT)
    with as_role("clock"), county_scope(cast.county.pk):
        assert forget_arrivals(at=AT + KEPT - timedelta(seconds=1)) == 0
        assert forget_arrivals(at=AT + KEPT) == 1
        assert [row.state for row in Arrival.objects.all()] == ["waits"]
        assert Matter.objects.count() == 1
