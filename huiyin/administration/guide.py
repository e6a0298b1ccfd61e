"""What a county still lacks before its first visit, step by step, for who keeps the system and who lets people in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.administration import rows
from huiyin.contacts.models import Contact
from huiyin.notices.models import Notice
from huiyin.orgs.administrators import SECURITY, SYSTEM, administering
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.capacities import DESKS, idle_at
from huiyin.orgs.dated import live_on
from huiyin.orgs.doors import is_of_this_machine
from huiyin.orgs.models import AdoptedCharter, Appointment, County, Official, Post, Unit
from huiyin.publish import documents
from huiyin.receptions.models import ReceptionOffice
from huiyin.register.models import Assignment
from huiyin.ui.listing import in_line

C = Post.Capacity


@dataclass(frozen=True)
class Step:
    """One thing a county needs: whether it is there, in a sentence, and where it is done."""

    title: str
    is_done: bool
    said: str
    url: str = ""


def steps_for(by: Official, at: datetime) -> list[Step]:
    """The steps of this administrator, in the order in which they are taken."""
    county, day = by.county, local_day(at, by.county)
    found: list[Step] = []
    if SYSTEM in by.administers:
        found += [
            *_charter(at),
            *_calendar(day),
            _telephone(county),
            _address(),
            *_units(day),
            *_seats(day),
            _station(day),
        ]
        found += [_receptions(day), _documents(day), *_first_visit(day)]
    if SECURITY in by.administers:
        found += [*_rights(by, at, day), _administrators(), *_own_data(by)]
    return found


def _charter(at: datetime) -> Iterable[Step]:
    adopted = AdoptedCharter.objects.in_force(at).first()
    said = (
        _("Version %(version)s is in force.") % {"version": adopted.version}
        if adopted
        else _("None is in force.")
    )
    yield Step(_("Charter"), adopted is not None, said, reverse("administration:charter"))
    if adopted is not None:
        basis = adopted.charter.local_basis or _basis_to_come(at)
        said = basis or _(
            "Not named yet: title, number and day of the county's own document are entered here, best before the first "
            "matter comes in, as each keeps the words under which it came in."
        )
        there = reverse("administration:charter" if basis else "administration:adopt_by_fields")
        yield Step(_("Local basis of the periods"), bool(basis), said, there)


def _basis_to_come(at: datetime) -> str:
    """Of the next version that is adopted and not in force yet."""
    coming = (
        AdoptedCharter.objects.filter(effective_at__gt=at)
        .select_related("county")
        .order_by("effective_at", "pk")
    )
    for one in coming[:5]:
        if one.charter.local_basis:
            day = date_format(local_day(one.effective_at, one.county), "DATE_FORMAT")
            return _("%(basis)s, from %(day)s on") % {"basis": one.charter.local_basis, "day": day}
    return ""


def _calendar(day: date) -> Iterable[Step]:
    """This year's holidays, and in the last months those of the next."""
    for year in (day.year, day.year + 1)[: 2 if day.month >= 11 else 1]:
        final = calendar().is_final(year)
        said = (
            _("The holidays are announced.")
            if final
            else _("Announced by now, but not entered here: dates of that year are provisional.")
            if year <= day.year
            else _("Not announced, or not entered yet: dates of that year are provisional.")
        )
        yield Step(
            _("Working calendar of %(year)d") % {"year": year},
            final,
            said,
            reverse("administration:calendar" if final else "administration:enter_year"),
        )


def _telephone(county: County) -> Step:
    said = county.phone or _("The public pages cannot name a number yet.")
    there = reverse("administration:numbers")
    return Step(_("Telephone number for the public"), bool(county.phone), said, there)


def _address() -> Step:
    """Where people open this installation, as it is printed on slips and receipts."""
    address = settings.HUIYIN_ADDRESS
    if address and not is_of_this_machine(address):
        return Step(_("Public address"), True, address)
    said = _(
        "Not set: slips and receipts bear the address at which whoever prints them has the page open. Whoever runs the "
        "installation sets HUIYIN_ADDRESS, such as https://huiyin.example, and starts it anew."
    )
    return Step(_("Public address"), False, said)


def _units(day: date) -> Iterable[Step]:
    kinds = dict(Unit.objects.valid_on(day).order_by().values_list("kind").annotate(Count("pk")))
    towns = kinds.get(Unit.Kind.TOWNSHIP, 0) + kinds.get(Unit.Kind.STREET, 0)
    places = kinds.get(Unit.Kind.VILLAGE, 0) + kinds.get(Unit.Kind.COMMUNITY, 0)
    there, chosen = reverse("administration:units"), reverse("administration:divisions")
    yield Step(_("Townships and streets"), towns > 0, _many(towns), there if towns else chosen)
    yield Step(_("Villages and communities"), places > 0, _many(places), there if places else chosen)
    branches = kinds.get(Unit.Kind.BRANCH, 0)
    title = _("Party branches, whose officials keep the households")
    yield Step(
        title,
        branches > 0,
        _many(branches),
        there if branches else reverse("administration:enter_unit") + "?kind=branch",
    )


def _many(n: int) -> str:
    return (
        ngettext("%(n)d is entered.", "%(n)d are entered.", n) % {"n": n} if n else _("None is entered yet.")
    )


def _held(day: date, capacity: str) -> QuerySet[Appointment]:
    return Appointment.objects.live_on(day).filter(
        post__capacities__contains=[capacity], official__is_active=True
    )


