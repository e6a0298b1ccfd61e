"""What the pages of breadth show, counted once: paired bars, places by silence, shares with their intervals, words."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huiyin.lib.breadth.chance import Chance, chance_level, met_less
from huiyin.lib.breadth.mixture import Mix, mix, not_reached_enough
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Unit
from huiyin.reach.counts import Counts
from huiyin.reach.population import Lives
from huiyin.reach.saying import about, listed_groups, listed_places, percent, said, window_name
from huiyin.reach.windows import Window
from huiyin.ui import strokes as drawing
from huiyin.ui.few import Count, Few, is_few

# --- groups ---


@dataclass(frozen=True)
class Bar:
    """One group: how many of it were met and live here (None: withheld, not stated), and both as shares of all.

    `is_below`: met less than half as often as it lives here; `is_missed`: and chance alone does not explain it."""

    code: str
    name: str
    met: Count | None
    lives: Count | None
    ours: float | None
    here: float | None
    ours_length: str
    here_length: str
    is_below: bool
    is_missed: bool
    url: str

    @property
    def ours_words(self) -> str:
        return percent(self.ours)

    @property
    def here_words(self) -> str:
        return percent(self.here)


def bars(
    met: Mapping[str, Count | None],
    compared: tuple[Mapping[Hashable, int], Mapping[Hashable, int]],
    lives: Lives,
    charter: Charter,
    urls: Mapping[str, str],
    k: int,
    at_most: Mapping[Hashable, int] | None = None,
) -> list[Bar]:
    """Groups in the order of the charter, those that live here or were met. Shares are compared among villages with
    figures (`compared`: met and living, as they may be told); numbers (`met`) are all that were met, `at_most` how many
    that may be where they are told in steps."""
    here_of, (ours_of, classes) = living(lives), compared
    whole, ours = sum(here_of.values()), sum(ours_of.values())
    below, missed = (
        set(not_reached_enough(ours_of, classes)) if ours else set(),
        set(met_less(ours_of, classes, at_most=at_most)),
    )
    rows = []
    for group in charter.groups:
        n, here = met.get(group.code, 0), here_of.get(group.code)
        if n == 0 and not here:
            continue
        is_told = here and group.code in ours_of and isinstance(n, int)
        p = ours_of[group.code] / ours if ours and is_told else None
        rows.append((group, n, here, p, here / whole if here and whole else None))
    top = max([share for *_rest, p, pi in rows for share in (p, pi) if share is not None], default=1) or 1
    language = get_language() or ""
    return [
        Bar(
            code=group.code,
            name=group.words.in_language(language),
            met=n,
            lives=None if not here else Few(k) if here < k else here,
            ours=p,
            here=pi,
            ours_length=drawing.percent((p or 0) / top),
            here_length=drawing.percent((pi or 0) / top),
            is_below=group.code in below,
            is_missed=group.code in missed,
            url=urls.get(group.code, ""),
        )
        for group, n, here, p, pi in rows
    ]


# --- places ---


@dataclass(frozen=True)
class Spot:
    """One village: days since the last contact (None: none in the window)."""

    unit: Unit
    days: int | None
    tone: str
    words: str
    url: str

    @property
    def is_silent(self) -> bool:
        """Too long without a contact."""
        return self.tone in ("far", "never")


def tone_of(days: int | None, far: int) -> str:
    """Recent, from half the charter's days on, from all of them on, or never."""
    if days is None:
        return "never"
    return "far" if days >= far else "mid" if 2 * days >= far else "near"


def days_words(days: int | None) -> str:
    if days is None:
        return _("no contact in this time")
    if days <= 0:
        return _("today")
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def last_day(window: Window, today: date) -> date:
    """The day from which silence is counted: today, or the last day of a window that is over."""
    return min(today, window.last)


def spots(
    villages: Iterable[Unit],
    last: Mapping[int, date],
    urls: Mapping[int, str],
    day: date,
    far: int,
) -> list[Spot]:
    """Villages in tree order."""
    found = []
    for unit in villages:
        on = last.get(unit.pk)
        days = None if on is None else max(0, (day - on).days)
        found.append(Spot(unit, days, tone_of(days, far), days_words(days), urls.get(unit.pk, "")))
    return found


# --- the whole panel of breadth ---


