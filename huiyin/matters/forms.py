"""The forms of the deeds: one page each, few fields, and the words of the deed on the button."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.matters.models import Matter, Outcome
from huiyin.matters.rules import routing
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import ChipRadio, ChipSelect, Day, Prose, VersionForm, offer


def in_words(words: Any) -> str:
    """A charter's words in the reader's language."""
    chosen: str = words.zh_hans if (get_language() or "zh").startswith("zh") else words.en
    return chosen


def topic_choices(charter: Charter) -> list[Any]:
    """Topics of the charter in two levels, the first as headings that can be chosen too."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for topic in charter.topics:
        groups.setdefault(topic.parent or topic.code, []).append((topic.code, in_words(topic.words)))
    heads = {t.code: in_words(t.words) for t in charter.topics if not t.parent}
    return [
        ("", _("choose if it is clear")),
        *[(heads.get(code, code), rows) for code, rows in groups.items()],
    ]


class DeedForm(VersionForm):
    """What every deed carries: the version of the matter that the person was looking at."""

    def __init__(self, *args: Any, matter: Matter, by: Official, at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"version": matter.version, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.matter, self.by, self.at = matter, by, at
        self.shape()

    def shape(self) -> None:
        """Fill choices and first values from the matter."""


class RoutingForm(DeedForm):
    """To whom: one lead unit, and the topic if it is clear."""

    to = forms.ModelChoiceField(label=_("Who should handle it"), queryset=Unit.objects.none())
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    note = forms.CharField(
        label=_("A word to the unit"), required=False, max_length=500, widget=Prose(rows=2)
    )

    def shape(self) -> None:
        """Units within reach, by level, in tree order."""
        day = local_day(self.at, self.matter.county)
        live = Unit.objects.valid_on(day).in_tree_order()
        paths = self.by.standing(self.at).paths_of("coordinator")
        near = [
            u for u in live if u.level in ("town", "village") and any(u.is_within(path) for path in paths)
        ]
        county = [u for u in live if u.kind == Unit.Kind.DEPARTMENT]
        offer(self, "to", Unit.objects.filter(pk__in=[u.pk for u in [*near, *county]]))
        towns, villages = ([u for u in near if u.level == level] for level in ("town", "village"))
        groups = (
            (_("In the township"), towns),
            (_("Villages and communities"), villages),
            (_("County departments"), county),
        )
        named = [(label, [(u.pk, u.name) for u in units]) for label, units in groups]
        offer(self, "to", [("", _("please choose")), *named])
        offer(self, "topic", topic_choices(self.matter.charter.charter))
        self.fields["topic"].initial = self.matter.topic


class AcceptanceForm(DeedForm):
    """Who looks after it."""

    handler = forms.ModelChoiceField(
        label=_("Who looks after it"), queryset=Official.objects.none(), empty_label=_("please choose")
    )
    note = forms.CharField(
        label=_("A word to the handler"), required=False, max_length=500, widget=Prose(rows=2)
    )

    def shape(self) -> None:
        """Colleagues of the lead unit; below the county of the whole township, whose officials serve its villages."""
        unit = self.matter.lead_unit
        assert unit is not None  # noqa: S101 - a routed matter has one
        day = local_day(self.at, self.matter.county)
        found = Official.objects.seated_in(unit, day)
        if unit.level == "village" or not found.exists():
            found = Official.objects.seated_below(f"{routing.township(unit.path)}/", day)
        offer(self, "handler", found)
        self.fields["handler"].label_from_instance = lambda official: official.name  # type: ignore[attr-defined]


class ActionForm(DeedForm):
    """What was done."""

    words = forms.CharField(
        label=_("What was done"),
        help_text=_("for example: rang the person, went to look, gave an order, met with the parties"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    means = forms.MultipleChoiceField(label=_("By which means"), required=False, widget=ChipSelect)
    help_fields = forms.MultipleChoiceField(label=_("In which field"), required=False, widget=ChipSelect)

    def shape(self) -> None:
        """Means and fields of the matter's charter; both may be left out (S29, S32)."""
        for name, codes in (("means", "means"), ("help_fields", "help_field")):
            listed = self.matter.charter.charter.listed(codes)
            offer(self, name, [(one.code, in_words(one.words)) for one in listed])


class ReplyForm(DeedForm):
    """The answer, with the fields a person has a right to (I-14)."""

    request = forms.CharField(label=_("What was asked for"), max_length=2000, widget=Prose(rows=2))
    facts = forms.CharField(label=_("What was found"), max_length=4000, widget=Prose(rows=3))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome, widget=ChipRadio)
    opinion = forms.CharField(
        label=_("Answer"),
        help_text=_("in the words one would use at the door"),
        max_length=6000,
        widget=Prose(rows=5),
    )
    promise_due_on = forms.DateField(
        label=_("Done by"), required=False, widget=Day({"data-show-when": "outcome=promised"})
    )
    basis = forms.CharField(
        label=_("Law or policy, with article"),
        required=False,
        help_text=_("needed when the answer cannot be yes"),
        max_length=1000,
        widget=Prose(rows=2),
    )
    contact_name = forms.CharField(label=_("Who can be asked"), max_length=40)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=30)
    remedy = forms.CharField(label=_("If the person is not content"), max_length=1000, widget=Prose(rows=2))

    def shape(self) -> None:
        """First values: the matter's words, the handler's number, the standing remedy; or the returned draft's words."""
        earlier = self.matter.replies.filter(returned_at__isnull=False).last()
        days = self.matter.charter.charter.clock("reopen").n
        first: dict[str, object] = {
            "request": self.matter.body[:2000],
            "contact_name": self.by.name,
            "contact_phone": self.by.phone or (self.matter.lead_unit.phone if self.matter.lead_unit else ""),
            "remedy": _(
                "You can have the matter taken up again once within %(n)d days, on your page or at the reception desk."
            )
            % {"n": days},
        }
        if earlier is not None and earlier.round == self.matter.reopened + 1:
            first.update({name: getattr(earlier, name) for name in self.fields if hasattr(earlier, name)})
        self.initial = {**first, **self.initial}


class ApprovalForm(DeedForm):
    """Nothing to type: the reply stands above the button."""


class ReturnForm(DeedForm):
    """Why the draft goes back."""

    reason = forms.CharField(label=_("What should be different"), max_length=1000, widget=Prose(rows=3))


class ClosureForm(DeedForm):
    """A note, if there is something to say."""

    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=Prose(rows=2))
