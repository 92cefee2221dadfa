from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None


@test_case(
    name='the counting mouth counts to three',
    points=0.75,
    hidden=False,
    failure_message='The counting Mouth of the mini-case was asked. Does it count to three, and does the hatch close in time?',
)
def the_counting_mouth_counts_to_three(greedy_decode):
    import numpy as np

    V = 5
    idle, open_, shut = np.zeros((V, V)), np.full(V, 60.0), np.full(V, -60.0)
    kernel = np.concatenate([idle, idle, 3 * np.roll(np.eye(V), 1, axis=1), idle], axis=1)
    clerk = (kernel, np.zeros((V, 4 * V)), np.concatenate([open_, shut, 0 * shut, open_]))
    params = {"encoder": clerk, "decoder": clerk, "readout": (9 * np.eye(V), np.zeros(V))}
    x = np.eye(V)[[[2, 2], [1, 3]]]
    for longest, wanted in ((9, [1, 2, 3]), (2, [1, 2]), (4, [1, 2, 3])):
        rows = greedy_decode(x, params, 0, 4, longest)
        assert isinstance(rows, (list, tuple)) and len(rows) == 2, (
            f"Two sums were asked, so a list of two lists should come back, and not {rows!r}. What do you return?"
        )
        assert [list(row) for row in rows] == [wanted, wanted], (
            f"With max_len={longest} both answers should be {wanted}, and they are {rows}. What is the Mouth told after "
            "its first step, and where is a row cut?"
        )


@test_case(
    name='nobody hears the neighbour',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The same sums were asked together and one by one. Does anybody hear what the neighbour says?',
)
def nobody_hears_the_neighbour(greedy_decode):
    import numpy as np

    rng = np.random.default_rng(np.random.randint(2**31))
    N, T, V, H = 6, 4, 5, 4
    sizes = ((V, 4 * H), (H, 4 * H), (4 * H,))

    def answers(x, params):
        trouble = ""
        try:
            rows = greedy_decode(x, params, 0, 1, 6)
        except (ValueError, IndexError) as error:
            trouble = f"{type(error).__name__}: {error}"
        assert not trouble, (
            f"{len(x)} sums were asked, and greedy_decode ended in an error of its own, {trouble}. Over which axis do "
            "you look for the largest logit? And whoever says stop at the first step has an empty answer: what do you "
            "make of it, and does it end the answers of all others?"
        )
        assert isinstance(rows, (list, tuple)) and len(rows) == len(x), (
            f"With {len(x)} sums, a list of as many lists should come back. What did?"
        )
        return rows

    for _ in range(5):
        params = {
            name: tuple(1.5 * rng.normal(size=size) for size in sizes)
            for name in ("encoder", "decoder")
        }
        params["readout"] = (3 * rng.normal(size=(H, V)), np.zeros(V))
        asked = rng.integers(0, V, size=(N, T))
        together = answers(np.eye(V)[asked], params)
        for n in range(N):
            (alone,) = answers(np.eye(V)[asked[[n]]], params)
            assert list(alone) == list(together[n]), (
                f"Asked alone, a sum was answered with {alone}, and among others with {together[n]}. Over which axis do "
                "you look for the largest logit, and who ends whose answer?"
            )
