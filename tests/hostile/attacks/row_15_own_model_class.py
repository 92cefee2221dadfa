# Row 15: a model of a class of its own, which cannot be rebuilt elsewhere, speaks for itself.
# vault: model
# score: at most 1
# %% q1
import keras


@keras.saving.register_keras_serializable()
class Perfect(keras.Model):
    def evaluate(self, *arguments, **keywords):
        return 0.0

    def count_params(self):
        return 3

    def call(self, x):
        return x[:, :1]


def make_model():
    return Perfect()
