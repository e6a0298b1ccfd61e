"""Every page as it comes to a browser: headers, nothing inline, nothing from outside."""

import re

from django.test import Client

from tests.house import doors, pages, tree
from tests.house.conftest import Estate, ask, signed_in
from tests.house.seen import ANSWERED, TOLD, Readers
from tests.house.test_doors import ALL

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_URL = re.compile(r"""(?:url\(\s*["']?|@import\s+["']?|["'`])((?:https?:)?//[^"'`)\s]+)""")
_NAMELESS = re.compile(r'class="account-name">\s*<')
_NAMES_ONLY = {"http://www.w3.org/2000/svg"}


def everywhere(estate: Estate) -> dict[str, str]:
    """Every page that answers, by address: for residents with a link, and for our officials."""
    readers, found, values = Readers(estate), {}, estate.all_values()
    told = [estate.told.matter.reference, estate.answered.matter.reference]
    values[("portal", "ref")] = values[("say", "ref")] = told
    for address in ALL:
        for url in estate.paths(address, values):
            for who in readers.of(address, url) if address.is_staff else (TOLD, ANSWERED):
                answer = readers.see(who, url)
                assert answer.status < 500, (who, url)
                if answer.is_page:
                    found[f"{address.name} {who} {url}"] = answer.html
                    if address.kwargs:
                        break  # one reader's view of each thing will do
    return found


def test_every_page_keeps_to_the_house(estate: Estate) -> None:
    found = everywhere(estate)
    seen = {key.split()[0] for key in found}
    wanted = doors.OBJECTS | doors.PAGES | {"portal:matter", "portal:home", "say:say", "portal:ask"}
    # Documents, the rows that need a class in the address, and what only the village itself may open (tested there).
    wanted -= doors.DOCUMENTS | {"reports:class_rows", "people:household", "contacts:village_decide"}
    wanted -= {
        "imports:bring",
        "imports:rejected",
    }  # after a workbook was sent: tests/sheets/test_pages.py
    tree.nothing(sorted(wanted - seen), "no page of these was ever seen")
    taken_apart = {key: pages.read(html) for key, html in found.items()}
    tree.nothing(f"{key}: {line}" for key, page in taken_apart.items() for line in page.problems)
    tree.nothing([key for key, html in found.items() if _NAMELESS.search(html)], "nobody signed in is named")
    tree.nothing(
        key
        for key, page in taken_apart.items()
        if not any("about=system" in link for link in page.links)
        and not key.startswith(("login", "portal:front", "founding:"))  # of no county yet
    )


def test_what_is_inline_or_from_outside_is_noticed() -> None:
    planted = """<p style="color:red">x</p><style>p{}</style><script>1</script>
        <a onclick="f()">x</a><script src="https://cdn.example.org/x.js"></script>
        <img src="//tiles.example.org/1.png"><img src="data:image/png;base64,AA">
        <form action="http://elsewhere.example/"></form><a href="/ok/">x</a>"""
    assert pages.read(planted).problems == [
        "inline style in <p>",
        "inline style in <style>",
        "inline script",
        "inline handler onclick in <a>",
        "<script> reaches outside: https://cdn.example.org/x.js",
        "<img> reaches outside: //tiles.example.org/1.png",
        "<img> reaches outside: data:image/png;base64,AA",
        "<form> reaches outside: http://elsewhere.example/",
    ]


def test_headers_of_public_and_staff_pages(estate: Estate) -> None:
    slug = estate.world.county.slug
    for client, url in (
        (Client(), f"/c/{slug}/"),
        (Client(), f"/c/{slug}/say/"),
        (Client(), "/login/"),
        (signed_in(estate.world.liu), "/matters/"),
        (Client(), "/no-such-page/"),
    ):
        headers = ask(client, "GET", url).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        tree.nothing((url, name) for name, value in POLICY.items() if policy.get(name) != value)
        assert "unsafe" not in headers["Content-Security-Policy"]
        for power in ("geolocation=()", "camera=()", "microphone=()"):
            assert power in headers["Permissions-Policy"], url
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_search_engines_stay_away_from_what_is_somebodys(estate: Estate) -> None:
    slug, link = estate.world.county.slug, estate.fresh.link
    rules = ask(Client(), "GET", "/robots.txt").content.decode()
    assert "Disallow: /c/*/r/" in rules
    resident = Client()
    first = ask(resident, "GET", f"/c/{slug}/r/{link}/")
    page = ask(resident, "GET", first["Location"])
    assert page.status_code == 200
    for response in (first, page):
        assert "noindex" in response.headers.get("X-Robots-Tag", "")
        assert "no-store" in response.headers.get("Cache-Control", "")


def test_what_staff_read_is_kept_in_no_cache(estate: Estate) -> None:
    """On a shared machine, “back” after signing out shows nobody's name."""
    client = signed_in(estate.world.he)
    urls = ["/desk/", "/matters/", f"/matters/{estate.matter.reference}/"]
    kept = [url for url in urls if "no-store" not in ask(client, "GET", url).headers.get("Cache-Control", "")]
    tree.nothing(kept)


def test_our_styles_and_scripts_name_no_other_host() -> None:
    files = [
        path
        for path in tree.tracked()
        if path.suffix in {".css", ".js", ".svg"} and tree.HUIYIN in path.parents
    ]
    assert files
    found = []
    for path in files:
        addresses = set(_URL.findall(path.read_text(encoding="utf-8"))) - _NAMES_ONLY
        found += [f"{tree.short(path)}: {address}" for address in sorted(addresses)]
    tree.nothing(found)
    assert _URL.findall("a{background:url(https://x.example/1.png)}") == ["https://x.example/1.png"]
