"""Keeping what matters are found by."""

from collections.abc import Sequence

from django.db import transaction

from huiyin.matters.models import Matter, Words


def begin_words(*, matters: Sequence[Matter]) -> None:
    """Keep by which words these are found, of which nothing was kept before."""
    Words.objects.bulk_create([Words.of(matter) for matter in matters])


@transaction.atomic
def keep_words(*, matters: Sequence[Matter]) -> None:
    """Keep by which words these are found; what was kept of them before is replaced."""
    Words.objects.bulk_create(
        [Words.of(matter) for matter in matters],
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["grams"],
    )
