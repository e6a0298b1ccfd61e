"""The page of one step for several matters: which they are, what it asks, and what came of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.matters import together
from huiyin.matters.deeds import DEEDS
from huiyin.matters.models import Matter
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.deeds import attempt, posted, shown, turned_back


@staff_deed
def several(request: StaffRequest) -> HttpResponse:
    """Look them through, then do it to all of them; each stands for itself."""
    asked = request.POST if request.method == "POST" else request.GET
    noun, keys = asked.get("step", together.NOUNS[0]), asked.getlist("ref")
    if noun not in together.NOUNS:
        raise Http404
    page, back = DEEDS[noun], f"{reverse('matters:list')}?list=open&view=table"
    seen = Matter.objects.visible_to(request.user, request.at)
    ones = together.chosen(seen, keys, page.deed, request.user, request.at)
    if len(keys) > together.MOST:
        words = _("Please choose %(n)d at most at once.") % {"n": together.MOST}
        return turned_back(request, words, back)
    able = [one for one in ones if not one.objection]
    if not able:
        why = ones[0].objection if ones else _("Please choose at least one matter.")
        return turned_back(request, why, back)
    form = page.form(posted(request), matter=able[0].matter, by=request.user, at=request.at)
    for name in together.EACH_ITS_OWN:
        form.fields.pop(name, None)

    def act() -> tuple[int, list[str]]:
        return together.do(page, able, form.given(), request.user, request.at)

    made = attempt(request, form, act)
    if made is None:
        return shown(
            request, "matters/together.html", form, page=page, noun=noun, ones=ones, n=len(able), back=back
        )
    _say(request, page.title, *made)
    return redirect(back)


def _say(request: StaffRequest, title: object, done: int, left: list[str]) -> None:
    """What came of it: how many, and each that it was not done to."""
    if done:
        words = ngettext("Done for %(n)d matter.", "Done for %(n)d matters.", done) % {"n": done}
        messages.success(request, f"{title}: {words}")
    for sentence in left:
        messages.warning(request, sentence)
