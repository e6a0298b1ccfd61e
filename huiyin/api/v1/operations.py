"""What a system does here: hands a matter in, follows it by either number, and asks for the codes that may be sent."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query, Status
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from huiyin.api.channels import API
from huiyin.api.door import SystemRequest
from huiyin.api.lodging import hand_in, hand_in_answer
from huiyin.api.models import System
from huiyin.api.problems import Problem, as_json
from huiyin.api.scopes import FOLLOWING, matters_of, need, own, places, to_answer
from huiyin.api.v1 import showing
from huiyin.api.v1.shapes import PROBLEMS, Changes, Demand, Draft, DraftTaken, Lists, Standing, Taken
from huiyin.intake.inbound import Inbound
from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import GoesBy
from huiyin.matters.models import Matter
from huiyin.matters.rules import procedures
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Unit

Scope = System.Scope
LAST = 2**63 - 1
DESCRIPTION = (
    "For systems that hand matters in and follow them: a key in the header `Authorization: Bearer …`, made by the security "
    "administrator of the county. Everything is JSON in UTF-8; every error has the same shape. The language of sentences "
    "follows `Accept-Language` (zh-Hans, en)."
)


class ByKey(HttpBearer):
    """Says in the document how one is let in; the door has let in by now (`huiyin.api.door`)."""

    def __call__(self, request: HttpRequest) -> Any:
        """The system that was let in."""
        return getattr(request, "system", None)

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Nothing more to look at."""
        return getattr(request, "system", None)


api = NinjaAPI(
    title="Huiyin",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=ByKey(),
)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, wrong: Any) -> Any:
    fields = {".".join(str(part) for part in one["loc"]): str(one["msg"]) for one in wrong.errors}
    return as_json(Problem("invalid", fields=fields))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, wrong: Any) -> Any:
    return as_json(Problem("no_key" if wrong.status_code == 401 else "unreadable"))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, wrong: Any) -> Any:
    return as_json(Problem("not_found"))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, no: Any) -> Any:
    return as_json(Problem("refused", no.sentence, fields={no.field: no.sentence} if no.field else {}))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Any) -> Any:
    raise error


def _problem(code: str, field: str, sentence: str) -> Problem:
    return Problem(code, sentence, fields={field: sentence})


@api.post(
    "/matters/", response={200: Taken, 201: Taken, **PROBLEMS}, url_name="lodge", summary="Hand a matter in"
)
def lodge(request: HttpRequest, demand: Demand) -> Any:
    """Answers 201, and 200 when the same came under this number before; other words under it are refused with 409."""
    asked = cast(SystemRequest, request)
    need(asked.system, Scope.LODGE)
    inbound = _inbound(asked, demand)
    made = hand_in(inbound, system=asked.system, number=demand.number, at=asked.at)
    shown = showing.taken(request, made, asked.system, asked.county.slug)
    return Status(201 if made.is_fresh else 200, shown)


def _inbound(request: SystemRequest, demand: Demand) -> Inbound:
    """In the one shape of every door, or what is wrong with it."""
    charter = charter_of(request.at)
    return Inbound(
        body=demand.body,
        channel=API,
        place=_place(request, demand.place),
        place_words=demand.place_words,
        name=demand.name,
        phone=demand.phone,
        title=demand.title,
        topic=_listed(demand.topic, [one.code for one in charter.topics], "topic"),
        received_at=_received(demand, charter, request.at),
        goes_by=_goes_by(demand, charter),
    )


def _received(demand: Demand, charter: Charter, at: datetime) -> datetime | None:
    """When it came in; what lies too far back is a slip of the year, as at the desk."""
    oldest = int(charter.figure("keeping.paper_oldest_days").value)
    if demand.received_at is not None and demand.received_at < at - timedelta(days=oldest):
        words = _("That is more than %(n)d days ago; please look at the year.") % {"n": oldest}
        raise _problem("invalid", "received_at", words)
    return demand.received_at


def _goes_by(demand: Demand, charter: Charter) -> GoesBy:
    kind = _listed(demand.kind, [one.code for one in charter.listed("kind")], "kind")
    if demand.due_on is not None:
        return GoesBy(kind, procedures.ORDER, demand.due_on)
    return GoesBy(kind, procedures.suggested(charter, kind))


def _listed(code: str, codes: list[str], field: str) -> str:
    if code and code not in codes:
        raise _problem("invalid", field, _("There is no such code; the lists say which there are."))
    return code


