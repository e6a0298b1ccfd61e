"""Fields that stand beside each other are called so that nobody takes one for the other."""

from collections.abc import Callable

from django.test import Client
from django.utils import translation

from tests import make
from tests.world import World


def test_no_field_of_passing_on_is_called_like_another(world: World, enter: Callable[..., Client]) -> None:
    make.matter(world)
    form = enter(world.liu).get("/triage/").context["form"]
    with translation.override("zh-hans"):
        labels = [str(field.label) for field in form if not field.is_hidden]
    assert len(labels) >= 4
    alike = [(one, other) for one in labels for other in labels if one != other and one.endswith(other)]
    assert alike == []
    assert len(set(labels)) == len(labels)
