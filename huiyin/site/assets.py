"""Which files of the npm packages are gathered for production: the few that our pages name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder

WANTED = frozenset({"css/tabler.min.css", "css/tabler.min.css.map"})


class Packages(FileSystemFinder):
    """Finds any file of a package on demand, lists only the wanted ones (`collectstatic`)."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        for path, storage in super().list(ignore_patterns or []):
            if path in WANTED:
                yield path, storage