def _seats(day: date) -> Iterable[Step]:
    there = reverse("administration:officials")
    officers = _held(day, C.OFFICER).values("official").distinct().count()
    yield Step(_("Officials who keep contact households"), officers > 0, _many(officers), there)
    desks = Unit.objects.valid_on(day).filter(kind__in=DESKS)
    yield _with_idle(
        _filled(_("A coordinator at each desk, who passes messages on"), desks, day, C.COORDINATOR), day
    )
    working = (Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE)
    yield _filled(
        _("A head in each unit that handles matters"),
        Unit.objects.valid_on(day).filter(kind__in=working),
        day,
        C.UNIT_HEAD,
    )


def _with_idle(step: Step, day: date) -> Step:
    """While a desk has nobody: who coordinates where nothing comes in, as that is mostly why."""
    seats = (
        _held(day, C.COORDINATOR).exclude(post__unit__kind__in=DESKS).select_related("official", "post__unit")
    )
    found = None if step.is_done else seats.order_by("post__unit__path", "pk").first()
    if found is None:
        return step
    idle = idle_at(found.post.unit, [C.COORDINATOR], day)
    words = _("%(said)s %(name)s is coordinator at %(unit)s only. %(idle)s")
    facts = {"said": step.said, "name": found.official.name, "unit": found.post.unit.name, "idle": idle}
    return replace(step, said=words % facts)


def _own_data(by: Official) -> Iterable[Step]:
    """How many requests about one's own data nobody may answer, where there are any; nothing of what they say."""
    n = Notice.objects.visible_to(by).filter(kind="data_request_nobody").count()
    words = ngettext(
        "%(n)d request is kept from everybody who could answer it. Please give this to somebody else at the county's desk.",
        "%(n)d requests are kept from everybody who could answer them. "
        "Please give this to somebody else at the county's desk.",
        n,
    )
    if n:
        there = reverse("administration:officials")
        yield Step(_("Somebody responsible for personal data"), False, words % {"n": n}, there)


def _filled(title: str, units: QuerySet[Unit], day: date, capacity: str) -> Step:
    """Whether each of the units has somebody with this capacity; if not, which have nobody."""
    seat = _held(day, capacity).filter(post__unit=OuterRef("pk"))
    vacant = units.filter(~Exists(seat)).order_by("path")
    names = list(vacant.values_list("short_name", flat=True)[:4])
    if not names:
        return Step(title, True, _("Every one has somebody."), reverse("administration:officials"))
    words = ngettext("%(n)d has nobody: %(names)s.", "%(n)d have nobody: %(names)s.", vacant.count())
    said = words % {
        "n": vacant.count(),
        "names": in_line(names) + ("…" if vacant.count() > len(names) else ""),
    }
    return Step(title, False, said, reverse("administration:officials"))


def _station(day: date) -> Step:
    stations = Unit.objects.valid_on(day).filter(kind=Unit.Kind.STATION)
    headed = Appointment.objects.filter(live_on(day), post__unit__in=stations, post__role=Post.Role.HEAD)
    if not stations.exists():
        said = _("None is entered yet.")
    elif not headed.exists():
        said = _("Entered, but without a head; members are added on its page.")
    else:
        said = _("Entered, with a head.")
    headless = stations.exclude(pk__in=headed.values("post__unit")).order_by("pk").first()
    first = headless or stations.order_by("pk").first()
    there = (
        reverse("administration:unit", kwargs={"unit": first.pk})
        if first
        else reverse("administration:enter_unit") + "?kind=station"
    )
    return Step(_("Contact station and its members"), headed.exists(), said, there)


def _receptions(day: date) -> Step:
    n = ReceptionOffice.objects.open_on(day).count()
    said = _many(n) if n else _("None is entered yet; the coordinators enter them under “Receptions”.")
    return Step(_("Reception offices"), n > 0, said)


def _documents(day: date) -> Step:
    """The five of S57; which are missing is said by name."""
    lacking = documents.missing(day, Unit.objects.valid_on(day).filter(parent=None).first())
    said = _("Missing: %(names)s.") % {"names": in_line(lacking)} if lacking else _("All five are entered.")
    return Step(_("Institution documents"), not lacking, said, reverse("administration:documents"))


def _first_visit(day: date) -> Iterable[Step]:
    """How many households stand in the register, and whether a visit was recorded: numbers only, nobody is seen here."""
    lines = Assignment.objects.live_on(day).count()
    said = (
        _many(lines)
        if lines
        else _("None is entered yet; the coordinators bring the register in under “Import”.")
    )
    yield Step(_("Contact households in the register"), lines > 0, said)
    visited = Contact.objects.filter(kind=Contact.Kind.VISIT, voided_at=None).exists()
    said = (
        _("One is recorded.")
        if visited
        else _("None yet; each official records it with the button on their desk.")
    )
    yield Step(_("The first visit"), visited, said)


def _rights(by: Official, at: datetime, day: date) -> Iterable[Step]:
    there, people = reverse("administration:officials"), Official.objects.visible_to(by, at)
    bare = rows.narrowed(people, "bare", None, day).count()
    words = ngettext("%(n)d post lacks them.", "%(n)d officials have a post without.", bare)
    said = words % {"n": bare} if bare else _("Every post has them.")
    yield Step(_("Capacities of posts"), not bare, said, f"{there}?show=bare")
    outside = rows.narrowed(people.filter(is_active=True), "outside", None, day).count()
    words = ngettext("%(n)d account was never used.", "%(n)d accounts were never used.", outside)
    said = words % {"n": outside} if outside else _("Everybody has come in.")
    yield Step(_("Slips to come in with"), not outside, said, f"{there}?show=outside")


def _administrators() -> Step:
    vacant = [str(duty.label) for duty in Official.Administers if not administering(duty)]
    said = (
        _("Nobody is: %(duties)s.") % {"duties": in_line(vacant)}
        if vacant
        else _("Each of the three is there.")
    )
    return Step(
        _("Three administrators"),
        not vacant,
        said,
        reverse("administration:officials") + "?show=administrators",
    )
