"""What a page or a paper says of a request about one's own data: its date, its answer, what is held, where to go next."""

import json
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.matters.dates import length
from huiyin.orgs.charter import source_words
from huiyin.privacy import holdings
from huiyin.privacy.models import DataRequest


def parts(found: DataRequest) -> list[dict[str, Any]]:
    """What was told with the answer, in the reader's language."""
    if not found.statement:
        return []
    told: dict[str, list[dict[str, Any]]] = json.loads(found.statement)
    return told.get(get_language() or "", told.get("zh-hans", []))


def counted(found: DataRequest) -> list[dict[str, Any]]:
    """For whoever answered: which kinds of record were told, and how many of each; what they say is on the paper."""
    return [{"title": part["title"], "n": len(part["rows"])} for part in parts(found)]


def preview(found: DataRequest) -> list[dict[str, Any]]:
    """What is held as it stands now, for whoever is about to answer; nothing before who asks has been checked.

    Only which kinds of record and how many: what they say is opened with the answer, and that is on record.
    """
    told = holdings.statement(holdings.of(found)).get(get_language() or "", [])
    return [{"title": part["title"], "n": len(part["rows"])} for part in told]


def rule(found: DataRequest) -> list[str]:
    """Why the day is the one it is: how long, by which version of which charter, and the days off on the way."""
    charter = found.charter.charter
    words = _("%(length)s by “%(title)s” %(version)s: %(source)s.") % {
        "length": length(found.n, found.n_unit),
        "title": charter.title.in_language(get_language() or "zh-hans"),
        "version": charter.version,
        "source": source_words(found.source),
    }
    return [words, *found.working_words]


def remedies() -> list[str]:
    """Where somebody goes who does not agree (PIPL 50, 65)."""
    return [
        _(
            "If you do not agree, you may complain to the cyberspace administration of the county or above (PIPL 65)."
        ),
        _("If a request is refused, you may also bring a suit before the people's court (PIPL 50)."),
    ]
