"""Matters from a file: kept as history, or begun as real work; once per source and number."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.intake.inbound import Inbound, take_in
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import GoesBy, lodge_histories
from huiyin.matters.channels import FILE
from huiyin.matters.models import Matter
from huiyin.matters.rules.procedures import ORDER
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Unit
from huiyin.sheets import telephones
from huiyin.sheets.checking import Area, Checked, Finding, Kind, Line, Moment, Progress
from huiyin.sheets.columns import ONLY_HISTORY, ONLY_LIVE, Options, Shape, shape
from huiyin.sheets.matter_rows import Reader, Rejected, Wanted
from huiyin.sheets.places import Named
from huiyin.ui.listing import in_line

SHAPE = "matters"
BATCH = 500
MAX_SOURCE = 60
KEPT_DIGITS = 15  # by a spreadsheet


def kind(options: Options, columns: Shape, area: Area, moment: Moment) -> Kind[Checked[Wanted]]:
    """How the rows of this source are taken. Refuses a source without a name and a unit that receives nothing."""
    source = options.source.strip()
    if not 0 < len(source) <= MAX_SOURCE:
        raise Refused(_("The name of the source has 1 to %(n)d characters.") % {"n": MAX_SOURCE})
    taking = _Taking(source, options.live, receiving_unit(options.unit, area, moment), columns, moment)
    facts = {"unit": taking.unit.code, "origin": "live" if options.live else "history"}
    return Kind(
        SHAPE, taking.check, taking.write, "matters.imported", f"source:{source}", batch=BATCH, facts=facts
    )


def receiving_unit(code: str, area: Area, moment: Moment) -> Unit:
    """The unit of that code, if it receives matters and stands in the area."""
    unit = Unit.objects.valid_on(moment.day).select_related("county").filter(code=code).first()
    if unit is None:
        raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})
    if not unit.level:
        raise Refused(
            _("Matters are received by the county, a department, a township or a village, not by “%(unit)s”.")
            % {"unit": unit}
        )
    if not area.covers(unit):
        raise Refused(_("%(unit)s lies outside your area.") % {"unit": unit})
    return unit


def receiving_units(area: Area, moment: Moment) -> list[Unit]:
    """The units of an area that receive matters, the highest first."""
    found = Unit.objects.valid_on(moment.day).in_tree_order()
    return [unit for unit in found if unit.level and area.covers(unit)]


def sensible_columns(given: Mapping[str, str], *, live: bool) -> dict[str, str]:
    """Our name → the file's, after looking whether they make sense together."""
    known = [column.name for column in shape(SHAPE).columns[1:]]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise Refused(
            _("There is no column “%(name)s”; the columns are: %(all)s.")
            % {"name": unknown[0], "all": in_line(known)}
        )
    if "external_id" not in given or not ("title" in given or "body" in given):
        raise Refused(_("--columns must name external_id, and title or body."))
    if "replied_at" in given and "reply" not in given:
        raise Refused(_("--columns names replied_at but not reply."))
    misplaced = [name for name in given if name in (ONLY_HISTORY if live else ONLY_LIVE)]
    if misplaced and live:
        raise Refused(
            _("Real work is answered here, so “%(name)s” cannot be imported with it.")
            % {"name": misplaced[0]}
        )
    if misplaced:
        raise Refused(
            _("History keeps no names or numbers, as nobody is rung about it; please leave out “%(name)s”.")
            % {"name": misplaced[0]}
        )
    return dict(given)


