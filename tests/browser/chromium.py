"""Finds Chromium, or says how to get it: ``python -m tests.browser.chromium`` asks."""

from __future__ import annotations

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "The pages are tested in Chromium, and there is none here. On Debian and Ubuntu: "
    "apt-get install chromium. Elsewhere: install Chromium or Chrome, and if it has another name "
    "than usual, say where it is: CHROMIUM=/path/to/it."
)
SWITCHES = (
    # Containers have neither user namespaces nor a large /dev/shm, and the pages are our own.
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # No name resolves: a page that asks for something is noticed, and nothing leaves the machine.
    *("--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
    # The same pixels on every machine.
    *("--hide-scrollbars", "--font-render-hinting=none", "--force-color-profile=srgb"),
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__" and find_chromium() is None:
    sys.exit(MISSING)
