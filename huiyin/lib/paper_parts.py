"""The smallest parts of an official paper: text without what XML cannot hold, runs, indents, spacing, red rules."""

import re
from typing import Any, Final

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TWIPS: Final = 20  # per point
SIZE_3: Final = 16.0  # the Chinese size 3, in points
WORKBOOK_DAY: Final = 'yyyy"年"m"月"d"日"'  # how a cell with a date is shown
CHARACTER_PITCH: Final = 15.79  # points: 156 mm / 28 characters
MM_OF_A_POINT: Final = 25.4 / 72
HEADING: Final = 40.0  # characters: a heading that is longer need not stay with what follows
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES: Final = re.compile(
    r"(?<![0-9])(?:1[0-9]{2}|0[0-9]{2,3}|[48]00) [0-9]{4} ?[0-9]{3,4}(?![0-9])"
    r"|(?<=[0-9]) (?=\u8f6c ?[0-9])|(?<=\u8f6c) (?=[0-9])"  # before and behind the word for an extension
)
_DIGITS: Final = "〇一二三四五六七八九"


def written(paragraph: Paragraph, text: str, face: str, size: float) -> Run:
    """A run of text, at 28 characters a line where it is of the size of the body."""
    run = paragraph.add_run(_together(clean(text)))
    run.font.size = Pt(size)
    run.font.name = face
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if size == SIZE_3:
        closer = round((CHARACTER_PITCH - SIZE_3) * TWIPS)
        properties.find(qn("w:sz")).addprevious(element("w:spacing", val=str(closer)))  # schema order
    return run


def _together(text: str) -> str:
    """With what keeps the groups of a telephone on one line. Hyphens stay hyphens: one that breaks no line is written twice
    by LibreOffice where a line ends behind it."""
    return _SPACES.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def clean(text: str) -> str:
    """Without the control characters which XML cannot hold."""
    return _CONTROL.sub("", text)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def bare(text: str) -> str:
    """Without the mark at its end: it goes on within a sentence."""
    return text.strip().rstrip("。；;.")


def width(text: str) -> float:
    """In Chinese characters: Latin letters and digits take half a place."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def signed_by(organ: str, room: float) -> list[str]:
    """Who signs, in lines that leave two characters free in a room of so many mm: person apart, a long name in half."""
    most = room / (CHARACTER_PITCH * MM_OF_A_POINT) - 2
    if width(organ) <= most:
        return [organ]
    unit, _space, person = organ.rpartition(" ")
    names = [unit, person] if unit else [organ]
    halves = ((name[: -(-len(name) // 2)], name[-(-len(name) // 2) :]) for name in names)
    return [
        part
        for name, half in zip(names, halves, strict=True)
        for part in ([name] if width(name) <= most else half)
    ]


def number(level: int, count: int) -> str:
    shapes = {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}. ", 4: f"（{count}）"}
    return shapes[level]


def chinese(count: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def element(name: str, /, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def property_of(paragraph: Paragraph, name: str, **attributes: str) -> None:
    paragraph._p.get_or_add_pPr().append(element(name, **attributes))


def indent(
    paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0, size: float = SIZE_3
) -> None:
    """Indents in characters, with the same in twips for programs that do not know characters."""
    made = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for key, characters in (("firstLine", first), ("left", left), ("right", right)):
        if characters:
            made.set(qn(f"w:{key}Chars"), str(round(characters * 100)))
            made.set(qn(f"w:{key}"), str(round(characters * size * TWIPS)))


def spacing(paragraph: Paragraph, points: float) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)


def off_the_grid(paragraph: Paragraph, points: float) -> None:
    """A line as high as it says; else some programs set it on the grid of the page, which is higher."""
    spacing(paragraph, points)
    paragraph._p.get_or_add_pPr().insert_element_before(
        element("w:snapToGrid", val="0"), "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def border(paragraph: Paragraph, side: str, kind: str, *, size: int, space: int) -> None:
    """A red rule; size in eighths of a point, space in points."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val=kind, sz=str(size), space=str(space), color="FF0000"))
    properties = paragraph._p.get_or_add_pPr()
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # the schema fixes their order
    place = next((child for child in properties if child.tag in {qn(name) for name in later}), None)
    if place is None:
        properties.append(borders)
    else:
        place.addprevious(borders)
