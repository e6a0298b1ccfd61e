"""An address as it is compared: two spellings of one door meet, and what names no door meets nothing."""

import re

from huiyin.lib.words import folded, table


def key(written: str) -> str:
    """What two spellings of one door of a village have in common; empty where only a part of the village is named."""
    words = table("addresses")
    places = "|".join(table("masking")["smallest_places"])
    text = re.sub(r"[\W_]+", "", folded(written))
    text = re.sub(f"^.*(?:{places})", "", text)
    numeral, parts = f"[{words['numerals']}]", "|".join(words["parts"])
    door = re.sub(f"{numeral}+(?:{parts})", "", text)
    return text if re.search(numeral, door) else ""
