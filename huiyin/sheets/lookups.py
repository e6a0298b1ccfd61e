"""What the cells of a workbook refer to: units and villages by code or name, officials by login, words of lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.words import folded, table
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.people.models import ConsentRecord
from huiyin.sheets.checking import Area, Cells, spelled
from huiyin.sheets.columns import language

YES, NO = "yes", "no"
LANGUAGES = ("zh-hans", "en")
SEATS = (*Unit.PLACES, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.COUNTY)


class Units:
    """The units that exist on a day."""

    def __init__(self, day: date) -> None:
        self.all = list(Unit.objects.valid_on(day).in_tree_order())
        self.by_code = {folded(unit.code): unit for unit in self.all}
        places = [unit for unit in self.all if unit.is_place]
        names = spelled((str(unit.pk), (unit.code, unit.name, unit.short_name)) for unit in places)
        by_pk = {str(unit.pk): unit for unit in places}
        self.places = {spelling: by_pk[key] for spelling, key in names.items() if key in by_pk}
        seats = [unit for unit in self.all if unit.kind in SEATS]
        named = spelled((str(unit.pk), (unit.code, unit.name, unit.short_name)) for unit in seats)
        by_seat = {str(unit.pk): unit for unit in seats}
        self.seats = {spelling: by_seat[key] for spelling, key in named.items() if key in by_seat}

    def unit(self, cells: Cells, column: str, area: Area | None) -> Unit | None:
        """The unit whose code the cell holds, alone or before its name; None where it is empty or wrong."""
        text = cells.text(column, 120)
        if not text or cells.bad:
            return None
        found = self.by_code.get(folded(text)) or self.by_code.get(folded(text.split()[0]))
        if found is None:
            cells.wrong(column, _("There is no unit with the code “%(code)s”.") % {"code": text[:40]})
        elif area is not None and not area.covers(found):
            cells.wrong(column, _("%(unit)s lies outside your area.") % {"unit": found})
            return None
        return found

    def place(self, cells: Cells, column: str, area: Area) -> Unit | None:
        """The village that the cell names by code or by a name of its own."""
        text = cells.line.values.get(column, "")
        if not text:
            return None
        found = self.places.get(folded(text)) or self.places.get(folded(text.split()[0]))
        if found is None:
            cells.wrong(
                column,
                _("“%(text)s” is no village or community, or several have this name; please give the code.")
                % {"text": text[:40]},
            )
        elif not area.covers(found):
            cells.wrong(column, _("%(unit)s lies outside your area.") % {"unit": found})
            return None
        return found

    def standing_at(self, cells: Cells, column: str, area: Area) -> Unit | None:
        """The village, or the seat of a township or of the county, that the cell names by code or by a name of its own."""
        text = cells.text(column, 120)
        if not text or cells.bad:
            return None
        found = self.seats.get(folded(text)) or self.seats.get(folded(text.split()[0]))
        if found is None:
            cells.wrong(
                column,
                _("“%(text)s” is no village or township, or several have this name; please give the code.")
                % {"text": text[:40]},
            )
        elif not area.covers(found):
            cells.wrong(column, _("%(unit)s lies outside your area.") % {"unit": found})
            return None
        return found


@dataclass
class Serving:
    """An official with the appointments that are live on the day."""

    official: Official
    posts: list[Appointment]
    shared: set[int] = field(default_factory=set)  # posts that somebody else holds too

    @property
    def unit(self) -> Unit | None:
        """For which unit their contacts count: the branch of an officer's post, else any post's."""
        hats = [
            (
                capacity != Post.Capacity.OFFICER,
                one.post.unit.kind != Unit.Kind.BRANCH,
                one.post.unit.path,
                one,
            )
            for one in self.posts
            for capacity in one.post.capacities
        ]
        return min(hats, key=lambda hat: hat[:3])[3].post.unit if hats else None

    def is_within(self, area: Area) -> bool:
        """Whether every post stands in the area; somebody without a post is in nobody's but the county's."""
        if area.paths is None:
            return True
        return bool(self.posts) and all(area.covers(one.post.unit) for one in self.posts)


def serving(logins: Sequence[str], day: date) -> dict[str, Serving]:
    """The officials of these login names, by login name without capitals."""
    found = {
        one.username.casefold(): Serving(one, [])
        for one in Official.objects.filter(username__in=[*logins, *[login.casefold() for login in logins]])
    }
    by_pk = {one.official.pk: one for one in found.values()}
    live = Appointment.objects.live_on(day)
    for appointment in live.filter(official__in=by_pk).select_related("post__unit").order_by("pk"):
        by_pk[appointment.official_id].posts.append(appointment)
    held = [one.post_id for serves in found.values() for one in serves.posts]
    several = (
        live.filter(post__in=held).values("post").annotate(n=Count("official", distinct=True)).filter(n__gt=1)
    )
    shared = set(several.values_list("post", flat=True))
    for serves in found.values():
        serves.shared = {one.post_id for one in serves.posts} & shared
    return found


def words_of(name: str, at: datetime) -> list[tuple[str, str]]:
    """The codes of a list and their words in the reader's language, in order."""
    if name == "kinds":
        return [(kind.value, str(kind.label)) for kind in Unit.Kind]
    if name == "capacities":
        return [(one.value, str(one.label)) for one in Post.Capacity]
    if name == "roles":
        return [(one.value, str(one.label)) for one in Post.Role if one.value]
    if name == "methods":
        return [(one.value, str(one.label)) for one in ConsentRecord.Method]
    if name == "groups":
        return [(group.code, group.words.in_language(language())) for group in charter_of(at).groups]
    if name == "topics":
        return [(topic.code, topic.words.in_language(language())) for topic in charter_of(at).topics]
    return [(YES, _("yes")), (NO, _("no"))]


def spellings_of(name: str, at: datetime) -> Mapping[str, str]:
    """Every word of a list that is understood: codes and words in both languages, with or without their remark."""
    found: dict[str, list[str]] = {}
    for spoken in LANGUAGES:
        with override(spoken):
            for code, words in words_of(name, at):
                # before a bracket or a comma, half or full width
                short = min((words.partition(mark)[0] for mark in "(,\uff08\uff0c"), key=len)
                found.setdefault(code, []).extend((words, short) if name != "kinds" else (words,))
    if name == "kinds":
        for code, words_used in table("unit_kinds")["also"].items():
            found[code] += words_used
    if name == "yes_no":
        found[YES] += ["y", "true", "1", "\u221a", "\u2713"]
        found[NO] += ["n", "false", "0", "\u00d7"]
    return spelled(found.items())
