"""What somebody wrote at length: its heading, without how they greet, and where it may be folded."""

import re

MOST = 30
LEAST = 4  # fewer characters say too little
LONG, FOLDED_BEHIND = 500, 300
_ENDS = "。！？!?；;"

# How people begin: a greeting, then who they are. Neither says what it is about.
_STOP = r"[，,。：:！!；;.\s]"
_GREETING = re.compile(
    rf"^(?:(?:尊敬|敬爱)[^，,。：:！!；;\n]{{0,24}}{_STOP}+|[^，,。：:！!；;\s]{{0,12}}好{_STOP}+"
    rf"|[^，,。：:！!；;\s]{{0,6}}(?:领导|书记|[省市县区镇乡局厅处科]长|主任|政府)们?[：:]\s*)+"
)
_AND_WHO_SPEAKS = re.compile(
    r"^(?:我们?(?:是|叫|姓|家?住在?)|本人(?:是|系)?)[^，,。！？!?；;\n]{0,40}[，,。；;\s]\s*"
)


def short_title(text: str) -> str:
    """What it is about in thirty characters: the first sentence, without a greeting and without who is speaking."""
    whole = text.strip()
    rest = _AND_WHO_SPEAKS.sub("", _GREETING.sub("", whole)).strip()
    line = (rest if len(rest) >= LEAST else whole).splitlines()[0].strip()
    for mark in _ENDS:
        head = line.split(mark)[0]
        line = head if len(head) >= LEAST else line
    return line if len(line) <= MOST else line[: MOST - 1] + "…"


def folded(text: str) -> tuple[str, str]:
    """What stands at once, and the rest of a long text behind the end of a sentence; "" if it is short enough."""
    if len(text) <= LONG:
        return text, ""
    ends = [n for n in range(FOLDED_BEHIND, LONG) if text[n - 1] in _ENDS + "\n"]
    cut = ends[0] if ends else FOLDED_BEHIND
    return text[:cut].rstrip("\n"), text[cut:].lstrip("\n")
