from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='there is a probability for every step',
    points=0.5,
    hidden=False,
    failure_message='Five sequences were tagged by an untrained net. Is there a probability for every step?',
)
def there_is_a_probability_for_every_step(build_tagger):
    import numpy as np
    from course_lib import unpack

    rng = np.random.default_rng(np.random.randint(2**31))
    x = 3 * rng.normal(size=(5, 6, 3)).astype(np.float32)
    for both_ways in (True, False):
        model = build_tagger(6, 3, 4, both_ways=both_ways)
        (tags,) = unpack(np.asarray(model(x)), "tags", (5, 6, 1))
        assert np.all((tags > 0) & (tags < 1)), (
            f"With both_ways={both_ways} some tags were not strictly between 0 and 1. Which curve "
            "makes a probability of one single number?"
        )
        assert np.ptp(tags) > 0, (
            f"With both_ways={both_ways} all tags were the same. Which curve says the same about "
            "everything if there is one number only?"
        )


@test_case(
    name='two trains have exactly twice the weights of one',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The weights of the mini-case were counted. Are there exactly twice as many in two trains as in one?',
)
def two_trains_have_exactly_twice_the_weights_of_one(build_tagger):
    both, one = (build_tagger(6, 3, 4, both_ways=way).count_params() for way in (True, False))
    assert both == 265, (
        f"The net of the mini-case should have 265 weights and has {both}. How many trains are there, "
        "how many units does each have, and how many numbers does the neuron on top read?"
    )
    assert one == 133, (
        f"The causal twin of the mini-case should have 133 weights and has {one}. How many trains are "
        "left in it?"
    )
