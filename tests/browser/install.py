"""Finds a Chromium for the browser tests, or installs one: Debian's where there is apt and root, else Playwright's."""

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = ("chromium", "fonts-noto-cjk")


def find_browser() -> str | None:
    """The path of a Chromium, or None when Playwright's own is to be used."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _has_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)


def main() -> None:
    """Install unless there is one; the exit code tells whether there is one now."""
    if find_browser() or _has_own():
        return
    sys.stderr.write("No Chromium found; installing one for the browser tests.\n")
    if shutil.which("apt-get") and os.geteuid() == 0:
        _apt("update", "-qq")
        _apt("install", "-y", "-qq", *_PACKAGES)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    if not (find_browser() or _has_own()):
        sys.exit("Chromium could not be installed. Install it by hand, then run make test again.")


if __name__ == "__main__":
    main()
