"""Every slip in a master stops the build with the line on which it stands."""

from __future__ import annotations

import pytest

from autograder.course import AssignmentFolder
from autograder.faults import CourseFault
from autograder.release.ideas import read_alternatives, read_misconceptions
from autograder.release.master import read_master

KERNEL = "#   kernelspec: {display_name: Python 3, language: python, name: python3}\n"
ANSWER_Q1 = """\
    secret_total = 0.0
    for number in numbers:
        secret_total += number
    return secret_total
"""
END_Q2 = "# %% [raw]\n# # END QUESTION\n\n# %% [markdown]\n# That was all."

SLIPS = {
    "no kernel": (KERNEL, "", "# ---", "names no Python kernel"),
    "no title": ('#     title: "Tiny: sums and means"\n', "", "# ---", "what the assignment is"),
    "bad limit": ("call_seconds: 2", "call_second: 2", "# ---", "limit call_second"),
    "config missing": (
        "# # ASSIGNMENT CONFIG\n# name: tiny",
        "# # END TESTS",
        "# # END TESTS",
        "closes nothing",
    ),
    "wrong name": ("# name: tiny", "# name: huge", "# # ASSIGNMENT CONFIG", "name and nothing"),
    "unknown raw cell": (
        "# # END SOLUTION\n",
        "# # END SOLUTIONS\n",
        "# # END SOLUTIONS",
        "not a marker",
    ),
    "header not YAML": ("course:\n", "course: [\n", "#     minutes", "header is not YAML"),
    "header empty": ("# jupyter:\n", "# jupiter:\n", "# ---", "no 'jupyter:'"),
    "text before cells": (
        "# ---\n\n# %% [raw]",
        "# ---\n\nimport os\n\n# %% [raw]",
        "# %% [raw]",
        "between the header and the first cell",
    ),
    "block never closed": (
        END_Q2,
        "# %% [markdown]\n# That was all.",
        "# # BEGIN QUESTION@2",
        "never closed",
    ),
    "question in question": (
        "# # END QUESTION\n\n# %% [raw]\n# # BEGIN QUESTION\n# name: q2",
        "# # BEGIN QUESTION\n# name: q2",
        "# # BEGIN QUESTION@2",
        "inside the QUESTION block",
    ),
    "solution in solution": (
        "# # BEGIN SOLUTION\n\n# %%\ndef mean",
        "# # BEGIN SOLUTION\n\n# %% [raw]\n# # BEGIN SOLUTION\n\n# %%\ndef mean",
        "# # BEGIN SOLUTION@3",
        "directly inside a question",
    ),
    "duplicate question": ("# name: q2", "# name: q1", "# # BEGIN QUESTION@2", "two questions"),
    "question's name": ("# name: q2", "# name: second", "# # BEGIN QUESTION@2", "question's name"),
    "unknown key": (
        "# points: 3",
        "# points: 3\n# export: true",
        "# # BEGIN QUESTION@2",
        "no key 'export'",
    ),
    "config not YAML": ("# points: 3", "# points: [3", "# points: [3", "not YAML"),
    "no heading": ("# ## Mean\n", "# Mean\n", "# # BEGIN QUESTION@2", "no heading"),
    "stray END SOLUTION": (
        "    return secret_total\n    # END SOLUTION",
        "    return secret_total\n    # END SOLUTION\n    # END SOLUTION",
        "    # END SOLUTION@2",
        "closes nothing",
    ),
    "nested BEGIN SOLUTION": (
        "    secret_total = 0.0",
        "    # BEGIN SOLUTION\n    total = 0.0",
        "    # BEGIN SOLUTION@2",
        "inside the one of line",
    ),
    "unclosed SOLUTION": ("    # END SOLUTION\n", "", "    # BEGIN SOLUTION", "never closed"),
    "misspelt marker": (
        "    # BEGIN SOLUTION",
        "    # Begin solution",
        "    # Begin solution",
        "looks like a solution marker",
    ),
    "empty solution": (
        ANSWER_Q1,
        "",
        "    # BEGIN SOLUTION",
        "no answer between",
    ),
    "nothing marked": ("  # SOLUTION", "", "def mean(numbers):", "Nothing in this answer cell"),
    "answer not Python": (
        "count = len(numbers)",
        "count = len(numbers",
        "    count = len(numbers",
        "not Python",
    ),
    "marker outside": (
        "import numpy as np\n\n# %% tags",
        "import numpy as np  # SOLUTION\n\n# %% tags",
        "import numpy as np  # SOLUTION",
        "outside a SOLUTION block",
    ),
    "two answer cells": (
        "# %%\ndef mean",
        "# %%\nx = 1  # SOLUTION\n\n# %%\ndef mean",
        "def mean(numbers):",
        "second answer cell",
    ),
    "text in tests": (
        "# # BEGIN TESTS\n",
        "# # BEGIN TESTS\n\n# %% [markdown]\n# Aha\n",
        "# Aha",
        "text in the TESTS block",
    ),
    "two functions": (
        '    assert mean([4.0]) == 4.0, "one number"\n',
        "    assert mean([4.0]) == 4.0\n\ndef again(mean):\n    pass\n",
        "def again(mean):",
        "exactly one function",
    ),
    "no function": (
        "def test_small(add_up):\n    # This comment is for authors.\n    assert",
        "if True:\n    assert",
        '""" # BEGIN TEST CONFIG',
        "no function",
    ),
    "test not Python": (
        "assert mean([4.0])",
        "assert mean([4.0]",
        "    assert mean([4.0]",
        "not Python",
    ),
    "env": ("def test_small(add_up)", "def test_small(env)", "def test_small(env):", "plain"),
    "config open": (
        '""" # END TEST CONFIG\ndef test_small',
        '"""\ndef test_small',
        '""" # BEGIN TEST CONFIG',
        "never closed",
    ),
    "config key": ("hidden: true", "hiden: true", '""" # BEGIN TEST CONFIG@2', "unknown key"),
    "config type": ("hidden: true", "hidden: perhaps", '""" # BEGIN TEST CONFIG@2', "wrong type"),
    "config colon": (
        'name: "the sum of 1, 2 and 3 is right"',
        "name: sum: right",
        "name: sum: right",
        "not YAML",
    ),
    "hidden by accident": ("# HIDDEN", "# the hidden state", "# the hidden state", "word hidden"),
    "same check twice": (
        "test_mean_moves_with_its_numbers",
        "test_mean_of_one_number_is_that_number",
        "# HIDDEN",
        "two checks",
    ),
    "no public check": (
        "points: 1\n",
        "points: 1\nhidden: true\n",
        "# # BEGIN QUESTION@2",
        "no public check",
    ),
    "too many points": ("points: 1\n", "points: 4\n", "# # BEGIN QUESTION@2", "its checks 4"),
    "no points left": ("points: 1\n", "points: 3\n", "# HIDDEN", "no points left"),
    "points are text": ("# points: 3", "# points: many", "# # BEGIN QUESTION@2", "not a number"),
    "points in a list": (
        "# points: 3",
        "# points: [1, 1, 1]",
        "# # BEGIN QUESTION@2",
        "3 points for 2 checks",
    ),
    "swallowed cell": ("# # Tiny\n", "# # Ignore this\n", "# # Ignore this", "swallow"),
    "header in a string": (
        'print("a picture',
        'print("""\n# %% no cell\n""", "a picture',
        "# %% no cell",
        "inside another cell",
    ),
}


