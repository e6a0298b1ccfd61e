"""Settings of the tests: the web role against a throw-away database server in its own home."""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_OURS = {"HUIYIN_TEST_HOME", "HUIYIN_DATA", "HUIYIN_LIMIT"}  # of tests and bench, not of the product
for _name in [name for name in os.environ if name.startswith("HUIYIN_") and name not in _OURS]:
    del os.environ[_name]  # a developer's own settings must not decide whether the tests pass
os.environ.pop("DATABASE_URL", None)
os.environ["HUIYIN_HOME"] = os.environ.get("HUIYIN_TEST_HOME") or str(_ROOT / "var" / "test")

from huiyin.site.settings import *  # noqa: E402, F403

SECRET_KEY = "tests-only-" + "x" * 50
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATICFILES_DIRS += [("axe", _ROOT / "node_modules" / "axe-core")]  # noqa: F405