class _Taking:
    """Rows of one source for one unit, some hundreds at a time; what was met stays known to the end of the file."""

    def __init__(self, source: str, live: bool, unit: Unit, columns: Shape, moment: Moment) -> None:
        self.source, self.live, self.unit = source, live, unit
        places = _places(unit, moment) if any(one.name == "place" for one in columns.columns) else None
        self.reader = Reader(columns, unit.county.zone, moment.at, _topics(moment), places)

    def check(self, lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Wanted]:
        """Which rows are new, here already, or wrong."""
        result: Checked[Wanted] = Checked()
        found = []
        for line in lines:
            try:
                wanted = self.reader.wanted(line)
            except Rejected as no:
                result.findings.append(Finding(line.line, "", no.reason))
                continue
            if wanted is None:
                result.repeated += 1
            else:
                found.append(wanted)
                if _may_be_rounded(wanted.past.external_id):
                    words = _(
                        "numbers that are zeros from the sixteenth digit on: a spreadsheet may have lost the last ones"
                    )
                    result.findings.notes[words] += 1
                if wanted.phone and telephones.objection(wanted.phone):
                    words = _("rows whose telephone cannot be rung as it is written; it is kept as it is")
                    result.findings.notes[words] += 1
                if wanted.past.place_words:
                    words = _(
                        "rows whose village was not found, or fits several; the words are kept as they are"
                    )
                    result.findings.notes[words] += 1
        known = self._known([one.past.external_id for one in found])
        for wanted in found:
            here = known.get(wanted.past.external_id)
            if here is None:
                result.new.append(wanted)
            elif _says_else(wanted, here) or (not self.live and _has_other_title(wanted, here)):
                sentence = _(
                    "The number “%(id)s” of this source is on record since %(day)s with other words. If this is another "
                    "matter, its number has lost digits or was given twice."
                )
                facts = {"id": wanted.past.external_id, "day": local_day(here.registered_at, moment.county)}
                result.findings.append(Finding(wanted.line, self._number_shown, sentence % facts))
            else:
                result.same.append(wanted)
                if _has_other_title(wanted, here):  # work that was begun may have been given a title here
                    result.findings.notes[
                        _("rows whose title is another one on record, which stays as it is")
                    ] += 1
                if wanted.past.reply and not here.replied_at and not self.live:
                    result.findings.notes[
                        _("answers that came later, to matters on record without one: not added")
                    ] += 1
        return result

    @property
    def _number_shown(self) -> str:
        return self.reader.shape.column("external_id").shown

    def _known(self, numbers: Sequence[str]) -> dict[str, Matter]:
        here = Matter.objects.filter(source=self.source, external_id__in=numbers)
        return {one.external_id: one for one in here}

    def write(self, checked: Checked[Wanted], moment: Moment, progress: Progress) -> None:
        """Keep what is new."""
        if self.live:
            checked.new = [one for one in checked.new if self._begun(one, checked, moment)]
        elif checked.new:
            past = [one.past for one in checked.new]
            lodge_histories(past=past, unit=self.unit, source=self.source, by=moment.by, at=moment.at)
            checked.counts["undated"] += sum(one.received_at is None for one in past)
            checked.counts["answered"] += sum(bool(one.reply) for one in past)

    def _begun(self, wanted: Wanted, checked: Checked[Wanted], moment: Moment) -> bool:
        """Real work, through the same door as every other message."""
        row = wanted.past
        inbound = Inbound(
            body=row.body or row.title,
            channel=FILE,
            place=row.place,
            place_words=row.place_words,
            name=wanted.name,
            phone=wanted.phone,
            title=row.title,
            topic=row.topic,
            received_at=row.received_at,
            source=self.source,
            external_id=row.external_id,
            goes_by=GoesBy("", ORDER, wanted.due_on, wanted.due_hour) if wanted.due_on else GoesBy(),
        )
        try:
            with transaction.atomic():
                take_in(inbound, root=self.unit, by=moment.by, at=moment.at)
        except Refused as no:
            checked.findings.append(Finding(wanted.line, "", no.sentence))
            return False
        return True


def _may_be_rounded(number: str) -> bool:
    """Whether a long number ends as one of which a spreadsheet kept fifteen digits."""
    return number.isdecimal() and len(number) > KEPT_DIGITS and not number[KEPT_DIGITS:].strip("0")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _says_else(wanted: Wanted, here: Matter) -> bool:
    """Whether the words on record are others; words that were erased are no other ones."""
    kept, said = here.body or "", wanted.past.body or wanted.past.title
    return bool(kept) and _squeezed(kept) != _squeezed(said)


def _has_other_title(wanted: Wanted, here: Matter) -> bool:
    """Whether its title is another one; a long one is on record cut."""
    said, kept = _squeezed(wanted.past.title), _squeezed(here.title or "").removesuffix("…")
    return bool(said and kept) and not said.startswith(kept)


def _topics(moment: Moment) -> dict[str, str]:
    """A topic's code, by its code or its words in either language."""
    topics = charter_of(moment.at).topics
    return {key: t.code for t in topics for key in (t.words.en, t.words.zh_hans, t.code)}


def _places(unit: Unit, moment: Moment) -> Named:
    """Villages below the unit, by any of their names; the county and the townships may stand before them."""
    live = list(Unit.objects.valid_on(moment.day).in_tree_order())
    return Named((one for one in live if one.is_place and one.is_within(unit.path)), live)
