"""Words under the data key of the thing they are about: shut in the database, open where they are read, gone with the key."""

from collections.abc import Callable

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.test import Client

from huiyin.files.checking import checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused
from huiyin.lib.sealing import DataKey, SealBroken
from huiyin.matters.models import Matter, Step
from huiyin.orgs.models import Official
from huiyin.people.fields import WordsField
from tests import make
from tests.files.samples import photo, upload
from tests.lying import readable
from tests.world import World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def lying(table: str, column: str, key: int) -> bytes:
    """What the database holds, past Django."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
        return bytes(cursor.fetchone()[0])


def are_shut(kept: bytes, words: str) -> bool:
    """Whether so many characters lie there, and none can be read."""
    return len(kept) == DataKey.length_of(len(words)) and words[:4] not in readable(kept)


def test_words_are_shut_where_they_lie_and_open_where_they_are_read(world: World) -> None:
    found = make.started(world, note="群众来电补充")
    assert are_shut(lying("matters_matter", "body", found.pk), WORDS)
    assert Matter.objects.get(pk=found.pk).body == WORDS
    step = found.steps.get(deed="start")
    assert are_shut(lying("matters_step", "note", step.pk), "到现场看了线路")
    assert Step.objects.get(pk=step.pk).note == "到现场看了线路"


def test_reading_a_row_and_storing_it_leaves_the_words_as_they_lay(world: World) -> None:
    found = make.matter(world)
    before = lying("matters_matter", "body", found.pk)
    again = Matter.objects.get(pk=found.pk)
    assert (again.title, again.body) == ("村口的路灯坏了三盏，晚上看不见路", WORDS)
    again.save()
    assert lying("matters_matter", "body", found.pk) == before
    again.body = WORDS
    again.save()
    assert lying("matters_matter", "body", found.pk) != before, "what is given anew is sealed anew"
    again.refresh_from_db()
    assert again.body == WORDS


def test_words_of_one_matter_do_not_open_as_those_of_another(world: World) -> None:
    one, other = make.matter(world), make.matter(world)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET body = (SELECT m.body FROM matters_matter m WHERE m.id = %s) WHERE id = %s",
            [one.pk, other.pk],
        )
    with pytest.raises(SealBroken):
        assert Matter.objects.get(pk=other.pk).body
    Matter.objects.filter(pk=other.pk).update(data_key=one.data_key)
    with pytest.raises(SealBroken):
        assert Matter.objects.get(pk=other.pk).body, "with the key of the other neither"


def test_with_the_key_all_words_are_gone(world: World) -> None:
    found = make.started(world)
    before = lying("matters_matter", "body", found.pk)
    Matter.objects.filter(pk=found.pk).update(data_key="")
    after = Matter.objects.get(pk=found.pk)
    assert (after.title, after.body) == ("", "")
    assert {step.note for step in after.steps.all()} == {""}
    after.save()
    assert lying("matters_matter", "body", found.pk) == before, (
        "what cannot be read any more still lies there"
    )


def test_the_pages_of_a_matter_stand_without_its_words_and_nothing_is_added_to_it(
    world: World, client: Client, enter: Callable[[Official], Client]
) -> None:
    lodged = make.lodged(world, files=[checked(upload(photo(), "路灯.jpg"))])
    found, ours = lodged.matter, enter(world.liu)
    (file,) = Attachment.objects.of(found.reference)
    own, staff = f"/c/heyang/r/{lodged.link}/", f"/matters/{found.reference}/"
    assert [one.get(place, follow=True).status_code for one, place in ((client, own), (ours, staff))] == [
        200,
        200,
    ]
    assert ours.get(f"{staff}files/{file.digest}/whole/").status_code == 200
    Matter.objects.filter(pk=found.pk).update(data_key="")
    for one, place in ((client, own), (ours, staff)):
        html = one.get(place, follow=True)
        assert html.status_code == 200, place
        assert "路灯" not in html.content.decode()
    assert ours.get(f"{staff}files/{file.digest}/whole/").status_code == 404
    after = Matter.objects.get(pk=found.pk)
    with pytest.raises(Refused, match="已永久清除"), transaction.atomic():
        Step(matter=after, note="补充").save()


def test_nothing_is_looked_for_or_changed_past_the_row(world: World) -> None:
    make.matter(world)
    with pytest.raises(TypeError, match="is sealed"):
        Matter.objects.filter(body=WORDS)
    for lookup in ("contains", "startswith", "in", "gt", "regex"):
        with pytest.raises(FieldError, match="Unsupported lookup"):
            Matter.objects.filter(**{f"title__{lookup}": "路灯"})
    with pytest.raises(TypeError, match="is sealed"), transaction.atomic():
        Matter.objects.update(body=WORDS)
    assert not Matter.objects.filter(body="").exists(), "that nothing was said may be asked"


def test_a_migration_says_whose_key_it_is() -> None:
    field = Step._meta.get_field("note")
    assert isinstance(field, WordsField)
    assert field.deconstruct()[3] == {"about": "matter", "blank": True}


def test_the_floor_of_an_explanation_can_be_counted_without_the_key() -> None:
    key = DataKey(DataKey.new())
    for one in ("a", "灯"):
        assert len(key.seal(one * 40, "x")) == DataKey.length_of(40)
        assert len(key.seal(one * 39, "x")) < DataKey.length_of(40)
    assert repr(key) == "<DataKey>"
