"""Keeping the words that a unit has ready for its answers: adding, altering, and no longer using them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.models import ReplyTemplate
from huiyin.matters.rules import templates as rules
from huiyin.orgs.models import Official, Unit


@transaction.atomic
def keep_template(
    *, unit: Unit, title: str, words: str, by: Official, at: datetime, topic: str = "", outcome: str = ""
) -> ReplyTemplate:
    """A template of a unit, offered there and below from now on."""
    _refuse_others(unit, by, at)
    words = rules.stored(words)
    refuse(rules.objection_to_words(words))
    row = ReplyTemplate(
        unit=unit, topic=topic, outcome=outcome, title=title.strip(), words=words, by=by, at=at
    )
    row.save()
    record(by=by.key, deed="template.kept", on=f"template:{row.pk}", at=at, unit=unit.code)
    return row


@transaction.atomic
def change_template(
    *,
    template: ReplyTemplate,
    title: str,
    words: str,
    by: Official,
    at: datetime,
    topic: str = "",
    outcome: str = "",
) -> ReplyTemplate:
    """Other words from now on; the former stay readable among those no longer used."""
    retire_template(template=template, by=by, at=at)
    return keep_template(
        unit=template.unit, title=title, words=words, by=by, at=at, topic=topic, outcome=outcome
    )


@transaction.atomic
def retire_template(*, template: ReplyTemplate, by: Official, at: datetime) -> None:
    """It is no longer offered; answers that began with it keep their words."""
    _refuse_others(template.unit, by, at)
    rows = ReplyTemplate.objects.live().filter(pk=template.pk)
    if not rows.update(retired_by=by, retired_at=at):
        raise Refused(_("This template has been altered or given up in the meantime; please look again."))
    record(by=by.key, deed="template.retired", on=f"template:{template.pk}", at=at, unit=template.unit.code)


def _refuse_others(unit: Unit, by: Official, at: datetime) -> None:
    if not rules.keeps(by, unit, at):
        raise Refused(_("The templates of a unit are kept by who heads or coordinates it."))
