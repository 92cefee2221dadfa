"""What a test may do with a student's things: everything but take their word for it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from autograder.course import Bundle, Limits, NotebookCell, Question, Role
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import CheckRecord, Verdict

if TYPE_CHECKING:
    from autograder.examiner.lane import Lane

pytestmark = pytest.mark.xdist_group("lane")

Try = Callable[..., CheckRecord]


@pytest.fixture
def attempt(lane: Lane) -> Try:
    """Runs one public check against student code; returns its record."""

    def run(code: str, test: str, reference: str = "") -> CheckRecord:
        test, code = textwrap.dedent(test).strip(), textwrap.dedent(code)
        tests = (
            "from otter.test_files import test_case\nOK_FORMAT = False\nname = 'q1'\npoints = 1\n"
            f"@test_case(points=1, hidden=False, name='it holds')\n{test}\n"
        )
        bundle = Bundle(
            assignment="01_try",
            slug="try",
            title="Try",
            sha256=f"{hash((code, test)):x}",
            cells=(
                NotebookCell("q1-answer", Role.ANSWER, "...", "q1"),
                NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
            ),
            questions=(Question("q1", "Try", 1.0, tests),),
            answers={"q1-answer": reference or code},
            limits=Limits(call_seconds=10),
        )
        cells = (SubmittedCell("q1-answer", code), SubmittedCell("q1-check", 'grader.check("q1")'))
        record = lane.examine(bundle, Submission("s", 1, "try.ipynb", "ab", cells))
        return record.questions[0].checks[0]

    return run


def _passes(record: CheckRecord) -> None:
    assert (Verdict.PASSED, "") == (record.verdict, record.message)


def test_keywords_and_defaults(attempt: Try) -> None:
    """Calls are calls."""
    _passes(
        attempt(
            "def f(x, *rest, scale=2, **more):\n    return [x * scale, rest, more]",
            """
            def test(f):
                assert f(3) == [6, (), {}]
                assert f(3, 4, 5, scale=1, other='é') == [3, (4, 5), {'other': 'é'}]
            """,
        )
    )


def test_a_class_is_built_and_its_instances_are_used(attempt: Try) -> None:
    """Constructors, attributes, methods, items, length, iteration."""
    _passes(
        attempt(
            """
            class Counter:
                def __init__(self, start=0):
                    self.total = start
                def add(self, n):
                    self.total += n
                    return self
                def __len__(self):
                    return self.total
                def __getitem__(self, i):
                    return i * self.total
                def __iter__(self):
                    return iter(range(self.total))
                def __call__(self, x):
                    return x + self.total
            """,
            """
            def test(Counter):
                c = Counter(start=1)
                assert c.total == 1
                assert c.add(2).add(3).total == 6
                assert len(c) == 6 and c[2] == 12 and c(1) == 7
                assert list(c) == [0, 1, 2, 3, 4, 5]
                try:
                    c.missing
                except AttributeError:
                    pass
                else:
                    raise AssertionError('no AttributeError')
            """,
        )
    )


def test_generators_are_advanced_one_by_one(attempt: Try) -> None:
    """Also endless ones, and the test sees how far the student's code went."""
    _passes(
        attempt(
            """
            steps = []
            def count(n):
                while True:
                    steps.append(n)
                    yield n
                    n += 1
            def seen():
                return list(steps)
            def two():
                yield 1
                yield 2
            """,
            """
            def test(count, seen, two):
                g = count(5)
                assert next(g) == 5 and next(g) == 6
                assert seen() == [5, 6]
                assert list(two()) == [1, 2]
                assert sum(x for x in two()) == 3
            """,
        )
    )


def test_callbacks_are_called_in_the_examiner(attempt: Try) -> None:
    """The test lends a function; errors in it reach the student as their family."""
    _passes(
        attempt(
            """
            def is_even_everywhere(f, xs):
                return all(f(x) % 2 == 0 for x in xs)
            def guarded(f):
                try:
                    return f()
                except ValueError:
                    return 'guarded'
            def compose(f, g):
                return lambda x: g(f(x))
            """,
            """
            def test(is_even_everywhere, guarded, compose):
                called = []
                def double(x):
                    called.append(x)
                    return 2 * x
                assert is_even_everywhere(double, [1, 2, 3])
                assert called == [1, 2, 3]
                def refuse():
                    raise ValueError('secret')
                assert guarded(refuse) == 'guarded'
                assert compose(double, lambda x: x + 1)(4) == 9
            """,
        )
    )


