"""Loading the demo county in one transaction, as of a moment: the same moment gives the same county."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from huiyin.audit.clock import seal_settled
from huiyin.audit.scope import county_scope
from huiyin.contacts import promise_clock
from huiyin.demo import inspections
from huiyin.demo.accounts import hand_in_accounts
from huiyin.demo.administered import enter_newcomers, let_systems_in
from huiyin.demo.around import Around
from huiyin.demo.calls import ring_back
from huiyin.demo.cast import ADMINISTRATORS, LOGINS, Login
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.digests import send_up_digests
from huiyin.demo.draws import add_draws
from huiyin.demo.echoing import tell_back
from huiyin.demo.forms import plan_forms
from huiyin.demo.forums import add_forums
from huiyin.demo.founding import Realm, found, reorganise, settle
from huiyin.demo.homes import Register
from huiyin.demo.institution import enter_documents
from huiyin.demo.joint import ask_others
from huiyin.demo.mended import mend
from huiyin.demo.overseen import (
    ask_one_back,
    flag_one,
    hand_one_back,
    let_some_go,
    merge_two,
    oversee,
)
from huiyin.demo.own_data import ask_about_oneself
from huiyin.demo.petitions import at_the_desk, petitions
from huiyin.demo.plan import FULL, Planner, Size
from huiyin.demo.population import count_people
from huiyin.demo.ready import keep_ready, put_files
from huiyin.demo.reception import ReceptionDays
from huiyin.demo.register import play_register
from huiyin.demo.resembling import enter_alike
from huiyin.demo.rounds import plan_rounds
from huiyin.demo.teams import put_on_duty
from huiyin.demo.visits import Intake
from huiyin.demo.written import write_to_some
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.matters import clock, dates, delivery_clock, sub_task_clock
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import County
from huiyin.supervision import clock as supervision_clock

SEED = 20260101
MONTHS = 10
MERGED_AFTER = 170  # days after the beginning
READ_AFTER = timedelta(hours=5)
UNREAD_DAYS = 2
Progress = Callable[[str], None]


def exists() -> bool:
    """Whether a demo county is there."""
    return County.objects.filter(is_demo=True).exists()


def logins() -> list[Login]:
    """Who can sign in, and what for."""
    return [*LOGINS, *ADMINISTRATORS.values()]


def load(*, at: datetime, size: Size = FULL, progress: Progress | None = None) -> None:
    """Make the county as it stands at that moment, everything through the deeds that people and time do."""
    if settings.HUIYIN_PRODUCTION:
        raise Refused(_("The demo county cannot be loaded in production."))
    say = progress or (lambda words: None)
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    started_on = _beginning(at)
    with transaction.atomic(), _all_or_nothing():
        county = found(at=at, started_on=started_on)
        with county_scope(county.pk):
            days = Days(now=at, zone=county.zone, calendar=calendar(), rng=rng)
            _play(Realm(county), days, rng, size, say)
    _seal(at)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """No savepoints: a deed that fails ends the loading, and they would be a third of all statements."""
    features = connection.features
    before = features.uses_savepoints
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = before


def _beginning(at: datetime) -> date:
    return periods.of("month", periods.back(at.date(), MONTHS)).first


# What happens beside the ordinary lives of matters, in this order.
BESIDE: tuple[Callable[[Realm, Days], Life], ...] = (
    oversee,
    hand_one_back,
    ask_one_back,
    flag_one,
    let_some_go,
    merge_two,
    ask_others,
    at_the_desk,
    keep_ready,
    put_files,
    write_to_some,
    ask_about_oneself,
    enter_documents,
    enter_alike,
)


def _play(realm: Realm, days: Days, rng: Random, size: Size, say: Progress) -> None:
    started_on = realm.county.started_on
    say(_("Raising units and seating officials"))
    settle(realm, at=days.moment(days.calendar.before(started_on, 20)), rng=rng)
    say(_("Filling the contact register"))
    register = Register(realm, days, rng, size.households)
    lines = register.fill(started_on)
    timeline = Timeline(days.now)
    merged_on = days.calendar.next_working(started_on + timedelta(days=MERGED_AFTER))
    timeline.add(reorganise(realm, on=merged_on, at=days.moment(merged_on, morning=True)))
    intake = Intake(realm, days, register, timeline)
    timeline.add(ReceptionDays(realm, days, intake).live())
    planner = Planner(realm, days, intake, lines, size)
    planner.scenes(merged_on)
    planner.past(started_on + timedelta(days=4), merged_on)
    Around(realm, days, timeline, lines).play()
    plan_forms(realm, days, timeline, lines)
    add_forums(realm, days, timeline, lines)
    add_draws(realm, days, timeline)
    for beside in BESIDE:
        timeline.add(beside(realm, days))
    for petition in petitions(realm, days):
        timeline.add(petition)
    timeline.add(_mornings(days, started_on))
    timeline.add(ring_back(days, started_on))
    timeline.add(tell_back(days, started_on))
    play_register(realm, days, timeline)
    for life in inspections.begin(realm, days):
        timeline.add(life)
    month = 0
    for moment in timeline.play():
        if moment.month != month:
            month = moment.month
            say(_("Playing %(year)d-%(month)d") % {"year": moment.year, "month": month})
    mend(days)
    say(_("Handing in reports"))
    hand_in_accounts(realm, days)
    send_up_digests(realm, days)
    plan_rounds(realm, days)
    clock.wipe_receipts(at=days.now)
    count_people(realm, days)
    _read_old_notices(days)
    enter_newcomers(realm, days.now)
    let_systems_in(days.now)
    put_on_duty(days)


def _mornings(days: Days, first: date) -> Life:
    """What time does, at the opening of each working day, as it was then."""
    day = days.calendar.next_working(first)
    while True:
        at = datetime.combine(day, dates.OPENING, tzinfo=days.zone) + timedelta(minutes=1)
        yield at
        clock.remind_before_due(at=at)
        clock.chase_overdue(at=at)
        sub_task_clock.remind_of_parts(at=at)
        sub_task_clock.chase_parts(at=at)
        supervision_clock.tell_of_late_answers(at=at)
        delivery_clock.bring_unopened(at=at)
        clock.close_unrated(at=at)
        promise_clock.remind_promises(at=at)
        promise_clock.chase_promises(at=at)
        day = days.calendar.next_working(day + timedelta(days=1))


def _read_old_notices(days: Days) -> None:
    """People have read what they were told, all but the last days' and the newest each."""
    fresh = datetime.combine(days.back(UNREAD_DAYS), datetime.min.time(), tzinfo=days.zone)
    told = Notice.objects.filter(to__isnull=False)
    newest = list(told.order_by().values("to").annotate(newest=Max("pk")).values_list("newest", flat=True))
    told.filter(read_at=None, at__lt=fresh).exclude(pk__in=newest).update(read_at=F("at") + READ_AFTER)


def _seal(at: datetime) -> None:
    """Seal what was written, where this role may; else the clock does it at its first turn."""
    try:
        with transaction.atomic():
            while seal_settled(at=at):
                pass
    except ProgrammingError:
        return
