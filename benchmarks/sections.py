"""What a part of the benchmark finds, how it is kept, and the page that all parts make together.

A part is kept the moment it is measured, in ``build/bench``: a run that is stopped half-way, or
that was asked for one part only, leaves the others as they were.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.metadata
import json
import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "bench"
PAGE = ROOT / "benchmarks" / "RESULTS.md"
_VERSIONS = ("numpy", "tensorflow-cpu", "keras", "otter-grader", "ipython")

Say = Callable[[str], None]
"""Shows what is being measured at present."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number against its bar.

    Attributes:
        what: is measured.
        found: as it is printed.
        spread: from low to high, as it is printed.
        bar: to be reached; empty where there is none.
        held: whether it was; None where there is no bar.
    """

    what: str
    found: str
    spread: str = ""
    bar: str = ""
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What one part found.

    Attributes:
        name: as ``ONLY`` takes it.
        title: its heading.
        lines: numbers with their bars, for the table at the top.
        text: Markdown, below.
        facts: date, machine and versions, written when it was measured.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    text: str
    facts: dict[str, str] = field(default_factory=dict)


def keep(section: Section, *, quick: bool) -> None:
    """Keeps what was found, and writes the page anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    known = dataclasses.replace(section, facts=_facts(quick))
    text = json.dumps(dataclasses.asdict(known), indent=1)
    (KEPT / f"{section.name}.json").write_text(text, encoding="utf-8")


def write_page(names: Iterable[str], page: Path = PAGE) -> None:
    """Writes the page of all parts that are kept.

    Args:
        names: of the parts, in the order of the page.
        page: where it goes.
    """
    sections = [_kept(path) for path in (KEPT / f"{name}.json" for name in names) if path.exists()]
    page.write_text(_page(sections), encoding="utf-8")


def _kept(path: Path) -> Section:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Section(**{**data, "lines": tuple(Line(**line) for line in data["lines"])})


def _facts(quick: bool) -> dict[str, str]:
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _VERSIONS]
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{os.cpu_count()} processors, {_processor()}, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}",
        "versions": ", ".join(versions),
        "load": f"{os.getloadavg()[1]:.1f}",
        "mode": "quick" if quick else "full",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.machine()


_HEAD = """# Measured

Written by `make bench`; do not edit. Ratios first: a ratio compares two sides that were measured in
the same run, one right after the other, so a busy or a slow machine moves both. Every median stands
beside its spread, from the tenth to the ninetieth percentile of what was measured.

"""

_TAIL = """
## Elsewhere

Hostile notebooks on three graders: `make bench-attacks` writes [ATTACKS.md](ATTACKS.md). A class of
five hundred with crashes and torn files, nothing lost and nothing double: `make bench-class`.
"""


def _page(sections: Sequence[Section]) -> str:
    parts = [_HEAD, *_against_bars(sections)]
    for section in sections:
        parts.append(f"## {section.title}\n\n")
        parts.append(f"`make bench ONLY={section.name}`, {section.facts['date']}, ")
        parts.append(f"{section.facts['mode']} run, load {section.facts['load']} beside it.\n\n")
        parts.append(section.text.strip() + "\n\n")
    if sections:
        last = max(sections, key=lambda section: section.facts["date"]).facts
        parts.append("## Machine\n\n")
        parts.append(f"{last['machine']}. {last['versions']}.\n")
    parts.append(_TAIL)
    return "".join(parts)


def _against_bars(sections: Iterable[Section]) -> Iterable[str]:
    rows = [
        (line.what, line.found, line.spread, line.bar, _verdict(line.held), f"`{section.name}`")
        for section in sections
        for line in section.lines
    ]
    yield table(("what", "measured", "spread", "bar", "held", "section"), rows) + "\n"


def _verdict(held: bool | None) -> str:
    return "" if held is None else "yes" if held else "**no**"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is flush left, the others right."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def spread(samples: Sequence[float], unit: str = "s", factor: float = 1.0) -> tuple[str, str]:
    """Median and spread of samples, as they are printed."""
    ordered = sorted(sample * factor for sample in samples)
    low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
    return f"{statistics.median(ordered):.3g} {unit}", f"{low:.3g}–{high:.3g}"


def at_least(what: str, ratios: Sequence[float], bar: float) -> Line:
    """A ratio that should be large."""
    return _ratio(what, ratios, f"≥ {bar:g}×", statistics.median(ratios) >= bar)


def at_most(what: str, ratios: Sequence[float], bar: float) -> Line:
    """A ratio that should be small."""
    return _ratio(what, ratios, f"≤ {bar:g}×", statistics.median(ratios) <= bar)


def no_bar(what: str, ratios: Sequence[float]) -> Line:
    """A ratio that is told and no more."""
    return _ratio(what, ratios, "", None)


def _ratio(what: str, ratios: Sequence[float], bar: str, held: bool | None) -> Line:
    found, around = spread(ratios, "×")
    return Line(what, found.replace(" ", ""), around, bar, held)


def longest(what: str, samples: Sequence[float], bar: float, unit: str = "s") -> Line:
    """A time whose median should not be longer than its bar."""
    factor = {"s": 1.0, "ms": 1000.0, "MiB": 1.0}[unit]
    found, around = spread(samples, unit, factor)
    held = statistics.median(samples) * factor <= bar
    return Line(what, found, around if len(samples) > 1 else "", f"≤ {bar:g} {unit}", held)


def paired(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """The ratio of each pair that was measured one right after the other."""
    return [one / other for one, other in zip(first, second, strict=True)]
