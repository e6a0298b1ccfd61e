"""Workbooks that are large for nothing: rows that are only formatted, down to the end of the sheet."""

import io
import time
import zipfile

import pytest

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import looked, qinghe
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


def with_blanks(how: str) -> bytes:
    """A good row, then a million that only have a height; one far below that says something beside the table."""
    base, out = book(REGISTER, [row()]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                head, tail = data.split(b"</sheetData>")
                number = b"" if how == "unnumbered" else b' r="%d"'
                tag = b"<row" + number + b' ht="20" customHeight="1"/>'
                blank = b"".join(tag % n if number else tag for n in range(3, 1_000_000))
                last = b'<row r="1000000"><c r="J1000000" t="inlineStr"><is><t>x</t></is></c></row>'
                data = head + blank + (last if how == "between" else b"") + b"</sheetData>" + tail
            made.writestr(part, data)
    return out.getvalue()


@pytest.mark.parametrize("how", ["heights", "unnumbered", "between"])
def test_25_rows_that_are_only_formatted_cost_no_time(qinghe: County, how: str) -> None:
    """A million of them stand in a file of a few megabytes when somebody formats a column down to its end."""
    content = with_blanks(how)
    assert len(content) < 5_000_000
    began = time.process_time()
    assert looked(qinghe, "register", content).new == 1
    assert time.process_time() - began < 3


def test_25_what_unpacks_to_too_much_is_refused_with_the_right_advice(
    qinghe: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.lib.sheet_package.MAX_UNPACKED", 2_000)
    with pytest.raises(Refused, match="blank formatted rows"):
        looked(qinghe, "register", book(REGISTER, [row(code=f"HA-{n}") for n in range(60)]))
