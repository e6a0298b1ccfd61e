"""Which charter a county went by: at a moment, or on a day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from huiyin.audit.scope import keep_in_scope, kept_in_scope
from huiyin.lib.charter import LOCAL, Charter
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import AdoptedCharter, County

# Every page begins with it, so it is asked in words that stand here: `in_force` of the adoptions, the first of them.
_IN_FORCE = f"""
SELECT {", ".join(str(one.column) for one in AdoptedCharter._meta.concrete_fields if one.name != "text")}
FROM orgs_adoptedcharter WHERE effective_at <= %s ORDER BY effective_at DESC, id DESC LIMIT 1
"""  # noqa: S608 - names of our own columns
_KNOWN = "charters by moment"
DESIGN = "design"  # the source of a figure that no rule fixes


def charter_at(at: datetime) -> AdoptedCharter:
    """The charter in force at that moment in the open county; refuses when none is."""
    return in_force(_found(at))


def charter_for(received: datetime, at: datetime) -> AdoptedCharter:
    """By which charter goes what was received then (I-13); what came before the county had one goes by that of now."""
    return _found(received) or charter_at(at)


def _found(at: datetime) -> AdoptedCharter | None:
    """That of a moment, looked up once behind an open wall."""
    known: dict[datetime, AdoptedCharter | None] | None = kept_in_scope(_KNOWN, dict)
    if known is not None and at in known:
        return known[at]
    found = next(iter(AdoptedCharter.objects.raw(_IN_FORCE, [at])), None)
    if known is not None:
        known[at] = found
    return found


def charters_have_changed() -> None:
    """One was adopted here, which may be undone again: from now on each is looked up anew."""
    keep_in_scope(_KNOWN, None)


def is_gone_by(adopted: AdoptedCharter) -> bool:
    """Whether anything on record goes by this version: a matter, a contact, whatever else was pinned to it."""
    pinned = [one for one in AdoptedCharter._meta.get_fields(include_hidden=True) if one.one_to_many]
    rows: list[Any] = [
        one.related_model._base_manager.filter(**{one.remote_field.name: adopted})  # type: ignore[union-attr]
        for one in pinned
    ]
    return any(some.exists() for some in rows)


def in_force(adopted: AdoptedCharter | None) -> AdoptedCharter:
    """What was found to be in force; refuses when nothing was."""
    if adopted is None:
        raise Refused(_("No charter is in force in this county yet."))
    return adopted


def charter_of(at: datetime) -> Charter:
    """Its rules, for whoever needs no more than to read them."""
    return charter_at(at).charter


def charter_on(day: date, county: County) -> Charter | None:
    """The charter in force at the end of that day; none before the county had one."""
    end = datetime.combine(day + timedelta(days=1), time(0), tzinfo=county.zone) - timedelta(microseconds=1)
    adopted = AdoptedCharter.objects.in_force(end).first()
    return adopted.charter if adopted else None


def source_words(source: str) -> str:
    """Where a rule comes from, as people read it: a law, the county's own rules, or a figure that no rule fixes."""
    words = {DESIGN: _("a figure of its own"), LOCAL: _("the county's own rules, still to be named")}
    return words.get(source, source)
