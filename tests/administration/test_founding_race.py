"""Two who found a county by one address at once, each on a connection of their own."""

import threading
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from huiyin.administration import founding_views
from huiyin.orgs import founding_door
from huiyin.orgs.models import County
from tests.administration.test_founding_pages import WORDS
from tests.world import AT, World

OTHER = {**WORDS, "name": "青石县", "division_code": "990328", "slug": "qingshi", "prefix": "QS"}
OTHER |= {"official": "何文", "system_name": "何席", "security_name": "何安", "audit_name": "何申"}
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'orgs_county'::regclass"


@pytest.mark.django_db(transaction=True)
def test_one_address_founds_one_county_however_many_send_at_once(
    cast: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    door, before, found = founding_door.address(AT), County.objects.count(), founding_views.found
    inside, status = [threading.Event(), threading.Event()], {}

    def held_up(**given: Any) -> Any:
        """The first stands inside until the second is there too, or is kept waiting outside."""
        if inside[0].is_set():
            inside[1].set()
            return found(**given)
        inside[0].set()
        end = time.monotonic() + 20
        with connection.cursor() as cursor:
            while not inside[1].is_set() and time.monotonic() < end:
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    break
                time.sleep(0.05)
        return found(**given)

    monkeypatch.setattr(founding_views, "found", held_up)

    def send(words: dict[str, str]) -> None:
        try:
            status[words["slug"]] = Client().post(door + "county/", words).status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(words,)) for words in (WORDS, OTHER)]
    threads[0].start()
    assert inside[0].wait(30)
    threads[1].start()
    for thread in threads:
        thread.join(60)
    assert status == {"baisha": 200, "qingshi": 422}
    assert County.objects.count() == before + 1
