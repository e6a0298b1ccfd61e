"""A contact station on its page (S53): who has which place, since when and until when, what is lacking, a new member."""

from datetime import date, datetime

from django import forms
from django.db.models import F
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Beside, Refused
from huiyin.orgs.accounts import give_post
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.ui.forms import ChipRadio, Day, OnceForm
from huiyin.ui.listing import in_line

PLACES = [choice for choice in Post.Role.choices if choice[0]]
_ORDER = [role for role, _words in PLACES]


class MemberForm(OnceForm):
    """Who, in which place, since when."""

    who = forms.CharField(
        label=gettext_lazy("Name or login name of the official"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("At a contact station"), choices=PLACES, widget=ChipRadio)
    title = forms.CharField(
        label=gettext_lazy("Post, as it is called"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("empty: as the place is called"),
    )
    from_on = forms.DateField(label=gettext_lazy("From which day"), widget=Day)


def members(station: Unit, day: date) -> tuple[list[Appointment], list[Appointment]]:
    """Who has a place now or will have one, by place; and who had one, the last first."""
    held = Appointment.objects.filter(post__unit=station).exclude(post__role="")
    rows = list(
        held.select_related("official", "post").order_by(F("to_on").desc(nulls_first=True), "from_on", "pk")
    )
    live = [one for one in rows if one.to_on is None or one.to_on > day]
    live.sort(key=lambda one: _ORDER.index(one.post.role))
    return live, [one for one in rows if one not in live]


def lacking(live: list[Appointment], charter: Charter, day: date) -> list[str]:
    """Which places too few hold today, or too many."""
    said = []
    for role in charter.roles:
        n = len({one.official_id for one in live if one.post.role == role.code and one.from_on <= day})
        facts = {"role": role.words.in_language(get_language() or "zh-hans"), "n": n}
        if n < role.least:
            words = _("In the place “%(role)s”: %(n)d; the institution asks for %(least)d at least.")
            said.append(words % {**facts, "least": role.least})
        elif role.most is not None and n > role.most:
            words = _("In the place “%(role)s”: %(n)d; the institution allows %(most)d at most.")
            said.append(words % {**facts, "most": role.most})
    return said


def official_named(word: str) -> Official:
    """By login name, in whatever letters, else by a name that only one official in service has; refuses otherwise."""
    serving = Official.objects.filter(is_active=True, administers=[])
    found = list(serving.filter(username=word.strip().casefold())) or list(
        serving.filter(name=word).order_by("username")[:4]
    )
    if not found:
        raise Refused(Beside("who", _("There is no official of this name; please enter the account first.")))
    if len(found) > 1:
        logins = in_line(one.username for one in found)
        words = _("Several have this name; please write the login name: %(logins)s.")
        raise Refused(Beside("who", words % {"logins": logins}))
    official: Official = found[0]
    return official


def add_member(
    *, station: Unit, who: str, role: str, title: str, from_on: date, by: Official, at: datetime
) -> Appointment:
    """A place at the station is a post with that role; nothing else comes with it."""
    official = official_named(who.strip())
    if official.appointments.filter(post__unit=station, to_on=None).exclude(post__role="").exists():
        raise Refused(Beside("who", _("They have a place at this station already; please end that first.")))
    called = title.strip() or str(Post.Role(role).label)
    return give_post(official=official, unit=station, title=called, role=role, from_on=from_on, by=by, at=at)
