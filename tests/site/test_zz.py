import time, gc, resource
import pytest
from tests.site.test_demo import AT
from huiyin.site import demo


@pytest.mark.django_db
@pytest.mark.parametrize("off", [0, 1, 0, 1])
def test_full(off):
    if off:
        gc.disable()
    t = time.time()
    c = time.process_time()
    demo.load(at=AT)
    print("\noff", off, "secs", time.time() - t, time.process_time() - c)
    gc.enable()
