"""The pages on which a person takes their consent back, or another one speaks for the household from now on."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.contacts import register
from huiyin.contacts import register_forms as forms
from huiyin.contacts.actions import NewPerson
from huiyin.contacts.deed_page import Deed, posted, show_deed
from huiyin.contacts.register_deed_views import home_of, line_seen, person_seen, words_of_consent
from huiyin.intake import privacy_actions as actions
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@staff
def withdraw(request: StaffRequest, key: str) -> HttpResponse:
    """A person no longer agrees: the lines end today, name and number are shown to nobody any more."""
    found = person_seen(request, key)
    assert found.household is not None  # noqa: S101 - reached through a household
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        actions.withdraw(person=found, by=request.user, at=request.at)
        return reverse("contacts:register")

    deed = Deed(
        title=_("Withdraw consent"),
        button=_("Note the withdrawal"),
        back=home_of(found.household),
        back_label=found.household.code,
        done=_("Noted. The line has ended; name and number are no longer shown to anybody."),
        lead=_("The line ends today. The person may still raise matters and will be answered."),
        is_grave=True,
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def change_person(request: StaffRequest, line: int) -> HttpResponse:
    """Another person speaks for the household from a day on; the line goes on."""
    found = line_seen(request, line)
    if register.objection_to_keeping_register(request.user, found.official, request.at):
        raise Http404
    form = forms.PersonForm(**posted(request))
    form.fields["on"].initial = local_day(request.at, request.county)

    def do() -> str:
        data = form.cleaned_data
        who = NewPerson(data["name"], data["phone"], data["method"], data["is_adult"])
        given = {"on": data["on"], "reason": data["reason"], "by": request.user, "at": request.at}
        return home_of(actions.change_person(line=found, who=who, **given).household)

    deed = Deed(
        title=_("Another contact person"),
        button=_("Enter the new person"),
        back=home_of(found.household),
        back_label=found.household.code,
        done=_("Entered; the line goes on with the new contact person."),
        lead=_(
            "The line goes on. Name and number of the former person are shown to nobody from now on and erased later; "
            "please read the words of consent out to the new person:"
        ),
        words=(words_of_consent(),),
    )
    return show_deed(request, form, deed, do)