def test_what_a_lent_function_does_to_its_arguments_is_done_in_the_box(attempt: Try) -> None:
    """To arrays and to generators, wherever they stand, and what only looks like one is left."""
    _passes(
        attempt(
            """
            import collections
            import keras
            import numpy as np

            Pair = collections.namedtuple('Pair', 'first second')

            def twice(draw, rng):
                return [draw(rng), draw(rng)]
            def filled(fill):
                tensor, x, y = keras.ops.ones(2), np.zeros(3), np.zeros(2)
                fill([tensor, {'pair': Pair(x, 'text')}], to=y)
                return [x, y, float(tensor[0])]
            def guarded(fill):
                x = np.zeros(2)
                x.flags.writeable = False
                fill([x], to=np.zeros(1))
                return x
            """,
            """
            def test(twice, filled, guarded):
                import numpy as np
                def draw(rng):
                    return rng.random()
                rng, own = np.random.default_rng(3), np.random.default_rng(3)
                assert twice(draw, rng) == [own.random(), own.random()]
                assert rng.random() == own.random()
                def fill(things, to):
                    to[...] = 5
                    if isinstance(things[0], np.ndarray) and len(things) == 2:
                        things[1]['pair'][0][...] = 7
                assert np.array_equal(filled(fill)[0], [7, 7, 7])
                assert np.array_equal(filled(fill)[1], [5, 5])
                assert filled(fill)[2] == 1.0
                assert np.array_equal(guarded(fill), [0, 0])
            """,
        )
    )


@pytest.mark.parametrize("kind", ["OSError", "FileNotFoundError", "ConnectionResetError"])
def test_an_error_of_the_system_that_a_student_raises_is_an_error_like_others(
    attempt: Try, kind: str
) -> None:
    """And not the end of the line to the box, which looks the same from here."""
    _passes(
        attempt(
            f"def f(x):\n    if x:\n        raise {kind}('no such thing')\n    return 1",
            f"""
            def test(f):
                try:
                    f(1)
                except {kind}:
                    pass
                else:
                    raise AssertionError('it was not raised')
                assert f(0) == 1
            """,
        )
    )


def test_a_students_function_can_be_given_to_another(attempt: Try) -> None:
    """A handle goes home as the object it stands for."""
    _passes(
        attempt(
            "def square(x):\n    return x * x\n"
            "def twice(f, x):\n    return f(f(x))\n"
            "def make():\n    return lambda x: x + 1\n",
            """
            def test(square, twice, make):
                assert twice(square, 3) == 81
                assert twice(make(), 3) == 5
            """,
        )
    )


def test_a_generator_of_random_numbers_is_shared(attempt: Try) -> None:
    """Drawing in the box advances the test's generator, as it does in one process."""
    _passes(
        attempt(
            "def draw(rng, n):\n    return rng.normal(size=n)\n",
            """
            def test(draw):
                import numpy as np
                ours, theirs = np.random.default_rng(3), np.random.default_rng(3)
                first = draw(theirs, 4)
                assert np.array_equal(first, ours.normal(size=4))
                assert np.array_equal(draw(theirs, 2), ours.normal(size=2))
            """,
        )
    )


def test_tables_cross(attempt: Try) -> None:
    """Series and DataFrames, with dates, text and missing values."""
    _passes(
        attempt(
            """
            import pandas as pd
            def add_returns(frame):
                frame = frame.copy()
                frame['r'] = frame['close'].pct_change()
                return frame
            def names(frame):
                return frame['name']
            """,
            """
            def test(add_returns, names):
                import numpy as np
                import pandas as pd
                dates = pd.date_range('2003-01-02', periods=3)
                frame = pd.DataFrame({'close': [1.0, 2.0, 3.0], 'name': ['a', 'b', 'c']}, dates)
                result = add_returns(frame)
                assert list(result.columns) == ['close', 'name', 'r']
                assert np.allclose(result['r'].to_numpy()[1:], [1.0, 0.5])
                assert np.isnan(result['r'].iloc[0])
                assert (result.index == dates).all()
                assert list(names(frame)) == ['a', 'b', 'c']
            """,
        )
    )


def test_modules_of_the_student_are_our_own(attempt: Try) -> None:
    """``np`` in a test is the examiner's numpy, whatever the student did to theirs."""
    _passes(
        attempt(
            "import numpy as np\nnp.allclose = lambda *a, **k: True\n",
            """
            def test(np):
                assert not np.allclose(1.0, 2.0)
            """,
            # The reference is trusted and runs here, so it must not do the same.
            reference="import numpy as np\n",
        )
    )


def test_what_is_printed_can_be_heard(attempt: Try) -> None:
    """And does not reach the terminal of whoever grades."""
    _passes(
        attempt(
            "def hello(name):\n    print('hello', name)\n",
            """
            def test(hello):
                import contextlib, io
                with contextlib.redirect_stdout(io.StringIO()) as heard:
                    hello('sam')
                assert heard.getvalue() == 'hello sam\\n'
            """,
        )
    )


def test_tensors_come_back_as_arrays(attempt: Try) -> None:
    """A student who answers with TensorFlow has answered."""
    _passes(
        attempt(
            "import tensorflow as tf\ndef double(x):\n    return tf.constant(x) * 2\n",
            """
            def test(double):
                import numpy as np
                assert np.array_equal(double(np.ones(3)), 2 * np.ones(3))
            """,
        )
    )


