"""Find a Chromium for the browser tests, or install one: ``python -m tools.browser`` prints its path.

An installed Chromium or Chrome if there is one (``BROWSER_PATH`` chooses), else on Debian its ``chromium`` package,
else Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str | None:
    """Path of an installed browser that starts, None if there is none (Ubuntu's stub for its snap does not start)."""
    candidates = [os.environ.get("BROWSER_PATH"), *map(shutil.which, NAMES), MAC, _from_playwright()]
    return next((path for path in candidates if path and _starts(path)), None)


def install() -> str:
    """Path of a browser, installed if need be. Raises RuntimeError with what to do by hand."""
    found = find()
    if found:
        return found
    if "ID=debian" in _os_release().splitlines() and shutil.which("apt-get"):
        _from_debian()
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    found = find()
    if not found:
        raise RuntimeError("No Chromium or Chrome could be installed; install one and set BROWSER_PATH to it.")
    return found


def _from_debian() -> None:
    """``apt-get install chromium`` (with a font for Chinese), as root or through sudo where it asks nothing."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]):
        subprocess.run([*sudo, "apt-get", "-qq", *command], env=environment, check=False, stdout=subprocess.DEVNULL)


def _from_playwright() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _os_release() -> str:
    path = Path("/etc/os-release")
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    try:
        print(install())
    except RuntimeError as error:
        sys.exit(str(error))
