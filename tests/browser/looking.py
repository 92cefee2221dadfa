"""Opens a page as a reader would, and notices everything that a page of ours must not do."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

# Runs before anything of the page's own and is no part of it.
_LISTEN = """
window.refusals = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.refusals.push(`${event.effectiveDirective}: ${event.blockedURI}`));
"""
_TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"
_WIDEST = """
[...document.querySelectorAll("body *")].filter((node) =>
    node.getBoundingClientRect().right > window.innerWidth + 0.5 &&
    !node.closest("[role=region], svg, pre")).map((node) => node.outerHTML.slice(0, 120))
"""


@dataclass
class Opened:
    """A page in the browser.

    Attributes:
        page: Playwright's own, for clicks, keys and questions.
        happened: what a page that is only read does not do, in words: a dialog, a request, a
            script, an error in the console, something that the policy had to refuse.
        scripts: hashes of the pieces of the page's own scripts that ran.
    """

    page: Page
    happened: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def go(self, path: Path) -> None:
        """Shows a file, and waits until it is all there."""
        before = len(self.happened)
        self.page.goto(path.as_uri(), wait_until="load")
        # A refusal is told in a task of its own, after what was refused.
        refused = self.page.evaluate("new Promise((tell) => setTimeout(() => tell(refusals)))")
        self.happened += [f"refused: {words}" for words in refused]
        for place in range(before, len(self.happened)):
            self.happened[place] = f"{path.name}: {self.happened[place]}"

    def barriers(self) -> list[str]:
        """What axe finds in the way of a reader, by day; and of contrast, by night."""
        self.page.emulate_media(color_scheme="light")
        found = [f"by day, {words}" for words in self._ask_axe({})]
        self.page.emulate_media(color_scheme="dark")
        contrast = {"runOnly": ["color-contrast"]}
        return [*found, *(f"by night, {words}" for words in self._ask_axe(contrast))]

    def _ask_axe(self, options: dict[str, Any]) -> list[str]:
        options = {"resultTypes": ["violations"], **options}
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in Axe().run(self.page, options=options).response["violations"]
            for node in rule["nodes"]
        ]

    def too_wide(self, width: int = 360) -> list[str]:
        """What makes the whole page scroll sideways in so narrow a window; mostly nothing."""
        self.page.set_viewport_size({"width": width, "height": 740})
        by = self.page.evaluate(_TOO_WIDE)
        return [f"by {by} pixels", *self.page.evaluate(_WIDEST)] if by else []

    def printed(self) -> bytes:
        """The page on paper, as PDF; the size of the paper is the stylesheet's."""
        return self.page.pdf(prefer_css_page_size=True, print_background=True)


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of Chromium's has; it writes one plain object for each."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def open_in(
    browser: Browser, *, width: int = 1280, height: int = 900, dark: bool = False
) -> Opened:
    """An empty page that notices what happens to it.

    Args:
        browser: Chromium.
        width: of the window, in pixels.
        height: of the window, in pixels.
        dark: whether its reader likes dark pages.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    # A busy machine is no fault of a page.
    context.set_default_timeout(180_000)
    context.add_init_script(_LISTEN)
    opened = Opened(context.new_page())
    _listen(opened)
    return opened


def _listen(opened: Opened) -> None:
    page, happened = opened.page, opened.happened
    inspector = page.context.new_cdp_session(page)

    def dialog(asked: Any) -> None:
        happened.append(f"dialog: {asked.message}")
        # Leaving a page that holds unsaved marks asks as well: the answer is yes.
        with suppress(Exception):
            asked.accept()

    def request(sent: Any) -> None:
        own = sent.is_navigation_request() and sent.url.startswith("file:")
        if not (own and sent.frame == page.main_frame) and not sent.url.startswith("blob:"):
            happened.append(f"request: {sent.url}")

    def console(said: Any) -> None:
        if said.type in {"error", "warning"}:
            happened.append(f"console: {said.text}")

    def script(parsed: dict[str, Any]) -> None:
        # What the tests themselves ask has no address.
        if parsed["url"]:
            opened.scripts.append(parsed["hash"])

    page.on("dialog", dialog)
    page.on("request", request)
    page.on("console", console)
    page.on("pageerror", lambda error: happened.append(f"error: {error}"))
    page.on("frameattached", lambda frame: happened.append(f"frame: {frame.url}"))
    page.on("popup", lambda popup: happened.append(f"window: {popup.url}"))
    inspector.on("Debugger.scriptParsed", script)
    inspector.send("Debugger.enable")
