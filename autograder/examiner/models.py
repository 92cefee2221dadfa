"""Which Keras models may be rebuilt: built-in classes, bounded numbers, no strings that do things.

``safe_mode`` of Keras is a seat belt; this is the wall. A description that breaks a rule is not
rebuilt, and the model is called where it is.
"""

from __future__ import annotations

import math
from typing import Any

from autograder.box.wire import Model

_LAYERS = frozenset(
    "InputLayer Dense Embedding SimpleRNN LSTM GRU SimpleRNNCell LSTMCell GRUCell "
    "StackedRNNCells RNN Bidirectional TimeDistributed Conv1D Conv2D Conv3D ConvLSTM1D "
    "ConvLSTM2D MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D "
    "AveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D "
    "GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D Flatten Reshape "
    "Permute RepeatVector Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D "
    "LayerNormalization BatchNormalization Normalization Activation ReLU LeakyReLU ELU "
    "Softmax Concatenate Add Subtract Multiply Average Maximum Minimum Dot Masking Rescaling "
    "ZeroPadding1D ZeroPadding2D Cropping1D Cropping2D UpSampling1D UpSampling2D Identity".split()
)
_PARTS = frozenset(
    # initialisers
    "Zeros Ones Constant RandomNormal RandomUniform TruncatedNormal VarianceScaling GlorotNormal "
    "GlorotUniform HeNormal HeUniform LecunNormal LecunUniform Orthogonal OrthogonalInitializer "
    "Identity IdentityInitializer "
    # regularisers and constraints
    "L1 L2 L1L2 OrthogonalRegularizer MaxNorm NonNeg UnitNorm MinMaxNorm "
    # optimisers, schedules, losses, metrics
    "Adam AdamW Adamax Nadam SGD RMSprop Adagrad Adadelta ExponentialDecay CosineDecay "
    "PiecewiseConstantDecay MeanSquaredError MeanAbsoluteError Huber LogCosh BinaryCrossentropy "
    "CategoricalCrossentropy SparseCategoricalCrossentropy MeanAbsolutePercentageError "
    "RootMeanSquaredError Accuracy BinaryAccuracy CategoricalAccuracy SparseCategoricalAccuracy "
    "AUC Precision Recall "
    # policies and references inside a functional model
    "DTypePolicy __keras_tensor__ KerasTensor Functional Sequential".split()
)
_LARGEST_NUMBER = 65_536
_MOST_WEIGHTS = 8_000_000
_LONGEST_STRING = 120
_MOST_NODES = 20_000
_MODULES = ("keras", "builtins")
# Keys whose values are free numbers: seeds and rates, not sizes.
_FREE_NUMBERS = frozenset({"seed", "learning_rate", "vocabulary_size"})


def fault_of(model: Model) -> str | None:
    """Why a description may not be rebuilt, or None."""
    total = sum(int(weight.size) for weight in model.weights)
    if total > _MOST_WEIGHTS:
        return f"it has {total} weights"
    if any(weight.dtype.kind not in "biuf" for weight in model.weights):
        return "a weight is not numeric"
    counter = [0]
    return _fault(model.config, "", counter) or _fault(model.training, "", counter)


def _fault(value: Any, key: str, counter: list[int]) -> str | None:
    counter[0] += 1
    if counter[0] > _MOST_NODES:
        return "its description is too long"
    if value is None or type(value) is bool:
        return None
    if type(value) in (int, float):
        return _number_fault(value, key)
    if type(value) is str:
        plain = len(value) <= _LONGEST_STRING and value.isascii() and value.isprintable()
        return None if plain else f"the string at {key!r} is not plain"
    if type(value) in (list, tuple):
        return next((f for f in (_fault(item, key, counter) for item in value) if f), None)
    if type(value) is dict:
        return _object_fault(value) or next(
            (f for f in (_fault(item, str(k), counter) for k, item in value.items()) if f), None
        )
    return f"a {type(value).__name__} at {key!r}"


def _number_fault(value: float, key: str) -> str | None:
    if not math.isfinite(value):
        return f"the number at {key!r} is not finite"
    if type(value) is int and abs(value) > _LARGEST_NUMBER and key not in _FREE_NUMBERS:
        return f"the number at {key!r} is {value}"
    return None


def _object_fault(value: dict[Any, Any]) -> str | None:
    """Whether a serialised object is one of the built-in classes, named as Keras names it."""
    if any(type(key) is not str for key in value):
        return "a key that is no string"
    if "class_name" not in value:
        return None
    name, module = value["class_name"], value.get("module")
    if name not in _LAYERS and name not in _PARTS:
        return f"the class {str(name)[:60]!r}"
    if module is not None and str(module).split(".")[0] not in _MODULES:
        return f"the module {str(module)[:60]!r}"
    registered = value.get("registered_name")
    if registered not in (None, name):
        return f"the registered name {str(registered)[:60]!r}"
    return None
