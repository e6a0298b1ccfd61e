"""What another system gets when something is wrong: one shape, with a code for it and a sentence for who looks after it."""

import re
from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.lib import georeport
from huiyin.lib.georeport import Row

_CALL: Final = re.compile(r"/c/[^/]+/(api|open311)/")
SENTENCES: Final = {
    "not_found": gettext_lazy("There is no such address, or nothing that this key may see."),
    "method": gettext_lazy("This address is called in another way; the document of the interface says how."),
    "too_large": gettext_lazy("What was sent is too large."),
    "unreadable": gettext_lazy("What was sent cannot be read as JSON in UTF-8."),
    "no_key": gettext_lazy("Please send a valid key in the header: Authorization: Bearer …"),
    "not_allowed": gettext_lazy(
        "This key may not do that; the security administrator of the county says what it may."
    ),
    "too_often": gettext_lazy("Too many calls; please wait a moment and go on."),
    "invalid": gettext_lazy("What was sent is not as the document of the interface says."),
    "refused": gettext_lazy("This cannot be done."),
    "conflict": gettext_lazy("Something else came under this number before."),
    "forgotten": gettext_lazy("What changed so long ago is kept no longer."),
    "away": gettext_lazy("The data are away for a moment; please send it once more. Nothing was kept."),
    "failed": gettext_lazy("That is a fault of ours; nothing was kept. Please send it once more later."),
}
STATUS: Final = {
    "unreadable": 400,
    "no_key": 401,
    "not_allowed": 403,
    "not_found": 404,
    "method": 405,
    "conflict": 409,
    "forgotten": 410,
    "too_large": 413,
    "invalid": 422,
    "refused": 422,
    "too_often": 429,
    "failed": 500,
    "away": 503,
}


class Problem(Exception):
    """What is wrong with a call; `sentence` in place of the usual one, `fields` says where."""

    def __init__(
        self, code: str, sentence: str = "", *, fields: Mapping[str, str] | None = None, wait: int = 0
    ) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence or str(SENTENCES[code])
        self.fields, self.wait = dict(fields or {}), wait

    @property
    def status(self) -> int:
        """Of HTTP."""
        return STATUS[self.code]


def as_json(problem: Problem) -> JsonResponse:
    """The one shape of every error of the interface."""
    body = {"error": problem.code, "sentence": problem.sentence, "fields": problem.fields}
    answer = JsonResponse(body, status=problem.status, json_dumps_params={"ensure_ascii": False})
    if problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    if problem.code == "no_key":
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def as_georeport(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    """The same in the shape of GeoReport, and in the format that the address asks for."""
    rows: list[Row] = [{"code": status, "description": problem.sentence}]
    is_json = request.path_info.endswith(".json")
    written = georeport.as_json(rows) if is_json else georeport.as_xml("errors", rows)
    kind = "application/json" if is_json else "text/xml"
    answer = HttpResponse(written, status=status, content_type=f"{kind}; charset=utf-8")
    if problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    return answer


def in_our_shape(request: HttpRequest, code: str) -> HttpResponse | None:
    """What went wrong before a call came to its door, or nobody foresaw; None where it is no call of an interface."""
    found, problem = _CALL.match(request.path_info), Problem(code)
    if found is None:
        return None
    return as_json(problem) if found[1] == "api" else as_georeport(request, problem, problem.status)


def wait_words(seconds: int) -> str:
    """How long to wait."""
    return _("Too many calls; please wait %(n)d seconds and go on.") % {"n": seconds}