def _place(request: SystemRequest, code: str) -> Unit | None:
    if not code:
        return None
    found = places(request.county, request.at).filter(code=code).first()
    if found is None:
        raise _problem("invalid", "place", _("There is no such code; the lists say which there are."))
    return found


@api.get(
    "/matters/{reference}/",
    response={200: Standing, **PROBLEMS},
    url_name="follow",
    summary="How a matter stands",
)
def follow(request: HttpRequest, reference: str = Path(..., max_length=24)) -> Any:  # type: ignore[type-arg]
    """By its number here."""
    return _standing(request, reference=reference)


@api.get(
    "/by-number/",
    response={200: Standing, **PROBLEMS},
    url_name="by_number",
    summary="The same, by your own number",
)
def by_number(request: HttpRequest, number: str = Query(..., min_length=1, max_length=120)) -> Any:  # type: ignore[type-arg]
    """Only of what your system handed in."""
    system = cast(SystemRequest, request).system
    need(system, Scope.OWN)
    return _standing(request, own(system), external_id=number.strip())


def _standing(request: HttpRequest, *conditions: Any, **by: str) -> Any:
    system = cast(SystemRequest, request).system
    need(system, Scope.OWN, Scope.UNIT)
    if any("\x00" in value for value in by.values()):
        raise Problem("not_found")
    beside = ("holding_unit", "lead_unit", "place", "charter", "primary")
    found: Matter | None = matters_of(system).filter(*conditions, **by).select_related(*beside).first()
    if found is None:
        raise Problem("not_found")
    return showing.standing(found, system)


@api.post(
    "/matters/{reference}/draft/",
    response={200: DraftTaken, 201: DraftTaken, **PROBLEMS},
    url_name="draft",
    summary="Hand in a draft of the answer",
)
def draft(request: HttpRequest, demand: Draft, reference: str = Path(..., max_length=24)) -> Any:  # type: ignore[type-arg]
    """Of a matter that your unit handles; nobody is answered by it. Answers 201, and 200 where it came before.

    The handler finds it in the trail and begins the answer with it; what is sent is written and approved by people.
    """
    asked = cast(SystemRequest, request)
    need(asked.system, Scope.ANSWER)
    if "\x00" in reference:
        raise Problem("not_found")
    found = to_answer(asked.system).filter(reference=reference).select_related("lead_unit").first()
    if found is None or found.lead_unit is None:
        raise Problem("not_found")
    is_fresh = hand_in_answer(
        found, words=demand.words, system=asked.system, number=demand.number, at=asked.at
    )
    unit = found.lead_unit.name
    shown = DraftTaken(reference=found.reference, number=demand.number, state=found.state, unit=unit)
    return Status(201 if is_fresh else 200, shown)


@api.get("/changes/", response={200: Changes, **PROBLEMS}, url_name="changes", summary="What changed since")
def changes(
    request: HttpRequest,
    after: int = Query(0, ge=0, le=LAST),  # type: ignore[type-arg]
    limit: int = Query(100, ge=1, le=200),  # type: ignore[type-arg]
) -> Any:
    """Ask for what comes after the last `next`: nothing is left out and nothing told twice, however many work at once.

    A step appears a few seconds after it was done, once every step that began before it has ended. What is older than the
    county keeps is answered with 410, and `fields.after` says from where to go on.
    """
    system = cast(SystemRequest, request).system
    need(system, *FOLLOWING)
    rows = list(system.changes.filter(sequence__gt=after)[:limit])
    kept_from = rows[0].sequence if rows else system.last_change + 1
    if after < kept_from - 1:  # numbers have no gaps: what lies between has been forgotten
        raise _forgotten(kept_from - 1)
    return showing.changes(rows, after, limit, system)


def _forgotten(after: int) -> Problem:
    words = _(
        "Changes up to number %(n)d are kept no longer; please look at your matters, and go on after it."
    )
    return Problem("forgotten", words % {"n": after}, fields={"after": str(after)})


@api.get("/lists/", response={200: Lists, **PROBLEMS}, url_name="lists", summary="The codes that may be sent")
def lists(request: HttpRequest) -> Any:
    """Topics and kinds of the county's rules, and its villages and communities."""
    asked = cast(SystemRequest, request)
    return showing.lists(charter_of(asked.at), places(asked.county, asked.at))
