from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None


@test_case(
    name='the dull writer knows the alphabet',
    points=0.75,
    hidden=False,
    failure_message='The dull writer of the mini-case went on with the alphabet. Does yours begin after the seed, and does it read what it writes?',
)
def the_dull_writer_knows_the_alphabet(generate):
    import numpy as np

    def dull(number, state):
        return 200.0 * np.eye(3)[(int(number) + 1) % 3], state

    for seed, n, wanted in (("ab", 4, "cabc"), ("c", 5, "abcab"), ("bca", 1, "b")):
        text = generate(dull, 0, seed, n, 1.0, np.random.default_rng(0), ["a", "b", "c"])
        assert isinstance(text, str), (
            f"A text should come back, and a {type(text).__name__} did. Is it decoded?"
        )
        assert text == wanted, (
            f"After the seed {seed!r} the alphabet goes on with {wanted!r}, and {text!r} was written. What was read last?"
        )


@test_case(
    name='the state gets from round to round',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='A writer counted its own steps in its state. Does the state get from one round to the next?',
)
def the_state_gets_from_round_to_round(generate):
    import numpy as np

    def counting(number, state):
        return 200.0 * np.eye(5)[(int(state) + 1) % 5], int(state) + 1

    text = generate(counting, 0, "aa", 6, 1.0, np.random.default_rng(0), list("abcde"))
    assert text == "cdeabc", (
        f"A writer that counts its steps should have written 'cdeabc', and wrote {text!r}. Which state does it get: "
        "the newest, or an old one?"
    )
