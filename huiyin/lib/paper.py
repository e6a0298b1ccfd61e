"""Official paper: docx drafts in the layout of GB/T 9704-2012, as notice, letter, minutes or plain sheet."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from huiyin.lib import paper_parts as parts
from huiyin.lib.letterhead import OFFICIAL, steady
from huiyin.lib.paper_parts import MM_OF_A_POINT, SIZE_3, TWIPS
from huiyin.lib.paper_table import ruled

Kind = Literal["notice", "letter", "minutes", "plain"]

LANGUAGE: Final = (
    "zh-hans"  # an official paper is in the country's language, whatever the reader's screen is in
)
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIZE_2, SIZE_4 = 22.0, 14.0  # the Chinese sizes 2 and 4, in points
LINE: Final = 28.95  # points: 225 mm / 22 lines
TITLE_LINE: Final = 35.0
AFTER_TABLE: Final = 6.0  # points: what follows a table does not stick to it
RED: Final = RGBColor(0xFF, 0, 0)
_UNBROKEN: Final = re.compile("[!-~]{8,}")  # justified, the line before it would be drawn apart
OTHER_FACES: Final = {"方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
_NUMBERED: Final = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]|（\d+）")


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

    def __init__(self, kind: Kind = "notice", fonts: Fonts | None = None, *, landscape: bool = False) -> None:
        if kind not in ("notice", "letter", "minutes", "plain"):
            raise ValueError(f"unknown kind of paper: {kind!r}")
        self.kind, self.fonts = kind, fonts or Fonts()
        self.is_landscape, self.room = landscape, 225.0 if landscape else 156.0  # mm, as broad as the text
        self._docx: DocxDocument = Document()
        self._counts = [0, 0, 0, 0]
        self._tail = 0  # rows of the last table that may go along with what follows
        self._headings: dict[tuple[int, ...], list[tuple[Run, str, str]]] = {}  # by what they stand under
        self._has_masthead = self._after_table = False
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
        size = self._size_of(organ, 36)
        mark = self._paragraph(organ, self.fonts.title, size, ALIGN.CENTER, exact=False)
        mark.runs[0].font.color.rgb = RED
        mark.paragraph_format.space_before = Mm(35)
        self._blank(2 if self.kind == "notice" else 0)
        line = self._paragraph(number or "", self.fonts.body, SIZE_3, ALIGN.CENTER)
        parts.border(line, "bottom", "single", size=12, space=11)  # 4 mm under the number
        return self

    def title(self, text: str) -> Self:
        """Centred; where it needs more than a line, a line feed breaks it where the meaning does. A line in brackets stands
        below it, smaller.
        """
        self._blank(2 if self._has_masthead else 0)
        for line in self._title_lines(parts.lines(text)):
            face, size = (self.fonts.kai, SIZE_3) if line.startswith("（") else (self.fonts.title, SIZE_2)
            parts.off_the_grid(
                self._paragraph(line, face, size, ALIGN.CENTER, keep=True),
                LINE if size == SIZE_3 else TITLE_LINE,
            )
        self._blank(1)
        return self

    def _size_of(self, organ: str, most: int) -> float:
        """In points: one line of the head, as large as it goes."""
        return max(SIZE_3, min(most, int(self.room / MM_OF_A_POINT / parts.width(organ))))

    def _title_lines(self, lines: list[str]) -> list[str]:
        """What fits on one line stands there, except what is in brackets."""
        title = [line for line in lines if not line.startswith("（")]
        below = [line for line in lines if line.startswith("（")]
        whole = "".join(title)
        return [*([whole] if parts.width(whole) * SIZE_2 * MM_OF_A_POINT <= self.room else title), *below]

    def addressee(self, text: str) -> Self:
        """To whom it goes, flush left, with the colon that belongs there."""
        self._paragraph(parts.clean(text).rstrip(":：") + "：", self.fonts.body, SIZE_3)
        return self

    def attendees(self, label: str, names: Sequence[str]) -> Self:
        """For minutes: the label in black face, then the names."""
        paragraph = self._paragraph(f"{label}：", self.fonts.black, SIZE_3)
        parts.written(paragraph, "、".join(names), self.fonts.body, SIZE_3)
        parts.indent(paragraph, left=2)
        return self

    def heading(self, level: int, text: str) -> Self:
        """Level 1 to 4, numbered `一、` `（一）` `1.` `（1）` in turn, unless the text brings its number or stands alone."""
        if not 1 <= level <= 4:
            raise ValueError(f"there are four levels of headings, not {level}")
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        plain = parts.clean(text)
        own = "" if _NUMBERED.match(plain) else parts.number(level, self._counts[level - 1])
        face = {1: self.fonts.black, 2: self.fonts.kai}.get(level, self.fonts.body)
        short = parts.width(plain) <= parts.HEADING  # a longer one is text, and would leave half a page empty
        paragraph = self._paragraph(own + plain, face, SIZE_3, ALIGN.JUSTIFY, keep=short)
        under = tuple(self._counts[: level - 1])
        self._headings.setdefault(under, []).append(
            (paragraph.runs[0], own, paragraph.runs[0].text.removeprefix(own))
        )
        parts.indent(paragraph, first=2)
        parts.property_of(paragraph, "w:outlineLvl", val=str(level - 1))
        return self

    def body(self, text: str, *, keep: bool = False) -> Self:
        """Running text; every line feed begins a new paragraph, indented by two characters. `keep` with what follows."""
        for line in parts.lines(text):
            align = ALIGN.LEFT if _UNBROKEN.search(line) else ALIGN.JUSTIFY
            parts.indent(self._paragraph(line, self.fonts.body, SIZE_3, align, keep=keep), first=2)
        return self

    def table(
        self, rows: Sequence[Sequence[object]], *, widths: Sequence[float] | None = None, headed: bool = True
    ) -> Self:
        """A ruled table whose first row is its head, repeated on every page, or that has none; widths in mm, else as the
        text asks for.
        """
        self._keep_last()
        faces = self.fonts.black, self.fonts.body
        self._tail = ruled(self._docx, rows, faces=faces, room=self.room, widths=widths, headed=headed)
        self._after_table = True
        return self

    def attachments(self, names: Sequence[str]) -> Self:
        """The list of attachments, a blank line below the text; one alone has no number."""
        self._blank(1)
        for at, name in enumerate(names, start=1):
            number = f"{at}. " if len(names) > 1 else ""
            label = "附件：" if at == 1 else "\u3000" * 3
            text = f"{label}{number}{name.rstrip('。；')}"
            parts.indent(self._paragraph(text, self.fonts.body, SIZE_3), left=2)
        return self

    def signature(self, organ: str, day: date, *, sealed: bool = False) -> Self:
        """Organ and date at the right: placed for a seal to be set over them, or to stand without one.

        They never stand on a page alone: what was written last goes with them.
        """
        names, written = parts.signed_by(parts.clean(organ), self.room), date_in_words(day)
        name_width, date_width = parts.width(names[-1]), parts.width(written)
        if sealed:
            date_right = max(4.0, (name_width - date_width) / 2)
            name_right = date_right + (date_width - name_width) / 2
        else:
            date_right = max(2.0, name_width - date_width)
            name_right = date_right + date_width + 2 - name_width
        self._keep_last()
        self._blank(2 if sealed else 1, keep=True)
        for text, right in (*((name, name_right) for name in names), (written, date_right)):
            paragraph = self._paragraph(text, self.fonts.body, SIZE_3, ALIGN.RIGHT, keep=text is not written)
            parts.indent(paragraph, right=right)
        return self

    def note(self, text: str) -> Self:
        """A note under the date, in brackets, on the same page."""
        self._keep_last()
        parts.indent(
            self._paragraph(f"（{parts.clean(text).strip('（）')}）", self.fonts.body, SIZE_3), left=2
        )
        return self

    def save(self) -> bytes:
        """The docx file. The same paper gives the same bytes, so that a frozen report can be compared."""
        made = io.BytesIO()
        for some in self._headings.values():
            for run, number, words in some:
                run.text = f"{number if len(some) > 1 else ''}{words}"
        self._docx.core_properties.category = OFFICIAL if self._has_masthead else ""
        if (
            self._after_table
        ):  # else a program adds a line of its own, on the next page where this one is full
            parts.off_the_grid(self._paragraph("", self.fonts.body, 1), 1)
        self._name_other_fonts()
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
        normal.element.get_or_add_rPr().append(parts.element("w:lang", val="en-US", eastAsia="zh-CN"))
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
        if self.is_landscape:  # the head of the page at the side where it is bound
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.top_margin, section.bottom_margin = Mm(28), Mm(26)
            section.left_margin, section.right_margin = Mm(37), Mm(35)
            section.footer_distance = Mm(16)
        for old in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(old)
        # Lines only: a grid of characters gives each 16 pt character two cells of 15.79 pt in LibreOffice, so the
        # 28 characters of a line come from the spacing of the runs instead.
        section._sectPr.append(parts.element("w:docGrid", type="lines", linePitch=str(round(LINE * TWIPS))))

    def _page_numbers(self) -> None:
        """`— 1 —`: odd pages at the right, even pages at the left, one character in."""
        self._docx.settings.odd_and_even_pages_header_footer = True
        section = self._docx.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = align
            parts.written(paragraph, "— ", self.fonts.page_number, SIZE_4)
            field = parts.written(paragraph, "", self.fonts.page_number, SIZE_4)
            code = parts.element("w:instrText")
            code.text = " PAGE "
            field._r.append(parts.element("w:fldChar", fldCharType="begin"))
            field._r.append(code)
            field._r.append(parts.element("w:fldChar", fldCharType="end"))
            parts.written(paragraph, " —", self.fonts.page_number, SIZE_4)
            parts.indent(paragraph, **{"right" if align == ALIGN.RIGHT else "left": 1}, size=SIZE_4)
            if self.kind == "letter":
                paragraph.paragraph_format.space_after = Mm(5)  # the footer hangs lower for the second rule

    def _letter_head(self, organ: str, number: str | None) -> None:
        """On the first page only: organ 30 mm from the top, double rules 170 mm wide, no page number."""
        section = self._docx.sections[0]
        section.different_first_page_header_footer = True
        head = section.first_page_header.paragraphs[0]
        head.alignment = ALIGN.CENTER
        parts.written(
            head,
            organ,
            self.fonts.title,
            self._size_of(organ, 32),
        ).font.color.rgb = RED
        parts.border(head, "bottom", "thickThinSmallGap", size=24, space=11)
        foot = section.first_page_footer.paragraphs[0]
        parts.border(foot, "bottom", "thinThickSmallGap", size=24, space=1)
        for rule in (head, foot):
            rule.paragraph_format.left_indent, rule.paragraph_format.right_indent = Mm(-8), Mm(-6)
        for empty in (section.header, section.even_page_header):
            empty.is_linked_to_previous = False
            parts.spacing(empty.paragraphs[0], 1)  # else it would push down the text of the following pages
        parts.spacing(foot, 1)
        self._paragraph(number or "", self.fonts.body, SIZE_3, ALIGN.RIGHT)

    def _name_other_fonts(self) -> None:
        """Which face stands in where this one is missing: newer systems have the same by another name."""
        table = parts.element("w:fonts")
        for name, other in OTHER_FACES.items():
            font = parts.element("w:font", name=name)
            for tag, value in (("w:altName", other), ("w:charset", "86"), ("w:family", "auto")):
                font.append(parts.element(tag, val=value))
            table.append(font)
        self._docx.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = serialize_part_xml(table)

    # --- writing ---

    def _keep_last(self) -> None:
        """The paragraph or the rows of a table that were written last stay with what follows, unless they are high."""
        written = [part for part in self._docx.element.body if part.tag in (qn("w:p"), qn("w:tbl"))]
        if not written:
            return
        rows = written[-1].findall(qn("w:tr"))
        last = rows[-self._tail :] if self._tail else []
        kept = [one for row in last for one in row.iter(qn("w:p"))] if rows else [written[-1]]
        for one in kept:
            Paragraph(one, self._docx._body).paragraph_format.keep_with_next = True

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
        if self._after_table and text:
            paragraph.paragraph_format.space_before = Pt(AFTER_TABLE)
        self._after_table = False
        if exact:
            parts.spacing(paragraph, LINE if size <= SIZE_3 else TITLE_LINE)
        parts.written(paragraph, text, face, size)
        return paragraph

    def _blank(self, lines: int, *, keep: bool = False) -> None:
        for _ in range(lines):
            self._paragraph("", self.fonts.body, SIZE_3, keep=keep)
