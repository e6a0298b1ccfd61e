"""What the cells of a workbook refer to: units and villages by code or name, officials by login, words of lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.lib import naming
from huiyin.lib.words import folded, table
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.people.models import ConsentRecord
from huiyin.sheets.checking import Area, Cells, Spelled, chunks, spelled
from huiyin.sheets.columns import language
from huiyin.sheets.places import Named, plain
from huiyin.ui.listing import in_line

YES, NO = "yes", "no"
LANGUAGES = ("zh-hans", "en")
SEATS = (*Unit.PLACES, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.COUNTY)


class Units:
    """The units that exist on a day."""

    def __init__(self, day: date) -> None:
        self.all = list(Unit.objects.valid_on(day).in_tree_order())
        by_pk = {unit.pk: unit for unit in self.all}
        for unit in self.all:
            if unit.parent_id in by_pk:
                unit.parent = by_pk[unit.parent_id]
        self.by_code = {folded(unit.code): unit for unit in self.all}
        self.named = Named(self.all, self.all)
        self.places = Named((unit for unit in self.all if unit.is_place), self.all)
        self.seats = Named((unit for unit in self.all if unit.kind in SEATS), self.all)

    def unit(self, cells: Cells, column: str, area: Area | None) -> Unit | None:
        """The unit whose code the cell holds, alone or before its name, or whose name fits only it; else None."""
        text = cells.text(column, 120)
        if not text or cells.bad:
            return None
        found = self.by_code.get(folded(text)) or self.by_code.get(folded(text.split()[0]))
        named = [] if found else self.named.find(text)
        if len(named) > 1:
            cells.wrong(column, _several(text, named))
            return None
        if named:
            found = named[0]
            _note_name(cells, text, found)
        if found is None:
            cells.wrong(column, _("There is no unit with the code or name “%(code)s”.") % {"code": text[:40]})
        elif area is not None and not area.covers(found):
            cells.wrong(column, _("%(unit)s lies outside your area.") % {"unit": found})
            return None
        return found

    def known(self, text: str) -> Unit | None:
        """The same of a text, where nobody has to be told."""
        if not (words := text.split()):
            return None
        found = self.by_code.get(folded(text)) or self.by_code.get(folded(words[0]))
        named = [found] if found else self.named.find(text)
        return named[0] if len(named) == 1 else None

    def place(self, cells: Cells, column: str, area: Area) -> Unit | None:
        """The village that the cell names by code or by a name that fits only one."""
        return self._named(
            cells, column, area, self.places, cells.line.values.get(column, ""),
            _("There is no village or community with the name or code “%(text)s”."),
        )  # fmt: skip

    def titled(self, cells: Cells, area: Area) -> Unit | None:
        """The village that the sheet or the title of the list says, where the list has no column for it."""
        found = (self.places.find(name) for name in cells.line.villages)
        said = [inside for units in found if (inside := [unit for unit in units if area.covers(unit)])]
        sure = {units[0].pk: units[0] for units in said if len(units) == 1}
        if len(sure) > 1:
            facts = {"all": _(", ").join(str(unit) for unit in sure.values())}
            sentence = _(
                "The name of the sheet and the titles above this row say different villages (%(all)s). Please put them "
                "right, or add a column for the village."
            )
            cells.wrong("place", sentence % facts)
        if len(sure) != 1:
            return None
        unit = next(iter(sure.values()))
        cells.note(
            _("the list has no column for the village; by its title or sheet it is %(unit)s") % {"unit": unit}
        )
        return unit

    def standing_at(self, cells: Cells, column: str, area: Area) -> Unit | None:
        """The village, or the seat of a township or of the county, named by code or by a name that fits only one."""
        text = cells.text(column, 120)
        if cells.bad:
            return None
        return self._named(
            cells, column, area, self.seats, text,
            _("There is no village or township with the name or code “%(text)s”."),
        )  # fmt: skip

    def _named(
        self, cells: Cells, column: str, area: Area, among: Named, text: str, none: str
    ) -> Unit | None:
        if not text:
            return None
        found = among.find(text)
        inside = [unit for unit in found if area.covers(unit)]
        if not found:
            cells.wrong(column, none % {"text": text[:40]})
        elif not inside:
            cells.wrong(column, _("%(unit)s lies outside your area.") % {"unit": found[0]})
        elif len(inside) > 1:
            cells.wrong(column, _several(text, inside))
        else:
            if plain(text) not in {plain(word) for word in (inside[0].name, inside[0].short_name)}:
                _note_name(cells, text, inside[0])
            return inside[0]
        return None


def _several(text: str, units: Sequence[Unit]) -> str:
    """The sentence that a name fits several, with each of them."""
    known = pgettext("between parts of a spoken list", "; ").join(
        f"{unit.parent or ''}{unit.short_name} ({unit.code})" for unit in units[:6]
    )
    sentence = _("“%(text)s” fits several: %(all)s. Please write the township before it, or the code.")
    return sentence % {"text": text[:40], "all": known}


def _note_name(cells: Cells, text: str, unit: Unit) -> None:
    """A code or the unit's own name says by itself which unit it is; another name is said to have been understood."""
    own = plain(text) in (plain(unit.name), plain(unit.short_name))
    if not own and not plain(text).startswith(plain(unit.code)):
        cells.note(_("“%(text)s” is read as %(unit)s") % {"text": text[:40], "unit": unit})


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


