"""What is done to a paper that is finished: its bytes made steady, and a logo put into its head."""

import io
import zipfile
from copy import deepcopy
from typing import Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

OFFICIAL: Final = "masthead"  # how a paper with the red head says that it has one
HEIGHT: Final = Mm(11)
WIDTH: Final = Mm(44)  # at most: a long picture is less high


def steady(content: bytes) -> bytes:
    """The same docx without the moment at which it was packed, so that the same paper gives the same bytes."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def with_logo(content: bytes, picture: bytes) -> bytes:
    """The paper with the logo at the head of its first page. The red head of GB/T 9704 knows no logo and stays as it is."""
    paper = Document(io.BytesIO(content))
    if paper.core_properties.category == OFFICIAL:
        return content
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    foot = section.first_page_footer
    for part in list(foot._element):
        foot._element.remove(part)
    for part in section.footer._element:  # the number of the page stands on the first one too
        foot._element.append(deepcopy(part))
    line = section.first_page_header.paragraphs[0]
    line.alignment = ALIGN.LEFT
    shape = line.add_run().add_picture(io.BytesIO(picture), height=HEIGHT)
    if shape.width > WIDTH:
        shape.width, shape.height = WIDTH, Mm(shape.height.mm * WIDTH / shape.width)
    made = io.BytesIO()
    paper.save(made)
    return steady(made.getvalue())
