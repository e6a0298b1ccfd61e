"""What fails in one county is done in the others all the same, and told of afterwards."""

from datetime import datetime

import pytest

from huiyin.intake.mail import polling
from huiyin.orgs.models import County
from huiyin.outbox import clock
from tests.world import AT, World


@pytest.mark.parametrize(
    ("line", "of_one"),
    [
        (clock.send_due, "huiyin.outbox.clock._of_county"),
        (polling.look, "huiyin.intake.mail.polling._look_into"),
    ],
)
def test_the_trouble_of_one_county_is_not_anothers(
    world: World, monkeypatch: pytest.MonkeyPatch, line: object, of_one: str
) -> None:
    came: list[str] = []

    def fails(county: County, at: datetime) -> int:
        came.append(county.slug)
        if len(came) == 1:
            raise ZeroDivisionError
        return 1

    monkeypatch.setattr(of_one, fails)
    with pytest.raises(ZeroDivisionError):
        line(at=AT)  # type: ignore[operator]
    assert len(came) == County.objects.count() > 1
