"""`huiyin date`: when something is due and how that was reached; needs no Django and no database."""

import argparse
import re
from datetime import date

from huiyin.lib.sentences import Stop, words
from huiyin.lib.spoken import gettext as _
from huiyin.lib.workdays import Calendar, Due
from huiyin.site import env


def command(arguments: list[str]) -> int:
    """`2026-02-12 +5wd`, `2026-02-12 +15d`, in Chinese unless `--lang en`."""
    parser = argparse.ArgumentParser(prog="huiyin date")
    parser.add_argument("start", help=_("2026-02-12; the day of the event, which is not counted"))
    parser.add_argument("step", help=_("+5wd (working days) or +15d (calendar days)"))
    parser.add_argument("--lang", choices=("zh-hans", "en"), default="zh-hans")
    args = parser.parse_args(arguments)
    due = reckon(day(args.start), args.step)
    language = "en" if args.lang == "en" else "zh"
    print(words("due_legal", language, day=due.due_legal))
    print(words("due_conservative", language, day=due.due_conservative))
    print("\n".join(due.explain(args.lang)))
    return 0


def reckon(start: date, step: str) -> Due:
    """The due date of `+5wd` or `+15d` after a day."""
    found = re.fullmatch(r"\+(\d{1,5})(wd|d)", step.strip().lower())
    if not found:
        raise Stop("bad_step", text=step)
    extra = env.HOME.read() / "calendars"
    calendar = Calendar.china(extra if extra.is_dir() else None)
    count = int(found[1])
    try:
        return (
            calendar.add_working_days(start, count) if found[2] == "wd" else calendar.add_days(start, count)
        )
    except (ValueError, OverflowError) as error:
        raise Stop("no_answer", detail=error) from error


def day(text: str) -> date:
    """A date written 2026-02-12."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop("bad_date", text=text) from error
