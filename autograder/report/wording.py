"""The words that people read for verdicts, states, faults and errors. All of them in one place."""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass

from autograder.records import Status, Verdict
from autograder.report.plain_text import counted


@dataclass(frozen=True, slots=True)
class Words:
    """How one member of a closed set is shown.

    Attributes:
        label: two or three words.
        shape: name of the sign beside them, so that nothing depends on colour.
        tone: name of the colour: ``good``, ``bad``, ``open`` or ``ours``.
        sentence: what it means for the reader.
    """

    label: str
    shape: str
    tone: str
    sentence: str


VERDICTS = {
    Verdict.PASSED: Words("Passed", "tick", "good", "This holds for your answer."),
    Verdict.FAILED: Words("Not yet", "cross", "bad", "This does not hold for your answer yet."),
    Verdict.MISSING: Words(
        "Missing",
        "ring",
        "open",
        "You have not defined this yet, or it is still the skeleton.",
    ),
    Verdict.NOT_REACHED: Words(
        "Not reached",
        "dash",
        "open",
        "An earlier check of this question stopped the run, so this one was never tried. "
        "Repair that one first.",
    ),
    Verdict.TIMED_OUT: Words(
        "Ran too long",
        "clock",
        "bad",
        "This took longer than allowed and was stopped. "
        "Is there a loop that never ends, or work that could be done once instead of every step?",
    ),
    Verdict.OUT_OF_MEMORY: Words(
        "Out of memory",
        "alert",
        "bad",
        "This asked for more memory than allowed and was stopped. "
        "Does a list or an array grow with every step, or broadcast to a shape you did not mean?",
    ),
    Verdict.CRASHED: Words(
        "Crashed",
        "alert",
        "bad",
        "Python itself stopped here, which is more than an ordinary error. "
        "Does your code leave Python, or call itself without an end?",
    ),
    Verdict.NOT_GRADED: Words(
        "Not graded yet",
        "dots",
        "ours",
        "The grader failed here, not you. No point is given or taken until it is graded again.",
    ),
}

WAITING = Words(
    "Waits for a person",
    "dots",
    "ours",
    "A person reads this and marks it. Until then it is no zero: it is not in your score yet.",
)
"""A question that nobody has marked yet."""

STATUSES = {
    Status.GRADED: Words("Graded", "tick", "good", ""),
    Status.REFUSED: Words(
        "Could not be read",
        "cross",
        "bad",
        "Your submission could not be read, so nothing in it was checked. "
        "You can repair this: see below.",
    ),
    Status.NOT_GRADED: Words(
        "Not graded yet",
        "dots",
        "ours",
        "The grader failed, not you. This is no mark: your submission is kept as you handed it "
        "in and will be graded again.",
    ),
}


@dataclass(frozen=True, slots=True)
class FaultWords:
    """How a family of faults is told to the student.

    Attributes:
        heading: whose fault it is.
        action: what to do now.
        detailed: whether the fault's own message is written for the student.
    """

    heading: str
    action: str
    detailed: bool


_STUDENTS_FAULT = FaultWords(
    "Something to repair in what you handed in",
    "What to do: repair it, restart the kernel, run all cells from the top, save, and hand in "
    "the notebook again.",
    detailed=True,
)
_OUR_FAULT = FaultWords(
    "A fault of the grader",
    "What to do: nothing. The course staff see the details, it costs you no point, and the "
    "submission will be graded again.",
    detailed=False,
)


def fault_words(family: str) -> FaultWords:
    """Returns the words for a fault family; every family but the student's own is ours."""
    return _STUDENTS_FAULT if "submission" in family.lower() else _OUR_FAULT


_ERRORS = {
    "NameError": "a name was used before it was defined",
    "ModuleNotFoundError": "a module was imported that the grader lacks",
    "ImportError": "something was imported that its module does not have",
    "SyntaxError": "Python could not read the cell: look for a missing bracket, quote or colon",
    "IndentationError": "Python could not read the cell: the lines are not indented alike",
    "TypeError": "a function or operator was given a kind of value it does not take",
    "ValueError": "a function was given a value it does not take, often a shape that does not fit",
    "AttributeError": "an object was asked for something it does not have",
    "IndexError": "an index lay outside of its list or array",
    "KeyError": "a dictionary was asked for a key it does not have",
    "FileNotFoundError": "a file was opened that is not part of the submission",
    "PermissionError": "the cell reached for something the grader does not allow",
    "ZeroDivisionError": "something was divided by zero",
    "AssertionError": "an assertion of your own did not hold",
    "RecursionError": "a function called itself without an end",
    "MemoryError": "the cell asked for more memory than allowed",
    "TimeoutError": "the cell took longer than allowed",
    "NotImplementedError": "the skeleton of an answer was called",
}

_NAMED = re.compile(
    r"(?:name '|No module named ')(?P<name>[A-Za-z_][A-Za-z_.]{0,30}[0-9]?)'(?: is not defined)?"
)
_LINE = re.compile(r".* \((?P<line>line [0-9]{1,3}) of the cell\)", re.DOTALL)
_ENDED = re.compile(r"(?P<ending>timed out|out of memory|crashed): .*", re.DOTALL)
_ENDINGS = {
    "timed out": "it took longer than allowed and was stopped",
    "out of memory": "it asked for more memory than allowed and was stopped",
    "crashed": "Python itself stopped in it",
}
_LASTED = re.compile(
    r".*\bit (?P<how>ran|waited) for more than (?P<seconds>[0-9]{1,6}(?:\.[0-9]{1,9})?) seconds\.?",
    re.DOTALL,
)


def for_how_long(words: str) -> str:
    """How long something ran before it was stopped, as ``ran for more than 30 seconds``.

    Returns:
        The empty string where the words do not say it.
    """
    told = _LASTED.fullmatch(words)
    if told is None:
        return ""
    seconds = float(told["seconds"])
    # What was left of the time is 29.99 seconds and the like: nobody reads that for pleasure.
    return (
        f"{told['how']} for more than {counted(round(seconds, 0 if seconds >= 2 else 1), 'second')}"
    )


def error_words(error: str) -> str:
    """Explains why a cell stopped, without repeating the text of its error.

    A student's code may put a hidden input into the text of an exception, or into the name of
    its class. So only Python's own class names are repeated, and one plain identifier where
    Python says which name or module was missing: without it the sentence would help nobody. So
    it is with the number of the line.
    """
    if ended := _ENDED.fullmatch(error):
        lasted = for_how_long(error)
        return f"it {lasted} and was stopped" if lasted else _ENDINGS[ended["ending"]]
    kind, _, detail = error.partition(":")
    kind = kind.strip()
    if not _is_python_error(kind):
        return "an error"
    words = f"{kind}: {_ERRORS[kind]}" if kind in _ERRORS else kind
    if named := _NAMED.fullmatch(detail.strip()):
        return f"{words} (`{named['name']}`)"
    placed = _LINE.fullmatch(detail)
    return f"{words} ({placed['line']} of the cell)" if placed else words


def _is_python_error(kind: str) -> bool:
    found = getattr(builtins, kind, None)
    return isinstance(found, type) and issubclass(found, BaseException)


RUNGS = {
    "full": "each submission in its own namespaces, with Landlock, seccomp and limits",
    "root-ns": "each submission in its own namespaces and as a user of its own",
    "landlock": "Landlock, seccomp and limits, without namespaces",
    "none": "no isolation: only for notebooks you wrote yourself",
}
"""What each isolation rung means."""
