"""How large a desk is, and how fast Chromium opens and sorts it: 2,000 students.

Run it with ``make bench-desk``. Opening is from the request to the second frame after loading, with
everything laid out; sorting, searching and listing all are from the click to the next frame. Each
number is the median of several tries.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from autograder.report.desk_files import desk_files
from autograder.report.page_names import page_names
from autograder.report.site import in_order
from tests.browser.chromium import MISSING, SWITCHES, find_chromium
from tests.report.generated_class import generated_class

STUDENTS, ASSIGNMENTS, TRIES = 2000, 13, 5
BAR_MB, BAR_MS = 10, 1000

# The second frame: what was asked for in the first has been drawn by then.
_DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_OPENED = f"""async () => {{
    await {_DRAWN};
    return performance.now();
}}"""
ACTS = {
    "sort by score": "() => document.querySelectorAll('#everybody .sort')[3].click()",
    "sort by name": "() => document.querySelectorAll('#everybody .sort')[0].click()",
    "search": """() => {
        const find = document.getElementById("find");
        find.value = find.value ? "" : "student-00";
        find.dispatchEvent(new Event("input", { bubbles: true }));
    }""",
    "list all, or few": "() => [...document.querySelectorAll('.more button')].pop().click()",
}


def main() -> None:
    """Prints the table; exit code 1 if a file is larger, or an act slower, than the bar."""
    executable = find_chromium()
    if executable is None:
        sys.exit(MISSING)
    console = Console()
    with tempfile.TemporaryDirectory() as folder, console.status("a class is made") as status:
        written = _written(Path(folder))
        table = Table(title=f"The desk of {STUDENTS} students, median of {TRIES} in ms")
        table.add_column("page")
        for heading in ("written", "MB", "opened", *ACTS, "sorted, all listed"):
            table.add_column(heading, justify="right")
        slow = []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
            for name, (path, milliseconds) in written.items():
                status.update(name)
                size = path.stat().st_size / 1e6
                found = _measured(browser.new_page(), path)
                table.add_row(
                    name, f"{milliseconds:.0f}", f"{size:.1f}", *(f"{f:.0f}" for f in found)
                )
                if size > BAR_MB or max(found) > BAR_MS:
                    slow.append(name)
            browser.close()
    console.print(table)
    console.print(f"Bars: {BAR_MB} MB a file, {BAR_MS} ms to open and to sort.")
    if slow:
        sys.exit(1)


def _written(folder: Path) -> dict[str, tuple[Path, float]]:
    """A desk and the page of a term, each with the milliseconds that making it took."""
    records = in_order(generated_class(STUDENTS, ASSIGNMENTS))
    files = desk_files("A large class", records, page_names(records))
    desk = next(name for name in files if name.startswith("assignments/"))
    found = {}
    for title, name in {"an assignment": desk, "the term": "index.html"}.items():
        started = time.perf_counter()
        text = files[name]()
        milliseconds = (time.perf_counter() - started) * 1000
        path = folder / Path(name).name
        path.write_text(text, encoding="utf-8")
        found[title] = (path, milliseconds)
    return found


def _timed(page: Page, act: str) -> float:
    """Milliseconds from an act to the frame that shows it."""
    found: float = page.evaluate(
        f"async () => {{ const start = performance.now(); ({act})(); await {_DRAWN};"
        " return performance.now() - start; }"
    )
    return found


def _measured(page: Page, path: Path) -> list[float]:
    opened = []
    for _ in range(TRIES):
        page.goto("about:blank")
        page.goto(path.as_uri(), wait_until="load")
        opened.append(page.evaluate(_OPENED))
    acts = {name: [_timed(page, act) for _ in range(TRIES)] for name, act in ACTS.items()}
    # An odd number of tries: by now everybody is listed.
    all_listed = [_timed(page, ACTS["sort by score"]) for _ in range(TRIES)]
    page.close()
    return [statistics.median(times) for times in (opened, *acts.values(), all_listed)]


if __name__ == "__main__":
    main()
