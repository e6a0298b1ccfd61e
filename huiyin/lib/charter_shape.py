"""What a charter may contain: the names, units and moments that the program knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["whole", "share"]

FORMAT: Final = 1
UNITS: Final = ("wd", "d")
MOMENTS: Final = (
    "received", "routed", "accepted", "replied", "delivered", "closed", "reopened", "asked",
    "handle_due", "before_due", "overdue",
)  # fmt: skip
DUTIES: Final = ("county", "town", "village")  # the highest at which somebody holds a post is theirs
COUNTS_AS: Final = ("concluded", "explained")
NEEDS: Final = ("action", "basis", "due_date", "reason")
ROLES: Final = ("head", "deputy", "member")
TOP: Final = (
    "format", "slug", "version", "effective_from", "time_zone", "local_basis",
    "title", "profile", "clock", "figure", "topic", "group", "outcome", "role",
    "form", "purpose", "means", "help_field", "source_org", "theme",
    "kind", "legal_route", "decline_reason", "unhappy", "trigger", "urgent_kind",
    "accusation_organ", "duty",
)  # fmt: skip
# Lists of named things that a charter may leave out: the shipped institution's then hold.
# Beside its words an entry may say what stands here, each with its type.
LISTS: Final[Mapping[str, Mapping[str, str]]] = {
    "form": {"anywhere": "yes_no"},
    "purpose": {},
    "means": {},
    "help_field": {},
    "source_org": {},
    "theme": {},
    "kind": {"profile": "text"},
    "legal_route": {"law": "text"},
    "decline_reason": {"law": "text"},
    "unhappy": {"reopens": "yes_no"},
    "trigger": {},
    "urgent_kind": {"rings": "text"},
    "accusation_organ": {"rings": "text", "site": "text"},
}

# What a duty may say: how often, for each of what, which things count, and who owes it.
PERIODS: Final = ("month", "quarter", "half_year", "year")
EACH: Final = ("official", "household", "paired_household", "unit", "village", "promise")
# What counts besides the forms of contact: sessions held, days in the field, lines of the register, promises kept.
MEASURES: Final = ("reception_day", "research_day", "assignment", "promise")
CAPACITIES: Final = (
    "officer", "desk_clerk", "coordinator", "unit_head", "supervisor", "sealed_clerk", "data_officer",
)  # fmt: skip
UNIT_KINDS: Final = (
    "county", "township", "street", "village", "community", "department", "office", "committee", "branch", "station",
)  # fmt: skip

CLOCKS: Final[Mapping[str, tuple[str, ...]]] = {
    "contact_matter": (
        "triage", "route", "decline", "sign", "object", "first_contact", "handle", "extension_max",
        "handle_reopened_min", "supplement", "interim", "rating", "reopen", "remind", "chase",
        "adjudicate", "delivery", "callback", "effect", "supervise", "hand_over",
    ),
    "inquiry": ("route", "handle"),
    "suggestion": ("handle",),
    "petition": (
        "transfer", "notify", "object", "handle", "extension_max", "review_request", "review_decide",
        "recheck_request", "recheck_decide",
    ),
    "petition_simple": ("notify", "handle"),
    "legal_route": ("notify",),
    "sealed_report": ("hand_over",),
    "consultation": ("public_comment", "hearing_papers", "legality_review"),
    "disclosure": ("proactive", "reply", "extension_max"),
    "privacy": ("request",),
}  # fmt: skip
REQUIRED_CLOCKS: Final = ("contact_matter",)  # the profile which every matter can fall back to
ONCE: Final = ("extension_max", "reopen")  # what happens once by the program, and may say so as `times = 1`
# Those of it that a charter may leave out: the shipped ones then hold, as they do for every other section.
OPTIONAL_CLOCKS: Final = ("adjudicate", "delivery", "callback", "effect", "supervise", "hand_over")
# Clocks of the house itself, which run for a matter of any kind as they do for a contact matter.
HOUSE_CLOCKS: Final = frozenset({
    "triage", "sign", "object", "first_contact", "supplement", "interim", "rating", "callback", "effect",
    "delivery", "supervise", "adjudicate", "hand_over", "remind", "chase",
})  # fmt: skip

# The kinds of procedure, and the sections in which each looks its clocks up: a petition never in those of the house, so
# that the floors of the law bind whatever it reads.
PROFILES: Final[Mapping[str, tuple[str, ...]]] = {
    "contact_matter": ("contact_matter",),
    "inquiry": ("inquiry", "contact_matter"),
    "suggestion": ("suggestion", "contact_matter"),
    "hotline_order": ("contact_matter",),
    "petition_claim": ("petition",),
    "petition_simple": ("petition_simple", "petition"),
    "legal_route": ("legal_route",),
    "sealed_report": ("sealed_report",),
}
# What a profile may say of itself beside its words and its outcomes.
PROFILE_SAYS: Final = ("on_the_spot", "printed", "review", "letter")


@dataclass(frozen=True)
class Shape:
    """What a figure must look like."""

    kind: Kind
    least: float = 0
    most: float = 100_000


_COUNT: Final = Shape("whole")
_AT_LEAST_ONE: Final = Shape("whole", least=1)
_SHARE: Final = Shape("share", most=1)

FIGURES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "contact": {
        "households_min": _COUNT,
        "households_target": _COUNT,
        "activity_sheets_per_year": Shape("whole", most=12),
        "research_days_per_year": Shape("whole", most=365),
    },
    "reporting": {
        "official_per_year": Shape("whole", most=12),
        "branch_per_year": Shape("whole", most=12),
        "committee_per_year": Shape("whole", most=12),
        "official_due_wd": _AT_LEAST_ONE,
        "branch_due_wd": _AT_LEAST_ONE,
        "committee_due_wd": _AT_LEAST_ONE,
        "inspections_per_year": Shape("whole", most=12),
    },
    "meetings": {
        "forums_per_half_min": _COUNT,
        "forums_per_half_target": _COUNT,
        "village_rep_per_year": _COUNT,
    },
    "reopening": {"handle_share": _SHARE},
    "awareness": {"target": _SHARE, "answers_min": _AT_LEAST_ONE},
    "privacy": {
        "counts_min": Shape("whole", least=2),
        "opinions_min": Shape("whole", least=2),
        "impact_assessment_keep_years": _AT_LEAST_ONE,
        "audit_log_keep_days": _AT_LEAST_ONE,
    },
}

# Parts that a charter may leave out, whole or figure by figure: the shipped institution's then hold.
OPTIONAL_FIGURES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "quota": {"county_min": _COUNT, "town_min": _COUNT, "village_min": _COUNT},
    "keeping": {
        "dormant_days": _AT_LEAST_ONE,
        "promise_remind_days": _COUNT,
        "promise_chase_days": _AT_LEAST_ONE,
        "need_valid_days": _AT_LEAST_ONE,
        "talk_note_days": _AT_LEAST_ONE,
        "withdrawn_keep_days": _COUNT,
        "register_keep_days": _AT_LEAST_ONE,
        "paper_wd": _COUNT,
        "paper_oldest_days": _AT_LEAST_ONE,
        "code_checks_min": Shape("whole", least=2, most=6),  # one thing alone may lie about anywhere
        "record_days_max": _AT_LEAST_ONE,
        "matter_soon_wd": _COUNT,
        "account_soon_wd": _COUNT,
        "supervise_after_wd": _COUNT,
        "orphan_again_days": _AT_LEAST_ONE,
        "data_request_days": _AT_LEAST_ONE,
        "document_ahead_days": _AT_LEAST_ONE,
        "group_slip_days": Shape("whole", least=1, most=60),
        "works_here_days": _AT_LEAST_ONE,
        "traffic_days": Shape("whole", least=90),  # by then nobody sends the same once more
    },
    "administration": {
        "ahead_days": _AT_LEAST_ONE,
        "slip_days": Shape("whole", least=1, most=30),
        "duties_max": Shape("whole", least=1, most=3),
        "hotlines_max": Shape("whole", least=1, most=20),
    },
    "telling": {
        "digest_hour": Shape("whole", least=7, most=18),
        "sms_a_day": Shape("whole", least=1, most=20),
        "sms_most": Shape("whole", least=40, most=335),
        "quiet_from_hour": Shape("whole", least=17, most=24),
        "quiet_until_hour": Shape("whole", least=5, most=12),
    },
    "casework": {
        "call_tries": Shape("whole", least=1, most=10),
        "call_days": Shape("whole", least=1, most=10),
        "questions_max": Shape("whole", least=1, most=20),
        "alike_shown": Shape("whole", most=20),
        "effect_share": _SHARE,
    },
    "answers": {  # the database holds the least of both
        "explanation_min": Shape("whole", least=40, most=2000),
        "reason_min": Shape("whole", least=20, most=2000),
    },
    "urgent": {
        "alert_minutes": Shape("whole", least=1, most=1440),
        "first_contact_hours": Shape("whole", least=1, most=72),
    },
    "reception": {
        "notice_days": _COUNT,
        "substitution_days": _COUNT,
        "representatives_max": Shape("whole", least=1, most=5),
        "slot_minutes": Shape("whole", least=5, most=240),
        "book_ahead_days": _AT_LEAST_ONE,
        "per_month_min": _COUNT,
    },
    "service": {"fairly_weight": _SHARE, "partly_weight": _SHARE},
    "reviewing": {"remind_days": _COUNT},
    "stays": {"days_per_month": Shape("whole", most=31), "long_stay_days": _AT_LEAST_ONE},
    "aid": {"visits_per_year": _COUNT, "problems_per_year": _COUNT},
    "inspection": {
        "answer_wd": Shape("whole", least=5),
        "confidence": _SHARE,
        "false_share": _SHARE,
        "call_tries": _AT_LEAST_ONE,
        "call_days": _AT_LEAST_ONE,
        "spot_size": _AT_LEAST_ONE,
        "answering_share": _SHARE,
    },
    "breadth": {
        "unvisited_days": _AT_LEAST_ONE,
        "officials_min": Shape("whole", least=2),
        "groups_most": _AT_LEAST_ONE,
        "mistake_days": _COUNT,
        "in_time_days": _AT_LEAST_ONE,
        "promise_days": _COUNT,
        "matches_min": _AT_LEAST_ONE,
    },
    "lots": {
        "panels": Shape("whole", least=10, most=10_000),
        "rest_months": Shape("whole", most=120),
        "proposal_months": Shape("whole", least=1, most=120),
    },
    "rounds": {
        "seconds": Shape("whole", least=1, most=60),
        "visit_minutes": Shape("whole", least=5, most=240),
        "within_minutes": _COUNT,
        "between_minutes": _COUNT,
        "speed_kmh": _AT_LEAST_ONE,
        "detour_percent": Shape("whole", least=100, most=500),
        "overdue_worth": _COUNT,
        "promise_worth": _COUNT,
        "matter_worth": _COUNT,
        "duty_worth": _COUNT,
        "wanted_worth": _COUNT,
        "silence_worth": _COUNT,
        "breadth_worth": _COUNT,
        "keep_days": _AT_LEAST_ONE,
    },
    "burden": {"required_max": Shape("whole", least=1, most=7)},
    "signals": {
        "copied_share": _SHARE,
        "bulk_count": _AT_LEAST_ONE,
        "bulk_hours": _AT_LEAST_ONE,
        "night_begins": Shape("whole", least=18, most=23),
        "night_ends": Shape("whole", least=1, most=8),
        "night_count": _AT_LEAST_ONE,
        "visits_per_day": _AT_LEAST_ONE,
        "compared_days": _AT_LEAST_ONE,
    },
}

# Each pair must not be the wrong way round.
ORDERED: Final = (
    ("contact.households_min", "contact.households_target"),
    ("casework.call_days", "casework.call_tries"),
    ("inspection.call_days", "inspection.call_tries"),
    ("meetings.forums_per_half_min", "meetings.forums_per_half_target"),
)
