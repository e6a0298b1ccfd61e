"""The village on the public form is found by typing, and without a script it stays a list, township by township (finding 33)."""

import re

from django.test import Client

from tests.world import World


def test_a_village_is_found_by_what_one_types(world: World, client: Client) -> None:
    html = client.get("/c/heyang/say/").content.decode()
    found = re.search(r'<select name="place"([^>]*)>(.*?)</select>', html, re.S)
    assert found
    assert "data-seek=" in found[1]
    assert f'<optgroup label="{world.town.short_name}">' in found[2]
    (words,) = re.findall(rf'value="{world.village.code}"[^>]*data-find="([^"]*)"', found[2])
    assert {world.village.name, world.village.short_name, world.village.code, "shc"} <= set(words.split())
    assert re.search(r'<script src="[^"]*ui/seek\.js[^"]*" defer>', html)
