"""On paper: what is folded stays away, nothing is torn at the end of a page; and no room marks what is not its own."""

import re

from tests.house import tree


def rules(name: str) -> dict[str, str]:
    """Selector to declarations of a style sheet, one selector a line."""
    (sheet,) = [one for one in tree.sheets_and_scripts() if one.name == name]
    said: dict[str, str] = {}
    for many, body in re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    ):
        for one in many.split(","):
            said[one.strip()] = f"{said.get(one.strip(), '')} {' '.join(body.split())}".strip()
    return said


def test_a_fold_that_is_shut_takes_no_line_of_a_receipt() -> None:
    assert rules("print.css")["details:not([open])"] == "display: none;"


def test_no_page_ends_inside_a_card_a_row_or_a_receipt() -> None:
    torn = [
        one
        for one in (".panel", ".receipt", "tr", "li")
        if "break-inside: avoid" not in rules("print.css")[one]
    ]
    tree.nothing(torn)


def test_a_sheet_of_a_room_marks_no_fold_of_the_frame() -> None:
    """The account menu in the frame is a fold too: a sign before every summary would stand beside the name (finding 37)."""
    frame = ("portal.css",)  # of the public pages, whose frame has no fold
    marks = [
        f"{sheet.name}: {one}"
        for sheet in tree.sheets_and_scripts()
        if sheet.suffix == ".css" and sheet.name not in frame and not sheet.name.startswith("tabler")
        for one in rules(sheet.name)
        if re.search(r"summary(:\w+)?::before", one) and not re.match(r"(main |\.)", one)
    ]
    tree.nothing(marks)


def test_a_list_with_room_to_write_lies_across_and_the_way_back_stays_on_the_screen() -> None:
    sheet = rules("print.css")
    assert sheet["body:has(.table-paper)"] == "page: across;", (
        "on the body, else its head is a page of its own"
    )
    assert sheet["@page across"] == "size: A4 landscape; margin: 14mm;"
    assert sheet["main > p:has(> a:first-child > .icon:first-child)"] == "display: none;"


def test_what_is_carried_along_has_whole_days_ruled_lines_and_no_links() -> None:
    assert rules("staff.css")[".table-paper a"] == "text-decoration: none !important;"
    assert "border: 1px solid #777 !important;" in rules("staff.css")[".table-paper td"]
    (listed,) = [one for one in tree.templates() if one.name == "visit_list.html"]
    assert '<td class="whole" data-label="{% translate \'Last met\' %}">' in listed.read_text()


def test_a_title_on_the_wall_is_large_and_no_signature_begins_a_page() -> None:
    assert "font-size: 34pt" in rules("reception.css")[".staff .wall-title"], (
        "stronger than that of every page"
    )
    assert "break-before: avoid" in rules("print.css")[".signed"]


def test_what_is_filled_in_by_hand_has_room_and_a_day_stands_in_one_line() -> None:
    assert rules("staff.css")[".boxes-even"] == "table-layout: fixed;"
    assert rules("staff.css")["body:has(.paper-form) .frame-foot"] == "display: none;", (
        "else it takes a second page"
    )
    assert rules("staff.css")[".digits"] == "white-space: nowrap;"
    for name in ("blank_visit.html", "blank_reception.html"):
        (blank,) = [one for one in tree.templates() if one.name == name]
        assert '<table class="boxes boxes-even">' in blank.read_text(), name
    (day,) = [one for one in tree.templates() if one.name == "blank_day.html"]
    assert day.read_text().count('class="digit"') == 8, "year, month and day"