@dataclass(frozen=True)
class Breadth:
    """Whom we meet against who lives here, of one official, branch or area in one window."""

    window: Window
    reached: Counts
    lives: Lives
    mixed: Mix[Hashable]
    chance: Chance | None
    strip: drawing.Strip | None
    bars: list[Bar]
    spots: list[Spot]
    without_figures: list[Unit]
    met_here: Count  # distinct households of the villages with a figure
    estimated: int | None
    known: Count
    least: int  # the smallest count that is told; 0 of one's own
    charter: Charter
    between: tuple[float, float] | None = None  # the likeness, whatever the undeclared are
    placed: tuple[Mix[Hashable], Chance | None] | None = None  # the same over villages, not groups
    step: int = 0  # counts are told in steps of so many; 0 where they are told as they are

    @property
    def is_small(self) -> bool:
        """Whether so few were met in all that even their number stays untold."""
        return is_few(self.reached.households, self.least)

    @property
    def tells_undeclared(self) -> bool:
        """Whether the number of households without a declared group may stand here."""
        return isinstance(self.reached.undeclared, int) and self.reached.undeclared >= self.least

    @property
    def sources(self) -> list[tuple[str, date]]:
        """Where the numbers of who lives here come from."""
        return sorted(self.lives.sources)

    @property
    def without_words(self) -> str:
        """The villages without a number of households."""
        return listed_places([unit.short_name for unit in self.without_figures])

    @property
    def partly(self) -> str:
        """Groups that only some villages state."""
        names = {group.code: group.words.in_language(get_language() or "") for group in self.charter.groups}
        return listed_groups([names.get(code, code) for code in sorted(self.lives.partial)])

    @property
    def missed_groups(self) -> list[Bar]:
        """Groups met far less often than they live here, more than chance explains; those too few to be spoken of are
        left out."""
        return [bar for bar in self.bars if bar.is_missed and isinstance(bar.lives, int)]

    @property
    def is_unclear(self) -> bool:
        """Whether groups are below half, and so few were met that chance explains every one of them."""
        return any(bar.is_below for bar in self.bars) and not any(bar.is_missed for bar in self.bars)

    @property
    def silent(self) -> list[Spot]:
        """Villages too long without a contact."""
        return [spot for spot in self.spots if spot.is_silent]

    @property
    def elsewhere(self) -> int:
        """Households met that live outside of the villages with a figure; small numbers are told to oneself only."""
        all_, here = self.reached.households, self.met_here
        if isinstance(all_, Few) or isinstance(here, Few):
            return 0
        return all_ - here if all_ - here >= self.least else 0

    @property
    def share_words(self) -> str:
        """Households met, of those said to live in the villages with a figure."""
        here = self.met_here
        if isinstance(here, Few) or not self.estimated or here > self.estimated:
            return "—"
        return percent(here / self.estimated)

    @property
    def mix_words(self) -> str:
        """The headline of breadth in one sentence, without its last digit."""
        share = self.mixed.effective_share
        if share is None or self.chance is None:
            return ""
        facts = {"own": self.own_words, "mean": about(self.chance.mean)}
        text = _(
            "Likeness to the people here by group: about %(own)s of 1. As many households met at random: about %(mean)s."
        )
        return said([text % facts, self.verdict, self.undeclared_words, self.place_words])

    @property
    def _ends(self) -> tuple[float, float]:
        """Between what the likeness lies."""
        share = self.mixed.effective_share or 0.0
        return self.between or (share, share)

    @property
    def own_words(self) -> str:
        """The likeness, or between what it lies where households that declared nothing leave that open."""
        low, high = (about(end) for end in self._ends)
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def verdict(self) -> str:
        """Whether the mix may be chance, whatever the undeclared are."""
        share = self.mixed.effective_share
        if share is None or self.chance is None:
            return ""
        low, high = self._ends
        if high < self.chance.low:
            return _("Nineteen of twenty random rounds would come closer.")
        if low >= self.chance.low:
            return _("That is within what a random round would give.")
        return _("Whether a random round would come closer cannot be told.")

    @property
    def undeclared_words(self) -> str:
        """Why a range stands there."""
        low, high = (about(end) for end in self._ends)
        if low == high:
            return ""
        return _("The range is because households declared no group: they may be of any.")

    @property
    def place_words(self) -> str:
        """How evenly the villages were met: ten neighbours can be like the whole place in their groups."""
        if self.placed is None:
            return ""
        mixed, chance = self.placed
        if mixed.effective_share is None or chance is None:
            return ""
        facts = {"own": about(mixed.effective_share), "mean": about(chance.mean)}
        return _("By place: about %(own)s; at random about %(mean)s.") % facts


def living(lives: Lives) -> dict[str, int]:
    """Households of each group, as far as all villages with figures state the group."""
    left_out = set(lives.partial)
    return {group: n for group, n in lives.groups.items() if group not in left_out}


def mixed_of(
    compared: tuple[Mapping[Hashable, int], Mapping[Hashable, int]], undeclared: int = 0
) -> tuple[Mix[Hashable], Chance | None]:
    """The measures of the mix of those met and those living, and what chance alone would give to as many, with those who
    declared nothing."""
    mixed = mix(*compared)
    return mixed, chance_level(compared[1], mixed.households + undeclared) if mixed.households else None


def strip_of(mixed: Mix[Hashable], chance: Chance | None) -> drawing.Strip | None:
    """The strip of the effective share, where there is one."""
    share = mixed.effective_share
    return None if share is None or chance is None else drawing.strip(share, chance)


# --- words ---


def headline(breadth: Breadth, who: str) -> str:
    """Two or three plain sentences: how many, whom less, where not."""
    n = breadth.reached.households
    facts = {"time": window_name(breadth.window), "n": n, "who": who}
    if isinstance(n, Few) or breadth.is_small:
        met = _("In %(time)s %(who)s met fewer than %(least)d households.")
    elif breadth.step:
        met = _("In %(time)s about %(n)d households were met in %(who)s.")
    elif who:
        met = ngettext(
            "In %(time)s %(who)s met %(n)d household.", "In %(time)s %(who)s met %(n)d households.", n
        )
    else:
        met = ngettext("In %(time)s you met %(n)d household.", "In %(time)s you met %(n)d households.", n)
    found = [met % {**facts, "least": breadth.least}]
    if breadth.missed_groups:
        names = {"groups": listed_groups([bar.name for bar in breadth.missed_groups])}
        found.append(_("Compared with who lives here, these were met less: %(groups)s.") % names)
    elif breadth.is_unclear:
        found.append(_("So few were met that one cannot tell which groups are met less."))
    if breadth.silent:
        found.append(
            _("Long without a contact: %(places)s.")
            % {"places": listed_places([_place(s) for s in breadth.silent])}
        )
    elif len(breadth.spots) > 1 and n:
        found.append(_("No village has been waiting for long."))
    return said(found)


def _place(spot: Spot) -> str:
    if spot.days is None:
        return _("%(place)s (not once)") % {"place": spot.unit.short_name}
    text = ngettext("%(place)s (%(n)d day)", "%(place)s (%(n)d days)", spot.days)
    return text % {"place": spot.unit.short_name, "n": spot.days}
