"""The page of one step for several matters: which they are, what it asks, and what came of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.matters import together
from huiyin.matters.deeds import DEEDS
from huiyin.matters.models import Matter
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.address import same
from huiyin.ui.deeds import attempt, posted, shown, turned_back


@staff_deed
def several(request: StaffRequest) -> HttpResponse:
    """Look them through, then do it to all of them; each stands for itself."""
    asked = request.POST if request.method == "POST" else request.GET
    noun, keys = asked.get("step", together.NOUNS[0]), asked.getlist("ref")
    if noun not in together.NOUNS:
        raise Http404
    page, back = DEEDS[noun], _list_as_it_was(asked.get("back", ""))
    seen = Matter.objects.visible_to(request.user, request.at)
    ones = together.chosen(seen, keys, page.deed, request.user, request.at)
    able = [one for one in ones if not one.objection]
    if why := _nothing_to_do(keys, ones):
        return turned_back(request, why, back)
    first, *others = [one.matter for one in able]
    form = page.form(posted(request), matter=first, others=others, by=request.user, at=request.at)
    together.ask_of_all(form)

    def act() -> tuple[int, list[str]]:
        return together.do(page, able, form.given(), request.user, request.at)

    made = attempt(request, form, act)
    if made is None:
        around = {"page": page, "noun": noun, "ones": ones, "n": len(able), "back": back, "asked": asked}
        return shown(request, "matters/together.html", form, **around)
    _say(request, page.title, *made)
    return redirect(back)


def _nothing_to_do(keys: list[str], ones: list[together.Chosen]) -> str:
    """Why the step can be done to none of them, if that is so."""
    if len(keys) > together.MOST:
        return _("Please choose %(n)d at most at once.") % {"n": together.MOST}
    if any(not one.objection for one in ones):
        return ""
    return ones[0].objection if ones else _("Please choose at least one matter.")


def _list_as_it_was(query: str) -> str:
    """The table from which they were chosen, narrowed as it was; whatever else was sent leads to no other page."""
    kept = QueryDict(query.removeprefix("?")) or QueryDict("list=open")
    return reverse("matters:list") + same(kept, view="table")


def _say(request: StaffRequest, title: object, done: int, left: list[str]) -> None:
    """What came of it: how many, and each that it was not done to."""
    if done:
        words = ngettext("Done for %(n)d matter.", "Done for %(n)d matters.", done) % {"n": done}
        messages.success(request, f"{title}: {words}")
    for sentence in left:
        messages.warning(request, sentence)
