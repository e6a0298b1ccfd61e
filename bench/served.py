"""Settings of the web server that is measured: those of the tests, on the bench's database, with an empty view more."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
ROOT_URLCONF = "bench.empty"
