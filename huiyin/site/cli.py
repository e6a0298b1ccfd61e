"""The console command `huiyin`: our own words; every other word goes to Django."""

import argparse
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from huiyin.lib.sentences import Stop, report, words
from huiyin.lib.spoken import gettext as _
from huiyin.lib.spoken import speak
from huiyin.site import administrator_options as options
from huiyin.site import env, found_options, import_options

OWNER_COMMANDS = {"migrate", "sqlmigrate", "sqlflush", "flush", "dbshell"}
CLOCK_COMMANDS = {
    "verify",
    "count_figures",
    "count_service",
}  # the clock alone sees all events, and takes away what it has added up
NO_DATABASE = {
    "makemigrations",
    "collectstatic",
    "makemessages",
    "compilemessages",
    "help",
    "version",
    "--version",
}
REFUSED, FAILED = 2, 1


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; failures are one sentence and exit code 2."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _main(given)
    except SystemExit as leaving:
        return _code(leaving)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if os.environ.get("HUIYIN_TRACEBACK", "") not in {"", "0"}:
            traceback.print_exc()
        _tell(error)
        return REFUSED


def _main(given: list[str]) -> int:
    _learn()
    if not given or given[0] in {"-h", "--help"}:
        print(words("usage", "zh"), words("usage", "en"), sep="\n")
        return 0
    own = _OWN.get(given[0])
    if own is not None:
        return own(given[1:])
    return _django(given)


def _learn() -> None:
    """The language of the installation: words that were translated anew are compiled first, where that can be written."""
    from huiyin.site.messages import compile_messages

    with suppress(Stop):
        compile_messages(env.ROOT)
    speak()


def _tell(error: Exception) -> None:
    if isinstance(error, Stop):
        report(error)
    elif hasattr(error, "sentence"):  # lib.refusal.Refused, already in the reader's language
        print(error.sentence, file=sys.stderr)
    elif type(error.__cause__).__name__ == "UndefinedTable":
        report(Stop("no_tables"))
    elif type(error).__module__.startswith("psycopg") or type(error).__name__ == "OperationalError":
        report(Stop("database_away", detail=_first_line(error)))
    else:
        report(Stop("unexpected", detail=f"{type(error).__name__}: {_first_line(error)}"))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["?"])[0].rstrip(".\u3002")


def _code(leaving: SystemExit) -> int:
    return leaving.code if isinstance(leaving.code, int) else (0 if leaving.code is None else FAILED)


# -- Django ---


@contextmanager
def _stage(role: str | None = None, *, database: bool = True) -> Iterator[None]:
    """Django set up for this role, and the embedded database running for as long as the command lasts."""
    if role is not None:
        os.environ["HUIYIN_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.site.settings")
    embedded = None
    if database and not env.DATABASE_URL.given() and not env.PRODUCTION.read():
        from huiyin.site.database import Embedded

        embedded = Embedded(env.HOME.read())
        embedded.ensure()
    try:
        import django

        django.setup()
        yield
    finally:
        if embedded is not None:
            embedded.stop()


def _django(given: list[str]) -> int:
    role = "owner" if given[0] in OWNER_COMMANDS else "clock" if given[0] in CLOCK_COMMANDS else None
    with _stage(role, database=given[0] not in NO_DATABASE):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["huiyin", *given])
    return 0


def _delegate(module: str, function: str) -> "Callable[[argparse.Namespace], Any]":
    try:
        found: Callable[[argparse.Namespace], Any] = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise Stop("not_there_yet", module=module) from error
    except AttributeError as error:
        raise Stop("not_there_yet", module=f"{module}.{function}") from error
    return found


# -- our own words ---


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{self.prog}: {message}\n{self.format_usage()}")


def _run(rest: list[str]) -> int:
    parser = Parser(prog="huiyin run")
    parser.add_argument("--empty", action="store_true", help=_("no demo county; print where one is founded"))
    args = parser.parse_args(rest)
    from huiyin.site.run import run

    return run(empty=args.empty)


