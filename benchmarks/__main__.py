"""One command, one page: measures the chosen parts and writes ``benchmarks/RESULTS.md``.

``make bench`` measures everything that has its place in the page; ``make bench ONLY=grading`` one
part of it, ``make bench QUICK=1`` all of it with few repetitions, to try it out. Whatever was
measured before Ctrl-C is kept.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from rich.console import Console
from rich.status import Status
from rich.table import Table

from benchmarks.sections import KEPT, PAGE, Say, Section, keep, write_page

SECTIONS = (
    "grading", "stages", "scale", "determinism", "test_strength", "opening", "notebooks", "luck",
)  # fmt: skip
LONG = ("notebooks", "luck")
"""Measured only where it is asked for by name."""


def main() -> None:
    """Measures, prints, writes."""
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--only", default="", help=f"some of {', '.join(SECTIONS)}, with commas")
    options.add_argument("--quick", action="store_true", help="few repetitions, another page")
    chosen = options.parse_args()
    names = [name for name in chosen.only.split(",") if name]
    for name in names:
        if name not in SECTIONS:
            options.error(f"there is no {name!r}; choose from {', '.join(SECTIONS)}")
    console = Console()
    page = KEPT / "quick.md" if chosen.quick else PAGE
    try:
        for name in names or [name for name in SECTIONS if name not in LONG]:
            with console.status(name) as status:
                measure = importlib.import_module(f"benchmarks.{name}").measure
                found: Section = measure(chosen.quick, _speaker(name, console, status))
            keep(found, quick=chosen.quick)
            write_page(SECTIONS, page)
            _print(found, console)
    except KeyboardInterrupt:
        console.print("Stopped; what was measured before is kept.")
        sys.exit(130)
    finally:
        if page.exists():
            console.print(f"Written: {_below_here(page)}")


def _speaker(name: str, console: Console, status: Status) -> Say:
    """Shows what is measured at present: in one place on a terminal, line by line elsewhere."""

    def say(words: str) -> None:
        status.update(f"{name}: {words}")
        if not console.is_terminal:
            console.print(f"{name}: {words}", markup=False)

    return say


def _below_here(path: Path) -> str:
    return str(path.relative_to(Path(__file__).resolve().parents[1]))


def _print(section: Section, console: Console) -> None:
    table = Table(title=section.title)
    for heading in ("what", "measured", "spread", "bar", "held"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for line in section.lines:
        held = "" if line.held is None else "yes" if line.held else "no"
        table.add_row(line.what, line.found, line.spread, line.bar, held)
    console.print(table)


if __name__ == "__main__":
    main()
