"""The documents are true: what they name exists, and what exists is named."""

import importlib
import re
from pathlib import Path

from huiyin.contacts.models.own import OwnRow
from huiyin.lib.charter import load, shipped
from huiyin.matters.models import State, Step
from huiyin.site import cli, env, schedule
from tests.house import tree
from tools import architecture

DOCS = tree.ROOT / "docs"
_PATH = re.compile(r"`(huiyin(?:\.\w+)+)`")
_CODE = re.compile(r"`([^`]+)`")
# Names of machines, workplaces and package registries that belong in no tracked file.
_ELSEWHERE = re.compile(
    r"""(?<![\w.])/(?:root/|home/\w|Users/\w|work/\w|workspace/)[\w/.-]*|file:///|registry\.(?:npmjs|npmmirror|yarnpkg)\.\w+
    |pypi\.(?:org|tuna)\S*|files\.pythonhosted\.org|mirrors?\.(?:aliyun|tuna|ustc|cloud\.tencent)\S*|index-url\s*=?\s*http""",
    re.VERBOSE,
)
_THIS = "tests/house/test_docs.py"  # names them to find them


def read(name: str) -> str:
    """A document."""
    return (tree.ROOT / name).read_text(encoding="utf-8")


def dangling(text: str) -> list[str]:
    """Dotted paths that lead to nothing."""
    found = []
    for path in dict.fromkeys(_PATH.findall(text)):
        if not _leads_somewhere(path):
            found.append(path)
    return found


def _leads_somewhere(path: str) -> bool:
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            here: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            if not hasattr(here, name):
                return False
            here = getattr(here, name)
        return True
    return False


def test_what_happens_when_leads_to_the_code() -> None:
    text = read("docs/what-happens-when.md")
    assert len(_PATH.findall(text)) > 25
    tree.nothing(dangling(text))
    tree.nothing(dangling(read("docs/architecture.md") + read("CONTRIBUTING.md")))


def test_a_path_to_nowhere_is_noticed() -> None:
    planted = (
        "`huiyin.matters.clock.chase_overdue` `huiyin.matters.clock.chase_everybody` `huiyin.nowhere.at_all`"
    )
    assert dangling(planted) == ["huiyin.matters.clock.chase_everybody", "huiyin.nowhere.at_all"]


def test_every_line_of_the_schedule_and_every_deed_is_told() -> None:
    text = read("docs/what-happens-when.md")
    lines = [f"huiyin.{line.name}" for line in schedule.SCHEDULE]
    actions = importlib.import_module("huiyin.matters.actions")
    deeds = [
        f"{deed.__module__}.{name}"
        for name, deed in vars(actions).items()
        if name.islower() and getattr(deed, "__module__", "").startswith(actions.__name__)
    ]
    assert len(deeds) > 10
    tree.nothing(path for path in (*lines, *deeds) if f"`{path}`" not in text)


def test_every_model_state_deed_and_outcome_is_in_the_glossary() -> None:
    named = set(_CODE.findall(read("docs/glossary.md")))
    # What one form of contact adds is called as the form is: the charter has the words, so no line is asked for.
    own = {tree.name_of(model) for model in tree.models() if issubclass(model, OwnRow)}
    wanted = {tree.name_of(model) for model in tree.models()}
    for choices, kind in ((State, "State"), (Step.Deed, "Step.Deed")):
        wanted |= {f"{kind}.{value}" for value in choices.values}
    wanted |= {f"Outcome.{one.code}" for one in load(shipped()["direct-contact"]).outcomes}
    tree.nothing(sorted(wanted - own - named))
    extra = {name for name in named if re.match(r"(State|Step\.Deed|Outcome)\.\w+$|[a-z]+\.[A-Z]\w*$", name)}
    tree.nothing(sorted(extra - wanted), "in the glossary, but not in the code")


def test_every_app_is_in_the_architecture() -> None:
    text = read("docs/architecture.md")
    apps = sorted(path.parent.name for path in tree.HUIYIN.glob("*/__init__.py"))
    tree.nothing(app for app in apps if f"`{app}`" not in text)


def test_the_architecture_is_drawn_from_the_contract() -> None:
    assert architecture.current() == read("docs/architecture.md"), "make docs"


def test_a_room_that_moved_is_noticed() -> None:
    page = read("docs/architecture.md")
    contract = read("pyproject.toml")
    turned = contract.replace('"people",\n    "files",', '"files",\n    "people",')
    assert contract != turned
    assert architecture.redrawn(page, turned) != page
    with_words = page.replace("# Architecture", "# Architecture of a house")
    assert architecture.redrawn(with_words, contract) == with_words, "what people wrote stays"


