"""No page shows its reader a day as machines write it: every page of the estate is read, in Chinese and in English."""

import re
from collections.abc import Iterator

from tests.house import doors, pages, tree
from tests.house.conftest import Estate
from tests.house.seen import ANSWERED, TOLD, Readers

# Pages that show how a day is to be typed, not when something is; with what they show.
HOW_TO_WRITE = {"administration:enter_year": ["2027-01-01"]}  # the first column of a table that is uploaded
_DAY = re.compile(r"(?<![\w./-])\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})(?![\w/-])")
_MOMENT = re.compile(r"(?<![\w-])\d{1,2}-\d{1,2} \d{1,2}:\d\d")
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)/\S+")


def read(estate: Estate) -> Iterator[tuple[str, str]]:
    """Every page that answers, as its first reader gets it in either language: what it is, and its HTML."""
    readers, values = Readers(estate), estate.all_values()
    told = [estate.told.matter.reference, estate.answered.matter.reference]
    values[("portal", "ref")] = values[("say", "ref")] = told
    for address in doors.addresses():
        if address.name in doors.DOCUMENTS:
            continue
        for url in estate.paths(address, values):
            for who in (TOLD, ANSWERED, *readers.of(address, url)):
                if readers.see(who, url).is_page:
                    for language in ("zh-hans", "en"):
                        yield f"{address.name} {who} {url} {language}", readers.see(who, url, language).html
                    break


def written_by_machine(html: str) -> list[str]:
    """The days and moments of a page that nobody would write so."""
    said = [_ADDRESS.sub(" ", text) for text in pages.words(html)]
    return [found for text in said for one in (_DAY, _MOMENT) for found in one.findall(text)]


def test_no_page_shows_a_day_as_machines_write_it(estate: Estate) -> None:
    seen, faults = 0, []
    for page, html in read(estate):
        seen += 1
        shown = HOW_TO_WRITE.get(page.split()[0], [])
        faults += [f"{page}: {day}" for day in written_by_machine(html) if day not in shown]
    assert seen > 400, "pages of the estate in two languages"
    tree.nothing(faults)


def test_what_machines_write_is_noticed_and_what_only_looks_so_is_not() -> None:
    planted = """<title>2026-03-02</title><p>since 2026-03-02, at 03-02 10:00 and 2026/3/2</p>
        <p title="2026-03-03"></p><button aria-label="2026-03-04">x</button>"""
    assert written_by_machine(planted) == [
        "2026-03-02", "2026-03-02", "2026/3/2", "03-02 10:00", "2026-03-03", "2026-03-04",
    ]  # fmt: skip
    fine = """<input value="2026-03-02"><textarea>2026-03-02</textarea><option value="2026-03-02">3月2日</option>
        <a href="/x/?on=2026-03-02">2026年3月2日 10:00</a> <script>2026-03-02</script> HY-2026-03-02 HY260302-0001
        https://example.org/2026-03-02/ 0990-2000-01 2026-03 <template>2026-03-02</template>"""
    assert written_by_machine(fine) == []
