"""The file with which anybody can check a draw, in the standard library alone.

Published before the number is drawn: a fingerprint for every person (so that each can find themselves and nobody else
can be found), the quotas, all panels, how often each person sits in them, the order of those who stand by. The public
file says nothing of anybody's values or household; the full file, for the office and an auditor, does.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

FORMAT: Final = 2


@dataclass(frozen=True)
class Proof:
    """A draw. People are places in `commitments`, which are sorted, so that a place says nothing."""

    about: str
    code: str
    size: int
    quotas: list[tuple[str, str, int, int]]
    commitments: list[str]
    pool_sha256: str
    panels: list[list[int]]
    panels_sha256: str
    counts: list[int]
    reserves: list[int]
    number: int | None = None
    chosen: list[int] | None = None
    replaced: list[tuple[int, int]] | None = None
    features: list[list[str]] | None = None
    households: list[int | None] | None = None
    keys: list[str] | None = None
    salts: list[str] | None = None
    format: int = FORMAT

    @property
    def categories(self) -> list[str]:
        """The categories in the order of the features."""
        return list(dict.fromkeys(line[0] for line in self.quotas))

    def public(self) -> "Proof":
        """Without anything about a person."""
        return replace(self, features=None, households=None, keys=None, salts=None)

    def written(self) -> str:
        """The file: JSON, a panel on a line."""
        table = {name: value for name, value in asdict(self).items() if value is not None}
        long = ("panels", "commitments", "features", "quotas")
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
class Found:
    """One thing that does not hold (`code`), and the facts."""

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Self:
    """What the file says about somebody who looks for themselves."""

    index: int
    count: int
    panels: int
    chosen: bool


def commitment(salt: str, key: str, features: Sequence[str]) -> str:
    """SHA-256 of salt, key and values as a JSON list: nobody can tell the values from it without the salt."""
    return _sha(json.dumps([salt, key, *features], ensure_ascii=False, separators=(",", ":")))


def make(
    about: str,
    code: str,
    people: Sequence[Person],
    quotas: Sequence[tuple[str, str, int, int]],
    panels: Sequence[Sequence[int]],
) -> Proof:
    """The full file before the draw; `panels` are places in `people`, in the order of their numbers."""
    prints = [commitment(one.salt, one.key, one.features) for one in people]
    order = sorted(range(len(people)), key=lambda i: prints[i])
    place = {i: n for n, i in enumerate(order)}
    moved = [sorted(place[int(i)] for i in panel) for panel in panels]
    homes: dict[int, int] = {}
    sha = panels_hash(moved)
    return Proof(
        about=about,
        code=code,
        size=len(moved[0]) if moved else 0,
        quotas=[(line[0], line[1], int(line[2]), int(line[3])) for line in quotas],
        commitments=[prints[i] for i in order],
        pool_sha256=pool_hash([prints[i] for i in order]),
        panels=moved,
        panels_sha256=sha,
        counts=_counted(moved, len(people)),
        reserves=reserve_order(len(people), sha),
        features=[list(people[i].features) for i in order],
        households=[
            None if (home := people[i].household) is None else homes.setdefault(home, len(homes))
            for i in order
        ],
        keys=[people[i].key for i in order],
        salts=[people[i].salt for i in order],
    )


def drawn(proof: Proof, number: int) -> Proof:
    """The file after the draw. ValueError when no panel has this number."""
    if not 0 <= number < len(proof.panels):
        raise ValueError("no panel has this number")
    return replace(proof, number=number, chosen=list(proof.panels[number]), replaced=[])


def declined(proof: Proof, person: int) -> Proof:
    """The full file after somebody of the panel has declined and the next has taken the seat. ValueError for nobody."""
    if proof.chosen is None or person not in seated(proof):
        raise ValueError("not in the panel")
    if proof.features is None or proof.households is None:
        raise ValueError("only the full file knows who is next")
    replaced = [(one[0], one[1]) for one in proof.replaced or []]
    gone = [one[0] for one in replaced]
    into = successor(proof.reserves, proof.features, proof.households, seated(proof), person, gone)
    if into is None:
        raise ValueError("nobody is left who could take this seat")
    return replace(proof, replaced=[*replaced, (person, into)])


def seated(proof: Proof) -> list[int]:
    """The panel as it is after those who declined were replaced."""
    panel = list(proof.chosen or [])
    for out, into in proof.replaced or []:
        panel = [into if one == out else one for one in panel]
    return sorted(panel)


def successor(
    order: Sequence[int],
    features: Sequence[Sequence[str]],
    households: Sequence[int | None],
    panel: Sequence[int],
    out: int,
    gone: Collection[int],
) -> int | None:
    """The first in the order with the same values, not in the panel, not gone, and no household twice."""
    staying = [one for one in panel if one != out]
    homes = {households[one] for one in staying if households[one] is not None}
    barred = {*staying, out, *gone}
    for one in order:
        if one not in barred and list(features[one]) == list(features[out]) and households[one] not in homes:
            return one
    return None


def reserve_order(many: int, seed: str) -> list[int]:
    """Everybody, by SHA-256 of `seed|reserve|place`."""
    return sorted(range(many), key=lambda i: _sha(f"{seed}|reserve|{i}"))


def pool_hash(commitments: Sequence[str]) -> str:
    """SHA-256 over the fingerprints, one a line."""
    return _sha("\n".join(commitments))


def panels_hash(panels: Sequence[Sequence[int]]) -> str:
    """SHA-256 over the panels, one a line, people parted by blanks."""
    return _sha("\n".join(" ".join(map(str, panel)) for panel in panels))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _counted(panels: Sequence[Sequence[int]], many: int) -> list[int]:
    found = [0] * many
    for panel in panels:
        for person in panel:
            if 0 <= person < many:
                found[person] += 1
    return found


def find_self(proof: Proof, key: str, salt: str, features: Sequence[str]) -> Self | None:
    """Where somebody stands in the file, in how many panels, and whether they were drawn; None when they are not in it."""
    print_ = commitment(salt, key, features)
    if print_ not in proof.commitments:
        return None
    index = proof.commitments.index(print_)
    return Self(index, proof.counts[index], len(proof.panels), index in seated(proof))


# -- reading ---

_TEXTS: Final = ("about", "code", "pool_sha256", "panels_sha256")


def read(text: str) -> Proof:
    """The proof in a file. ValueError when it is none."""
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("not JSON") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError("not a draw of this format")
    good = (
        all(isinstance(raw.get(name), str) for name in _TEXTS)
        and _whole(raw.get("size"))
        and _list(raw.get("commitments"), lambda one: isinstance(one, str))
        and _list(raw.get("panels"), lambda one: _list(one, _whole))
        and _list(raw.get("counts"), _whole)
        and _list(raw.get("reserves"), _whole)
        and _list(raw.get("quotas"), _is_quota)
    )
    if not good:
        raise ValueError("a part is missing or of the wrong kind")
    if not _optional_parts(raw):
        raise ValueError("an optional part is of the wrong kind")
    names = set(Proof.__dataclass_fields__)
    found = {name: value for name, value in raw.items() if name in names}
    found["quotas"] = [tuple(line) for line in raw["quotas"]]
    if raw.get("replaced") is not None:
        found["replaced"] = [tuple(pair) for pair in raw["replaced"]]
    return Proof(**found)


def _optional_parts(raw: dict[str, Any]) -> bool:
    many = len(raw["commitments"])

    def each(name: str, good: Any) -> bool:
        value = raw.get(name)
        return value is None or (_list(value, good) and len(value) == many)

    def pair(one: Any) -> bool:
        return _list(one, _whole) and len(one) == 2 and all(0 <= i < many for i in one)

    wide = len({line[0] for line in raw["quotas"]})
    return (
        each("features", lambda one: _list(one, lambda word: isinstance(word, str)) and len(one) == wide)
        and each("households", lambda one: one is None or _whole(one))
        and each("keys", lambda one: isinstance(one, str))
        and each("salts", lambda one: isinstance(one, str))
        and (raw.get("number") is None or _whole(raw["number"]))
        and (raw.get("chosen") is None or _list(raw["chosen"], lambda i: _whole(i) and 0 <= i < many))
        and (raw.get("replaced") is None or _list(raw["replaced"], pair))
    )


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list(value: object, good: Any) -> bool:
    return isinstance(value, list) and all(good(one) for one in value)


def _is_quota(line: object) -> bool:
    return (
        isinstance(line, list)
        and len(line) == 4
        and all(isinstance(one, str) for one in line[:2])
        and all(_whole(one) for one in line[2:])
    )


# -- checking ---


def verify(proof: Proof) -> list[Found]:
    """What does not hold; empty when everything that can be checked does."""
    return [*_pool_faults(proof), *_panel_faults(proof), *_count_faults(proof), *_draw_faults(proof)]


def unchecked(proof: Proof) -> list[str]:
    """What this file does not let anybody check: quotas, households, fingerprints, those replaced, the draw to come."""
    known = [
        (proof.features is not None, "quotas"),
        (proof.households is not None, "households"),
        (None not in (proof.features, proof.keys, proof.salts), "commitments"),
        (not proof.replaced or None not in (proof.features, proof.households), "replaced"),
        (proof.number is not None, "number"),
    ]
    return [name for good, name in known if not good]


def _pool_faults(proof: Proof) -> list[Found]:
    found = []
    if pool_hash(proof.commitments) != proof.pool_sha256:
        found.append(
            Found("pool", {"expected": pool_hash(proof.commitments)[:12], "given": proof.pool_sha256[:12]})
        )
    if len(set(proof.commitments)) != len(proof.commitments):
        found.append(Found("pool_twice", {"n": len(proof.commitments) - len(set(proof.commitments))}))
    if proof.features is not None and proof.keys is not None and proof.salts is not None:
        people = zip(proof.salts, proof.keys, proof.features, strict=True)
        wrong = [i for i, one in enumerate(people) if commitment(*one) != proof.commitments[i]]
        found += [Found("commitment", {"n": len(wrong), "first": wrong[0]})] if wrong else []
    return found


def _panel_faults(proof: Proof) -> list[Found]:
    found = []
    if panels_hash(proof.panels) != proof.panels_sha256:
        found.append(
            Found("panels", {"expected": panels_hash(proof.panels)[:12], "given": proof.panels_sha256[:12]})
        )
    if not proof.panels:
        found.append(Found("no_panels", {}))
    for number, panel in enumerate(proof.panels):
        found += [Found(code, {"panel": number, **facts}) for code, facts in _breaches(proof, panel)]
    return found


def _breaches(proof: Proof, panel: Sequence[int]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    many = len(proof.commitments)
    if strangers := [one for one in panel if not 0 <= one < many]:
        return [("stranger", {"person": strangers[0]})]
    if len(panel) != proof.size:
        found.append(("size", {"expected": proof.size, "given": len(panel)}))
    if len(set(panel)) != len(panel):
        found.append(("twice", {"n": len(panel) - len(set(panel))}))
    if proof.households is not None:
        homes = [proof.households[one] for one in panel if proof.households[one] is not None]
        if len(set(homes)) != len(homes):
            found.append(("household", {"n": len(homes) - len(set(homes))}))
    if proof.features is not None:
        place = {name: n for n, name in enumerate(proof.categories)}
        have: dict[tuple[int, str], int] = {}
        for one in panel:
            for n, value in enumerate(proof.features[one]):
                have[n, value] = have.get((n, value), 0) + 1
        for category, value, least, most in proof.quotas:
            count = have.get((place[category], value), 0)
            if not least <= count <= most:
                facts = {"category": category, "value": value, "have": count, "least": least, "most": most}
                found.append(("quota", facts))
    return found


def _count_faults(proof: Proof) -> list[Found]:
    found = []
    counts = _counted(proof.panels, len(proof.commitments))
    if counts != proof.counts:
        wrong = sum(a != b for a, b in zip(counts, proof.counts, strict=False))
        found.append(Found("counts", {"n": wrong + abs(len(counts) - len(proof.counts))}))
    if proof.reserves != reserve_order(len(proof.commitments), proof.panels_sha256):
        found.append(Found("reserves", {}))
    return found


def _draw_faults(proof: Proof) -> list[Found]:
    if proof.number is None:
        return [Found("chosen_early", {})] if proof.chosen or proof.replaced else []
    if not 0 <= proof.number < len(proof.panels):
        return [Found("number", {"number": proof.number, "panels": len(proof.panels)})]
    found = []
    if sorted(proof.chosen or []) != sorted(proof.panels[proof.number]):
        found.append(Found("chosen", {"number": proof.number}))
    now = replace(proof, replaced=[])
    for out, into in proof.replaced or []:
        sitting = seated(now)
        gone = [one[0] for one in now.replaced or []]
        good = out in sitting and into not in sitting and into not in gone
        if good and proof.features is not None and proof.households is not None:
            good = into == successor(proof.reserves, proof.features, proof.households, sitting, out, gone)
        if not good:
            return [*found, Found("replaced", {"out": out, "into": into})]
        now = replace(now, replaced=[*(now.replaced or []), (out, into)])
    return found