def _line_of(text: str, wanted: str) -> int:
    """The number of the n-th line that is ``wanted``, written ``line@n``."""
    line, _, count = wanted.partition("@")
    hits = [number for number, found in enumerate(text.splitlines(), 1) if found.startswith(line)]
    return hits[int(count or 1) - 1]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_stops_the_build_at_its_line(own_folder: AssignmentFolder, slip: str) -> None:
    """The fault carries the file, the line, what is wrong and what to do."""
    old, new, line, words = SLIPS[slip]
    text = own_folder.master.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, text.count(old) if old == "  # SOLUTION" else 1)
    own_folder.master.write_text(text, encoding="utf-8")
    with pytest.raises(CourseFault, match=words) as caught:
        read_master(own_folder)
    assert (own_folder.master, _line_of(text, line)) == (caught.value.file, caught.value.line)
    assert caught.value.repair


IDEA_SLIPS = {
    "no title": ("# %% starts_at_one question", "# %% question", "# %% question"),
    "no question": (' question="q1"', "", "# %% starts_at_one"),
    "unknown question": ('question="q1"', 'question="q7"', '# %% starts_at_one question="q7"'),
    "no hint": ("# Hint: What is the sum", "# What is the sum", "# Belief: a running"),
    "twice": ("divides_by_length_minus_one", "starts_at_one", '# %% starts_at_one question="q2"'),
    "not Python": ("    total = 1.0", "    total = 1.0)", "    total = 1.0)"),
}


@pytest.mark.parametrize("slip", IDEA_SLIPS)
def test_a_slip_in_the_misconceptions_stops_the_build_at_its_line(
    own_folder: AssignmentFolder, slip: str
) -> None:
    """Misconceptions are as strict as masters."""
    old, new, line = IDEA_SLIPS[slip]
    text = own_folder.misconceptions.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    own_folder.misconceptions.write_text(text, encoding="utf-8")
    with pytest.raises(CourseFault) as caught:
        read_misconceptions(own_folder, read_master(own_folder))
    assert (own_folder.misconceptions, _line_of(text, line)) == (
        caught.value.file,
        caught.value.line,
    )


def test_an_alternative_says_how(own_folder: AssignmentFolder) -> None:
    """A right answer without an explanation is refused."""
    text = own_folder.alternatives.read_text(encoding="utf-8")
    own_folder.alternatives.write_text(text.replace("# How: NumPy", "# NumPy"), encoding="utf-8")
    with pytest.raises(CourseFault, match="How"):
        read_alternatives(own_folder, read_master(own_folder))
