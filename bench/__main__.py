"""Runs every measurement and prints the table; `python -m bench rounds` only the planning of rounds, without a database."""

import os
import sys
from itertools import chain

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("HUIYIN_TEST_HOME", "var/bench")

import django


def main() -> int:
    """Measure on a database of its own, which is gone afterwards."""
    if sys.argv[1:] == ["rounds"]:
        from bench import rounds

        return rounds.main()
    django.setup()
    from bench import measures, register
    from bench.table import show
    from huiyin.site.messages import compile_messages
    from huiyin.site.settings import ROOT
    from tests.database import TestServer

    compile_messages(ROOT)
    server = TestServer("bench")
    server.start()
    try:
        show(chain(measures.everything(), register.everything(server)))
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
