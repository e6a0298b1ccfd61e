"""The way to the demo county for the commands: is it there, load it, its logins in lines."""

from importlib import import_module
from types import ModuleType

from django.utils import timezone

from huiyin.orgs.models import County
from huiyin.site.sentences import Stop

THERE, OTHER, NOTHING = 0, 1, 3


def state() -> int:
    """THERE: a demo county exists. OTHER: counties, none of them a demo. NOTHING: no county yet."""
    if not County.objects.exists():
        return NOTHING
    module = _demo()
    exists = getattr(module, "exists", None)
    return THERE if exists is not None and exists() else OTHER


def load() -> None:
    """Load the demo county as of now."""
    module = _demo()
    if module is None:
        raise Stop("not_there_yet", module="huiyin.site.demo")
    module.load(at=timezone.now())


def logins() -> list[str]:
    """One line for each demo login: name, password, what it is good for."""
    module = _demo()
    found = module.logins() if module is not None and state() == THERE else []
    return [
        "  " + (row if isinstance(row, str) else "  ".join(str(part) for part in _parts(row)))
        for row in found
    ]


def _parts(row: object) -> list[object]:
    if isinstance(row, (tuple, list)):
        return list(row)
    return list(vars(row).values()) if hasattr(row, "__dict__") else [row]


def _demo() -> ModuleType | None:
    try:
        return import_module("huiyin.site.demo")
    except ModuleNotFoundError as error:
        if error.name != "huiyin.site.demo":
            raise
        return None
