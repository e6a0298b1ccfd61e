"""The addresses of a household and of a person on the register, by their keys."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.orgs.doors import StaffRequest, staff
from huiyin.people.views import show_revealed
from huiyin.register.homes import homes_seen, people_seen


@require_safe
@staff
def household(request: StaffRequest, key: str) -> HttpResponse:
    """The address of a household; its page is the register's."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    return redirect("contacts:household", key=found.key)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def reveal(request: StaffRequest, key: str) -> HttpResponse:
    """Open one person's name and number for a purpose; the look is kept, and counted for the person."""
    found = get_object_or_404(people_seen(request.user, request.at), key=key)
    return show_revealed(request, found, about="")
