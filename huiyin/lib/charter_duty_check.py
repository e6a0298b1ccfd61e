"""Says what is wrong with the duties of a charter: who owes how many of what, in which time."""

from collections.abc import Mapping
from typing import Any, Final

from huiyin.lib.charter_saying import Saying, shipped_codes
from huiyin.lib.charter_shape import (
    CAPACITIES,
    DUTIES,
    EACH,
    FIGURES,
    MEASURES,
    OPTIONAL_FIGURES,
    PERIODS,
    UNIT_KINDS,
)  # fmt: skip
from huiyin.lib.words import listed

OF_A_DUTY: Final = ("per", "n", "figure", "each", "counts", "who", "kinds", "level", "source")
_GOES_WITH: Final = {
    "household": (),
    "paired_household": (),
    "promise": ("promise",),
    "unit": (),
    "village": (),
}  # which measures, by `each`


class DutyCheck(Saying):
    """The part of the walk that looks at `[duty]`."""

    def duty(self, duty: Mapping[str, Any], *at: str) -> None:
        """Each part is one that the program knows, the amount is said once, and what counts fits for each of what."""
        if not duty:
            return
        for key, allowed in (("per", PERIODS), ("each", EACH), ("who", CAPACITIES)):
            if self.has(duty, key, "text", *at) and duty[key] not in allowed:
                self.say((*at, key), "unknown", what=duty[key], known=listed(allowed))
        self.has(duty, "source", "text", *at)
        self.amount(duty, *at)
        if (
            "level" in duty
            and self.of_type(duty["level"], "text", *at, "level")
            and duty["level"] not in DUTIES
        ):
            self.say((*at, "level"), "unknown", what=duty["level"], known=listed(DUTIES))
        if "kinds" in duty and self.of_type(duty["kinds"], "list", *at, "kinds"):
            self.known_words(duty["kinds"], UNIT_KINDS, *at, "kinds")
        if self.has(duty, "counts", "list", *at):
            measures = [one for one in duty["counts"] if one in MEASURES]
            fitting = _GOES_WITH.get(str(duty.get("each")), tuple(m for m in MEASURES if m != "promise"))
            forms = (*(self.table("form") or shipped_codes("form")), *fitting)
            self.known_words(duty["counts"], forms, *at, "counts")
            wants_measure = duty.get("each") == "promise"
            if (
                not duty["counts"]
                or (measures and len(duty["counts"]) > 1)
                or (wants_measure and not measures)
            ):
                self.say((*at, "counts"), "range", what="counts", known=listed(fitting or forms))

    def amount(self, duty: Mapping[str, Any], *at: str) -> None:
        """Either a number of its own or the name of a figure."""
        if ("n" in duty) == ("figure" in duty):
            self.say((*at, "n"), "missing" if "n" not in duty else "unknown", what="n", known="n / figure")
        elif "n" in duty:
            if self.of_type(duty["n"], "whole", *at, "n") and not 0 <= duty["n"] <= 366:
                self.say((*at, "n"), "range", what="n", known="0–366")
        elif self.of_type(duty["figure"], "text", *at, "figure"):
            whole = [
                f"{part}.{name}"
                for part, shapes in (*FIGURES.items(), *OPTIONAL_FIGURES.items())
                for name, shape in shapes.items()
                if shape.kind == "whole"
            ]
            self.known_words([duty["figure"]], whole, *at, "figure")
