"""Pictures of a report for the README, in Chromium.

``python -m tests.browser.screenshots build/demo docs/pictures``; ``make screenshots`` grades the
demo first. Equal pages in the same browser give equal pictures.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import MISSING, SWITCHES, find_chromium

STUDENT = "noodle-14"
"""Whose page says most in little room: a diagnosis, and a slip that costs once."""
_COLOURS = 128
_LARGEST = 300_000


def main(demo: Path, pictures: Path) -> None:
    """Writes three pictures.

    Args:
        demo: what ``make demo`` wrote.
        pictures: the folder for them.
    """
    executable = find_chromium()
    if executable is None:
        sys.exit(MISSING)
    report = demo / "report"
    (page,) = (report / "students").glob(f"*.{STUDENT}.1.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
        _picture(browser, page, pictures / "student-page.png", (860, 1560))
        _picture(browser, page, pictures / "student-page-dark.png", (860, 1560), dark=True)
        _picture(browser, report / "index.html", pictures / "desk.png", (1160, 1180))
        browser.close()


def _picture(
    browser: Browser, page: Path, to: Path, size: tuple[int, int], *, dark: bool = False
) -> None:
    """The top of a page, as small as a drawing of a few colours can be."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1.5,
        color_scheme="dark" if dark else "light",
    )
    shown = context.new_page()
    shown.goto(page.resolve().as_uri())
    taken = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
    context.close()
    taken.quantize(_COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)
    weight = to.stat().st_size
    if weight > _LARGEST:
        sys.exit(f"{to} has {weight:,} bytes, which is more than a README should make one load.")
    print(f"{to}  {weight:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python -m tests.browser.screenshots DEMO PICTURES")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
