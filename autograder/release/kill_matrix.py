"""What a proof found, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from autograder.release.findings import Result, survivors_of
from autograder.release.proof import Proof
from autograder.release.trials import Kind, Watch

_FULL = "·"
_LOST = "[red]✗[/red]"
_PLAIN_EVERY = 100


def kill_matrix(proof: Proof) -> RenderableType:
    """Every answer that was tried against every question, and what lies around the tolerances."""
    parts: list[RenderableType] = [_matrix(proof)]
    if proof.gaps:
        parts.append(_gaps(proof))
    return Group(*parts)


def summary(proof: Proof) -> str:
    """One line on a proof."""
    count = {kind: sum(result.kind is kind for result in proof.results) for kind in Kind}
    alive = len(survivors_of(proof.results))
    dead = sum(result.kind is Kind.MUTANT and bool(result.failed) for result in proof.results)
    verdict = "refused" if proof.faults else "proved"
    return (
        f"{proof.assignment}: {verdict}. {count[Kind.MISCONCEPTION]} misconceptions, "
        f"{count[Kind.ALTERNATIVE]} alternatives, {dead} mutants noticed, {alive} alive, "
        f"{len(proof.gaps)} tolerances measured; {proof.fresh} of {len(proof.results)} notebooks "
        "graded now."
    )


def watching(console: Console) -> Watch:
    """Shows how far the trials are: a live bar on a terminal, a line now and then elsewhere."""

    def watch(names: Iterable[str], total: int) -> Iterator[str]:
        if total == 0:
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        live = console.is_terminal
        with Progress(*columns, TimeElapsedColumn(), console=console, disable=not live) as bar:
            task = bar.add_task("warming up the lanes", total=total)
            for done, name in enumerate(names, 1):
                bar.update(task, completed=done, description=name)
                if not live and (done % _PLAIN_EVERY == 0 or done == total):
                    console.print(f"{done}/{total} notebooks graded")
                yield name

    return watch


def _matrix(proof: Proof) -> Table:
    title = f"{proof.assignment}: {'refused' if proof.faults else 'proved'}"
    caption = f"{_FULL} full marks, ✗ points lost; = is right, written differently"
    table = Table(title=title, caption=caption, box=box.SIMPLE_HEAD, padding=0)
    table.add_column("answer", no_wrap=True, overflow="ellipsis", max_width=38)
    for question in proof.questions:
        table.add_column(question, justify="center", no_wrap=True, min_width=len(question))
    table.add_column("hint given", no_wrap=True, overflow="ellipsis")
    for result in proof.results:
        if result.question is None:
            table.add_row(*_row(proof, result))
    for question in proof.checks:
        table.add_section()
        own = [result for result in proof.results if result.question == question]
        for result in own:
            if result.kind is not Kind.MUTANT:
                table.add_row(*_row(proof, result))
        for row in _mutant_rows(proof, question, own):
            table.add_row(*row)
    return table


def _row(proof: Proof, result: Result) -> list[str]:
    marks = [
        (_LOST if question in result.lost else _FULL) if question in result.asked else ""
        for question in proof.questions
    ]
    name = f"= {result.name}" if result.kind is Kind.ALTERNATIVE else result.name
    return [name, *marks, "its own" if result.hint == result.name else result.hint or ""]


def _mutant_rows(proof: Proof, question: str, own: list[Result]) -> Iterator[list[str]]:
    born = [r for r in own if r.kind is Kind.MUTANT and not r.stillborn]
    for mistake in sorted({result.label.split(":")[0] for result in born}):
        these = [result for result in born if result.label.split(":")[0] == mistake]
        dead = sum(bool(result.failed) for result in these)
        mark = _LOST if dead == len(these) else _FULL
        cells = [mark if q == question else "" for q in proof.questions]
        yield [f"mutants: {mistake}", *cells, f"{dead}/{len(these)} noticed"]
    known = {one.mutant for one in proof.explained}
    for result in survivors_of(own):
        cells = [_FULL if q == question else "" for q in proof.questions]
        words = "see notes" if result.name in known else "[red]refused[/red]"
        yield [escape(f"{result.name} lives: {result.label}"), *cells, words]


def _gaps(proof: Proof) -> Table:
    caption = "as shares of the tolerance: 1 is where a check changes its mind"
    title = f"{proof.assignment}: tolerances"
    table = Table(title=title, caption=caption, box=box.SIMPLE_HEAD, padding=0)
    table.add_column("", no_wrap=True, min_width=3)
    table.add_column("check", no_wrap=True, overflow="ellipsis", max_width=36)
    table.add_column("noise", justify="right", no_wrap=True, min_width=6)
    table.add_column("wrong", justify="right", no_wrap=True, min_width=8)
    table.add_column("nearest idea", no_wrap=True, overflow="ellipsis", max_width=24)
    for gap in proof.gaps:
        name, distance = gap.nearest or ("", None)
        far = "" if distance is None else f"{distance:.2g}"
        table.add_row(gap.question, escape(gap.check), f"{gap.noise:.1g}", far, name)
    return table
