"""What a list of units says by name: the unit above and the one reported to; and kinds that follow from what is above."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from huiyin.lib.words import folded, table
from huiyin.orgs.models import Unit
from huiyin.sheets.checking import Finding, Found
from huiyin.sheets.columns import shape
from huiyin.sheets.places import Named, usual
from huiyin.sheets.unit_rules import Wanted
from huiyin.ui.listing import in_line

K = Unit.Kind
COLUMNS = {"parent": "parent_code", "reports_to": "reports_to_code"}


def is_of_either_level(text: str) -> bool:
    """A word for an organ of the county or of a township: which of them, what it stands under says."""
    return folded(text) in {folded(word) for word in table("unit_kinds")["of_either_level"]}


@dataclass
class Names:
    """The units on record and those of the file, by code and by name."""

    wanted: dict[str, Wanted]
    standing: Mapping[str, Unit]
    findings: Found

    def __post_init__(self) -> None:
        self.named = Named(self.standing.values(), self.standing.values())
        self.here: dict[str, set[str]] = {}
        for one in self.wanted.values():
            for word in {one.words.get("name", ""), one.words.get("short_name", "")} - {""}:
                self.here.setdefault(usual(word), set()).add(one.code)

    def settle(self) -> dict[str, Wanted]:
        """The rows with codes in place of names; what fits several units is asked about, and its row left out."""
        found = {}
        for code, one in self.wanted.items():
            parent, above = self._code(one, "parent"), self._code(one, "reports_to")
            if parent is not None and above is not None:
                found[code] = self._of_level(replace(one, parent=parent, reports_to=above))
        return found

    def _code(self, row: Wanted, name: str) -> str | None:
        text: str = getattr(row, name)
        code = (text.split() or [""])[0]
        if not code or code in self.wanted or code in self.standing:
            return code
        known = {unit.code for unit in self.named.find(text)} | self.here.get(usual(text), set())
        known -= {row.code}  # a unit may be called like the one above it
        if len(known) > 1:
            facts = {"text": text[:40], "all": in_line(sorted(known))}
            sentence = _("“%(text)s” is the name of several units (%(all)s). Please write the code.") % facts
            self.findings.append(Finding(row.line, shape("units").column(COLUMNS[name]).shown, sentence))
            return None
        if known:
            self.findings.notes[
                _("“%(text)s” is read as %(unit)s") % {"text": text[:40], "unit": min(known)}
            ] += 1
        return min(known, default=code)

    def _of_level(self, row: Wanted) -> Wanted:
        """An organ under the county is one of its departments."""
        if not row.is_of_either_level:
            return row
        above = self.wanted.get(row.parent)
        kind = above.kind if above else self.standing[row.parent].kind if row.parent in self.standing else ""
        return replace(row, kind=K.DEPARTMENT if kind == K.COUNTY else K.OFFICE)
