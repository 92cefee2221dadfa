"""The surroundings and, for each rung that holds here, one warm lane for the whole session."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest

from autograder.records import Record
from autograder.sandbox import Rung
from autograder.sandbox.ladder import probe
from tests.hostile.canaries import Surroundings
from tests.hostile.staging import Stage


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surroundings]:
    """Files, servers and a process that no box may reach."""
    with Surroundings(tmp_path_factory.mktemp("around")) as around:
        yield around


@pytest.fixture(scope="session")
def stage_at(
    surroundings: Surroundings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Rung], Stage]]:
    """Gives the one stage of a rung; skips where the rung does not hold on this machine."""
    stages: dict[Rung, Stage] = {}
    faults: dict[Rung, list[str]] = {}
    with contextlib.ExitStack() as open_stages:

        def stage(rung: Rung) -> Stage:
            if rung not in faults:
                faults[rung] = probe(rung)
            if faults[rung]:
                pytest.skip(f"the rung {rung} does not hold here: {'; '.join(faults[rung])}")
            if rung not in stages:
                folder = tmp_path_factory.mktemp("handed-in")
                fresh = Stage(rung, surroundings.told, folder)
                stages[rung] = open_stages.enter_context(fresh)
            return stages[rung]

        yield stage


@pytest.fixture(scope="session")
def honest_at(stage_at: Callable[[Rung], Stage]) -> Callable[[Rung], Record]:
    """Gives the record that an honest notebook has on a rung when nobody attacked before."""
    records: dict[Rung, Record] = {}

    def honest(rung: Rung) -> Record:
        if rung not in records:
            records[rung] = stage_at(rung).hand_in(None).record
        return records[rung]

    return honest
