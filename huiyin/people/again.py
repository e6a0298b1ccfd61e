"""Whether a household that is being entered is on record already, or is an official's own: asked before it is made.

A telephone is looked for by its keyed index and an address by another one, as nothing of them can be read in the database.
Who withdrew is known again while their details are kept; after that nothing of them is left to compare (I-24).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from huiyin.lib import naming, telephone
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.people.fields import address_index, indexes, phone_index
from huiyin.people.models import ConsentRecord, FurtherNumber, Household, Resemblance, Resident

Kind = Resemblance.Kind
MOST = 500  # looked up together


class Candidate(NamedTuple):
    """A household as it is being entered."""

    place: Unit
    name: str = ""
    phone: str = ""
    address: str = ""


class Like(NamedTuple):
    """What it resembles: a household on record, or (None) an official of the county."""

    kind: str
    other: Household | None


def has_an_officials_number(person: str) -> Q:
    """Of rows that name somebody in the field `person`: whether an official's own number is among theirs."""
    numbered = Official.objects.exclude(own_number="")
    first = numbered.filter(own_number=OuterRef(f"{person}__phone_index"))
    further = FurtherNumber.objects.filter(resident=OuterRef(person), is_bare=False)
    return Q(Exists(first)) | Q(Exists(further.filter(index__in=numbered.values("own_number"))))


def likes_of(candidate: Candidate, at: datetime) -> list[Like]:
    """What one household resembles, each household once."""
    return likes([candidate], at)[0]


