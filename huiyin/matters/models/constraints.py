"""What the database holds of every matter, whoever writes its row: what a state needs, rules out, and is found by."""

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models.order import ASKING, CALM, IN_TURN
from huiyin.matters.models.state import ANSWERED, LIVE, WITHOUT_LEAD, WITHOUT_PEOPLE

CONSTRAINTS = [
    models.UniqueConstraint(fields=["reference"], name="matter_reference_once"),
    models.UniqueConstraint(
        fields=["county", "source", "external_id"],
        condition=~Q(external_id=""),
        name="matter_imported_once",
    ),
    models.CheckConstraint(
        condition=~LIVE | Q(received_at__isnull=False), name="live_matter_has_its_receipt"
    ),
    models.CheckConstraint(
        condition=~LIVE | Q(state__in=WITHOUT_LEAD) | Q(lead_unit__isnull=False),
        name="live_routed_matter_has_a_lead",
    ),
    models.CheckConstraint(
        condition=~LIVE | Q(lead_unit=None) | ~Q(level=""), name="live_routed_matter_has_a_level"
    ),
    models.CheckConstraint(
        condition=~LIVE
        | Q(state__in=WITHOUT_PEOPLE)
        | Q(handler__isnull=False, accountable_head__isnull=False),
        name="live_accepted_matter_has_people",
    ),
    models.CheckConstraint(
        condition=~LIVE | ~Q(state__in=ANSWERED) | (Q(replied_at__isnull=False) & ~Q(outcome="")),
        name="no_closing_without_an_answer",
    ),
    models.CheckConstraint(
        condition=Q(state="closed", closed_at__isnull=False)
        | (~Q(state="closed") & Q(closed_at=None))
        | ~LIVE,
        name="closed_matter_says_when",
    ),
    models.CheckConstraint(
        condition=Q(state="merged", primary__isnull=False) | (~Q(state="merged") & Q(primary=None)),
        name="merged_matter_has_its_primary",
    ),
    models.CheckConstraint(
        condition=Q(more_time_asked_at=None) | Q(state="in_progress"),
        name="more_time_only_while_handled",
    ),
    models.CheckConstraint(
        condition=Q(correcting_since=None) | Q(state__in=["replied", "closed"]),
        name="only_an_answer_is_corrected",
    ),
    models.CheckConstraint(
        condition=Q(to_bring="") | Q(state__in=["replied", "closed", "merged", "reviewed", "finalised"]),
        name="only_an_answer_is_brought",
    ),
    models.CheckConstraint(
        condition=Q(to_call="") | Q(state__in=["replied", "closed"]),
        name="only_of_an_answer_one_calls_back",
    ),
    models.CheckConstraint(
        condition=Q(receipt_noted_at=None) | Q(state="transferred_out"),
        name="receipt_only_of_what_was_handed_over",
    ),
    models.CheckConstraint(
        condition=~Q(state="needs_info") | Q(more_asked_at__isnull=False),
        name="waits_only_for_what_was_asked",
    ),
    models.CheckConstraint(
        condition=(~Q(state="sealed") & ~Q(origin="sealed"))
        | Q(
            state="sealed",
            origin="sealed",
            resident=None,
            household=None,
            point=None,
            place=None,
            follows=None,
            source="",
            external_id="",
            complained_unit=None,
            complained_official=None,
            code_index="",
            link_index="",
        ),
        name="sealed_matter_names_nobody",
    ),
    models.CheckConstraint(
        condition=~LIVE | Q(received_at__lte=F("registered_at")), name="received_not_after_registered"
    ),
    models.CheckConstraint(
        condition=Q(received_was=None, received_corrected_at=None)
        | Q(
            received_was__isnull=False,
            received_was__lte=F("registered_at"),
            received_corrected_at__isnull=False,
        ),
        name="corrected_receipt_keeps_the_old",
    ),
    models.CheckConstraint(
        condition=Q(printed_hour=None) | Q(printed_on__isnull=False), name="printed_hour_has_its_day"
    ),
]
INDEXES = [
    models.Index(fields=["holding_unit", "state", "due_on"]),
    models.Index(fields=["lead_unit", "state", "due_on"]),
    models.Index(fields=["intake_unit", "received_at"]),
    models.Index("received_was", name="matter_received_was", condition=Q(received_was__isnull=False)),
    models.Index(fields=["handler", "state"]),
    models.Index(fields=["state", "id"], name="matter_live_by_state", condition=Q(origin="live")),
    models.Index(CALM, IN_TURN, "id", name="matter_asking_in_turn", condition=ASKING),
    # By its day too, as the work summary asks what is overdue of what a unit took in.
    models.Index(fields=["intake_unit", "due_on"], name="matter_asking_intake", condition=ASKING),
    *(
        models.Index(fields=[name], name=f"matter_asking_{short}", condition=ASKING)
        for name, short in (
            ("holding_unit", "holding"),
            ("lead_unit", "lead"),
            ("handler", "handler"),
            ("accountable_head", "head"),
        )
    ),
    models.Index(fields=["link_index"], name="matter_link"),
    models.Index(fields=["id"], name="matter_receipt_kept", condition=~Q(receipt="")),
    *(
        models.Index(fields=[name], name=f"matter_{name}", condition=Q(**{f"{name}__isnull": False}))
        for name in ("accountable_head", "household", "primary", "raised_by", "resident", "sponsor")
    ),
]
