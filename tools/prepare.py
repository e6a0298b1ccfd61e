"""Everything a fresh machine needs before the first start: Python environment, requirements, npm packages."""

# Standard library only, and readable by old Pythons up to the point where a fit one has been found.
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEWEST, OLDEST = 15, 11
USUAL = ("/opt/homebrew/bin", "/usr/local/bin", "/usr/bin")
SYSTEMS = "/usr/bin/python3"


class Failed(Exception):
    """Preparation cannot go on; the message has two lines, Chinese and English."""


def words(code, **facts):
    """The sentence pair of sentences.toml, read without tomllib (Python 3.10 and older have none)."""
    text = (ROOT / "huiyin" / "lib" / "sentences.toml").read_text(encoding="utf-8")
    part = text.split("[" + code + "]\n", 1)[1].split("\n\n", 1)[0]
    found = dict(re.findall(r'^(zh|en) = "(.*)"$', part, re.M))
    return [found[name].replace('\\"', '"').format(**facts) for name in ("zh", "en")]


def say(code, **facts):
    print("· " + "  ".join(words(code, **facts)), flush=True)


def fail(code, **facts):
    raise Failed("\n".join(words(code, **facts)))


def fit_python(chosen=False):
    """The path of a Python that is new enough: this one, a quicker one of the system, or another on the path."""
    if sys.version_info >= (3, OLDEST):
        return sys.executable if chosen or _built_to_be_quick() or not _whole(SYSTEMS) else SYSTEMS
    names = ["python3." + str(minor) for minor in range(NEWEST, OLDEST - 1, -1)]
    where = os.pathsep.join([os.environ.get("PATH", ""), *USUAL])
    for name in names:
        path = shutil.which(name, path=where)
        if path:
            return path
    fail("old_python", found=".".join(map(str, sys.version_info[:2])))


def _built_to_be_quick():
    """Whether this Python was built by what a trial run had shown: pyenv for one builds without, which costs a sixth."""
    words_of_its_build = sysconfig.get_config_var("CONFIG_ARGS") or ""
    return sys.base_prefix == "/usr" or "--enable-optimizations" in words_of_its_build


def _whole(python):
    """Whether a Python is new enough and can make an environment."""
    return _ask(python, f"import ensurepip, sys, venv; print(sys.version_info >= (3, {OLDEST}))") == "True"


def make_venv(chosen=False):
    """The environment in .venv, made anew when it is missing, was moved, or its Python has gone."""
    if PYTHON.exists() and _ask(str(PYTHON), "import sys, pip; print(sys.prefix)") in (
        str(VENV),
        os.path.realpath(str(VENV)),
    ):
        return
    python = fit_python(chosen)
    minor = _ask(python, "import sys; print('python3.%d-venv' % sys.version_info[1])")
    if not _ask(python, "import venv, ensurepip; print('good')"):
        fail("no_venv", package=minor or "python3-venv")
    say("make_venv")
    shutil.rmtree(str(VENV), ignore_errors=True)
    done = subprocess.run([python, "-m", "venv", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        output = done.stdout.decode("utf-8", "replace")
        shutil.rmtree(str(VENV), ignore_errors=True)
        if "ensurepip" in output and "No space left" not in output:
            fail("no_venv", package=minor or "python3-venv")
        _explain("Python", output)


def _ask(python, code):
    try:
        done = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def install(name):
    """The pinned requirements of requirements/<name>.txt, when they are not what is installed."""
    path = ROOT / "requirements" / (name + ".txt")
    if _stamped(VENV, name, [path]):
        return
    total = sum(1 for line in path.read_text().splitlines() if re.match(r"[a-z0-9]", line))
    say("installing", what=f"requirements/{name}.txt ({total})")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(path)]
    _watch(path.name, [*command, "--disable-pip-version-check", "--no-input", "--progress-bar", "off"], total)
    _stamp(VENV, name, [path])
    if name == "dev":
        _stamp(VENV, "run", [path.with_name("run.txt")])


def install_project():
    """The console command `huiyin`, in place."""
    facts = [ROOT / "pyproject.toml"]
    if _stamped(VENV, "project", facts) and (VENV / "bin" / "huiyin").exists():
        return
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-e",
        str(ROOT),
    ]
    _watch("huiyin", [*command, "--disable-pip-version-check", "--no-input"], 0)
    _stamp(VENV, "project", facts)


def install_packages():
    """The npm packages of package-lock.json; npm comes from a wheel where the machine has none."""
    lock = ROOT / "package-lock.json"
    if _stamped(ROOT / "node_modules", "npm", [lock]):
        return
    npm = shutil.which("npm")
    if not npm:
        install("node")
        npm = str(VENV / "bin" / "npm")
    say("installing", what="npm (package-lock.json)")
    _watch("npm", [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"], 0)
    _stamp(ROOT / "node_modules", "npm", [lock])


def _watch(what, command, total):
    """Run an installer, show how far it is, and put its failure into a sentence."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    process = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=dict(os.environ, PATH=path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    lines, count = [], 0
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip()
        lines.append(line)
        count += line.startswith(("Collecting", "Requirement already"))
        if line.startswith("Collecting") and (count % 10 == 0 or sys.stdout.isatty()):
            end = "" if sys.stdout.isatty() else "\n"
            print(
                "{}  {}/{} {:<40.40}".format("" if end else "\r", min(count, total), total, line[11:]),
                end=end,
                flush=True,
            )
    if total and sys.stdout.isatty():
        print("\r" + " " * 60 + "\r", end="", flush=True)
    if process.wait() != 0:
        _explain(what, "\n".join(lines))


def _explain(what, output):
    if re.search(r"No space left on device|ENOSPC|Disk quota exceeded", output):
        fail("disk_full", path=ROOT)
    if re.search(r"DO NOT MATCH THE HASHES|EINTEGRITY", output):
        fail("bad_hash", what=what)
    signs = "NewConnectionError|ConnectTimeout|name resolution|unreachable|ProxyError|"
    if re.search(signs + "ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ECONNREFUSED", output):
        fail("no_network", what=what)
    errors = (
        [line for line in output.splitlines() if re.search(r"error", line, re.I)]
        or output.splitlines()
        or ["?"]
    )
    fail("install_failed", what=what, detail=errors[-1].strip()[:300])


def _state(paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest() + "\n"


def _stamped(directory, name, paths):
    mark = directory / (".huiyin-" + name)
    return mark.exists() and mark.read_text() == _state(paths)


def _stamp(directory, name, paths):
    directory.mkdir(exist_ok=True)
    (directory / (".huiyin-" + name)).write_text(_state(paths))


def prepare(development, chosen):
    """All of it; the second time nothing but reading a few files. A Python that somebody chose is taken as it is."""
    make_venv(chosen)
    install("dev" if development else "run")
    install_project()
    install_packages()


def main():
    try:
        prepare("--dev" in sys.argv[1:], "--chosen" in sys.argv[1:])
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (28, 122):
            raise
        print("\n".join(words("disk_full", path=ROOT)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
