"""Steps: the trail of a matter, from which its state can be replayed (I-04)."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact
from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField

# By which the topic of a matter became another one, in words that hold no value: so their index serves a plan that is kept.
RENAMES = Func(F("facts"), template="%(expressions)s ? 'topic'", output_field=models.BooleanField())
HELPING = Q(deed__in=["start", "note"], facts__has_any_keys=["means", "help_fields"])


class Steps(models.QuerySet["Step"]):
    """Which steps."""

    def helping(self) -> "Steps":
        """Actions of which was said by which means, or in which field, they helped."""
        return self.filter(HELPING)


class Step(Scoped):
    """One thing done to a matter: by whom, when, and how it stood afterwards. Added, never changed."""

    class Deed(models.TextChoices):
        LODGE = "lodge", _("registered")
        ASK_MORE = "ask_more", _("the person asked for more")
        SUPPLY = "supply", _("the person has added something")
        GO_ON = "go_on", _("gone on without an answer of the person")
        NAME_COMPLAINED = "name_complained", _("noted whom it is about")
        TAKE_AWAY = "take_away", _("taken away from whom it is about")
        ROUTE = "route", _("routed")
        RECALL = "recall", _("taken back by the desk")
        HAND_BACK = "hand_back", _("handed back by the unit")
        UPHOLD = "uphold", _("objection upheld, passed to another unit")
        DESIGNATE = "designate", _("left with the unit by decision")
        ACCEPT = "accept", _("accepted")
        REASSIGN = "reassign", _("given to another handler")
        START = "start", _("handling begun")
        NOTE = "note", _("action noted")
        DRAFT = "draft", _("reply drafted")
        RETURN = "return", _("draft returned")
        APPROVE = "approve", _("answered")
        AMEND = "amend", _("draft amended by the head")
        CORRECT_ANSWER = "correct_answer", _("corrected answer drafted")
        RETURN_CORRECTION = "return_correction", _("corrected answer sent back")
        APPROVE_CORRECTION = "approve_correction", _("answered anew, corrected")
        DELIVER = "deliver", _("answer brought to the person")
        TRY_DELIVERY = "try_delivery", _("tried in vain to bring the answer")
        CALL = "call", _("called back")
        TRY_CALL = "try_call", _("called back in vain")
        RATE = "rate", _("rated by the resident")
        CLOSE = "close", _("closed")
        REOPEN = "reopen", _("taken up again")
        TAKE_UP = "take_up", _("taken up again from above")
        REDIRECT = "redirect", _("shown the way of the law")
        DECLINE = "decline", _("declined, with the reason")
        HAND_OVER = "hand_over", _("handed over to another organ")
        NOTE_RECEIPT = "note_receipt", _("receipt of the other organ noted")
        WITHDRAW = "withdraw", _("withdrawn by the person")
        MERGE = "merge", _("merged with another matter")
        UNMERGE = "unmerge", _("merging undone")
        JOIN = "join", _("another matter of the same joined")
        PART = "part", _("the other matter stands by itself again")
        FLAG_URGENT = "flag_urgent", _("flagged as urgent")
        ALERT = "alert", _("urgent, told one rung further up")
        SEAL = "seal", _("sealed as a report")
        REMIND = "remind", _("reminded before the date")
        CHASE = "chase", _("overdue, told one rung up")
        REDATE = "redate", _("date worked out again")
        ASK_MORE_TIME = "ask_more_time", _("more time asked for")
        EXTEND = "extend", _("more time granted")
        REFUSE_MORE_TIME = "refuse_more_time", _("more time refused")
        ASK_UNIT = "ask_unit", _("joint work asked of another unit")
        ASK_ADVICE = "ask_advice", _("advice asked for")
        ASK_UP = "ask_up", _("put to the level above")
        TAKE_OVER = "take_over", _("taken over by the level above")
        TAKE_PART = "take_part", _("taken on by who was asked")
        ANSWER_PART = "answer_part", _("answered by who was asked")
        TURN_DOWN = "turn_down", _("turned down by who was asked")
        CALL_OFF = "call_off", _("no longer asked for")
        ASK_RECORD = "ask_record", _("correction of the record asked for")
        CORRECT_RECORD = "correct_record", _("record put right")
        LEAVE_RECORD = "leave_record", _("record left as it is")
        RECUSE = "recuse", _("keeps out of it (recusal)")
        COMMENT = "comment", _("internal comment")
        RECLASSIFY = "reclassify", _("procedure changed")
        ANSWER_NOW = "answer_now", _("answered on the spot")
        INFORM = "inform", _("person told how far it is")
        ASK_REVIEW = "ask_review", _("review asked for")
        DECIDE_REVIEW = "decide_review", _("review decided")
        ASK_RECHECK = "ask_recheck", _("recheck asked for")
        HEAR = "hear", _("hearing held")
        DECIDE_RECHECK = "decide_recheck", _("recheck decided")
        LAPSE = "lapse", _("no recheck asked for in time")
        REVEAL = "reveal", _("contact details opened")
        RENEW = "renew", _("new code given out")
        ATTACH = "attach", _("photos or documents added")
        DETACH = "detach", _("file taken back")
        TRIP = "trip", _("looked at on the spot")
        SUPERVISE = "supervise", _("supervised from above")
        RESPOND = "respond", _("supervision answered")
        SPONSOR = "sponsor", _("put in the care of a leading official")
        LEAVE_CARE = "leave_care", _("no longer in the care of a leading official")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    state_after = models.CharField(max_length=20)
    level_after = models.CharField(max_length=8, blank=True)
    outcome_after = models.CharField(max_length=24, blank=True)
    note = WordsField(blank=True, about="matter")
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.PROTECT,
        related_name="steps",
        help_text="the trip it was done at",
        db_index=False,
    )
    facts = models.JSONField(default=dict)

    objects = Steps.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = [
            models.Index(fields=["by"], name="step_by", condition=Q(by__isnull=False)),
            models.Index(fields=["contact"], name="step_contact", condition=Q(contact__isnull=False)),
            models.Index(fields=["at"], name="step_that_helped", condition=HELPING),
            models.Index(fields=["at"], name="step_that_renamed", condition=Q(facts__has_key="topic")),
            BrinIndex(fields=["at"], name="step_at", autosummarize=True),  # what was done since a moment
        ]

    PERSONAL = {
        "deed": "code",
        "state_after": "code",
        "level_after": "code",
        "outcome_after": "code",
        "note": "sealed with the matter",
        "facts": "keys and dates, no personal data",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.deed}"

    @property
    def deed_words(self) -> str:
        """What was done, in a word."""
        return str(Step.Deed(self.deed).label)


# By which a new round begins.
AGAIN = (Step.Deed.REOPEN, Step.Deed.TAKE_UP)

# What is a part in the work on a matter.
WORK = (
    Step.Deed.ACCEPT,
    Step.Deed.REASSIGN,
    Step.Deed.START,
    Step.Deed.NOTE,
    Step.Deed.DRAFT,
    Step.Deed.RETURN,
    Step.Deed.APPROVE,
    Step.Deed.AMEND,
    Step.Deed.CORRECT_ANSWER,
    Step.Deed.RETURN_CORRECTION,
    Step.Deed.APPROVE_CORRECTION,
    Step.Deed.ASK_MORE_TIME,
    Step.Deed.EXTEND,
    Step.Deed.REFUSE_MORE_TIME,
    Step.Deed.ASK_UNIT,
    Step.Deed.ASK_ADVICE,
    Step.Deed.ASK_UP,
    Step.Deed.TAKE_OVER,
    Step.Deed.TAKE_PART,
    Step.Deed.ANSWER_PART,
)

# What the audit says was done.
PAST: dict[str, str] = {
    Step.Deed.LODGE: "lodged",
    Step.Deed.ASK_MORE: "more_asked",
    Step.Deed.SUPPLY: "supplied",
    Step.Deed.GO_ON: "gone_on",
    Step.Deed.NAME_COMPLAINED: "complained_named",
    Step.Deed.TAKE_AWAY: "taken_away",
    Step.Deed.ROUTE: "routed",
    Step.Deed.RECALL: "recalled",
    Step.Deed.HAND_BACK: "handed_back",
    Step.Deed.UPHOLD: "return_upheld",
    Step.Deed.DESIGNATE: "designated",
    Step.Deed.ACCEPT: "accepted",
    Step.Deed.REASSIGN: "reassigned",
    Step.Deed.START: "started",
    Step.Deed.NOTE: "noted",
    Step.Deed.DRAFT: "drafted",
    Step.Deed.RETURN: "returned",
    Step.Deed.APPROVE: "answered",
    Step.Deed.AMEND: "draft_amended",
    Step.Deed.CORRECT_ANSWER: "correction_drafted",
    Step.Deed.RETURN_CORRECTION: "correction_returned",
    Step.Deed.APPROVE_CORRECTION: "answer_corrected",
    Step.Deed.DELIVER: "delivered",
    Step.Deed.TRY_DELIVERY: "delivery_tried",
    Step.Deed.CALL: "called_back",
    Step.Deed.TRY_CALL: "call_back_tried",
    Step.Deed.RATE: "rated",
    Step.Deed.CLOSE: "closed",
    Step.Deed.REOPEN: "reopened",
    Step.Deed.TAKE_UP: "taken_up",
    Step.Deed.REDIRECT: "redirected",
    Step.Deed.DECLINE: "declined",
    Step.Deed.HAND_OVER: "handed_over",
    Step.Deed.NOTE_RECEIPT: "receipt_noted",
    Step.Deed.WITHDRAW: "withdrawn",
    Step.Deed.MERGE: "merged",
    Step.Deed.UNMERGE: "unmerged",
    Step.Deed.JOIN: "joined",
    Step.Deed.PART: "parted",
    Step.Deed.FLAG_URGENT: "flagged_urgent",
    Step.Deed.ALERT: "alerted",
    Step.Deed.SEAL: "sealed",
    Step.Deed.REMIND: "reminded",
    Step.Deed.CHASE: "chased",
    Step.Deed.REDATE: "redated",
    Step.Deed.ASK_MORE_TIME: "more_time_asked",
    Step.Deed.EXTEND: "extended",
    Step.Deed.REFUSE_MORE_TIME: "more_time_refused",
    Step.Deed.ASK_UNIT: "part_asked",
    Step.Deed.ASK_ADVICE: "advice_asked",
    Step.Deed.ASK_UP: "put_above",
    Step.Deed.TAKE_OVER: "taken_over_above",
    Step.Deed.TAKE_PART: "part_accepted",
    Step.Deed.ANSWER_PART: "part_answered",
    Step.Deed.TURN_DOWN: "part_turned_down",
    Step.Deed.CALL_OFF: "part_called_off",
    Step.Deed.ASK_RECORD: "record_correction_asked",
    Step.Deed.CORRECT_RECORD: "record_corrected",
    Step.Deed.LEAVE_RECORD: "record_left",
    Step.Deed.RECUSE: "recused",
    Step.Deed.COMMENT: "commented",
    Step.Deed.RECLASSIFY: "reclassified",
    Step.Deed.ANSWER_NOW: "answered_on_the_spot",
    Step.Deed.INFORM: "informed",
    Step.Deed.ASK_REVIEW: "review_asked",
    Step.Deed.DECIDE_REVIEW: "review_decided",
    Step.Deed.ASK_RECHECK: "recheck_asked",
    Step.Deed.HEAR: "heard",
    Step.Deed.DECIDE_RECHECK: "recheck_decided",
    Step.Deed.LAPSE: "finalised",
    Step.Deed.REVEAL: "revealed",
    Step.Deed.RENEW: "code_renewed",
    Step.Deed.ATTACH: "files_added",
    Step.Deed.DETACH: "file_taken_back",
    Step.Deed.TRIP: "visited",
    Step.Deed.SUPERVISE: "supervised",
    Step.Deed.RESPOND: "supervision_answered",
    Step.Deed.SPONSOR: "sponsored",
    Step.Deed.LEAVE_CARE: "sponsorship_ended",
}