@pytest.mark.parametrize(
    "use",
    ["f == 3", "bool(f)", "f + 1", "float(f)", "numpy.asarray(f)", "list(f)", "f[0]", "3 in f"],
)
def test_comparing_a_handle_is_a_sentence_for_the_author(attempt: Try, use: str) -> None:
    """Never a silent False."""
    _passes(
        attempt(
            "def f(x):\n    return x\n",
            f"""
            def test(f):
                import numpy
                f(1)
                try:
                    {use}
                except TypeError as error:
                    assert 'handle on a student' in str(error)
                else:
                    raise AssertionError('no sentence')
            """,
        )
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("__import__('os')", "a module came back"),
        ("__import__('numpy').array([object()])", "dtype object"),
        ("list(range(10**6))", "too many small parts"),
        ("__import__('numpy').zeros(9_000_000)", "larger than"),
    ],
)
def test_what_cannot_come_back_is_told_to_the_student(attempt: Try, value: str, words: str) -> None:
    """In words, not in a stack of errors."""
    record = attempt(f"def f():\n    return {value}\n", "def test(f):\n    f()\n")
    assert Verdict.FAILED == record.verdict
    assert words in record.message


BUILD = """
import keras
def build(T, D, units):
    x = keras.Input((T, D))
    h, last, cell = keras.layers.LSTM(units, return_sequences=True, return_state=True)(x)
    y = keras.layers.Bidirectional(keras.layers.GRU(3))(h)
    y = keras.layers.Concatenate()([y, last, cell])
    return keras.Model(x, [keras.layers.Dense(2)(y), h])
"""


def test_a_model_is_rebuilt_where_no_student_code_is(attempt: Try) -> None:
    """Layers, weights, calls, several outputs; a patched predict is left behind."""
    _passes(
        attempt(
            BUILD + "def patched(self, *a, **k):\n    raise RuntimeError('mine')\n"
            "keras.Model.predict = patched\nkeras.Model.count_params = patched\n",
            """
            def test(build):
                import numpy as np
                m = build(4, 2, 5)
                assert m.count_params() == sum(w.size for w in m.get_weights())
                assert [l['class_name'] for l in m.get_config()['layers']] == [
                    'InputLayer', 'LSTM', 'Bidirectional', 'Concatenate', 'Dense']
                out, seq = m.predict(np.ones((3, 4, 2), 'float32'), verbose=0)
                assert out.shape == (3, 2) and seq.shape == (3, 4, 5)
                assert m.layers[1].units == 5
                assert m.input_shape == (None, 4, 2)
            """,
        )
    )


def test_training_in_the_neutral_box_is_repeatable(attempt: Try) -> None:
    """The same seed, the same loss; the student's own function then sees the trained weights."""
    _passes(
        attempt(
            """
            import keras
            def build():
                layers = [keras.layers.SimpleRNN(4), keras.layers.Dense(1)]
                m = keras.Sequential([keras.Input((3, 1)), *layers])
                m.compile(optimizer='adam', loss='mse')
                return m
            def weights_seen(model):
                return [w.copy() for w in model.get_weights()]
            def forecast(model, x):
                return model.predict(x, verbose=0)[:, 0]
            """,
            """
            def test(build, weights_seen, forecast):
                import numpy as np
                x = np.random.default_rng(0).normal(size=(32, 3, 1)).astype('float32')
                y = x.sum(axis=1)
                m = build()
                start = m.get_weights()
                losses = m.fit(x, y, epochs=2, verbose=0).history['loss']
                assert losses[1] < losses[0]
                now = m.get_weights()
                assert any(not np.array_equal(a, b) for a, b in zip(start, now))
                for ours, theirs in zip(now, weights_seen(m)):
                    assert np.array_equal(ours, theirs)
                assert np.allclose(forecast(m, x), m.predict(x, verbose=0)[:, 0], atol=1e-5)
            """,
        )
    )


def test_a_model_of_ours_can_be_lent(attempt: Try) -> None:
    """A test's own Keras model is rebuilt in the student's box."""
    _passes(
        attempt(
            "def size(model):\n    return model.count_params()\n",
            """
            def test(size):
                import keras
                assert size(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])) == 8
            """,
        )
    )


def test_a_model_with_layers_of_its_own_stays_and_still_answers(attempt: Try) -> None:
    """Custom classes cannot be rebuilt; they are called where they are."""
    _passes(
        attempt(
            """
            import keras
            class Twice(keras.layers.Layer):
                def call(self, x):
                    return 2 * x
            def build():
                return keras.Sequential([keras.Input((3,)), Twice()])
            """,
            """
            def test(build):
                import numpy as np
                m = build()
                x = np.ones((2, 3), 'float32')
                assert np.array_equal(m.predict(x, verbose=0), 2 * x)
                assert np.array_equal(m(x), 2 * x)
            """,
        )
    )


def test_a_lambda_layer_never_reaches_the_neutral_box(attempt: Try) -> None:
    """Nor does any string that a loader would act on; the model is called where it is."""
    _passes(
        attempt(
            """
            import keras
            def build():
                return keras.Sequential([keras.Input((3,)), keras.layers.Lambda(lambda x: x + 1)])
            """,
            """
            def test(build):
                import numpy as np
                x = np.ones((1, 3), 'float32')
                assert np.array_equal(build().predict(x, verbose=0), [[2, 2, 2]])
            """,
        )
    )
