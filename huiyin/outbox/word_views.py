"""The pages on which a county puts messages into its own words, with an example beside, and goes back to the supplied."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.refusal import Beside
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page, page_done
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.outbox import gaps, rules, words
from huiyin.outbox.forms import WordsForm
from huiyin.outbox.models import Wording
from huiyin.outbox.supplied import EDITED, Said
from huiyin.outbox.wording import framed
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

TITLE = _("Words of the messages")
VERSIONS = 20  # shown, the newest first
WORDS = DeedPage(
    TITLE,
    WordsForm,
    words.put,
    _("Kept: these words hold from now on."),
    _("Keep these words"),
    template="outbox/words.html",
)
BACK = DeedPage(
    _("Back to the supplied words"),
    DeedForm,
    words.put_back,
    _("The supplied words hold again."),
    lead=_("The county's own words stay on record."),
)


class Message(NamedTuple):
    """Which message it is about."""

    transport: str
    kind: str
    language: str

    def address(self, name: str) -> str:
        """Of one of its pages."""
        return reverse(name, kwargs=self._asdict())

    @property
    def title(self) -> str:
        """What people call it."""
        language = dict(settings.LANGUAGES)[self.language]
        return f"{rules.TRANSPORTS[self.transport]} · {rules.KINDS[self.kind]} · {language}"


def every() -> Iterator[Message]:
    """Each that a county may put into its own words."""
    for transport in (rules.MAIL, rules.SMS):
        for kind in EDITED:
            for language, _words in settings.LANGUAGES:
                yield Message(transport, kind, language)


def _message(**asked: str) -> Message:
    message = Message(**asked)
    if message not in set(every()):
        raise Http404
    return message


@require_safe
@administration(SYSTEM)
def listed(request: StaffRequest) -> HttpResponse:
    """Each message, and whether the county has put it into its own words."""
    which = ("transport", "kind", "language")
    newest = Wording.objects.visible_to(request.user).order_by(*which, "-pk").distinct(*which)
    own = {Message(one.transport, one.kind, one.language) for one in newest if one.text}
    lines = [
        {"title": one.title, "url": one.address("outbox:words_of"), "is_own": one in own} for one in every()
    ]
    return render(request, "outbox/word_list.html", {"title": TITLE, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def one(request: StaffRequest, transport: str, kind: str, language: str) -> HttpResponse:
    """The words of one message: looked at as they would be read, or kept."""
    message = _message(transport=transport, kind=kind, language=language)
    with override(language):
        now = words.in_use(transport, kind)
    initial = {name: gaps.shown(said) for name, said in now._asdict().items()}
    form = WordsForm(posted(request), initial=initial, transport=transport)
    looks = request.method == "POST" and "look" in request.POST
    there = reverse("outbox:words")
    gone = None if looks else page_done(request, WORDS, form, there, **message._asdict())
    if gone is not None:
        return gone
    said = now if not form.is_bound else _typed(form)
    if looks and form.is_valid():
        _look(form, said, message, request)
    around = {"page": WORDS, "form": form, "back": there, "back_words": TITLE, **_beside(message, request)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, WORDS.template, {**around, **_example(said, message, request)}, status=status)


def _beside(message: Message, request: StaffRequest) -> dict[str, Any]:
    """What may stand in the words, and what stood there before."""
    versions = Wording.objects.visible_to(request.user).of(*message).select_related("by")[:VERSIONS]
    return {
        "message": message,
        "gaps": [gaps.shown(gap) for gap in gaps.EMPTY.values()],
        "versions": [
            {"row": kept, "subject": gaps.shown(kept.subject), "text": gaps.shown(kept.text)}
            for kept in versions
        ],
        "supplied": message.address("outbox:words_back"),
    }


def _typed(form: WordsForm) -> Said:
    """What stands in the form, whether it will do or not."""
    return Said(*(gaps.kept(str(form.data.get(name, "")).strip()) for name in Said._fields))


def _look(form: WordsForm, said: Said, message: Message, request: StaffRequest) -> None:
    """The same that is asked when it is kept."""
    no = words.objection(said, *message, request.county, request.at)
    if isinstance(no, Beside):
        form.add_error(no.field, no)


def _example(said: Said, message: Message, request: StaffRequest) -> dict[str, Any]:
    """As somebody would read it, of a matter that nobody raised; of an SMS how long it is."""
    county, at = request.county, request.at
    read = words.example(said, message.transport, county, at)
    if message.transport == rules.SMS:
        return {"example": read, "length": words.length(said, county, at)}
    with override(message.language):
        return {"example": Said(read.subject, framed(read.text, county))}


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def back(request: StaffRequest, transport: str, kind: str, language: str) -> HttpResponse:
    """The words that come with the house hold again."""
    message = _message(transport=transport, kind=kind, language=language)
    there = (message.address("outbox:words_of"), message.title)
    return deed_page(request, BACK, BACK.form(posted(request)), there, **message._asdict())
