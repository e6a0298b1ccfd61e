"""Random checks that anybody can recompute: how many to draw, the draw by a published seed, what the result says."""

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Final

FORMAT: Final = 1


def how_many(population: int, *, confidence: float, share: float) -> int:
    """The fewest records to draw so that one wrong record is met with this confidence if that share is wrong.

    The usual formula n ≈ (1 − (1 − C)^(1/D))·(N − (D − 1)/2), rounded up, is at most one too many; the last step is
    exact (hypergeometric). Everything is drawn where no smaller number will do.
    """
    wrong = share_of(population, share)
    if population <= 0 or wrong == 0:
        return max(population, 0)
    wanted = _exactly(confidence)
    missing: float = (1 - confidence) ** (1 / wrong)
    rough = (1 - missing) * (population - (wrong - 1) / 2)
    size = min(population, math.ceil(rough) + 1)  # one more, should the last digit of the formula be off
    while size > 1 and detection(population, wrong, size - 1) >= wanted:
        size -= 1
    return size


def share_of(population: int, share: float) -> int:
    """How many of the population a share is, rounded up, in exact arithmetic (a tenth of 30 is 3)."""
    return math.ceil(_exactly(share) * population)


def detection(population: int, wrong: int, size: int) -> Fraction:
    """The chance that a draw of this size meets at least one of the wrong ones (hypergeometric, exact)."""
    return 1 - _at_most(population, wrong, size, 0)


def most_wrong(population: int, size: int, found: int, *, confidence: float) -> int:
    """How many of the population are wrong at most, one-sided and exact, when `found` of the `size` looked at are.

    The bound of Clopper and Pearson for a population of this size: the largest number under which finding so few
    is still likelier than 1 − confidence.
    """
    return _most(population, size, found, 1 - _exactly(confidence))


def interval(population: int, size: int, found: int, *, confidence: float) -> tuple[int, int]:
    """From how many to how many of the population are wrong, two-sided and exact, when `found` of `size` are.

    The interval of Clopper and Pearson for a population of this size: half of the doubt lies on either side. Unit:
    records; range: found to population − (size − found). Source: Clopper & Pearson 1934, hypergeometric.
    """
    doubt = (1 - _exactly(confidence)) / 2
    right = _most(population, size, size - found, doubt)
    return population - right, _most(population, size, found, doubt)


def calls_to_place(wanted: int, answering: float) -> int | None:
    """How many calls to place to complete so many, when this share answers: ⌈wanted ÷ answering⌉, on average enough.

    None when nobody answers. Who is not reached is unverified, not false.
    """
    answers = _exactly(answering)
    return math.ceil(wanted / answers) if answers > 0 else None


def _most(population: int, size: int, found: int, doubt: Fraction) -> int:
    if not 0 <= found <= size <= population:
        raise ValueError("found, size and population run upward")
    low, high = found, population - (size - found)
    while low < high:  # finding so few becomes less likely the more are wrong
        middle = (low + high + 1) // 2
        if _at_most(population, middle, size, found) > doubt:
            low = middle
        else:
            high = middle - 1
    return low


def _at_most(population: int, wrong: int, size: int, found: int) -> Fraction:
    ways = sum(math.comb(wrong, k) * math.comb(population - wrong, size - k) for k in range(found + 1))
    return Fraction(ways, math.comb(population, size))


def _exactly(value: float) -> Fraction:
    return Fraction(str(value))


def list_hash(references: Iterable[str]) -> str:
    """SHA-256 over the references, sorted, one a line: whoever holds the list can compare it."""
    return hashlib.sha256("\n".join(sorted(references)).encode("utf-8")).hexdigest()


def order(references: Iterable[str], seed: str) -> list[str]:
    """All references in the order of the draw: by SHA-256 of `seed|reference`, each once."""
    return sorted(set(references), key=lambda one: (_ticket(seed, one), one))


def draw(references: Iterable[str], seed: str, size: int) -> list[str]:
    """The first `size` of that order."""
    return order(references, seed)[: max(size, 0)]


def _ticket(seed: str, reference: str) -> str:
    return hashlib.sha256(f"{seed}|{reference}".encode()).hexdigest()


@dataclass(frozen=True)
class Draw:
    """Everything needed to make a draw again: the frozen list and its fingerprint, the seed, the size, the sample.

    Confidence and share are empty where the size was fixed beforehand.
    """

    about: str
    population: list[str]
    population_sha256: str
    seed: str
    size: int
    sample: list[str]
    confidence: str
    share: str
    format: int = field(default=FORMAT)

    def written(self) -> str:
        """The file that is handed out, readable by people and programs."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Found:
    """One thing that does not hold in a draw: which (`code`), and what was expected."""

    code: str
    facts: dict[str, Any]


def read_draw(text: str) -> Draw:
    """The draw in a file. ValueError when it is none."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError("not JSON") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError("not a draw of this format")
    texts = ("about", "population_sha256", "seed", "confidence", "share")
    if not all(isinstance(raw.get(name), str) for name in texts) or not isinstance(raw.get("size"), int):
        raise ValueError("a part is missing")
    if not all(_is_texts(raw.get(name)) for name in ("population", "sample")):
        raise ValueError("a list is missing")
    return Draw(**{name: raw[name] for name in (*texts, "size", "population", "sample")})


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_fixed(made: Draw) -> bool:
    """Whether its size was set beforehand and does not follow from a confidence."""
    return not made.confidence and not made.share and made.size <= len(set(made.population))


def _size_of(made: Draw) -> int:
    return how_many(len(set(made.population)), confidence=float(made.confidence), share=float(made.share))


def disagreements(made: Draw) -> list[Found]:
    """What does not hold when the draw is made again; empty when everything does."""
    found = []
    known: Sequence[str] = made.population
    if len(set(known)) != len(known):
        found.append(Found("twice", {"n": len(known) - len(set(known))}))
    print_ = list_hash(known)
    if print_ != made.population_sha256:
        found.append(Found("population", {"expected": print_[:12], "given": made.population_sha256[:12]}))
    size = made.size if _is_fixed(made) else _size_of(made)
    if size != made.size:
        found.append(Found("size", {"expected": size, "given": made.size}))
    again = draw(known, made.seed, made.size)
    if again != made.sample:
        found.append(Found("sample", {"n": len(set(again) ^ set(made.sample))}))
    return found
