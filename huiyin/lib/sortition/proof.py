"""The file with which anybody can check a draw, in the standard library alone.

Published before the number is drawn: a fingerprint for every person, the quotas, a seal for every panel, and for every
person a seal of the number of panels they sit in and of who follows in their place; over all of it one fingerprint, which
is announced. Afterwards only the panel of the number is opened, and who follows straight upon somebody who declines: all
panels together, and how many people sit in how many, would tell whom the quotas count alike. The full file, for the
office and an auditor, opens everything.
`huiyin.lib.sortition.checking` checks both.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

FORMAT: Final = 3
SECRETS: Final = ("panels", "counts", "features", "households", "keys", "salts", "secret")


@dataclass(frozen=True)
class Proof:
    """A draw. People are places in `commitments`, which are sorted, so that a place says nothing."""

    about: str
    code: str
    size: int
    quotas: list[tuple[str, str, int, int]]
    commitments: list[str]
    pool_sha256: str
    seals: list[str]
    counted: list[str]
    links: list[str]
    least: int  # in how many panels everybody sits at least, and at most
    most: int
    shared: bool  # whether anybody of the pool lives with another
    homes_sha256: str
    fingerprint: str
    number: int | None = None
    chosen: list[int] | None = None
    opening: str | None = None
    replaced: list[tuple[int, int]] | None = None
    opened: list[tuple[int, int, str]] | None = None  # a place, who follows it, the salt of that link
    panels: list[list[int]] | None = None
    counts: list[int] | None = None
    features: list[list[str]] | None = None
    households: list[int | None] | None = None
    keys: list[str] | None = None
    salts: list[str] | None = None
    secret: str | None = None
    format: int = FORMAT

    @property
    def categories(self) -> list[str]:
        """The categories in the order of the features."""
        return list(dict.fromkeys(line[0] for line in self.quotas))

    def public(self) -> "Proof":
        """Without anything about a person, and with no other panel than the one drawn."""
        nothing: dict[str, Any] = dict.fromkeys(SECRETS)
        return replace(self, **nothing)

    def written(self) -> str:
        """The file: JSON, a panel on a line."""
        table = {name: value for name, value in asdict(self).items() if value is not None}
        long = ("panels", "commitments", "features", "quotas", "seals", "counted", "links")
        parts = []
        for name in sorted(table):
            value = json.dumps(table[name], ensure_ascii=False)
            if name in long:
                rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in table[name])
                value = f"[\n  {rows}\n ]"
            parts.append(f' "{name}": {value}')
        return "{\n" + ",\n".join(parts) + "\n}\n"


@dataclass(frozen=True)
class Person:
    """Somebody of the pool with the salt that only they and the office know."""

    key: str
    salt: str
    features: tuple[str, ...]
    household: int | None = None


@dataclass(frozen=True)
class Self:
    """What the file says about somebody who looks for themselves; `count` is None where it is sealed otherwise."""

    index: int
    count: int | None
    panels: int
    chosen: bool


def commitment(salt: str, key: str, features: Sequence[str]) -> str:
    """SHA-256 of salt, key and values as a JSON list: nobody can tell the values from it without the salt."""
    return _sha(_json([salt, key, *features]))


def make(
    about: str,
    code: str,
    people: Sequence[Person],
    quotas: Sequence[tuple[str, str, int, int]],
    panels: Sequence[Sequence[int]],
    secret: str,
) -> Proof:
    """The full file before the draw; `panels` are places in `people`, in the order of their numbers."""
    prints = [commitment(one.salt, one.key, one.features) for one in people]
    order = sorted(range(len(people)), key=lambda i: prints[i])
    place = {i: n for n, i in enumerate(order)}
    moved = [sorted(place[int(i)] for i in panel) for panel in panels]
    homes: dict[int, int] = {}
    households = [
        None if (home := people[i].household) is None else homes.setdefault(home, len(homes)) for i in order
    ]
    features = [list(people[i].features) for i in order]
    salts = [people[i].salt for i in order]
    counts = counted(moved, len(people))
    made = Proof(
        about=about,
        code=code,
        size=len(moved[0]) if moved else 0,
        quotas=[(line[0], line[1], int(line[2]), int(line[3])) for line in quotas],
        commitments=[prints[i] for i in order],
        pool_sha256=pool_hash([prints[i] for i in order]),
        seals=panel_seals(secret, moved),
        counted=count_seals(salts, counts),
        links=link_seals(secret, ring(secret, features)),
        least=min(counts, default=0),
        most=max(counts, default=0),
        shared=is_shared(households),
        homes_sha256=homes_hash(secret, households),
        fingerprint="",
        panels=moved,
        counts=counts,
        features=features,
        households=households,
        keys=[people[i].key for i in order],
        salts=salts,
        secret=secret,
    )
    return replace(made, fingerprint=whole_hash(made))


def whole_hash(proof: Proof) -> str:
    """SHA-256 over everything that is fixed before the number is drawn: what was announced beforehand, in 64 digits."""
    fixed = [
        proof.format, proof.about, proof.code, proof.size, proof.quotas, proof.commitments, proof.seals, proof.counted,
        proof.links, proof.least, proof.most, proof.shared, proof.homes_sha256,
    ]  # fmt: skip
    return _sha(_json(fixed))


# -- seals ---


def salt_of(secret: str, what: str, place: int) -> str:
    """The salt with which one thing is sealed: opening it opens nothing else."""
    return _sha(f"{secret}|{what}|{place}")


def panel_seal(salt: str, number: int, panel: Sequence[int]) -> str:
    """The seal of one panel under its number."""
    return _sha(_json(["panel", salt, number, list(panel)]))


def count_seal(salt: str, place: int, count: int) -> str:
    """The seal of how many panels somebody sits in, under their own salt."""
    return _sha(_json(["count", salt, place, count]))


def link_seal(salt: str, place: int, following: int) -> str:
    """The seal of who follows in somebody's place."""
    return _sha(_json(["next", salt, place, following]))


