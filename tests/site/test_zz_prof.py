import cProfile, pstats, time
import pytest
from datetime import datetime
from zoneinfo import ZoneInfo
AT = datetime(2026, 11, 23, 15, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
@pytest.mark.django_db
def test_full():
    from huiyin.site import demo
    p=cProfile.Profile(); p.enable()
    demo.load(at=AT)
    p.disable()
    s=pstats.Stats(p); s.sort_stats("cumtime").print_stats(70)
    s.sort_stats("tottime").print_stats(25)
