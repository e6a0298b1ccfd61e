"""What docs/architecture.md draws from the contract: the order of the rooms, and what each holds by its own first words."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path("docs") / "architecture.md"
BEGIN, END = (
    "<!-- drawn by `make docs` from pyproject.toml and the rooms' own first words -->",
    "<!-- drawn -->",
)


def layers(text: str) -> list[list[str]]:
    """The rooms of the contract, highest layer first, those of one layer together."""
    (contract,) = [
        one for one in tomllib.loads(text)["tool"]["importlinter"]["contracts"] if one["type"] == "layers"
    ]
    return [[name.strip() for name in re.split("[:|]", row)] for row in contract["layers"]]


def said(room: Path) -> tuple[str, list[str]]:
    """What a room says of itself: the first sentence, and the modules to look at first."""
    file = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first, _, rest = words.partition("\n")
    return first.rstrip("."), re.findall(r"`([\w.]+)`", rest)


def drawn(rows: list[list[str]], huiyin: Path = ROOT / "huiyin") -> str:
    """The diagram and the table."""
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {name}["{name}: {_short(said(huiyin / name)[0])}"]' for row in rows for name in row]
    lines += ["    " + " --> ".join(" & ".join(row) for row in rows), "```", ""]
    lines += ["| room | holds | look first at |", "|---|---|---|"]
    for row in rows:
        for name in row:
            holds, first = said(huiyin / name)
            lines.append(f"| `{name}` | {holds} | {', '.join(f'`huiyin.{name}.{one}`' for one in first)} |")
    return "\n".join(lines)


def _short(sentence: str) -> str:
    return re.split(r"[:;,(]", sentence)[0].replace('"', "'").strip()


def redrawn(page: str, contract: str) -> str:
    """The page with what is drawn made anew; what people wrote around it stays."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{drawn(layers(contract))}\n\n{END}{after}"


def current() -> str:
    """The page as it should stand now."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    return redrawn(page, (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
