"""A deed as a page: what its row of data says, and how a form is read, tried and shown. Below it nobody knows who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from huiyin.lib.refusal import Refused
from huiyin.ui.forms import DeedForm, OnceForm

T = TypeVar("T")
RECORDED = _("Recorded.")
JUST_NOW = _("Somebody has entered the same a moment ago; please look at what stands there now.")


@dataclass(frozen=True)
class DeedPage:
    """A deed as a row of data: its heading (also the words that lead to it), its form, what does it, and its words.

    `deed` is its name in the rules of its room; without a `button` of its own the heading stands on the button.
    """

    title: Any
    form: Callable[..., DeedForm]
    act: Callable[..., Any]
    done: Any = RECORDED
    button: Any = ""
    lead: Any = ""
    deed: Any = ""
    is_grave: bool = False
    template: str = "ui/deed.html"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything: what a form is made with."""
    return request.POST if request.method == "POST" else None


def attempt(request: HttpRequest, form: DeedForm, act: Callable[[], T], beside: Any = None) -> T | None:
    """Do it, if the form was sent and holds, with the one `beside` it; None means that the form is to be shown.

    A refusal stands above the form or beside the field it names; every word stays, and the token is a fresh one
    so that it may be sent again. So it is too where two send the same at once, and the database lets one of them in.
    """
    if request.method != "POST" or not form.is_valid() or not (beside is None or beside.is_valid()):
        return None
    try:
        made = act()
    except Refused as no:
        _refused(form, no.field, no.sentence)
        return None
    except IntegrityError as clash:
        if not isinstance(clash.__cause__, UniqueViolation):
            raise
        _refused(form, *form.taken.get(clash.__cause__.diag.constraint_name or "", ("", str(JUST_NOW))))
        return None
    for remark in form.remarks:
        messages.warning(request, remark)
    return made


def _refused(form: DeedForm, field: str, sentence: str) -> None:
    if field in form.fields:
        form.add_error(field, sentence)
    else:
        form.refuse(sentence)
    if isinstance(form, OnceForm):
        form.renew()


def shown(request: HttpRequest, template: str, form: forms.Form | None, **around: Any) -> HttpResponse:
    """The page of a form, or without one: 200 when it is opened, 422 when what was sent did not do."""
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **around}, status=status)


def sent_back(request: HttpRequest, form: forms.Form, there: str) -> HttpResponse:
    """To the page on which the button stands, with what was wrong, if anything was."""
    for reasons in form.errors.values():
        for reason in reasons:
            messages.warning(request, str(reason))
    return redirect(there)


def turned_back(request: HttpRequest, objection: str, there: str) -> HttpResponse:
    """Back to where it came from, with the reason: this cannot be done now, or somebody else was quicker."""
    say = messages.error if request.method == "POST" else messages.warning
    say(request, objection)
    return redirect(there)
