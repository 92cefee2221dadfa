"""The order of the whole suite: what takes minutes begins first, lest a core waits at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

_LONGEST_FIRST = (
    "course/test_notebooks_run.py",
    "course/test_diagnosis.py",
    "cli/test_kill_9.py",
    "release/test_leaks_by_meaning.py",
    "course/test_otter_parity.py",
    "course/test_proofs.py",
    "cli/test_platforms.py",
)
_HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Moves files that take minutes to the front; all others keep their order."""
    ranks = {_HERE / name: rank for rank, name in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))