def panel_seals(secret: str, panels: Sequence[Sequence[int]]) -> list[str]:
    """A seal for every panel."""
    return [panel_seal(salt_of(secret, "panel", n), n, panel) for n, panel in enumerate(panels)]


def count_seals(salts: Sequence[str], counts: Sequence[int]) -> list[str]:
    """A seal for every person's number of panels."""
    return [count_seal(salt, i, n) for i, (salt, n) in enumerate(zip(salts, counts, strict=True))]


def link_seals(secret: str, following: Sequence[int]) -> list[str]:
    """A seal for every link."""
    return [link_seal(salt_of(secret, "next", i), i, to) for i, to in enumerate(following)]


def ring(secret: str, features: Sequence[Sequence[str]]) -> list[int]:
    """For everybody who follows in their place: those with the same values in a circle, in an order that is fixed
    before the number is known, by SHA-256 of `secret|ring|place`."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for i in sorted(range(len(features)), key=lambda i: salt_of(secret, "ring", i)):
        alike.setdefault(tuple(features[i]), []).append(i)
    following = [0] * len(features)
    for circle in alike.values():
        for one, other in zip(circle, [*circle[1:], circle[0]], strict=True):
            following[one] = other
    return following


def counted(panels: Sequence[Sequence[int]], many: int) -> list[int]:
    """In how many panels everybody sits."""
    found = [0] * many
    for panel in panels:
        for person in panel:
            if 0 <= person < many:
                found[person] += 1
    return found


def is_shared(households: Sequence[int | None]) -> bool:
    """Whether two of these live together."""
    known = [one for one in households if one is not None]
    return len(set(known)) != len(known)


def homes_hash(secret: str, households: Sequence[int | None] | None) -> str:
    """SHA-256 over who lives together, which says nothing without the secret."""
    return _sha(_json(["homes", secret, households]))


def pool_hash(commitments: Sequence[str]) -> str:
    """SHA-256 over the fingerprints, one a line."""
    return _sha("\n".join(commitments))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# -- the draw ---


def drawn(proof: Proof, number: int) -> Proof:
    """The full file after the draw. ValueError when no panel has this number, or the file is not the full one."""
    if proof.panels is None or proof.secret is None:
        raise ValueError("only the full file has the panels")
    if not 0 <= number < len(proof.panels):
        raise ValueError("no panel has this number")
    salt = salt_of(proof.secret, "panel", number)
    return replace(
        proof, number=number, chosen=list(proof.panels[number]), opening=salt, replaced=[], opened=[]
    )


def direct(secret: str, out: int, into: int, passed: Sequence[int]) -> list[tuple[int, int, str]]:
    """The link that is opened to everybody: where it leads straight from one to the other. A longer way would tell of those
    it passes, who sit in the panel, that they count the same; the full file alone shows it."""
    return [(out, into, salt_of(secret, "next", out))] if list(passed) == [out] else []


def seated(proof: Proof) -> list[int]:
    """The panel as it is after those who declined were replaced."""
    panel = list(proof.chosen or [])
    for out, into in proof.replaced or []:
        panel = [into if one == out else one for one in panel]
    return sorted(panel)


def successor(
    following: Mapping[int, int],
    households: Sequence[int | None] | None,
    panel: Sequence[int],
    out: int,
    gone: Collection[int],
) -> tuple[int | None, list[int]]:
    """The first along the circle who is not in the panel, not gone, and in no household of it; and whose links lead there.

    KeyError where a link is not known.
    """
    staying = [one for one in panel if one != out]
    homes = {households[one] for one in staying if households[one] is not None} if households else set()
    barred, passed = {*staying, *gone}, [out]
    while (one := following[passed[-1]]) != out and len(passed) <= len(following):
        if one not in barred and not (households and households[one] in homes):
            return one, passed
        passed.append(one)
    return None, passed


def find_self(proof: Proof, key: str, salt: str, features: Sequence[str]) -> Self | None:
    """Where somebody stands in the file, in how many panels, and whether they were drawn; None when they are not in it."""
    print_ = commitment(salt, key, features)
    if print_ not in proof.commitments:
        return None
    index = proof.commitments.index(print_)
    fits = (
        n for n in range(proof.least, proof.most + 1) if count_seal(salt, index, n) == proof.counted[index]
    )
    return Self(index, next(fits, None), len(proof.seals), index in seated(proof))
