"""Counting what a person does before the screen: clicks, signs typed, pages opened; and the minutes that it takes them.

The minutes are not those of the run, in which nobody reads. Each click, sign and page has its seconds, after the keystroke
model of Card, Moran and Newell (1980): pointing 1.1, deciding 1.35, pressing and the way of the hand 0.6, a key 0.28, of which
a Chinese character is some three; and for each page four seconds to find one's way, which that model leaves out.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

CLICK, KEY, CHARACTER, PAGE = 3.05, 0.28, 0.9, 4.0  # seconds
# seconds: to find and press, to type (a Chinese character is some three keys), to read


@dataclass
class Tally:
    """What was done so far, by everybody together."""

    clicks: int = 0
    keys: int = 0
    characters: int = 0
    pages: int = 0
    steps: dict[str, tuple[int, float]] = field(default_factory=dict)  # clicks and minutes up to there

    @property
    def minutes(self) -> float:
        """As long as it takes."""
        typed = self.keys * KEY + self.characters * CHARACTER
        return (self.clicks * CLICK + typed + self.pages * PAGE) / 60

    def step(self, what: str) -> None:
        """A part of the way is done."""
        self.steps[what] = self.clicks, round(self.minutes, 1)


class Hand:
    """One person's hand on mouse and keys."""

    def __init__(self, page: Page, tally: Tally) -> None:
        self.page, self.tally = page, tally
        page.on("load", self._read)

    def _read(self, _page: Page) -> None:
        self.tally.pages += 1

    def click(self, there: Locator | str) -> None:
        """Press it."""
        self.tally.clicks += 1
        self._at(there).click()

    def type(self, there: Locator | str, words: str) -> None:
        """Go into a field and type."""
        self.tally.clicks += 1
        keys = sum(sign.isascii() for sign in words)
        self.tally.keys += keys
        self.tally.characters += len(words) - keys
        self._at(there).fill(words)

    def choose(self, there: str, value: str) -> None:
        """Open a list and take one of it; of a long one, type what it is found by and take what is found."""
        box = self.page.locator(there)
        if box.is_visible():
            self.tally.clicks += 2
            box.select_option(value)
        else:
            field = box.locator("xpath=..").get_by_role("combobox")
            self.type(field, value)
            field.press("Enter")

    def bring(self, there: str, name: str, content: bytes) -> None:
        """Choose a file: the button, the file, and “open”."""
        self.tally.clicks += 3
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        self.page.set_input_files(there, {"name": name, "mimeType": kind, "buffer": content})

    def _at(self, there: Locator | str) -> Locator:
        return self.page.locator(there).first if isinstance(there, str) else there
