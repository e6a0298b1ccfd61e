"""The demo county: fictional, seeded and repeatable; for trial and tests, never in production."""

from huiyin.demo.cast import LOGINS, PASSWORD, Login
from huiyin.demo.loading import exists, load, logins
from huiyin.demo.plan import FULL, Size

__all__ = ["FULL", "LOGINS", "PASSWORD", "Login", "Size", "exists", "load", "logins"]
