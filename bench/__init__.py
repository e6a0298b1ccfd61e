"""Performance: one command, `make bench`, prints a table of ratios against a baseline of the same run."""

import os

GIVEN = dict(os.environ)  # as it was called: the settings of the tests put every HUIYIN_… aside
