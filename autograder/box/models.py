"""Keras models as data: described where a student built them, rebuilt where no student code is."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.box.values import Model


def is_model(value: Any) -> bool:
    """Whether this is a Keras model of any kind."""
    keras = sys.modules.get("keras")
    return keras is not None and isinstance(value, keras.Model)


def describe(model: Any) -> Model | None:
    """A sequential or functional model as data; None for a class of the student's own."""
    keras = sys.modules["keras"]
    functional = sys.modules["keras.src.models.functional"].Functional
    if type(model) is keras.Sequential:
        kind = "Sequential"
    elif type(model) in (functional, keras.Model):
        kind = "Functional"
    else:
        return None
    training = model.get_compile_config() if model.compiled else None
    weights = [np.asarray(weight) for weight in model.get_weights()]
    return Model(kind, _plain(model.get_config()), weights, _plain(training))


def build(model: Model) -> Any:
    """The model that a description describes, with its weights, ready to be used."""
    keras = sys.modules["keras"]
    functional = sys.modules["keras.src.models.functional"].Functional
    kind = keras.Sequential if model.kind == "Sequential" else functional
    built = kind.from_config(model.config)
    if model.weights:
        built.set_weights(model.weights)
    if model.training:
        built.compile_from_config(model.training)
    return built


def _plain(value: Any) -> Any:
    """Keras's own containers and numbers as plain ones; everything else as it is."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value
