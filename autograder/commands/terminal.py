"""What all commands have in common: where they print, and how they refuse."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

ROOT = Path(__file__).resolve().parents[2]
BUNDLES = ROOT / "build" / "bundles"

console = Console()
errors = Console(stderr=True)


def usage(text: str) -> typer.Exit:
    """Says what cannot be carried out as it was given; to be raised. Exit code 2."""
    errors.print(f"[bold red]Not possible:[/bold red] {escape(text)}", soft_wrap=True)
    return typer.Exit(2)


def failed(fault: Exception) -> typer.Exit:
    """Says what stopped us; to be raised. Exit code 1."""
    errors.print(f"[bold red]Stopped:[/bold red] {escape(str(fault))}", soft_wrap=True)
    return typer.Exit(1)


def note(text: str) -> None:
    """Tells a person something by the way, on the error stream."""
    errors.print(escape(text), soft_wrap=True, highlight=False)


def shown(path: Path) -> str:
    """A path as short as it can be from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
