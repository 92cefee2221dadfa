"""IPython for a box: magics work, an error does not stop the next cell, nothing is stored."""

from __future__ import annotations

import sys
import types
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

checkpoints: list[str] = []
"""Names of the questions whose ``grader.check`` was called since it was last emptied."""


class BoxShell(InteractiveShell):  # type: ignore[misc]
    """An interactive shell without history, threads, files and coloured tracebacks."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Lets ``%matplotlib inline`` pass: there is no event loop to hook."""

    def showtraceback(self, *arguments: Any, **keywords: Any) -> None:
        """Prints nothing: the examiner gets the error as data."""

    def showsyntaxerror(self, *arguments: Any, **keywords: Any) -> None:
        """Prints nothing: the examiner gets the error as data."""


class _Notebook:
    """Stands in for otter's notebook: a check is a checkpoint, and everything else does nothing."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        pass

    def check(self, question: str, *arguments: Any, **keywords: Any) -> None:
        """Notes that the cell which runs now is the checkpoint of ``question``."""
        checkpoints.append(str(question)[:80])

    def check_all(self, *arguments: Any, **keywords: Any) -> None:
        """Does nothing: the grader checks every question anyway."""

    def export(self, *arguments: Any, **keywords: Any) -> None:
        """Does nothing: there is nobody to hand in to."""

    add_plugin_files = run_plugin = to_pdf = export


def prepare(*, draw: bool) -> BoxShell:
    """Builds the shell once, in the zygote: it starts no thread and takes a while.

    Args:
        draw: whether to draw a first figure too, which is slow and shared by every fork.
    """
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.cache_size = 0
    stub = types.ModuleType("otter")
    stub.Notebook = _Notebook  # type: ignore[attr-defined]
    sys.modules["otter"] = stub
    created: BoxShell = BoxShell.instance(config=config)
    # One empty cell warms the compiler, the transformers and the display hook for every fork.
    created.run_cell("None", store_history=False)
    if draw:
        _warm_drawing()
    return created


def _warm_drawing() -> None:
    import io

    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(2, 1))
    axes.plot([0, 1], [0, 1], label="warm")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", dpi=40)
    plt.close(figure)
