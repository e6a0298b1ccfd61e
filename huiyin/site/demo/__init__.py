"""The demo county: fictional, seeded and repeatable. For trial and tests; it cannot be loaded in production."""

from huiyin.site.demo.cast import LOGINS, PASSWORD, Login
from huiyin.site.demo.loading import exists, load, logins
from huiyin.site.demo.plan import FULL, Size

__all__ = ["FULL", "LOGINS", "PASSWORD", "Login", "Size", "exists", "load", "logins"]
