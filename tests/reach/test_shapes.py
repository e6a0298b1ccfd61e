"""Real shapes of villages: given by who may, drawn in tones, refused in a sentence."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.reach.actions import give_shapes
from huiyin.reach.maps import MOST_BYTES
from huiyin.reach.models import AreaShapes
from tests.reach import made
from tests.reach.test_mirror import page
from tests.world import AT, World

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]


def _square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 30.0], [west + 0.1, 30.0], [west + 0.1, 30.1], [west, 30.1], [west, 30.0]]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _file(*features: object) -> SimpleUploadedFile:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return SimpleUploadedFile("villages.geojson", text.encode(), "application/geo+json")


def _send(client: Client, world: World, file: SimpleUploadedFile) -> tuple[int, str]:
    url = f"/reach/area/shapes/?unit={world.root.code}"
    response = client.post(url, {"file": file, "source": "县自然资源局"})
    return response.status_code, response.content.decode()


def test_villages_are_drawn_in_their_shapes_and_the_others_stay_tiles(world: World, enter: Enter) -> None:
    made.peopled(world)
    client = enter(world.sun)
    assert (
        _send(client, world, _file(_square(world.village.code, 110.0), _square(world.hamlet.code, 110.2)))[0]
        == 302
    )
    html = page(enter, world.ma, "/reach/area/")
    assert html.count('class="outline tone-') == 2
    assert "outline tone-near" in html
    assert "outline tone-never" in html
    assert "边界来源：县自然资源局" in html
    assert "有6个村（社区）不在文件里" in html
    assert len(re.findall(r'class="tile\s', html)) == 8, "the tiles hold everybody"


def test_another_file_takes_its_place(world: World, enter: Enter) -> None:
    client = enter(world.sun)
    for west in (110.0, 111.0):
        _send(client, world, _file(_square(world.village.code, west)))
    assert AreaShapes.objects.count() == 1


def test_a_bad_file_is_refused_in_a_sentence_and_changes_nothing(world: World, enter: Enter) -> None:
    client = enter(world.sun)
    open_ring = _square(world.village.code, 110.0)
    open_ring["geometry"] = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}
    for file, words in (
        (SimpleUploadedFile("x.geojson", b"{nothing"), "不是有效的 JSON"),
        (SimpleUploadedFile("x.geojson", b"\xff\xfe\x00"), "不是有效的 JSON"),
        (_file(), "至少含一个要素"),
        (_file(open_ring), "第1个要素：边界没有闭合"),
        (_file(_square("nowhere", 1.0)), "没有一个要素对应这里的村"),
    ):
        status, html = _send(client, world, file)
        assert status == 422
        assert words in html
    assert not AreaShapes.objects.exists()


def test_only_who_coordinates_or_supervises_gives_them(world: World, enter: Enter) -> None:
    assert enter(world.gao).get(f"/reach/area/shapes/?unit={world.town.code}").status_code == 404
    assert _send(enter(world.ma), world, _file(_square(world.village.code, 110.0)))[0] == 404


def test_a_file_of_eight_megabytes_is_read_and_one_byte_more_is_refused(world: World) -> None:
    for more, words in ((0, "not"), (1, "larger than 8 MB")):
        with pytest.raises(Refused, match=words) as refused:
            give_shapes(
                unit=world.root,
                geojson=b" " * (MOST_BYTES + more),
                source="县自然资源局",
                by=world.sun,
                at=AT,
            )
        assert ("8 MB" in refused.value.sentence) is bool(more)
