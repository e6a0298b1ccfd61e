"""The demo shows what is kept ready, files at a matter, and sealed mail once its owner has added it."""

from huiyin.demo.mail import seal_mail
from huiyin.files.models import Attachment
from huiyin.matters.models import Matter, ReplyTemplate, State
from huiyin.matters.written_notices import EVERY
from huiyin.orgs.models import County, Official, Unit
from huiyin.sealed.models import SealedReport
from tests.demo.demos import AT
from tests.sealed.keys import owner_may


def test_units_keep_words_ready_and_one_was_altered(county: County) -> None:
    live = ReplyTemplate.objects.live()
    assert {"柳河镇村镇建设办", "柳河镇", "青禾县"} == {
        one.unit.short_name for one in live.select_related("unit")
    }
    gone = ReplyTemplate.objects.get(retired_at__isnull=False)
    assert (gone.topic, gone.retired_by) == ("streetlight", gone.by)


def test_files_stand_at_a_matter_for_the_person_and_for_the_units(county: County) -> None:
    files = Attachment.objects.order_by("pk")
    assert {(one.kind, one.audience) for one in files} == {
        ("jpeg", Attachment.Audience.PERSON),
        ("docx", Attachment.Audience.STAFF),
    }
    assert Matter.objects.filter(reference__in=files.values("about"), state=State.IN_PROGRESS).exists()


def test_petitions_stand_under_review_and_under_recheck(county: County) -> None:
    states = set(Matter.objects.values_list("state", flat=True))
    assert {State.UNDER_REVIEW, State.REVIEWED, State.UNDER_RECHECK, State.FINALISED} <= states


def test_of_every_kind_of_written_notice_there_is_one_to_look_at(county: County) -> None:
    everybody = list(Official.objects.holding("coordinator", Unit.objects.get(parent=None), AT.date()))
    waiting = set(EVERY)
    for found in Matter.objects.live().order_by("-pk").select_related("county"):
        waiting -= {name for name in waiting if EVERY[name].is_there(found, everybody[0], AT)}
    assert waiting == set()


def test_sealed_mail_is_added_once_and_one_was_handed_over(county: County) -> None:
    with owner_may("INSERT", "sealed_recipient"):
        for _again in range(2):
            seal_mail(at=AT)
    reports = SealedReport.objects.order_by("pk")
    assert [bool(one.handed_over_at) for one in reports] == [True, False]
