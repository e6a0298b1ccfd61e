"""A fictional county with believable people, made by the same deeds as a real one.

Look first at `founding`, `loading`.
"""

from huiyin.demo.cast import LOGINS, PASSWORD, Login
from huiyin.demo.loading import exists, load, logins
from huiyin.demo.plan import FULL, Size

__all__ = ["FULL", "LOGINS", "PASSWORD", "Login", "Size", "exists", "load", "logins"]
