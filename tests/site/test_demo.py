"""The demo county: loads, is the same every time, and has something for everybody who signs in."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.site import demo

AT = datetime(2026, 11, 23, 15, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db
def test_full():
    t = time.time(); c = time.process_time()
    demo.load(at=AT)
    print("secs", time.time() - t, time.process_time() - c)
