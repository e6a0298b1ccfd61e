"""The demo shows the digest upward: one that has gone up, and a draft that waits for its second reader."""

import pytest

from huiyin.accounts.digests import objection_to_clearing
from huiyin.accounts.models import Digest
from huiyin.lib.masking import find_personal
from huiyin.orgs.models import County, Official
from tests.demo.demos import AT


@pytest.mark.usefixtures("county")
def test_one_has_gone_up_and_one_waits() -> None:
    sent, waits = Digest.objects.order_by("cleared_at")
    assert sent.cleared_at is not None
    assert waits.cleared_at is None
    assert sent.unit != waits.unit
    seen = Digest.objects.visible_to(Official.objects.get(username="sun"), AT)
    assert list(seen) == [sent], "the county reads what has gone up and no draft"
    head = Official.objects.get(username="wanglx")
    assert objection_to_clearing(waits, head, AT) is None


def test_their_words_name_nobody(county: County) -> None:
    names = [official.name for official in Official.objects.filter(county=county)]
    for digest in Digest.objects.all():
        assert digest.words
        assert not find_personal(digest.words)
        assert not [name for name in names if name in digest.words]
