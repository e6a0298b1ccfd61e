"""The demo county: fictional, seeded and repeatable; for trial and tests, never in production."""

from huiyin.site.demo.cast import LOGINS, PASSWORD, Login
from huiyin.site.demo.loading import exists, load, logins
from huiyin.site.demo.plan import FULL, Size

__all__ = ["FULL", "LOGINS", "PASSWORD", "Login", "Size", "exists", "load", "logins"]
