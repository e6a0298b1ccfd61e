"""Addresses of this room, in one list for each name in front of the colon."""

from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from huiyin.api import hook_views, views
from huiyin.api.door import Door, View, bearer
from huiyin.api.hook_body import described
from huiyin.api.open311 import calls
from huiyin.api.problems import Problem, as_json
from huiyin.api.v1.operations import api as first
from huiyin.orgs.doors import PublicRequest

HOME = "c/<slug:county>/api/v1/"
BY_BEARER = Door(bearer, lambda _request, problem: as_json(problem))


def _address(found: URLPattern) -> URLPattern:
    """One operation behind our own door, under the name and path that the document of the interface gives it."""
    name = str(found.name)
    door = BY_BEARER.open(OPEN[name]) if name in OPEN else BY_BEARER.by_key(_one_shape(found.callback), name)
    return path(HOME + str(found.pattern), door, name=name)


def _one_shape(view: View) -> View:
    """What the library says by itself about a way of calling, in our shape."""

    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if isinstance(answer, HttpResponseNotAllowed):
            answer = as_json(Problem("method"))
        return answer

    return asked


def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """No such address of the interface."""
    raise Problem("not_found")


def document(request: PublicRequest) -> HttpResponseBase:
    """What the interface can do, as OpenAPI."""
    return JsonResponse(described(first.get_openapi_schema(path_params={"county": request.county.slug})))


OPEN: dict[str, View] = {"openapi-json": document, "api-root": nothing}  # need no key

api = [
    *(_address(found) for found in first.urls[0] if isinstance(found, URLPattern)),
    path(HOME + "<path:rest>", BY_BEARER.open(nothing), name="nothing"),
]

GEOREPORT = "c/<slug:county>/open311/v2/"


def _georeport(route: str, call: calls.Call, name: str) -> URLPattern:
    """One call of GeoReport; without a key it shows what everybody may read."""
    door = calls.DOOR.by_key(calls.in_both(call), f"open311_{name}", may_lack=True)
    return path(f"{GEOREPORT}{route}.<slug:form>", door, name=name)


open311 = [
    _georeport("discovery", calls.discovery, "discovery"),
    _georeport("services", calls.services, "services"),
    _georeport("services/<str:code>", calls.service, "service"),
    _georeport("requests", calls.requests, "requests"),
    _georeport("requests/<str:reference>", calls.one_request, "request"),
    _georeport("tokens/<str:reference>", calls.token, "token"),
]
systems = [
    path("administration/systems/", views.listed, name="list"),
    path("administration/systems/new/", views.enter, name="enter"),
    path("administration/systems/<int:system>/", views.see, name="system"),
    path("administration/systems/<int:system>/keys/<int:key>/end/", views.end_key, name="end_key"),
    path("administration/systems/<int:system>/key/<str:token>/", views.key_once, name="key"),
    path("administration/systems/<int:system>/secret/<str:token>/", hook_views.secret_once, name="secret"),
    path("administration/systems/<int:system>/<slug:noun>/", views.do, name="do"),
]
