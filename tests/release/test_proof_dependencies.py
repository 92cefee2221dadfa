"""Which modules of course_lib an assignment depends on, and so what makes its proof go stale."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.course import Bundle
from autograder.release.dependencies import grading_code, library_code
from autograder.release.notebooks import answer_cell


def _answering(bundle: Bundle, source: str) -> Bundle:
    return dataclasses.replace(
        bundle, answers={**bundle.answers, answer_cell(bundle, "q1"): source}
    )


@pytest.mark.parametrize(
    "source",
    [
        "from course_lib import compare",
        "import course_lib\n%matplotlib inline\ncourse_lib.compare(1, 1)",
        "from course_lib.comparing import unpack",
        "import course_lib.comparing",
    ],
)
def test_however_a_module_is_reached_it_counts(bundle: Bundle, source: str) -> None:
    """All of these lead to the same module, and to no other one."""
    found = library_code(_answering(bundle, source))
    assert found == library_code(_answering(bundle, "from course_lib import compare, unpack"))
    assert found != library_code(_answering(bundle, "pass"))
    assert found != library_code(_answering(bundle, "from course_lib import numeric_gradient"))


def test_a_name_of_unknown_home_counts_as_everything(bundle: Bundle) -> None:
    """Then any change of the package makes the proof go stale."""
    everything = library_code(_answering(bundle, "from course_lib import who_knows"))
    some = "from course_lib import who_knows, compare"
    assert everything == library_code(_answering(bundle, some))


def test_the_code_that_proves_counts_where_it_is_named() -> None:
    """The certificate depends on the mutants that are made; a single trial does not."""
    assert grading_code() != grading_code("mutants.py")
    assert 64 == len(grading_code())
