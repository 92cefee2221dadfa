"""A small assignment with something to steal: four questions, hidden checks, answers and hints.

Every secret word starts with ``SECRET``. What a hidden check hands to a student's function holds
``HIDDEN_INPUT``; a box sees that one, but no page or record may.
"""

from __future__ import annotations

from autograder.bundles import seal
from autograder.course import Bundle, Limits, Misconception, NotebookCell, Question, Role

SECRET = "CANARY-"  # noqa: S105 - it opens nothing
"""What every secret word starts with: in checks, answers, hints, files, variables and argv."""

HIDDEN_INPUT = "90210.3317"
"""A number among the inputs of hidden checks, as it is printed."""

POINTS = {"q1": 2.0, "q2": 2.0, "q3": 2.0, "q4": 2.0}

_BLEND = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q1"
points = 2

@test_case(points=1, hidden=False, name="blends three and five")
def test_public(blend):
    got = blend(3.0, 5.0, 0.25)
    assert isinstance(got, (int, float)), "`blend` gives a number."
    assert abs(got - 3.5) < 1e-9, "A quarter of the way from 3 to 5 is 3.5."

@test_case(points=1, hidden=True, name="blends any numbers", failure_message="Try other numbers.")
def test_hidden(blend):
    import numpy as np
    note = "CANARY-check-q1"
    a, b, share = 90210.3317, float(np.random.rand()), float(np.random.rand())
    want = a * (1 - share) + b * share
    got = blend(a, b, share)
    assert isinstance(got, (int, float)), f"{note}: blend({a}, {b}, {share}) gave a {type(got)}"
    assert abs(got - want) < 1e-6, f"{note}: blend({a}, {b}, {share}) gave {got}, not {want}"
"""

_RUNNING = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q2"
points = 2

@test_case(points=1, hidden=False, name="sums one to four")
def test_public(running_sum):
    import numpy as np
    x = np.arange(1.0, 5.0)
    got = running_sum(x)
    assert isinstance(got, np.ndarray), "`running_sum` gives an array."
    assert got.shape == (4,), "The result is as long as the input."
    assert np.allclose(got, [1.0, 3.0, 6.0, 10.0]), "1, 1+2, 1+2+3, ..."

@test_case(points=1, hidden=True, name="sums any numbers", failure_message="Try other arrays.")
def test_hidden(running_sum):
    import numpy as np
    note = "CANARY-check-q2"
    inputs = [np.random.rand(n) for n in (2, 5)] + [np.array([90210.3317, 1.5])]
    wanted = [np.cumsum(x) for x in inputs]
    for got, want in zip(map(running_sum, inputs), wanted):
        assert isinstance(got, np.ndarray), f"{note}: a {type(got)} for {inputs}"
        assert got.shape == want.shape, f"{note}: {got.shape} for {inputs}"
        assert np.allclose(got, want), f"{note}: {got} for {inputs}, not {want}"
"""

_PEAK = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q3"
points = 2

def row_of_heights(peak, places):
    import numpy as np
    heights = np.array([float(-abs(i - peak)) for i in range(places)])
    def height(place):
        return float(heights.take(place.__index__()))
    return height

@test_case(points=1, hidden=False, name="finds the third of eight")
def test_public(find_peak):
    got = find_peak(row_of_heights(2, 8), 8)
    assert isinstance(got, int), "`find_peak` gives a whole number."
    assert got == 2, "The highest place is number 2."

@test_case(points=1, hidden=True, name="finds any peak", failure_message="Ask for every height.")
def test_hidden(find_peak):
    import numpy as np
    note = "CANARY-check-q3"
    for places in (5, 40, 400):
        peak = int(np.random.randint(places))
        got = find_peak(row_of_heights(peak, places), places)
        assert isinstance(got, int), f"{note}: a {type(got)}"
        assert got == peak, f"{note}: {got}, not {peak} of {places}"
"""

_HALVES = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q4"
points = 2

@test_case(points=1, hidden=False, name="has five numbers")
def test_public(halves):
    assert isinstance(halves, list), "`halves` is a list."
    assert len(halves) == 5, "It has five numbers."
    assert halves[0] == 1.0, "It starts with 1."

@test_case(points=1, hidden=True, name="halves every time", failure_message="Divide by two.")
def test_hidden(halves):
    note = "CANARY-check-q4"
    assert len(halves) == 5, f"{note}: {len(halves)}"
    for n, half in enumerate(halves):
        assert abs(half - 0.5 ** n) < 1e-12, f"{note}: number {n} is {half}"
"""

