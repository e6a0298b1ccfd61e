"""What the figures of service are called, and in plain words what stands above and below the line of each."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.reports.kpis.counting import Reading
from huiyin.reports.kpis.voices import DAYS, FEW, TELLS


@dataclass(frozen=True)
class Words:
    """The name, what is counted in the numerator and in the denominator, and what counts in part."""

    name: Any
    numerator: Any
    denominator: Any
    partly: Any = ""


GROUPS = {
    "in_time": gettext_lazy("In time"),
    "concluded": gettext_lazy("What became of it"),
    "said": gettext_lazy("What residents say"),
    "passed_on": gettext_lazy("Passing on, supervision, promises"),
}
WORDS: dict[str, Words] = {
    "timely_acceptance": Words(
        gettext_lazy("Accepted in time"),
        gettext_lazy("signed for on or before the last day"),
        gettext_lazy(
            "routings whose last day to sign for lay in the period and is over; what was handed back, taken back or "
            "passed on anew before it is left out"
        ),
    ),
    "timely_notice": Words(
        gettext_lazy("Petitioners told in time that it is accepted"),
        gettext_lazy("accepted, with the notice of that, on or before the last day"),
        gettext_lazy(
            "petitions whose last day for the notice of acceptance lay in the period and is over; what went another way "
            "before it is left out"
        ),
    ),
    "response": Words(
        gettext_lazy("First contact in time"),
        gettext_lazy("handling begun with a first action on or before the last day"),
        gettext_lazy("acceptances whose last day for the first action lay in the period and is over"),
    ),
    "on_time": Words(
        gettext_lazy("Answered in time"),
        gettext_lazy("answered on or before the latest date, with the time that was granted on top"),
        gettext_lazy(
            "matters whose latest date lay in the period and is over, those still without an answer among them; each time "
            "one is handled anew counts for itself"
        ),
    ),
    "extension": Words(
        gettext_lazy("Given more time"),
        gettext_lazy("of these, given more time"),
        gettext_lazy("matters received in the period and accepted"),
    ),
    "median_days": Words(
        gettext_lazy("Time to the answer"),
        gettext_lazy("working days from the day after receipt to the answer that stands"),
        gettext_lazy("matters received in the period and answered"),
    ),
    "conclusion": Words(
        gettext_lazy("Concluded, of what came in"),
        gettext_lazy("of these, answered"),
        gettext_lazy("matters received in the period"),
    ),
    "conclusion_flow": Words(
        gettext_lazy("Concluded, of what was in work"),
        gettext_lazy("of these, answered at its end"),
        gettext_lazy("matters open when the period began, and those received in it"),
    ),
    "feedback": Words(
        gettext_lazy("Fed back"),
        gettext_lazy("of these, with an answer that was delivered"),
        gettext_lazy("matters received in the period and answered"),
    ),
    "explained": Words(
        gettext_lazy("Policy explained"),
        gettext_lazy("of these, not possible under policy or without a basis, and explained"),
        gettext_lazy("matters received in the period and answered"),
    ),
    "first_time_fix": Words(
        gettext_lazy("Settled the first time"),
        gettext_lazy("of these, never taken up again, and never reviewed"),
        gettext_lazy(
            "matters received in the period and closed, or ended in review, so long ago that the time to have them taken up "
            "again is over"
        ),
    ),
    "reopening": Words(
        gettext_lazy("Taken up again"),
        gettext_lazy("of these, taken up again"),
        gettext_lazy("matters received in the period that were ever closed or ended in review"),
    ),
    "upheld": Words(
        gettext_lazy("Upheld in review"),
        gettext_lazy("of these, the answer stands by the last decision"),
        gettext_lazy("matters received in the period on which a review or recheck was decided"),
    ),
    "adoption": Words(
        gettext_lazy("Suggestions adopted"),
        gettext_lazy("of these, adopted, in full or in part"),
        gettext_lazy("suggestions received in the period and decided on"),
    ),
    "callback": Words(
        gettext_lazy("Reached by telephone"),
        gettext_lazy("of these, reached: it was the right person, who answered both questions"),
        gettext_lazy("matters received in the period and answered that are to be rung about"),
    ),
    "rating": Words(
        gettext_lazy("Took part in rating"),
        gettext_lazy("of these, rated by the resident"),
        gettext_lazy("matters received in the period and answered"),
    ),
    "satisfaction": Words(
        gettext_lazy("Satisfied"),
        gettext_lazy("of these, very satisfied or satisfied"),
        gettext_lazy("matters received in the period whose answer was rated"),
        gettext_lazy("fairly satisfied"),
    ),
    "resolution": Words(
        gettext_lazy("Solved, as residents say"),
        gettext_lazy("of these, handled in the eyes of the resident"),
        gettext_lazy(
            "matters received in the period whose answer was asked about by telephone, both questions answered"
        ),
        gettext_lazy("partly handled"),
    ),
    "duplicates": Words(
        gettext_lazy("Told more than once"),
        gettext_lazy("of these, merged with another about the same"),
        gettext_lazy("matters received in the period, merged ones among them"),
    ),
    "hand_back": Words(
        gettext_lazy("Handed back"),
        gettext_lazy("of these, handed back by the unit"),
        gettext_lazy("matters received in the period and routed"),
    ),
    "supervision": Words(
        gettext_lazy("Supervised"),
        gettext_lazy("of these, supervised from above"),
        gettext_lazy("matters open at the moment of counting, received before the end of the period"),
    ),
    "promises_kept": Words(
        gettext_lazy("Promises kept"),
        gettext_lazy("of these, kept on or before the day"),
        gettext_lazy("promises whose day lay in the period and is over"),
    ),
}

HIDDEN = {
    TELLS: gettext_lazy("not shown, so that nobody’s answer can be worked out"),
    DAYS: gettext_lazy("shown for a whole month, quarter, half-year or year only"),
}
WHY_HIDDEN = {
    FEW: gettext_lazy("Too few people spoke: one could tell who said what, so the rows are not shown."),
    TELLS: gettext_lazy(
        "All said the same, or what few others said could be worked out from it; so the rows are not shown."
    ),
    DAYS: gettext_lazy(
        "What people said is shown for a whole month, quarter, half-year or year only: by days of one’s own one could "
        "tell who said what."
    ),
}


def value(reading: Reading, least: int) -> str:
    """The figure itself; a dash where there is nothing to share."""
    if reading.hidden == FEW:
        return _("fewer than %(n)d, not shown") % {"n": least}
    if reading.hidden:
        return str(HIDDEN[reading.hidden])
    if reading.kpi.measure == "days":
        return "—" if reading.median is None else days(reading.median)
    return "—" if reading.per_cent is None else f"{reading.per_cent}%"


def days(found: Decimal) -> str:
    """So many working days, without a fraction that is nothing."""
    whole = found.normalize() if found != found.to_integral() else found.to_integral()
    return ngettext("%(n)s working day", "%(n)s working days", 1 if whole == 1 else 2) % {"n": f"{whole:f}"}


def how(reading: Reading) -> str:
    """What the figure is worked out from, in a sentence."""
    words = WORDS[reading.kpi.name]
    if reading.kpi.measure == "days":
        return _(
            "The median, so that a few long ones do not hide the rest; nine in ten took no longer than the second."
        )
    if reading.kpi.partly is None:
        return _("Numerator divided by denominator, rounded to a tenth of a per cent.")
    return _(
        "Numerator divided by denominator; “%(partly)s” counts with a weight of %(weight)s, as the charter says."
    ) % {
        "partly": words.partly,
        "weight": f"{reading.weight.normalize():f}",
    }