def likes(candidates: Sequence[Candidate], at: datetime, homes: Sequence[Household] = ()) -> list[list[Like]]:
    """The same for many: a few questions, whatever their number. `homes` are what is made of them, not saved yet: of
    two that are alike the later one resembles the earlier."""
    found = []
    known = [_Known(some, at) for some in _chunks(candidates)]
    for n, one in enumerate(candidates):
        here = known[n // MOST]
        found.append(here.like(one))
    earlier: dict[str, Household] = {}
    for one, home, said in zip(candidates, homes, found, strict=False):
        marks = {address_index(one.place.pk, one.address): Kind.ADDRESS}
        marks |= dict.fromkeys(numbers(one.phone), Kind.PHONE)
        alike = next(((kind, earlier[mark]) for mark, kind in marks.items() if mark in earlier), None)
        if alike is not None and alike[1] is not home and not any(like.other for like in said):
            said.insert(0, Like(*alike))
        for mark in marks:
            if mark:
                earlier.setdefault(mark, home)
    return found


def _chunks(candidates: Sequence[Candidate]) -> list[Sequence[Candidate]]:
    return [candidates[start : start + MOST] for start in range(0, len(candidates), MOST)]


def numbers(phone: str) -> set[str]:
    """The keyed indexes of every number that stands there, with and without its area code, long enough to be one home's."""
    return {phone_index(one) for one in telephone.forms(phone) if len(one) >= telephone.LEAST}


class _Known:
    """What is on record of the telephones, addresses and names of some candidates."""

    def __init__(self, candidates: Sequence[Candidate], at: datetime) -> None:
        phones = {index for one in candidates for index in numbers(one.phone)}
        whole = phones & {index for one in candidates for index in indexes(one.phone)[0]}
        doors = {index for one in candidates if (index := address_index(one.place.pk, one.address))}
        self.by_phone: dict[str, list[Household]] = defaultdict(list)
        spoken = Resident.objects.filter(phone_index__in=phones, household__isnull=False).order_by("pk")
        for person in spoken.select_related("household__place"):
            if person.household is not None:
                self.by_phone[person.phone_index].append(person.household)
        self.by_bare: dict[str, list[Household]] = defaultdict(list)  # written with an area code, by the rest
        further = FurtherNumber.objects.like(whole, phones).filter(resident__household__isnull=False)
        for row in further.select_related("resident__household__place").order_by("resident"):
            if (home := row.resident.household) is not None:
                (self.by_bare if row.is_bare else self.by_phone)[row.index].append(home)
        self.by_door: dict[str, list[Household]] = defaultdict(list)
        for home in Household.objects.filter(address_index__in=doors).select_related("place").order_by("pk"):
            self.by_door[home.address_index].append(home)
        self.gone = self._withdrawn({one.place.pk for one in candidates})
        self.left = self._without_consent(
            [*_all(self.by_phone), *_all(self.by_bare), *_all(self.by_door), *_all(self.gone)]
        )
        own = Official.objects.filter(own_number__in=phones).exclude(own_number="")
        self.own_numbers = set(own.values_list("own_number", flat=True))
        self.serving = self._serving(candidates, at)

    @staticmethod
    def _withdrawn(places: Iterable[int]) -> dict[tuple[int, str], list[Household]]:
        """By village and name: households of people who withdrew and whose details still stand, with no number."""
        found: dict[tuple[int, str], list[Household]] = defaultdict(list)
        gone = Resident.objects.filter(
            withheld_at__isnull=False, anonymised_at=None, household__place__in=list(places)
        )
        for person in gone.select_related("household__place").order_by("pk"):
            if person.household is not None and naming.key(person.name):
                found[person.household.place_id, naming.key(person.name)].append(person.household)
        return found

    @staticmethod
    def _without_consent(homes: Iterable[Household]) -> set[int]:
        """Those in which nobody agrees any more, though somebody did, or that were taken off the register."""
        keys = {home.pk for home in homes}
        agree = ConsentRecord.objects.live().filter(resident__household=OuterRef("pk"))
        ended = ConsentRecord.objects.filter(
            resident__household=OuterRef("pk"), purpose="register", withdrawn_at__isnull=False
        )
        some = Household.objects.filter(pk__in=keys)
        left = some.filter(Exists(ended), ~Exists(agree)) | some.filter(voided_at__isnull=False)
        return set(left.order_by().values_list("pk", flat=True))

    @staticmethod
    def _serving(candidates: Sequence[Candidate], at: datetime) -> dict[str, list[tuple[str, bool]]]:
        """By name: where officials serve, and whether a number of their own is known."""
        wanted = {naming.key(one.name) for one in candidates} - {""}
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        if not wanted or not candidates:
            return found
        day = local_day(at, candidates[0].place.county)
        live = Appointment.objects.live_on(day).filter(official__is_active=True).order_by()
        rows = live.values_list("official__name", "post__unit__path", "official__own_number").distinct()
        for name, path, own in rows:
            if naming.key(name) in wanted:
                found[naming.key(name)].append((path, bool(own)))
        return found

    def like(self, one: Candidate) -> list[Like]:
        """What one of them resembles."""
        found: dict[int, Like] = {}
        phones = numbers(one.phone)
        for kind, homes in (
            (Kind.ADDRESS, self.by_door.get(address_index(one.place.pk, one.address), ())),
            (Kind.PHONE, self._spoken_for(one, phones)),
            (Kind.RETURNED, self.gone.get((one.place.pk, naming.key(one.name)), ())),
        ):
            for home in homes:
                found.setdefault(home.pk, Like(Kind.RETURNED if home.pk in self.left else kind, home))
        said = list(found.values())
        if phones & self.own_numbers:
            said.append(Like(Kind.OFFICIAL, None))
        elif self._serves_here(one, bool(phones)):
            said.append(Like(Kind.NAMESAKE, None))  # many have that name: asked about, and counted
        return said

    def _spoken_for(self, one: Candidate, phones: set[str]) -> list[Household]:
        """Of whom a telephone has one of its numbers; two that agree only without their area codes are two."""
        bare = sorted(phones & indexes(one.phone)[0])
        found = [home for index in sorted(phones) for home in self.by_phone.get(index, ())]
        return found + [home for index in bare for home in self.by_bare.get(index, ())]

    def _serves_here(self, one: Candidate, has_number: bool) -> bool:
        """Whether somebody of that name serves in the village or its township; two known numbers that differ tell apart."""
        town = f"{one.place.path.rstrip('/').rpartition('/')[0]}/"
        rows = self.serving.get(naming.key(one.name), ()) if one.name else ()
        return any(path.startswith(town) and not (has_number and own) for path, own in rows)


def _all(found: dict[str, list[Household]] | dict[tuple[int, str], list[Household]]) -> list[Household]:
    return [home for homes in found.values() for home in homes]
