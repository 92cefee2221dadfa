"""A lane: one examiner and its zygote. Takes submissions one after another, gives records."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence

from autograder.bundles import frame_of
from autograder.course import Bundle, Role
from autograder.examiner.checks import read_checks
from autograder.examiner.conversation import BoxGone
from autograder.examiner.diagnosis import Diagnosis
from autograder.examiner.earlier import Earlier
from autograder.examiner.examination import Examination, heading
from autograder.examiner.pictures import Drawn, plots_of
from autograder.examiner.questions import Prepared
from autograder.examiner.runner import Runner
from autograder.examiner.submission import Submission, SubmittedCell, lay_out
from autograder.faults import GraderFault
from autograder.plots import Plot
from autograder.records import FaultRecord, Record, Status
from autograder.sandbox import Cage, Rung, SandboxError

_LOG = logging.getLogger(__name__)
_OURS = (SandboxError, GraderFault, OSError)
_TRIES = 2
_BOXES_A_ZYGOTE = 1000
"""After so many forks a zygote is replaced: whatever drifts in it starts anew."""


class Lane:
    """One examiner with its zygote; belongs to one process.

    Args:
        rung: which walls the boxes have.
    """

    def __init__(self, rung: Rung) -> None:
        self.rung = rung
        self._prepared: dict[str, Prepared] = {}
        self._cage = Cage(rung)

    def __enter__(self) -> Lane:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Warms up the zygote and the examiner's own libraries, both at once.

        Raises:
            GraderFault: the sandbox could not start.
        """
        self._cage.start()
        quiet_libraries()
        # The examiner's own oracles and tables; warm before the first submission.
        import keras  # noqa: F401
        import pandas as pd  # noqa: F401

        try:
            self._cage.wait_warm()
        except SandboxError as error:
            raise GraderFault(f"The sandbox could not start: {error}.") from error

    def close(self) -> None:
        """Ends the zygote."""
        self._cage.close()

    def examine(
        self, bundle: Bundle, submission: Submission, earlier: Earlier | None = None
    ) -> Record:
        """The record of one submission. Never raises for anything that was handed in.

        Args:
            bundle: the assignment.
            submission: what was handed in.
            earlier: what is known of the same cells, where only some questions are to be examined.
        """
        started = time.monotonic()
        fault, stale = "", False
        for attempt in range(_TRIES):
            try:
                if stale or self._cage.opened > _BOXES_A_ZYGOTE:
                    self._restart()
                stale, struck = True, (self._cage.struck, self._cage.struck_outside)
                prepared = self._prepare(bundle)
                examination = Examination(self._cage, prepared, submission, earlier)
                record = examination.record(started)
                if struck[0] == self._cage.struck:
                    return record
                # A box was killed, and not by us: by its own code, or from outside, where memory
                # runs short or somebody cleans up. What comes a second time is its own doing.
                if attempt + 1 == _TRIES and struck[1] == self._cage.struck_outside:
                    return record
                fault, stale = "its box was ended from outside", not self._cage.is_alive()
            except Exception as error:  # noqa: BLE001 - nothing that is handed in stops the batch
                _LOG.debug("could not grade %s", submission.source, exc_info=error)
                fault = f"{error}" if isinstance(error, _OURS) else type(error).__name__
        return not_graded(bundle, submission, self.rung, fault)

    def plots(
        self, bundle: Bundle, submission: Submission, drawn: Sequence[Drawn]
    ) -> tuple[Plot, ...]:
        """The pictures of a submission; none where they cannot be had, which costs nobody a point.

        Args:
            bundle: the assignment.
            submission: what was handed in.
            drawn: the pictures in it.
        """
        try:
            return plots_of(self._cage, bundle, submission, drawn)
        except Exception as error:  # noqa: BLE001 - nothing that is handed in stops the batch
            _LOG.debug("no pictures of %s", submission.source, exc_info=error)
            return ()

    def _restart(self) -> None:
        self._cage.close()
        self._cage = Cage(self.rung)
        self._cage.start()
        self._cage.wait_warm()

    def _prepare(self, bundle: Bundle) -> Prepared:
        known = self._prepared.get(bundle.sha256)
        if known is None:
            known = Prepared(
                bundle=bundle,
                questions=tuple(read_checks(question) for question in bundle.questions),
                skeletons=_skeleton_fingerprints(self._cage, bundle),
                diagnosis=Diagnosis(bundle),
                frame=frame_of(bundle),
            )
            self._prepared[bundle.sha256] = known
        return known


def quiet_libraries() -> None:
    """Settings that TensorFlow reads when it is imported; the same as a box's."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("MPLBACKEND", "Agg")


def _skeleton_fingerprints(cage: Cage, bundle: Bundle) -> dict[str, str]:
    """What an untouched answer's code looks like, learnt from a box that runs the skeleton."""
    cells = tuple(
        SubmittedCell(cell.id, cell.source) for cell in bundle.cells if cell.role is not Role.PROSE
    )
    if not cells:
        return {}
    runner = Runner(cage, bundle, lay_out(bundle, _bare(cells)), 0)
    try:
        for _ in runner.run():
            pass
        names = sorted(
            {n for q in bundle.questions for c in read_checks(q).checks for n in c.needs}
        )
        found = runner.conversation.ask("names", names, bundle.limits.call_seconds)
    except BoxGone as gone:
        raise GraderFault(f"The skeleton of {bundle.assignment} does not run: {gone}.") from gone
    finally:
        runner.close()
    return {name: entry[1] for name, entry in found.items() if entry[1]}


def _bare(cells: tuple[SubmittedCell, ...]) -> Submission:
    return Submission(student="", attempt=1, source="", sha256="", cells=cells)


def not_graded(bundle: Bundle, submission: Submission, rung: Rung, fault: str) -> Record:
    """The record of a submission that our own failure kept from being graded."""
    return Record(
        **heading(bundle, submission, rung),
        status=Status.NOT_GRADED,
        score=0.0,
        seed=0,
        faults=(FaultRecord("GraderFault", fault),),
    )
