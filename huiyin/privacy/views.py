"""The pages on which a person takes their consent back, or another one speaks for the household from now on."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.privacy import actions
from huiyin.register import forms
from huiyin.register import rules as register
from huiyin.register.deed_views import home_of, line_home, line_seen, person_seen, words_of_consent
from huiyin.ui.deeds import DeedPage, posted

PERSON = DeedPage(
    _("Another contact person"),
    forms.PersonForm,
    actions.change_person,
    _("Entered; the line goes on with the new contact person."),
    _("Enter the new person"),
    _(
        "The line goes on. Name and number of the former person are shown to nobody from now on and erased later; "
        "please read the words of consent out to the new person:"
    ),
)
WITHDRAW = DeedPage(
    _("Withdraw consent"),
    forms.WithdrawForm,
    actions.withdraw,
    _("Noted. The line has ended; name and number are no longer shown to anybody."),
    _("Note the withdrawal"),
    _("The line ends today. The person may still raise matters and will be answered."),
    is_grave=True,
)


@staff_deed
def withdraw(request: StaffRequest, key: str) -> HttpResponse:
    """A person no longer agrees: the lines end today, name and number are shown to nobody any more."""
    found, home = person_seen(request, key)
    there = reverse("contacts:register")
    return deed_page(request, WITHDRAW, WITHDRAW.form(posted(request)), home, there, person=found)


@staff_deed
def change_person(request: StaffRequest, line: int) -> HttpResponse:
    """Another person speaks for the household from a day on; the line goes on."""
    found = line_seen(request, line)
    if register.objection_to_keeping_register(request.user, found.official, request.at):
        raise Http404
    form = PERSON.form(posted(request), initial={"on": local_day(request.at, request.county)})
    around = {"words": (words_of_consent(),)}
    return deed_page(request, PERSON, form, home_of(found.household), line_home, around=around, line=found)
