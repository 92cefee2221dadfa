"""Pictures that wait politely until the question before them has been answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def once_ready(question: str) -> Iterator[None]:
    """Runs a block that needs an answer; while the answer is unfinished, says so in one sentence.

    Args:
        question: the name of the last question the block needs, such as ``"q2"``, or of all of
            them, such as ``"q1 to q3"``.

    Yields:
        Nothing. An error inside the block ends the block, not the notebook.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever an unfinished answer does, say so kindly
        lines = str(error).strip().splitlines() or [type(error).__name__]
        print(  # noqa: T201 - this is said to the student, in the notebook
            f"This picture waits for {_awaited(question)}, and then run this one again. "
            f"(Python says: {lines[0][:160]})"
        )


def _awaited(question: str) -> str:
    """What has to be finished; a picture may need answers before the one that it is named after."""
    if " " in question:
        return f"{question}. Finish those that are missing, run their cells"
    if question == "q1":
        return f"{question}. Finish that question, run its cell"
    return f"{question}, or for a question before it. Finish what is missing, run its cell"