SKELETONS = {
    "q1": "def blend(a, b, share):\n    ...\n",
    "q2": "def running_sum(x):\n    ...\n",
    "q3": "def find_peak(height, places):\n    ...\n",
    "q4": "halves = ...\n",
}

HONEST = {
    "q1": "def blend(a, b, share):\n    return a + (b - a) * share\n",
    "q2": "def running_sum(x):\n    return np.cumsum(x)\n",
    "q3": (
        "def find_peak(height, places):\n    return int(np.argmax([height(i) for i in "
        "range(places)]))\n"
    ),
    "q4": "halves = [0.5**n for n in range(5)]\n",
}
"""Right answers, as a student writes them."""

_ANSWERS = {
    "q1": (
        'def blend(a, b, share):\n    "CANARY-answer-q1"\n    return a * (1 - share) + b * share\n'
    ),
    "q2": 'def running_sum(x):\n    "CANARY-answer-q2"\n    return np.add.accumulate(x)\n',
    "q3": (
        'def find_peak(height, places):\n    "CANARY-answer-q3"\n'
        "    return max(range(places), key=height)\n"
    ),
    "q4": 'halves = [2.0**-n for n in range(5)]  # "CANARY-answer-q4"\n',
}

_IDEAS = (
    Misconception(
        "keeps-the-first",
        "q1",
        "A blend of two numbers is the first of them.",
        "CANARY-hint-q1: what does the share do?",
        "def blend(a, b, share):\n    return a * 1.0\n",
    ),
    Misconception(
        "backwards",
        "q2",
        "A running sum starts at the end.",
        "CANARY-hint-q2: where do you start?",
        "def running_sum(x):\n    return np.cumsum(x[::-1])\n",
    ),
)


def _cells() -> tuple[NotebookCell, ...]:
    cells = [
        NotebookCell("title", Role.PROSE, "# Vault"),
        NotebookCell("init", Role.EXPORT, 'import otter\ngrader = otter.Notebook("vault.ipynb")'),
        NotebookCell("imports", Role.GIVEN, "import numpy as np"),
    ]
    for name, skeleton in SKELETONS.items():
        cells += [
            NotebookCell(f"{name}-answer", Role.ANSWER, skeleton, name),
            NotebookCell(f"{name}-check", Role.CHECK, f'grader.check("{name}")', name),
        ]
    return tuple(cells)


_MODEL = """
from otter.test_files import test_case
OK_FORMAT = False
name = "q1"
points = 2

@test_case(points=1, hidden=False, name="has three weights")
def test_public(make_model):
    model = make_model()
    assert model.count_params() == 3, "Two weights and a bias."

@test_case(points=1, hidden=True, name="adds two numbers", failure_message="Which weights add?")
def test_hidden(make_model):
    import numpy as np
    note = "CANARY-check-model"
    x = np.random.rand(16, 2)
    model = make_model()
    loss = model.evaluate(x, x.sum(axis=1, keepdims=True), verbose=0)
    assert loss < 1e-6, f"{note}: {loss} for {x}"
"""

_ADDING_MODEL = """import keras

def make_model():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([np.ones((2, 1)), np.zeros(1)])
    model.compile(loss="mse")
    return model
"""

MODEL_VAULT = seal(
    Bundle(
        assignment="02_model_vault",
        slug="model_vault",
        title="Vault of models",
        sha256="",
        cells=(
            NotebookCell("imports", Role.GIVEN, "import numpy as np"),
            NotebookCell("q1-answer", Role.ANSWER, "def make_model():\n    ...\n", "q1"),
            NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
        ),
        questions=(Question("q1", "Model", 2.0, _MODEL),),
        answers={"q1-answer": _ADDING_MODEL},
        limits=Limits(call_seconds=6, notebook_seconds=6, memory_mib=1536),
    )
)
"""The same with one question, whose answer is a Keras model; see ``ADDING_MODEL``."""

ADDING_MODEL = {"q1": _ADDING_MODEL}

VAULT = seal(
    Bundle(
        assignment="01_vault",
        slug="vault",
        title="Vault",
        sha256="",
        cells=_cells(),
        questions=(
            Question("q1", "Blend", POINTS["q1"], _BLEND),
            Question("q2", "Running sum", POINTS["q2"], _RUNNING),
            Question("q3", "Peak", POINTS["q3"], _PEAK),
            Question("q4", "Halves", POINTS["q4"], _HALVES),
        ),
        answers={f"{name}-answer": source for name, source in _ANSWERS.items()},
        misconceptions=_IDEAS,
        limits=Limits(
            call_seconds=1, notebook_seconds=3, memory_mib=768, processes=48, work_mib=32
        ),
    )
)
"""The assignment, with limits so low that an attack on them is over soon."""