def _serve(rest: list[str]) -> int:
    Parser(prog="huiyin serve").parse_args(rest)
    with _stage("web", database=False):
        from huiyin.site.run import serve

        return serve()


def _clock(rest: list[str]) -> int:
    Parser(prog="huiyin clock").parse_args(rest)
    with _stage("clock"):
        keeping = importlib.import_module("huiyin.site.keeping")
        keeping.run_forever()
    return 0


def _keys(rest: list[str]) -> int:
    Parser(prog="huiyin keys").parse_args(rest)
    with _stage(database=False):
        from django.conf import settings

        from huiyin.lib.sealing import KeyRing

        path = Path(settings.HUIYIN_FIELD_KEYS)
        if path.exists():
            raise Stop("keys_there", path=path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        KeyRing.create(path)
        print(words("keys_made", "zh", path=path), words("keys_made", "en", path=path), sep="\n")
    return 0


def _demo(rest: list[str]) -> int:
    """Load the demo county. --exists answers 0 (a demo), 1 (counties, but no demo) or 3 (no county)."""
    parser = Parser(prog="huiyin demo")
    parser.add_argument(
        "--exists", action="store_true", help=_("say by the exit code whether a demo county is there")
    )
    parser.add_argument("--logins", action="store_true", help=_("print the demo logins"))
    parser.add_argument(
        "--mail", action="store_true", help=_("add sealed mail to the demo, as the owner of the database")
    )
    args = parser.parse_args(rest)
    if env.PRODUCTION.read() and not args.exists:
        raise Stop("production_demo")
    with _stage("owner" if args.mail else None if env.ROLE.given() else "web"):
        from huiyin.site import demo_door

        if args.mail:
            demo_door.seal_mail()
            return 0
        if args.exists:
            return demo_door.state()
        if args.logins:
            print("\n".join(demo_door.logins()))
            return 0
        demo_door.load()
    return 0


def _prepare(rest: list[str]) -> int:
    """What `huiyin run` asks for, in one process: the tables, and what is known of the demo, as JSON."""
    with _stage("owner"):
        from django.core.management import call_command
        from django.utils import timezone

        from huiyin.orgs import founding_door
        from huiyin.site import demo_door, generation, migrating

        generation.check()
        with migrating.drawn_once():
            call_command("migrate", interactive=False, verbosity=0)
        empty = demo_door.state() == demo_door.NOTHING
        door = founding_door.address(timezone.now()) if empty else ""
        print(json.dumps({"empty": empty, "logins": demo_door.logins(), "door": door}, ensure_ascii=True))
    return 0


def _import(rest: list[str]) -> int:
    args = import_options.asked(Parser(prog="huiyin import"), rest, _file, _columns)
    if args.kind == "divisions":  # for the whole installation: its owner writes them, who serves reads them
        with _stage("owner"):
            return _result(_delegate("huiyin.orgs.divisions_command", "command")(args))
    with _stage(None if env.ROLE.given() else "web"):
        name = "write_template" if args.kind == "template" else "command"
        return _result(_delegate("huiyin.sheets.command", name)(args))


def _password(rest: list[str]) -> int:
    """Give an official a first or new password, typed twice and never shown."""
    parser = Parser(prog="huiyin password")
    parser.add_argument("login", help=_("login name of the official"))
    args = parser.parse_args(rest)
    with _stage(None if env.ROLE.given() else "web"):
        return _result(_delegate("huiyin.orgs.command", "command")(args))


def _administrators(word: str, rest: list[str]) -> int:
    args = options.asked(Parser(prog=f"huiyin {word}"), word, rest)
    with _stage(None if env.ROLE.given() else "web"):
        return _result(_delegate("huiyin.administration.command", options.WORDS[word])(args))


def _found(rest: list[str]) -> int:
    """Begin a county; what is not given is asked for, the password is always typed."""
    args = found_options.asked(Parser(prog="huiyin found"), rest, _file)
    if args.browser:
        with _stage(None if env.ROLE.given() else "web"):
            return _result(_delegate("huiyin.orgs.found_command", "show_door")(args))
    from huiyin.site.run import prepared

    with prepared(), _stage(None if env.ROLE.given() else "web"):
        done = _result(_delegate("huiyin.orgs.found_command", "command")(args))
        if done == 0 and args.with_divisions:
            return _result(_delegate("huiyin.administration.command", "places")(args))
        return done


def _report(rest: list[str]) -> int:
    parser = Parser(prog="huiyin report")
    kinds = parser.add_subparsers(dest="kind", required=True, parser_class=Parser)
    summary = kinds.add_parser("work-summary", help=_("the contact station's work summary"))
    summary.add_argument("--unit", required=True, help=_("code of the unit"))
    summary.add_argument("--county", help=_("short name of the county, when several have this code"))
    summary.add_argument("--from", dest="since", required=True, type=_day)
    summary.add_argument("--to", dest="until", required=True, type=_day)
    summary.add_argument("-o", "--output", required=True, type=Path, help=_("FILE.docx"))
    args = parser.parse_args(rest)
    with _stage(None if env.ROLE.given() else "web"):
        return _result(_delegate("huiyin.reports.command", "work_summary")(args))


def _charter(rest: list[str]) -> int:
    parser = Parser(prog="huiyin charter")
    kinds = parser.add_subparsers(dest="kind", required=True, parser_class=Parser)
    check = kinds.add_parser("check", help=_("say what is wrong with a charter file, line by line"))
    check.add_argument("file", type=_file)
    args = parser.parse_args(rest)
    problems = _delegate("huiyin.lib.charter", "problems")(args.file.read_text(encoding="utf-8"))
    for problem in problems:
        where = f"{args.file}:{problem.line}: {problem.where}: "
        print(where + problem.sentence_zh, " " * 4 + problem.sentence_en, sep="\n")
    code = "charter_good" if not problems else "charter_bad"
    facts = {"path": args.file, "count": len(problems)}
    print(words(code, "zh", **facts), words(code, "en", **facts), sep="\n")
    return REFUSED if problems else 0


def _inspection(rest: list[str]) -> int:
    from huiyin.inspection.command import command

    return command(rest)


def _draw(rest: list[str]) -> int:
    from huiyin.lots.command import command

    return command(rest)


def _rounds(rest: list[str]) -> int:
    from huiyin.rounds.command import command

    return command(rest)


def _sealed(rest: list[str]) -> int:
    """keys and open need no database; the owner enters a reader and exports, which no serving role may do."""
    from huiyin.sealed.reading import parsed

    args = parsed(rest)
    is_offline = args.kind in ("keys", "open")
    with _stage(None if is_offline else "owner", database=not is_offline):
        return _result(_delegate("huiyin.sealed.command", "command")(args))


def _date(rest: list[str]) -> int:
    from huiyin.site.dates import command

    return command(rest)


def _result(value: object) -> int:
    return value if isinstance(value, int) else 0


def _file(text: str) -> Path:
    path = Path(text)
    try:
        path.open("rb").close()
    except OSError as error:
        raise Stop("no_file", path=text, detail=error.strerror) from error
    return path


def _columns(text: str) -> dict[str, str]:
    found = {}
    for part in text.split(","):
        name, sign, column = (word.strip() for word in part.partition("="))
        if not (name and sign and column):
            raise Stop("bad_columns", part=part)
        found[name] = column
    return found


def _day(text: str) -> Any:
    from huiyin.site.dates import day

    return day(text)


_OWN: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "serve": _serve,
    "clock": _clock,
    "keys": _keys,
    "demo": _demo,
    "prepare": _prepare,
    "import": _import,
    "password": _password,
    "found": _found,
    **{word: partial(_administrators, word) for word in options.WORDS},
    "report": _report,
    "charter": _charter,
    "inspection": _inspection,
    "draw": _draw,
    "rounds": _rounds,
    "date": _date,
    "sealed": _sealed,
}
