from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='the goat has five symbols',
    points=0.5,
    hidden=False,
    failure_message='The symbols of goat! were asked for. Is each of them there once, in order, and does index say where?',
)
def the_goat_has_five_symbols(build_vocab):
    result = build_vocab("goat!")
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Two things should come back, symbols and index. What does?"
    )
    symbols, index = result
    assert list(symbols) == ["!", "a", "g", "o", "t"], (
        f"The symbols of goat! came out as {symbols}. Which order does sorted give?"
    )
    assert isinstance(index, dict) and index == {"!": 0, "a": 1, "g": 2, "o": 3, "t": 4}, (
        f"index is {index}. At which place of the list does each symbol stand, counted from 0?"
    )


@test_case(
    name='the goat comes back',
    points=0.25,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The goat was sent there and back. Are its numbers those of the mini-case?',
)
def the_goat_comes_back(encode, decode):
    import numpy as np
    from course_lib import compare, unpack

    index = {"!": 0, "a": 1, "g": 2, "o": 3, "t": 4}
    (ids,) = unpack(encode("goat!", index), "ids", (5,))
    result = compare(ids, np.array([2, 3, 1, 4, 0]), name="ids of goat!")
    assert result, f"{result} What does index say of each letter?"
    text = decode(np.array([4, 3, 2, 1, 0]), ["!", "a", "g", "o", "t"])
    assert text == "toga!", (
        f"The numbers 4, 3, 2, 1, 0 became {text!r} and not 'toga!'. How are symbols glued?"
    )
