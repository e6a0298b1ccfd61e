"""Official paper: docx drafts in the layout of GB/T 9704-2012, as notice, letter, minutes or plain sheet."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, Self

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from huiyin.lib.letterhead import OFFICIAL, steady

Kind = Literal["notice", "letter", "minutes", "plain"]

LANGUAGE: Final = (
    "zh-hans"  # an official paper is in the country's language, whatever the reader's screen is in
)
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TWIPS: Final = 20  # per point
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # the Chinese sizes 2, 3 and 4, in points
TABLE_SIZE: Final = 12.0
LINE: Final = 28.95  # points: 225 mm / 22 lines
CHARACTER_PITCH: Final = 15.79  # points: 156 mm / 28 characters
RED: Final = RGBColor(0xFF, 0, 0)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NUMBERED: Final = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]|（\d+）")
_DIGITS: Final = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Fonts:
    """Names of the faces which a document asks for. They are named, never bundled; a unit may set its own."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    black: str = "黑体"
    kai: str = "楷体_GB2312"
    page_number: str = "宋体"


def date_in_words(day: date) -> str:
    """`2026年11月3日`: Arabic digits without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


class Paper:
    """One document, written from top to bottom; every part returns the paper, so that calls can be chained.

    A paper is a draft: its number, seal and signature come from the unit's own document system.
    """

    def __init__(self, kind: Kind = "notice", fonts: Fonts | None = None) -> None:
        if kind not in ("notice", "letter", "minutes", "plain"):
            raise ValueError(f"unknown kind of paper: {kind!r}")
        self.kind, self.fonts = kind, fonts or Fonts()
        self._docx: DocxDocument = Document()
        self._counts = [0, 0, 0, 0]
        self._has_masthead = False
        self._style()
        self._page()
        self._page_numbers()

    # --- parts, in the order of a document ---

    def masthead(self, organ: str, number: str | None = None) -> Self:
        """The red head with the rule below it. Without a number its line stays empty for the unit to fill."""
        self._has_masthead = True
        if self.kind == "letter":
            self._letter_head(organ, number)
            return self
        size = 36 if len(organ) <= 16 else 28  # one line, as large as it goes
        mark = self._paragraph(organ, self.fonts.title, size, ALIGN.CENTER, exact=False)
        mark.runs[0].font.color.rgb = RED
        mark.paragraph_format.space_before = Mm(35)
        self._blank(2 if self.kind == "notice" else 0)
        line = self._paragraph(number or "", self.fonts.body, SIZE_3, ALIGN.CENTER)
        _border(line, "bottom", "single", size=12, space=11)  # 4 mm under the number
        return self

    def title(self, text: str) -> Self:
        """Centred; a line feed breaks it where the meaning does."""
        self._blank(2 if self._has_masthead else 0)
        for line in _lines(text):
            self._paragraph(line, self.fonts.title, SIZE_2, ALIGN.CENTER, keep=True)
        self._blank(1)
        return self

    def addressee(self, text: str) -> Self:
        """To whom it goes, flush left, with the colon that belongs there."""
        self._paragraph(_clean(text).rstrip(":：") + "：", self.fonts.body, SIZE_3)
        return self

    def attendees(self, label: str, names: Sequence[str]) -> Self:
        """For minutes: the label in black face, then the names."""
        paragraph = self._paragraph(f"{label}：", self.fonts.black, SIZE_3)
        self._run(paragraph, "、".join(names), self.fonts.body, SIZE_3)
        _indent(paragraph, left=2)
        return self

    def heading(self, level: int, text: str) -> Self:
        """Level 1 to 4, numbered `一、` `（一）` `1.` `（1）` in turn, unless the text brings its number."""
        if not 1 <= level <= 4:
            raise ValueError(f"there are four levels of headings, not {level}")
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        plain = _clean(text)
        if not _NUMBERED.match(plain):
            plain = _number(level, self._counts[level - 1]) + plain
        face = {1: self.fonts.black, 2: self.fonts.kai}.get(level, self.fonts.body)
        paragraph = self._paragraph(plain, face, SIZE_3, ALIGN.JUSTIFY, keep=True)
        _indent(paragraph, first=2)
        _property(paragraph, "w:outlineLvl", val=str(level - 1))
        return self

    def body(self, text: str) -> Self:
        """Running text; every line feed begins a new paragraph, indented by two characters."""
        for line in _lines(text):
            _indent(self._paragraph(line, self.fonts.body, SIZE_3, ALIGN.JUSTIFY), first=2)
        return self

    def table(self, rows: Sequence[Sequence[object]], *, widths: Sequence[float] | None = None) -> Self:
        """A ruled table whose first row is its head, repeated on every page; widths in mm (156 in all)."""
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            raise ValueError("a table needs a row with a cell")
        table = self._docx.add_table(rows=len(rows), cols=columns)
        table.style = "Table Grid"
        table.autofit = widths is None
        for column, width in zip(table.columns, widths or (), strict=False):
            column.width = Mm(width)  # the grid, which some programs follow and not the cells
        for at, row in enumerate(rows):
            docx_row = table.rows[at]
            properties = docx_row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if at == 0 and len(rows) > 1:
                properties.append(_element("w:tblHeader"))
            for column, cell in enumerate(docx_row.cells):
                if widths is not None:
                    cell.width = Mm(widths[column])
                text = str(row[column]) if column < len(row) else ""
                paragraph = cell.paragraphs[0]
                self._run(paragraph, text, self.fonts.black if at == 0 else self.fonts.body, TABLE_SIZE)
                _spacing(paragraph, 20)
        return self

    def attachments(self, names: Sequence[str]) -> Self:
        """The list of attachments, a blank line below the text; one alone has no number."""
        self._blank(1)
        for at, name in enumerate(names, start=1):
            number = f"{at}. " if len(names) > 1 else ""
            label = "附件：" if at == 1 else "\u3000" * 3
            text = f"{label}{number}{name.rstrip('。；')}"
            _indent(self._paragraph(text, self.fonts.body, SIZE_3), left=2)
        return self

    def signature(self, organ: str, day: date, *, sealed: bool = False) -> Self:
        """Organ and date at the right: placed for a seal to be set over them, or to stand without one."""
        organ, written = _clean(organ), date_in_words(day)
        name_width, date_width = _width(organ), _width(written)
        if sealed:
            date_right = max(4.0, (name_width - date_width) / 2)
            name_right = date_right + (date_width - name_width) / 2
        else:
            date_right = max(2.0, name_width - date_width)
            name_right = date_right + date_width + 2 - name_width
        self._blank(2)
        for text, right in ((organ, name_right), (written, date_right)):
            paragraph = self._paragraph(text, self.fonts.body, SIZE_3, ALIGN.RIGHT, keep=text is organ)
            _indent(paragraph, right=right)
        return self

    def note(self, text: str) -> Self:
        """A note under the date, in brackets."""
        _indent(self._paragraph(f"（{_clean(text).strip('（）')}）", self.fonts.body, SIZE_3), left=2)
        return self

    def save(self) -> bytes:
        """The docx file. The same paper gives the same bytes, so that a frozen report can be compared."""
        made = io.BytesIO()
        self._docx.core_properties.category = OFFICIAL if self._has_masthead else ""
        self._docx.save(made)
        return steady(made.getvalue())

    # --- the page ---

    def _style(self) -> None:
        self._docx.core_properties.author = ""
        self._docx.core_properties.comments = ""
        normal = self._docx.styles["Normal"]
        normal.font.size = Pt(SIZE_3)  # the character grid is measured from it
        normal.font.name = self.fonts.body
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), self.fonts.body)
        normal.element.get_or_add_rPr().append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.space_before = Pt(0)

    def _page(self) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        letter = self.kind == "letter"
        section.header_distance = Mm(30) if letter else Mm(15)
        section.footer_distance = Mm(20) if letter else Mm(25)
        for old in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(old)
        # Lines only: a grid of characters gives each 16 pt character two cells of 15.79 pt in LibreOffice, so the
        # 28 characters of a line come from the spacing of the runs instead.
        section._sectPr.append(_element("w:docGrid", type="lines", linePitch=str(round(LINE * TWIPS))))

    def _page_numbers(self) -> None:
        """`— 1 —`: odd pages at the right, even pages at the left, one character in."""
        self._docx.settings.odd_and_even_pages_header_footer = True
        section = self._docx.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = align
            self._run(paragraph, "— ", self.fonts.page_number, SIZE_4)
            field = self._run(paragraph, "", self.fonts.page_number, SIZE_4)
            code = _element("w:instrText")
            code.text = " PAGE "
            field._r.append(_element("w:fldChar", fldCharType="begin"))
            field._r.append(code)
            field._r.append(_element("w:fldChar", fldCharType="end"))
            self._run(paragraph, " —", self.fonts.page_number, SIZE_4)
            _indent(paragraph, **{"right" if align == ALIGN.RIGHT else "left": 1}, size=SIZE_4)
            if self.kind == "letter":
                paragraph.paragraph_format.space_after = Mm(5)  # the footer hangs lower for the second rule

    def _letter_head(self, organ: str, number: str | None) -> None:
        """On the first page only: organ 30 mm from the top, double rules 170 mm wide, no page number."""
        section = self._docx.sections[0]
        section.different_first_page_header_footer = True
        head = section.first_page_header.paragraphs[0]
        head.alignment = ALIGN.CENTER
        self._run(head, organ, self.fonts.title, 32).font.color.rgb = RED
        _border(head, "bottom", "thickThinSmallGap", size=24, space=11)
        foot = section.first_page_footer.paragraphs[0]
        _border(foot, "bottom", "thinThickSmallGap", size=24, space=1)
        for rule in (head, foot):
            rule.paragraph_format.left_indent, rule.paragraph_format.right_indent = Mm(-8), Mm(-6)
        for empty in (section.header, section.even_page_header):
            empty.is_linked_to_previous = False
            _spacing(empty.paragraphs[0], 1)  # else it would push down the text of the following pages
        _spacing(foot, 1)
        self._paragraph(number or "", self.fonts.body, SIZE_3, ALIGN.RIGHT)

    # --- writing ---

    def _paragraph(
        self,
        text: str,
        face: str,
        size: float,
        align: ALIGN = ALIGN.LEFT,
        *,
        exact: bool = True,
        keep: bool = False,
    ) -> Paragraph:
        paragraph = self._docx.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.keep_with_next = keep or None
        if exact:
            _spacing(paragraph, LINE if size <= SIZE_3 else 35)
        self._run(paragraph, text, face, size)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, face: str, size: float) -> Run:
        run = paragraph.add_run(_clean(text))
        run.font.size = Pt(size)
        run.font.name = face
        properties = run._r.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
        if size == SIZE_3:
            closer = round((CHARACTER_PITCH - SIZE_3) * TWIPS)
            properties.find(qn("w:sz")).addprevious(_element("w:spacing", val=str(closer)))  # schema order
        return run

    def _blank(self, lines: int) -> None:
        for _ in range(lines):
            self._paragraph("", self.fonts.body, SIZE_3)


def _clean(text: str) -> str:
    """Without the control characters which XML cannot hold."""
    return _CONTROL.sub("", text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _width(text: str) -> float:
    """In Chinese characters: Latin letters and digits take half a place."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _number(level: int, count: int) -> str:
    shapes = {1: f"{_chinese(count)}、", 2: f"（{_chinese(count)}）", 3: f"{count}. ", 4: f"（{count}）"}
    return shapes[level]


def _chinese(count: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _property(paragraph: Paragraph, name: str, **attributes: str) -> None:
    paragraph._p.get_or_add_pPr().append(_element(name, **attributes))


def _indent(
    paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0, size: float = SIZE_3
) -> None:
    """Indents in characters, with the same in twips for programs that do not know characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for key, characters in (("firstLine", first), ("left", left), ("right", right)):
        if characters:
            indent.set(qn(f"w:{key}Chars"), str(round(characters * 100)))
            indent.set(qn(f"w:{key}"), str(round(characters * size * TWIPS)))


def _spacing(paragraph: Paragraph, points: float) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)


def _border(paragraph: Paragraph, side: str, kind: str, *, size: int, space: int) -> None:
    """A red rule; size in eighths of a point, space in points."""
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val=kind, sz=str(size), space=str(space), color="FF0000"))
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the schema fixes their order
    place = next((child for child in properties if child.tag in {qn(name) for name in later}), None)
    if place is None:
        properties.append(borders)
    else:
        place.addprevious(borders)