class Officials:
    """Who is meant by a login name, or by a name that one serving official of the area has."""

    def __init__(self, texts: Sequence[str], day: date, area: Area) -> None:
        self.area = area
        self.by_login: dict[str, Serving] = {}
        for some in chunks(sorted(set(texts))):
            self.by_login.update(serving(some, day))
        names = {naming.key(text) for text in texts if text and text.casefold() not in self.by_login}
        self.by_name: dict[str, list[Serving]] = {}
        self.elsewhere: set[str] = set()
        if names:
            self._learn(names, day)

    def _learn(self, names: set[str], day: date) -> None:
        known = Official.objects.filter(is_active=True).values_list("username", "name")
        logins = [login for login, name in known if naming.key(name) in names]
        for some in chunks(sorted(logins)):
            for one in serving(some, day).values():
                key = naming.key(one.official.name)
                if any(self.area.covers(held.post.unit) for held in one.posts):
                    self.by_name.setdefault(key, []).append(one)
                elif one.posts:
                    self.elsewhere.add(key)

    def find(self, cells: Cells, column: str) -> Serving | None:
        """The official of the cell; what stands against it is found."""
        text = cells.text(column, 40)
        if not text:
            return None
        found = self.by_login.get(text.casefold())
        named = [] if found else self.by_name.get(naming.key(text), [])
        named = [one for one in named if one.unit is not None] or named
        if len(named) > 1:
            known = in_line(f"{one.official.username} ({one.unit})" for one in named)
            sentence = _("Several officials have the name “%(name)s”: %(all)s. Please write the login name.")
            cells.wrong(column, sentence % {"name": text, "all": known})
            return None
        if named:
            found = named[0]
            facts = {"name": found.official.name, "login": found.official.username}
            cells.note(_("%(name)s is read as the official with the login name %(login)s") % facts)
        if found is None and naming.key(text) in self.elsewhere:
            cells.wrong(column, _("%(name)s serves outside your area.") % {"name": text})
        elif found is None:
            sentence = _("There is no official with the login name or the name “%(login)s”.")
            cells.wrong(column, sentence % {"login": text})
        elif found.official.is_active and found.unit is None and found.posts:
            sentence = _(
                "%(name)s has a post without any capacity; the security administrator gives it on the page of the account."
            )
            cells.wrong(column, sentence % {"name": found.official.name})
        elif found.unit is None or not found.official.is_active:
            cells.wrong(column, _("%(name)s holds no post at present.") % {"name": found.official.name})
        elif not any(self.area.covers(one.post.unit) for one in found.posts):
            cells.wrong(column, _("%(name)s serves outside your area.") % {"name": found.official.name})
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


def spellings_of(name: str, at: datetime) -> Spelled:
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
    for code, also in table("lists")["words"].get(name, {}).items():
        found.setdefault(code, []).extend(also)
    known = spelled(found.items())
    known.shown = [words for _code, words in words_of(name, at)]
    return known
