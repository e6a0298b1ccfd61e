"""Who comes in with a session is read in one question, and is who Django and Official.standing would have found."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.audit.scope import county_scope
from huiyin.orgs.entering import Entered, entered, entering
from huiyin.orgs.models import Appointment, Official, Post
from huiyin.site.idle import SessionStore
from tests.world import AT, World

Enter = Callable[[Official], Client]


def _entered(session: SessionBase) -> Entered | None:
    """As the middleware asks: with the opening of the wall."""
    with county_scope(session["county"], entering(session, AT)) as row:
        return None if row is None else entered(session, row)


def test_county_official_and_hats_are_those_of_the_models(world: World, enter: Enter) -> None:
    post = Post.objects.create(
        unit=world.town, title="副镇长", capacities=["supervisor", "officer"], valid_from=date(2020, 1, 1)
    )
    yesterday = AT.date() - timedelta(days=1)
    for begins, ends in ((AT.date(), None), (date(2021, 1, 1), AT.date()), (date(2022, 1, 1), yesterday)):
        Appointment.objects.create(official=world.liu, post=post, from_on=begins, to_on=ends)
    session = enter(world.liu).session
    with CaptureQueriesContext(connection) as asked:
        found = _entered(session)
        assert found is not None
        assert found.official is not None
        standing = found.official.standing(AT)
    assert len([one for one in asked if "orgs_" in one["sql"]]) == 1
    assert found.county == world.county
    assert vars(found.county)["name"] == world.county.name
    assert found.official == world.liu
    assert found.official.county is found.county
    assert standing == Official.objects.get(pk=world.liu.pk).standing(AT)
    assert standing.has("supervisor"), "from the day on which an appointment begins"


def test_nobody_comes_in_who_is_inactive_or_whose_password_has_changed(world: World, enter: Enter) -> None:
    client = enter(world.liu)
    assert client.get("/notices/").status_code == 200
    Official.objects.filter(pk=world.liu.pk).update(is_active=False)
    found = _entered(client.session)
    assert found is not None
    assert found.official is None
    assert client.get("/notices/").status_code == 302
    client = enter(world.chen)
    world.chen.set_password("another-long-password")
    world.chen.save(update_fields=["password"])
    found = _entered(client.session)
    assert found is not None
    assert found.official is None
    assert client.get("/notices/").status_code == 302


def test_a_session_of_another_county_or_of_none_opens_nothing(world: World, enter: Enter) -> None:
    client = enter(world.liu)
    session = client.session
    session["county"] = world.other.pk
    found = _entered(session)
    assert found is not None
    assert found.official is None, "the official is of another county"
    session["county"] = 10**9
    assert _entered(session) is None
    session.save()
    assert client.get("/notices/").status_code == 302
    del session[SESSION_KEY]
    session["county"] = world.county.pk
    found = _entered(session)
    assert found is not None
    assert found.official is None


def test_a_session_holds_what_django_s_own_store_reads(world: World, enter: Enter) -> None:
    key = enter(world.liu).session.session_key
    assert SessionStore(key).load() == Plain(key).load() != {}
    gone = SessionStore("a" * 32)
    assert gone.load() == {}
    assert gone.session_key is None
