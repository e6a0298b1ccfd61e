"""The work summary as a docx draft in the layout of GB/T 9704."""

from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper
from huiyin.matters.figures import Extent
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County
from huiyin.reports import words
from huiyin.reports import work_summary as work

WIDTHS = (116, 40)  # mm


def work_summary(period: Extent, county: County) -> bytes:
    """Counted and written in one go."""
    with override(LANGUAGE):
        return docx(work.build(period, county), county)


def docx(summary: work.WorkSummary, county: County) -> bytes:
    """Title, paragraph, sections, table, signature; number and seal stay with the unit's own system."""
    paper = Paper("plain").title(words.title(summary) + "\n" + words.period_line(summary))
    paper.body(words.joined(words.paragraph(summary)))
    for remark in words.remarks(summary):
        paper.body(remark)
    for section in words.sections(summary):
        paper.heading(1, section.heading)
        paper.body(words.joined(section.sentences))
    paper.heading(1, words.figures_heading())
    paper.body(words.as_of_sentence(summary))
    rows = [(label, number) for _figure, label, number in words.table(summary)]
    paper.table([words.table_head(), *rows], widths=WIDTHS)
    paper.signature(summary.unit.on_paper, local_day(summary.as_of, county))
    return paper.save()
