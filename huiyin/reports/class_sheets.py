"""The figures by class as a workbook: a sheet for each table, and one that says what everything means."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE
from huiyin.lib.sheets import Sheet, workbook
from huiyin.matters.figures import Extent
from huiyin.orgs.models import County
from huiyin.reports import classes, words
from huiyin.ui.templatetags.ui import moment


def workbook_of(period: Extent, county: County) -> bytes:
    """Counted and written in one go, in the language of official papers."""
    with override(LANGUAGE):
        tables = classes.build(period, county)
        sheets = [_sheet(table) for table in tables]
        about = [
            f"{period.unit.name} · {words.days(period)}",
            _("As of %(moment)s.") % {"moment": moment(period.as_of.astimezone(county.zone))},
            several_sentence(),
            _("The classes are those of the institution in force; what was not classed stands in no row."),
        ]
        return workbook(sheets, about=about, about_name=_("About this file"))


def several_sentence() -> str:
    """Why a sum may exceed the number of entries (S32)."""
    return _("One entry may belong to several classes, so the sum of the rows may exceed the entries in all.")


def _sheet(table: classes.Table) -> Sheet:
    columns = [_("class"), *(classes.column_words(of) for of in table.columns)]
    rows: list[list[str | int]] = [[row.words, *row.counts] for row in table.rows]
    rows.append([_("entries in all"), *table.entries])
    meanings = [
        _("the class, in the words of the institution"),
        *(_meaning(of) for of in table.columns),
    ]
    return Sheet(classes.heading(table.name), columns, rows, meanings)


def _meaning(of: str) -> str:
    return {
        "steps": _(
            "actions noted on matters that the unit and those below it took in, by the day of the action"
        ),
        "aid": _("actions noted under plans of paired assistance, by their day and the household's village"),
        "contacts": _(
            "contacts held in the villages of the unit, without those counted as paired assistance"
        ),
        "matters": _("matters received by the unit and those below it, by the day of receipt"),
    }[of]
