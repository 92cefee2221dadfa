"""The same class, the same records: over and over, and in whatever order."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("lane")

CLASS = (
    {},
    {"q1-answer": "def double(x):\n    return x * x\n"},
    {"q1-answer": "import numpy as np\ndef double(x):\n    return x * np.random.randint(1, 3)\n"},
    {"q1-answer": "import os\nos._exit(0)\n"},
    {"q1-answer": "def double(x):\n    import os\n    os._exit(1)\n"},
    {"q2-answer": "def triple(x):\n    return double(x) + x\n", "q1-answer": "1/0"},
)


def test_twenty_gradings_of_a_class_are_identical(examine: Any) -> None:
    """Crashes, randomness and rescues included."""
    first = [examine(changes).stable() for changes in CLASS]
    for turn in range(19):
        order = sorted(range(len(CLASS)), key=lambda n, turn=turn: (n * 7 + turn) % 11)
        for n in order:
            assert first[n] == examine(CLASS[n]).stable()


def test_a_question_built_on_a_failed_one_is_rescued(examine: Any) -> None:
    """Only the failed question loses; the record says what was given."""
    record = examine(
        {
            "q1-answer": "def double(x):\n    return x * x\n",
            "q2-answer": "def triple(x):\n    return double(x) + x\n",
        }
    )
    q1, q2 = record.questions
    assert (0.0, 3.0) == (q2.as_is_score, q2.score) or q2.as_is_score < q2.score == 3.0
    assert ("q1",) == q2.given
    assert q1.score < q1.points


def test_a_rescue_hands_over_nothing_that_lasts(examine: Any) -> None:
    """A borrowed reference is gone after its check, and was never code in the box."""
    record = examine(
        {
            "q1-answer": "def double(x):\n    return x * x\n",
            "q2-answer": (
                "kept = []\ndef triple(x):\n    kept.append(double)\n    return double(x) + x\n"
            ),
            "q2-check": 'grader.check("q2")',
            "zz-later": "try:\n    print(kept[-1](3))\nexcept BaseException as e:\n    print(e)\n",
        }
    )
    assert 3.0 == record.questions[1].score
    assert record.questions[0].score < 3.0
