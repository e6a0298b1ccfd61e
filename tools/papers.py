"""Every paper of the demo county as PDF, and how many pages each has: `.venv/bin/python -m tools.papers` beside `make run`.

It walks the pages as each demo login does, takes along every document and workbook that they lead to, prints the pages
that are made to be printed, and says which paper of the URL table nothing in the demo leads to. Needs LibreOffice.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.site.settings")

from huiyin.lib.paper import Fonts  # noqa: E402

OFFICE = ("soffice", "libreoffice")
MISSING = "LibreOffice, whose program soffice makes PDF of papers, is missing: apt-get install libreoffice."
FOLDER = ROOT / "var" / "papers"
ENDINGS = (".docx", ".xlsx")
EACH = (
    2  # pages of one kind that a login looks at, and as many more for every kind of paper that they lead to
)
MOST = 400  # pages that lead to papers which are rare: as long as some of these were not seen
RARE = {
    "matters:list": "matters:paper",
    "matters:see": "matters:paper",
    "inspection:see": "reports:checklist",
}
PUBLIC = "/c/qinghe/"
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
_PRINT = re.compile(r'<main\b.*?class="btn btn-primary[^"]*" data-print', re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_NEXT = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*rel="next"')
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Reader:
    """One demo login, or somebody without one, who reads pages of the trial in Chinese."""

    def __init__(self, at: str, login: str, password: str) -> None:
        self.at, self.login = at, login
        self.cookies = CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))
        self._opener.addheaders = [("Accept-Language", "zh-hans")]
        if login:
            token = _TOKEN.search(self.read("/login/")[1].decode())
            said = {"username": login, "password": password, "csrfmiddlewaretoken": token and token[1]}
            self._opener.open(Request(f"{at}/login/", urlencode(said).encode())).close()  # noqa: S310

    def read(self, path: str, said: dict[str, str] | None = None) -> tuple[Message, bytes]:
        """What an address answers, asked or told something; nothing where it is shut for this reader."""
        sent = urlencode(said).encode() if said is not None else None
        try:
            with self._opener.open(Request(self.at + path, sent), timeout=120) as answer:  # noqa: S310
                return answer.headers, answer.read()
        except HTTPError as error:
            with error:
                return Message(), b""


def named(path: str) -> tuple[str, str]:
    """The name of an address in the URL table, and its kind: the name with the paper that it asks for."""
    from django.urls import Resolver404, resolve

    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return "", ""
    return found.view_name, f"{found.view_name} {found.kwargs.get('paper', '')}".strip()


def papers_of_the_table() -> dict[str, str]:
    """Every address that ends as a document or a workbook, by name: its path where it needs no part, else nothing."""
    from django.urls import URLPattern, URLResolver, get_resolver, reverse

    def under(resolver: URLResolver, space: str) -> Iterator[tuple[str, str]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from under(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern) and str(entry.pattern).endswith(("docx/", "xlsx/")):
                name = f"{space}{entry.name}"
                yield name, "" if entry.pattern.converters else reverse(name)

    return dict(under(get_resolver(), ""))


def fresh_slip(reader: Reader, login: str) -> list[str]:
    """The paper of a slip is there only after somebody was given one: whoever has not come in yet gets another."""
    page = "/administration/officials/?show=outside"
    line = re.compile(rf'href="([^"]+)"><strong>[^<]*</strong></a>\s*<span[^>]*>{login}<')
    while page:
        html = reader.read(page)[1].decode()
        if (found := line.search(html)) is not None:
            deed = f"{found[1]}slip/"
            given = reader.read(deed, dict(_HIDDEN.findall(reader.read(deed)[1].decode())))[1].decode()
            return [href for href in _LINK.findall(given) if href.endswith("/docx/")]
        follows = _NEXT.search(html)
        page = urljoin(page, follows[1].replace("&amp;", "&")) if follows else ""
    return []


def a_stay(reader: Reader) -> list[str]:
    """The last stay in the field that a login sees: among all contacts of the demo it is too rare to be met by chance."""
    html = reader.read("/contacts/?form=field_stay")[1].decode()
    return [path for path in _LINK.findall(html) if named(path)[0] == "contacts:see"][:1]


def walked(
    reader: Reader, starts: list[str], taken: set[str], unmet: set[str]
) -> Iterator[tuple[str, str, str, bytes]]:
    """What one login finds and nobody took: kind, path, file name (none for a page made to be printed), content.

    Pages that lead to one of the kinds of paper in `unmet` are opened as long as nobody has found it.
    """
    waiting, met, looked = deque(starts), set(starts), Counter[str]()
    leads: dict[str, set[str]] = defaultdict(set)
    while waiting:
        path = waiting.popleft()
        name, kind = named(path)
        rare = kind in RARE and any(one.startswith(RARE[kind]) for one in unmet)
        most = MOST if rare else EACH * (1 + len(leads[kind]))
        enough = looked[kind] >= most
        seen = path in taken and path not in starts  # the same thing; a list is another one for each reader
        if not name or name in {"logout", "set_language"} or enough or (seen and _is_file(path)):
            continue
        looked[kind] += 1
        headers, content = reader.read(path)
        file = unquote(headers.get_filename() or "")
        html = content.decode() if headers.get_content_type() == "text/html" else ""
        if (file.endswith(ENDINGS) or _PRINT.search(html)) and not seen:
            taken.add(path)
            unmet.discard(kind)
            yield kind, path, file, content
        for link in _LINK.findall(html):
            there = urljoin(path, link.replace("&amp;", "&"))
            if there.startswith("/") and there not in met:
                met.add(there)
                waiting.append(there)
                if _is_file(there):
                    leads[kind].add(named(there)[1])


def _is_file(path: str) -> bool:
    """Whether an address is that of a document or a workbook; what a page leads to is another thing for each reader."""
    return urlsplit(path).path.endswith(("docx/", "xlsx/"))


def gathered(at: str, folder: Path) -> tuple[dict[str, set[str]], set[str]]:
    """Papers and prints of all logins, in the folder; the files of each kind, and the papers that nothing leads to."""
    import django

    django.setup()
    from huiyin.demo import texts
    from huiyin.demo.cast import ADMINISTRATORS, LOGINS
    from huiyin.matters.written_notices import EVERY

    table = papers_of_the_table()
    found: dict[str, set[str]] = defaultdict(set)
    prints: list[tuple[Reader, str, Path]] = []
    taken: set[str] = set()
    unmet = {"reports:checklist", *(f"matters:paper {word}" for word in EVERY)}
    new = next(row["login"] for row in texts.county()["newcomer"] if "locked" not in row)
    for one in (*LOGINS, *ADMINISTRATORS.values(), None):
        reader = Reader(at, one.username if one else "", one.password if one else "")
        starts = [*a_stay(reader), *(path for path in table.values() if path), "/desk/"] if one else [PUBLIC]
        if one is ADMINISTRATORS["security"]:
            starts += fresh_slip(reader, new)
        for kind, path, file, content in walked(reader, starts, taken, unmet):
            stem = f"{kind}{urlsplit(path).path}{urlsplit(path).query}-{reader.login}"
            where = folder / (re.sub(r"[^\w-]+", "-", stem) + (Path(file).suffix or ".pdf"))
            if file:
                where.write_bytes(content)
            else:
                prints.append((reader, path, where))
            found[kind].add(where.name)
    _printed(prints)
    return found, unmet | {name for name in table if not any(kind.split()[0] == name for kind in found)}


def _printed(prints: list[tuple[Reader, str, Path]]) -> None:
    """Pages as the browser prints them, A4."""
    from playwright.sync_api import sync_playwright

    from tools.pictures import program

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        for reader, path, where in prints:
            page = browser.new_page()
            kept: list[Any] = [
                {"name": one.name, "value": one.value, "url": reader.at} for one in reader.cookies
            ]
            chinese: Any = {"name": "django_language", "value": "zh-hans", "url": reader.at}
            page.context.add_cookies([*kept, chinese])
            page.goto(reader.at + path)
            page.pdf(path=str(where), format="A4", prefer_css_page_size=True)
            page.context.close()
        browser.close()


def _faces(folder: Path) -> Path:
    """Which face stands in for those that papers name and this machine has not, as broad as they are."""
    serif, sans = "Noto Serif CJK SC", "Noto Sans CJK SC"
    names = Fonts()
    pairs = [
        (names.title, serif),
        (names.body, serif),
        (names.kai, serif),
        (names.page_number, serif),
        (names.black, sans),
    ]
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{face}</family></prefer></alias>'
        for name, face in pairs
    )
    where = folder / "fonts.conf"
    where.write_text(
        f'<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>'
    )
    return where


def converted(folder: Path, office: str) -> None:
    """Every document and workbook of the folder beside itself as PDF, by a profile of its own."""
    files = [str(one) for one in sorted(folder.iterdir()) if one.suffix in ENDINGS]
    with tempfile.TemporaryDirectory() as profile:
        faces = {**os.environ, "FONTCONFIG_FILE": str(_faces(Path(profile)))}
        for some in range(0, len(files), 50):
            subprocess.run(
                [
                    office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", str(folder), *files[some : some + 50],
                ],
                check=True, capture_output=True, env=faces,
            )  # fmt: skip


def sheets_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(_PAGE.findall(pdf))


def pages(pdf: Path) -> int:
    """The same of a file."""
    return sheets_of(pdf.read_bytes())


def main(at: str) -> str:
    """Gather, convert, count; what is said at the end."""
    office = next((there for name in OFFICE if (there := shutil.which(name))), "")
    if not office:
        return MISSING
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    found, unmet = gathered(at, FOLDER)
    converted(FOLDER, office)
    lines = [f"{'kind':44} files  pages"]
    for kind, files in sorted(found.items()):
        counts = sorted({pages((FOLDER / file).with_suffix(".pdf")) for file in files})
        lines.append(f"{kind:44} {len(files):5}  {', '.join(map(str, counts))}")
    lines += [f"{name:44}     0  nothing in the demo leads to it" for name in sorted(unmet)]
    return "\n".join([*lines, f"PDF in {FOLDER}"])


if __name__ == "__main__":
    print(main((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")))
