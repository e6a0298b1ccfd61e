"""Who comes in with a session: the county, the official and what they may do today, read in one question.

Every page of the staff begins with it, so it is asked in plain SQL; the county's wall is open by then and does the refusing.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, models
from django.utils.crypto import constant_time_compare

from huiyin.audit.scope import Question
from huiyin.orgs.models import County, Official
from huiyin.orgs.standing import Hat, Standing


class Entered(NamedTuple):
    """The county of a session; its official, unless the session has none who is still active."""

    county: County
    official: Official | None


def _columns(model: type[models.Model], alias: str) -> tuple[list[str], str]:
    fields = model._meta.concrete_fields
    return [one.attname for one in fields], ", ".join(f'{alias}."{one.column}"' for one in fields)


_COUNTY, _COUNTY_COLUMNS = _columns(County, "c")
_OFFICIAL, _OFFICIAL_COLUMNS = _columns(Official, "o")
# One hat a capacity, in the order of Hat's fields; the day is the county's own, as in Official.standing.
_ASKED = f"""
SELECT {_COUNTY_COLUMNS}, {_OFFICIAL_COLUMNS}, today.day, (
    SELECT json_agg(json_build_array(p.capacities, u.id, u.short_name, u.kind, u.path, p.title) ORDER BY a.from_on, a.id)
    FROM orgs_appointment a JOIN orgs_post p ON p.id = a.post_id JOIN orgs_unit u ON u.id = p.unit_id
    WHERE a.official_id = o.id AND a.from_on <= today.day AND (a.to_on IS NULL OR a.to_on > today.day)
)
FROM orgs_county c
CROSS JOIN LATERAL (SELECT (%s AT TIME ZONE c.timezone)::date AS day) today
LEFT JOIN orgs_official o ON o.id = %s AND o.county_id = c.id AND o.is_active
WHERE c.id = %s
"""  # noqa: S608 - names of our own columns


def entering(session: SessionBase, at: datetime) -> Question:
    """What is asked of the database when the wall of a session's county opens; `entered` reads the answer."""
    return Question(_ASKED, [at, session.get(SESSION_KEY), session["county"]])


def entered(session: SessionBase, row: tuple[Any, ...]) -> Entered:
    """Whom this session lets into the open county, from the row that answers `entering`."""
    *columns, day, hats = row
    county = County.from_db(connection.alias, _COUNTY, columns[: len(_COUNTY)])
    official = Official.from_db(connection.alias, _OFFICIAL, columns[len(_COUNTY) :])
    if official.pk is None or not _is_of(session, official):
        return Entered(county, None)
    official.county = county
    held = () if official.administers else hats or ()
    worn = (Hat(capacity, *rest) for capacities, *rest in held for capacity in capacities)
    official.keep_standing(day, Standing(official.pk, tuple(worn)))
    return Entered(county, official)


def _is_of(session: SessionBase, official: Official) -> bool:
    """Whether the session was opened with the password of today; Django sees to all other sessions itself."""
    return session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS and constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), official.get_session_auth_hash()
    )
