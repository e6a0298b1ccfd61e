"""Units from a workbook: the rules of the CSV import, read from a sheet."""

from collections.abc import Mapping, Sequence

from huiyin.intake.sheets.checking import Area, Checked, Finding, Line, Moment, Progress
from huiyin.intake.sheets.columns import shape
from huiyin.intake.sheets.lookups import spellings_of
from huiyin.lib.csv_rows import Record
from huiyin.lib.words import folded
from huiyin.orgs import unit_lines
from huiyin.orgs.unit_lines import Weighed

SHAPE = "units"
CODES = ("code", "parent_code", "reports_to_code")


class CheckedUnits(Checked[unit_lines.Line]):
    """The rows, and the tree they were weighed against."""

    weighed: Weighed


def check(lines: Sequence[Line], area: Area, moment: Moment) -> CheckedUnits:
    """What the rows would add and change."""
    result, sheet = CheckedUnits(), shape(SHAPE)
    kinds = spellings_of("kinds", moment.at)
    records = [Record(line.line, _values(line, kinds)) for line in lines]
    weighed = unit_lines.weigh(records, moment.county, area.covers)
    result.weighed = weighed
    for one in weighed.tally.rejected:
        column = sheet.column(one.column).shown if one.column else ""
        result.findings.append(Finding(one.line, column, one.reason))
    for line in weighed.lines:
        old = weighed.standing.get(line.code)
        kept = result.new if old is None else result.changed if unit_lines.changes(old, line) else result.same
        kept.append(line)
    return result


def _values(line: Line, kinds: Mapping[str, str]) -> dict[str, str]:
    """The cells by the names of the CSV file; a unit chosen from the list is its code before its name."""
    values = {column.name: line.values.get(column.name, "") for column in shape(SHAPE).columns[1:]}
    for name in CODES:
        values[name] = values[name].split()[0] if values[name] else ""
    values["kind"] = kinds.get(folded(values["kind"]), values["kind"])
    return values


def write(checked: Checked[unit_lines.Line], moment: Moment, progress: Progress) -> None:
    """Do it, parents first."""
    assert isinstance(checked, CheckedUnits)  # noqa: S101 - as check() made it
    unit_lines.apply(checked.weighed, moment.county, by=moment.by, at=moment.at)
    progress(len(checked.new) + len(checked.changed), len(checked.new) + len(checked.changed))