def recipes(text: str) -> dict[str, list[str]]:
    """The recipes of CONTRIBUTING by name, each with its numbered steps."""
    _before, _, rest = text.partition("\n## Recipes\n")
    parts = re.split(r"^### (.+)$", rest.partition("\n## ")[0], flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^\d\. (.+(?:\n   .+)*)", body, re.MULTILINE)
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


def lost_files(text: str) -> list[str]:
    """Files and folders of ours that a text names and that are not there."""
    named = re.findall(r"`((?:huiyin|tests|docs|locale|tools)/[\w./-]+)`", text)
    return [name for name in dict.fromkeys(named) if not (tree.ROOT / name).exists()]


def test_each_recipe_touches_at_most_five_files_and_names_what_is_there() -> None:
    text = read("CONTRIBUTING.md")
    found = recipes(text)
    assert {
        "A form of contact",
        "A paper",
        "A page",
        "A public page",
        "A channel",
        "A notice",
        "A charter figure",
    } == set(found)
    assert all(3 <= len(steps) <= 5 for steps in found.values()), {k: len(v) for k, v in found.items()}
    for name, steps in found.items():
        assert any("`huiyin/" in step for step in steps), name
    tree.nothing(lost_files(text))


def test_a_recipe_that_leads_nowhere_is_noticed() -> None:
    planted = (
        "x\n## Recipes\n\n### Tea\n\n1. `huiyin/kettle.py`: boil,\n   and wait.\n2. pour\n\n## After\n1. no\n"
    )
    assert recipes(planted) == {"Tea": ["`huiyin/kettle.py`: boil,\n   and wait.", "pour"]}
    assert lost_files(planted) == ["huiyin/kettle.py"]


def test_every_setting_is_in_the_operating_manual() -> None:
    text = read("docs/operating.md")
    tree.nothing(setting.name for setting in env.known() if f"`{setting.name}`" not in text)
    named = set(re.findall(r"`(HUIYIN_[A-Z_]+)`", text))
    tree.nothing(
        sorted(named - {setting.name for setting in env.known()}), "documented, but nothing reads it"
    )


def targets(text: str) -> set[str]:
    """The targets of a Makefile."""
    return set(re.findall(r"^([a-z][\w-]*):", text, re.MULTILINE))


def test_every_command_is_in_the_operating_manual() -> None:
    told = read("docs/operating.md")
    own = {path.stem for path in tree.HUIYIN.glob("*/management/commands/*.py")} | set(cli._OWN)
    inside = {"prepare", "__init__"}  # the first half of `run`
    tree.nothing(name for name in sorted(own - inside) if f"`huiyin {name}" not in told)


def test_every_make_target_that_is_named_exists() -> None:
    have = targets(read("Makefile"))
    files = [path for path in tree.tracked() if path.suffix == ".md"]
    found = []
    for path in files:
        named = re.findall(
            r"`make ([a-z]+)`|^\s*make ([a-z]+)\s*(?:#.*)?$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        found += [f"{tree.short(path)}: make {name}" for name in {a or b for a, b in named} - have]
    tree.nothing(found)
    assert {"run", "test"} <= have
    for readme in ("README.md", "README.zh-CN.md"):
        assert {"make run", "make test"} <= set(re.findall(r"make \w+", read(readme)))


def broken_links(path: Path) -> list[str]:
    """Links between our documents that lead to no file."""
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    own = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    return [f"{tree.short(path)}: {link}" for link in own if not (path.parent / link).exists()]


def test_links_between_documents_lead_somewhere() -> None:
    files = [path for path in tree.tracked() if path.suffix == ".md"]
    tree.nothing(line for path in files for line in broken_links(path))


def test_every_decision_is_listed_and_short() -> None:
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    tree.nothing(
        tree.short(path) for path in records if len(path.read_text(encoding="utf-8").splitlines()) > 80
    )


def test_every_runtime_dependency_has_its_line() -> None:
    listed = "".join(path.read_text(encoding="utf-8").lower() for path in (DOCS / "adr").glob("*depend*.md"))
    wanted = re.findall(
        r"^([a-z][\w-]*)", read("requirements/run.in") + read("requirements/node.in"), re.MULTILINE
    )
    tree.nothing(name for name in wanted if f"`{name}`" not in listed)


def elsewhere(text: str) -> list[str]:
    """Paths of a machine and hosts of a registry."""
    return sorted({match.group(0) for match in _ELSEWHERE.finditer(text)})


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tree.tracked():
        if tree.short(path) == _THIS or path.suffix in {".png", ".ico", ".woff2", ".docx"}:
            continue
        found += [
            f"{tree.short(path)}: {word}"
            for word in elsewhere(path.read_text(encoding="utf-8", errors="replace"))
        ]
    tree.nothing(found)


def test_a_machine_path_is_noticed() -> None:
    planted = "see /home/li/huiyin and https://registry.npmjs.org/x, not /root-cause or /work-summary/"
    assert elsewhere(planted) == ["/home/li/huiyin", "registry.npmjs.org"]
