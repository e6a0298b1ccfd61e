"""What the checks need from the system: Chromium, a Chinese font, gettext, a mail server; through apt where we may."""

import os
import shutil
import subprocess
from pathlib import Path

from prepare import say, words

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("install", "-y", "-qq", "--no-install-recommends")
SHELL = "chromium-headless-shell"  # of Debian: the stories run quicker in it, and without it all the same
SERVERS = f"{os.environ.get('PATH', '')}:/usr/sbin:/opt/homebrew/sbin:/usr/local/sbin"
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def chromium() -> str:
    """The path of a Chromium, empty when there is none (then Playwright's own is tried)."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    return str(MAC_CHROME) if MAC_CHROME.exists() else ""


def has_font() -> bool:
    """Whether any font knows Chinese; macOS always has one."""
    if not shutil.which("fc-list"):
        return Path("/System/Library/Fonts").exists()
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def missing() -> list[str]:
    """Debian package names of what is not there."""
    wanted = {
        "chromium": bool(chromium()) or _playwright_browser(),
        "fonts-noto-cjk": has_font(),
        "dovecot-imapd": bool(shutil.which("dovecot", path=SERVERS)),
        "gettext": bool(shutil.which("xgettext") and shutil.which("msgmerge")),
    }
    return [name for name, there in wanted.items() if not there]


def provide() -> list[str]:
    """Install what is missing; returns what still is, having said how to get it."""
    lacking, apt = missing(), _apt()
    if apt and shutil.which("chromium") and not shutil.which(SHELL):
        subprocess.run([*apt, *INSTALL, SHELL], capture_output=True, check=False)
    if not lacking:
        return []
    if apt:
        say("installing", what="apt: " + " ".join(lacking))
        packages = [name for name in lacking if name != "chromium" or not _is_ubuntu()]
        _quietly([*apt, "update", "-qq"])
        if packages:
            _quietly([*apt, *INSTALL, *packages])
    if (
        "chromium" in missing() and _is_ubuntu()
    ):  # its package is a snap, which needs more than a container has
        _quietly(
            [".venv/bin/python", "-m", "playwright", "install", *(["--with-deps"] if apt else []), "chromium"]
        )
    lacking = missing()
    if lacking:
        how = (
            "apt install " + " ".join(lacking)
            if shutil.which("apt-get")
            else "brew install gettext dovecot; Google Chrome"
        )
        print("\n".join(words("missing_system", what=", ".join(lacking), how=how)), flush=True)
    return lacking


def _apt() -> list[str]:
    """apt-get as we may call it; empty when we may not."""
    if not shutil.which("apt-get"):
        return []
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return []


def _quietly(command: list[str]) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print((done.stderr or done.stdout).strip()[-400:], flush=True)


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text().splitlines()


def _playwright_browser() -> bool:
    homes = (Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright")
    return any(any(home.glob("chromium*")) for home in homes)
