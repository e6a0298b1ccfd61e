"""Signing somebody in without the slow hash, so that pages can be measured."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from huiyin.orgs.models import Official


def signed_in(official: Official) -> Client:
    """A browser in which this official has logged in."""
    client = Client(SERVER_NAME="localhost")
    session = client.session
    session[SESSION_KEY] = str(official.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = official.get_session_auth_hash()
    session["county"] = official.county_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
