"""The file of a draw read, and what of it does not hold, in the standard library alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from huiyin.lib.sortition.proof import (
    FORMAT,
    Proof,
    commitment,
    count_seals,
    counted,
    homes_hash,
    is_shared,
    link_seal,
    link_seals,
    panel_seal,
    panel_seals,
    pool_hash,
    ring,
    seated,
    successor,
    whole_hash,
)


@dataclass(frozen=True)
class Found:
    """One thing that does not hold (`code`), and the facts."""

    code: str
    facts: dict[str, Any]


# -- reading ---

_TEXTS: Final = ("about", "code", "pool_sha256", "homes_sha256", "fingerprint")


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
        and isinstance(raw.get("shared"), bool)
        and all(_list(raw.get(name), _is_text) for name in ("commitments", "seals", "counted", "links"))
        and len(raw["commitments"]) == len(raw["counted"]) == len(raw["links"])
        and all(_whole(raw.get(name)) for name in ("least", "most"))
        and _list(raw.get("quotas"), _is_quota)
    )
    if not good:
        raise ValueError("a part is missing or of the wrong kind")
    if not _optional_parts(raw):
        raise ValueError("an optional part is of the wrong kind")
    names = set(Proof.__dataclass_fields__)
    found = {name: value for name, value in raw.items() if name in names}
    for name in ("quotas", "replaced", "opened"):
        if raw.get(name) is not None:
            found[name] = [tuple(line) for line in raw[name]]
    return Proof(**found)


def _optional_parts(raw: dict[str, Any]) -> bool:
    many = len(raw["commitments"])

    def each(name: str, good: Any) -> bool:
        value = raw.get(name)
        return value is None or (_list(value, good) and len(value) == many)

    def pair(one: Any) -> bool:
        return _list(one, _whole) and len(one) == 2 and all(0 <= i < many for i in one)

    def link(one: Any) -> bool:
        return isinstance(one, list) and len(one) == 3 and pair(one[:2]) and isinstance(one[2], str)

    wide = len({line[0] for line in raw["quotas"]})
    return (
        each("features", lambda one: _list(one, _is_text) and len(one) == wide)
        and each("households", lambda one: one is None or _whole(one))
        and each("keys", _is_text)
        and each("salts", _is_text)
        and each("counts", _whole)
        and (raw.get("panels") is None or _list(raw["panels"], lambda one: _list(one, _whole)))
        and all(raw.get(name) is None or isinstance(raw[name], str) for name in ("secret", "opening"))
        and (raw.get("opened") is None or _list(raw["opened"], link))
        and (raw.get("number") is None or _whole(raw["number"]))
        and (raw.get("chosen") is None or _list(raw["chosen"], lambda i: _whole(i) and 0 <= i < many))
        and (raw.get("replaced") is None or _list(raw["replaced"], pair))
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


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
    """What does not hold; empty when everything that can be checked does.

    Whether the file is the one that was announced says its fingerprint alone: compare it.
    """
    return [
        *_pool_faults(proof),
        *_announced_faults(proof),
        *_seal_faults(proof),
        *_panel_faults(proof),
        *_draw_faults(proof),
    ]


def unchecked(proof: Proof) -> list[str]:
    """What this file does not let anybody check: the sealed panels and what they keep to, how often anybody sits in them,
    households, fingerprints, those replaced, the draw to come."""
    known = [
        (None not in (proof.panels, proof.secret), "panels"),
        (None not in (proof.features, proof.panels), "quotas"),
        (proof.households is not None or not proof.shared, "households"),
        (None not in (proof.features, proof.keys, proof.salts), "commitments"),
        (proof.counts is not None, "counts"),
        (not proof.replaced or None not in (proof.features, proof.secret), "replaced"),
        (proof.number is not None, "number"),
    ]
    return [name for good, name in known if not good]


def _differing(code: str, ours: Sequence[Any], theirs: Sequence[Any]) -> list[Found]:
    """One fault for a list that is not what it should be: how many places, and the first."""
    wrong = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b]
    wrong += range(min(len(ours), len(theirs)), max(len(ours), len(theirs)))
    return [Found(code, {"n": len(wrong), "first": wrong[0]})] if wrong else []


def _pool_faults(proof: Proof) -> list[Found]:
    found = []
    if pool_hash(proof.commitments) != proof.pool_sha256:
        found.append(
            Found("pool", {"expected": pool_hash(proof.commitments)[:12], "given": proof.pool_sha256[:12]})
        )
    if len(set(proof.commitments)) != len(proof.commitments):
        found.append(Found("pool_twice", {"n": len(proof.commitments) - len(set(proof.commitments))}))
    if proof.commitments != sorted(proof.commitments):
        found.append(Found("order", {}))
    if proof.features is not None and proof.keys is not None and proof.salts is not None:
        people = zip(proof.salts, proof.keys, proof.features, strict=True)
        found += _differing("commitment", [commitment(*one) for one in people], proof.commitments)
    return found


def _announced_faults(proof: Proof) -> list[Found]:
    ours = whole_hash(proof)
    if ours == proof.fingerprint:
        return []
    return [Found("fingerprint", {"expected": ours[:12], "given": proof.fingerprint[:12]})]


def _seal_faults(proof: Proof) -> list[Found]:
    """What is sealed is what the full file says; what everybody can see of it adds up."""
    found = []
    if not proof.seals:
        found.append(Found("no_panels", {}))
    seats, people = len(proof.seals) * proof.size, len(proof.commitments)
    if not people * proof.least <= seats <= people * proof.most:
        found.append(Found("spread", {}))
    if proof.panels is not None:
        ours = counted(proof.panels, len(proof.commitments))
        if proof.counts is not None:
            found += _differing("counts", ours, proof.counts)
        if (min(ours, default=0), max(ours, default=0)) != (proof.least, proof.most):
            found.append(Found("spread", {}))
        if proof.salts is not None:
            found += _differing("counts", count_seals(proof.salts, ours), proof.counted)
        if proof.secret is not None:
            found += _differing("panels", panel_seals(proof.secret, proof.panels), proof.seals)
    if proof.secret is not None:
        if homes_hash(proof.secret, proof.households) != proof.homes_sha256:
            found.append(Found("homes", {}))
        if proof.features is not None:
            found += _differing(
                "links", link_seals(proof.secret, ring(proof.secret, proof.features)), proof.links
            )
    if proof.households is not None and is_shared(proof.households) != proof.shared:
        found.append(Found("homes", {}))
    return found


def _panel_faults(proof: Proof) -> list[Found]:
    return [
        Found(code, {"panel": number, **facts})
        for number, panel in enumerate(proof.panels or [])
        for code, facts in _breaches(proof, panel)
    ]


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


def _draw_faults(proof: Proof) -> list[Found]:
    if proof.number is None:
        early = proof.chosen or proof.replaced or proof.opening or proof.opened
        return [Found("chosen_early", {})] if early else []
    number, panel = proof.number, proof.chosen or []
    if not 0 <= number < len(proof.seals):
        return [Found("number", {"number": number, "panels": len(proof.seals)})]
    found = []
    if panel_seal(proof.opening or "", number, panel) != proof.seals[number]:
        found.append(Found("chosen", {"number": number}))
    if proof.panels is None:  # otherwise it has been looked at among all
        found += [Found(code, {"panel": number, **facts}) for code, facts in _breaches(proof, panel)]
    return [*found, *_replacing_faults(proof)]


def _replacing_faults(proof: Proof) -> list[Found]:
    """Whoever took a seat over: with the full file the next along the circle; else where the opened link leads, if there
    is one, and nobody who sits there or has declined."""
    found = []
    for place, to, salt in proof.opened or []:
        if link_seal(salt, place, to) != proof.links[place]:
            found.append(Found("link", {"place": place}))
    opened = {place: to for place, to, _salt in proof.opened or []}
    circle = dict(enumerate(ring(proof.secret, proof.features))) if proof.secret and proof.features else None
    now = replace(proof, replaced=[])
    for out, into in proof.replaced or []:
        sitting, gone = seated(now), [one[0] for one in now.replaced or []]
        good = out in sitting and into not in sitting and into not in gone
        if good and circle is not None:
            good = into == successor(circle, proof.households, sitting, out, gone)[0]
        if not good or opened.get(out, into) != into:
            return [*found, Found("replaced", {"out": out, "into": into})]
        now = replace(now, replaced=[*(now.replaced or []), (out, into)])
    return found
