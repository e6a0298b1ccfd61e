"""The calls of GeoReport v2, each in both formats. Without a key they show what is published, and no matter is."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from huiyin.api.door import Door, SystemRequest, bearer
from huiyin.api.models import System
from huiyin.api.open311 import asking, posting, shapes
from huiyin.api.problems import Problem, as_georeport
from huiyin.api.scopes import handed_in_by, need, places
from huiyin.lib.georeport import Row, as_json, as_xml
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import whole_address

TYPES = {"json": "application/json", "xml": "text/xml"}
STATUS = {"no_key": 403, "not_allowed": 403, "invalid": 400, "refused": 400, "conflict": 400}
BESIDE = ("holding_unit", "lead_unit", "place", "charter")
Content = Row | list[Row]
Call = Callable[..., tuple[str, Content]]


def key_of(request: HttpRequest) -> str:
    """As the specification has it, `api_key` beside the other fields; or in the header, where no log keeps it."""
    sent: str = request.POST.get("api_key", "") or request.GET.get("api_key", "")
    return sent.strip() or bearer(request)


def _written(root: str, content: Content, form: str) -> HttpResponse:
    written = as_json(content) if form == "json" else as_xml(root, content)
    return HttpResponse(written, content_type=f"{TYPES[form]}; charset=utf-8")


def _wrong(request: HttpRequest, problem: Problem) -> HttpResponse:
    return as_georeport(request, problem, STATUS.get(problem.code, problem.status))


DOOR = Door(key_of, _wrong)


def in_both(call: Call) -> Callable[..., HttpResponseBase]:
    """A call that gives the name of its root and its content, written as the ending of its address says."""

    @wraps(call)
    def view(request: HttpRequest, form: str, **kwargs: str) -> HttpResponseBase:
        if form not in TYPES:
            raise Problem("not_found")
        if request.method not in ("GET", "HEAD") and (call is not requests or request.method != "POST"):
            raise Problem("method")
        asked = cast(SystemRequest, request)
        wanted = asked.GET.get("jurisdiction_id", "") or asked.POST.get("jurisdiction_id", "")
        if wanted and wanted != asked.county.slug:
            raise Problem("not_found")
        try:
            return _written(*call(asked, **kwargs), form)
        except Refused as no:
            raise Problem("refused", no.sentence) from no

    return view


def discovery(request: SystemRequest) -> tuple[str, Content]:
    """Where the interface is."""
    home = reverse("open311:discovery", kwargs={"county": request.county.slug, "form": "json"})
    address = whole_address(request, home.removesuffix("/discovery.json"))
    return "discovery", shapes.discovery(address, request.county.started_on.isoformat())


def services(request: SystemRequest) -> tuple[str, Content]:
    """The topics of the county's rules."""
    return "services", shapes.services(charter_of(request.at))


def service(request: SystemRequest, code: str) -> tuple[str, Content]:
    """What else may be said of one of them."""
    if code not in {one.code for one in charter_of(request.at).topics}:
        raise Problem("not_found")
    today = places(request.county, request.at).select_related("parent").in_tree_order()
    return "service_definition", shapes.definition(code, today)


def requests(request: SystemRequest) -> tuple[str, Content]:
    """POST hands one in; GET lists those that this key handed in."""
    if request.method == "POST":
        return "service_requests", [_posted(request)]
    asked = asking.asked(request.GET, request.county, request.at)
    found = (
        _seen(request).filter(asked.which).select_related(*BESIDE).order_by("-received_at", "-pk")[asked.rows]
    )
    charter = charter_of(request.at)
    return "service_requests", [shapes.request_row(one, charter, request.county) for one in found]


def _posted(request: SystemRequest) -> Row:
    system = request.system
    need(system, System.Scope.OPEN311)
    charter = charter_of(request.at)
    media = request.FILES.getlist("media")
    made = posting.post(
        request.POST, media, system=system, charter=charter, county=request.county, at=request.at
    )
    return shapes.taken_row(made.matter)


def one_request(request: SystemRequest, reference: str) -> tuple[str, Content]:
    """One of those."""
    found = _one(request, reference)
    return "service_requests", [shapes.request_row(found, charter_of(request.at), request.county)]


def token(request: SystemRequest, reference: str) -> tuple[str, Content]:
    """Every request has its number at once, which serves as its token as well."""
    found = _one(request, reference)
    return "service_requests", [{"service_request_id": found.reference, "token": found.reference}]


def _seen(request: SystemRequest) -> Matters:
    """What this key handed in; without one what is published, and no matter is."""
    system: System | None = getattr(request, "system", None)
    if system is not None:
        need(system, System.Scope.OPEN311)
    return handed_in_by(system)


def _one(request: SystemRequest, reference: str) -> Matter:
    found: Matter | None = _seen(request).filter(reference=reference).select_related(*BESIDE).first()
    if found is None:
        raise Problem("not_found")
    return found
