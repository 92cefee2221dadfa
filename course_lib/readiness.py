"""Pictures that wait politely until the question before them has been answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def once_ready(question: str) -> Iterator[None]:
    """Runs a block that needs an answer; while the answer is unfinished, says so in one sentence.

    Args:
        question: the name of the question the block needs, such as ``"q2"``.

    Yields:
        Nothing. An error inside the block ends the block, not the notebook.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever an unfinished answer does, say so kindly
        lines = str(error).strip().splitlines() or [type(error).__name__]
        print(  # noqa: T201 - this is said to the student, in the notebook
            f"This picture waits for {question}. Finish that question, run its cell, and then run "
            f"this one again. (Python says: {lines[0][:160]})"
        )
