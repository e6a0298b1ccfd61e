"""Any deed of the table as somebody would do it: its own form, filled in plausibly, sent, and done by the deed's action.

What has no form of the staff is done as in the histories. A new deed needs nothing here unless what its form takes can
not be told from its fields; then a line in `PLAUSIBLE`.
"""

import inspect
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django import forms

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from tests.matters import moves
from tests.world import World

WORDS = "到现场看过，三盏路灯的线路老化，已经和村里商量好怎样修，修好以后会再打电话告诉您，请您放心。"
Value = Callable[[Any, random.Random], Any]


def _one_of(offered: Any, choice: random.Random) -> Any:
    """The key of one that is offered; nothing where nothing is, which the form refuses."""
    keys = list(offered.order_by("pk").values_list("pk", flat=True))
    return choice.choice(keys) if keys else ""


def _another(name: str, present: str) -> Value:
    """One of what is offered, but not what it is now."""

    def chosen(form: Any, choice: random.Random) -> Any:
        now = getattr(form.matter, present)
        return _one_of(form.fields[name].queryset.exclude(pk=now), choice)

    return chosen


def _elsewhere(form: Any, choice: random.Random) -> Any:
    """A unit that has nothing to do with it, so that it stays where it is."""
    near = [one.path for one in (form.matter.holding_unit, form.matter.lead_unit) if one is not None]
    offered = form.fields["unit"].queryset.order_by("pk")
    far = [
        one for one in offered if not any(one.is_within(path) or path.startswith(one.path) for path in near)
    ]
    return choice.choice(far).pk if far else ""


def _one_in_work(form: Any, _choice: random.Random) -> str:
    """The number of another matter that somebody works on; of none where there is none."""
    found = Matter.objects.filter(state="in_progress").exclude(pk=form.matter.pk).order_by("pk").last()
    return "" if found is None else found.reference


def _ways(form: Any) -> list[str]:
    """By telephone, where the law does not want it in writing, or handed over."""
    return [way for way in ("phone", "hand") if way in dict(form.fields["way"].choices)]


# (deed, field): what stands in it, where the kind of the field does not tell.
PLAUSIBLE: dict[tuple[str, str], Value] = {
    ("ask_advice", "unit"): lambda _form, _choice: "",  # an expert in words instead
    ("ask_more_time", "n"): lambda _form, choice: choice.randint(1, 15),
    ("call", "handled"): lambda _form, _choice: "no",
    ("call", "reasons"): lambda _form, _choice: ["too_slow"],  # which reopens nothing
    ("correct_answer", "outcome"): lambda form, _choice: form.initial["outcome"],
    ("deliver", "way"): lambda form, choice: choice.choice(_ways(form)),
    ("hand_back", "proposed"): _another("proposed", "lead_unit_id"),
    ("merge", "number"): _one_in_work,
    ("merge", "primary"): lambda _form, _choice: "",
    ("name_complained", "official"): lambda _form, _choice: "",
    ("name_complained", "unit"): _elsewhere,
    ("reassign", "handler"): _another("handler", "handler_id"),
    ("route", "kind"): lambda _form, _choice: "",
    ("route", "profile"): lambda _form, _choice: "",  # in passing only where nobody waits longer for it
    ("route", "to"): _another("to", "lead_unit_id"),
    ("uphold", "to"): _another("to", "lead_unit_id"),
}


def do(
    deed: str, matter: Matter, world: World, *, by: Official | None, at: datetime, choice: random.Random
) -> None:
    """The deed by this official; by nobody of the staff where it is the resident's or the clock's."""
    if by is None or deed not in NOUNS:
        if deed == "close":
            actions.close(matter=matter, by=None, at=at)
        else:
            moves.move(deed, matter, world, choice, at)
        return
    act(deed, matter, given(deed, matter, by=by, at=at, choice=choice), by=by, at=at)


def given(deed: str, matter: Matter, *, by: Official, at: datetime, choice: random.Random) -> dict[str, Any]:
    """What the form of a deed hands to its action, filled in for this matter; refused where the form does not take it."""
    page = DEEDS[NOUNS[deed]]
    empty = page.form(None, matter=matter, by=by, at=at)
    form = page.form(dict(filled(empty, deed, at, choice)), matter=matter, by=by, at=at)
    if not form.is_valid():
        raise Refused(form.errors.as_text())
    return form.given()


def act(deed: str, matter: Matter, values: dict[str, Any], *, by: Official, at: datetime) -> None:
    """The deed with these values, on the matter as it stands."""
    DEEDS[NOUNS[deed]].act(matter=matter, by=by, at=at, **{**values, "version": matter.version})


def filled(form: Any, deed: str, at: datetime, choice: random.Random) -> Iterator[tuple[str, Any]]:
    """What one would type: the version as it stands, one of what is offered, a sentence, today, a small number."""
    for name, field in form.fields.items():
        if (deed, name) in PLAUSIBLE:
            yield name, PLAUSIBLE[deed, name](form, choice)
        elif isinstance(field.widget, forms.HiddenInput):
            yield name, form.get_initial_for_field(field, name)
        else:
            yield name, _value(field, form.matter, at, choice)


def _value(field: Any, matter: Matter, at: datetime, choice: random.Random) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        return _one_of(field.queryset, choice)
    if isinstance(field, forms.MultipleChoiceField):
        return [choice.choice(list(_offered(field.choices)))]
    if isinstance(field, forms.ChoiceField):
        return choice.choice(list(_offered(field.choices)) or [""])
    match field:
        case forms.DateField():
            return local_day(at, matter.county).isoformat()
        case forms.IntegerField():
            return choice.randint(1, 5)
        case forms.BooleanField():
            return "on"
        case forms.FileField():
            return None
    return WORDS[: field.max_length or None]


def _offered(choices: Any) -> Iterator[str]:
    """The keys one can choose, also those under a heading."""
    for key, words in choices:
        if isinstance(words, list | tuple):
            yield from (str(inner) for inner, _words in words if inner != "")
        elif key != "":
            yield str(key)


def anything(deed: str, matter: Matter, by: Official, at: datetime) -> dict[str, Any]:
    """What the action takes, said by somebody who has no page for it; nothing of it is looked at before the refusal."""
    page = DEEDS[NOUNS[deed]]
    takes = inspect.signature(page.act).parameters
    return {
        name: matter if name == "primary" else ONES.get(type(field), lambda *_of: WORDS)(by, at)
        for name, field in page.form.base_fields.items()  # type: ignore[attr-defined]
        if name != "version"
        and (name in takes or "fields" in takes)
        and not isinstance(field, forms.FileField)
    }


ONES: dict[type, Callable[[Official, datetime], Any]] = {
    forms.ModelChoiceField: lambda by, _at: by,
    forms.BooleanField: lambda _by, _at: False,
    forms.MultipleChoiceField: lambda _by, _at: [],
    forms.IntegerField: lambda _by, _at: 1,
    forms.DateField: lambda by, at: local_day(at, by.county),
}
