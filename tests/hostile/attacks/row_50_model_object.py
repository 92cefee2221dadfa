# Row 50: a Keras model with code in it where a number belongs: it stays in the box.
# score: 6
# verdicts: q1 failed
# %% q1
import os


def blend(a, b, share):
    import keras

    payload = lambda x: os.mkdir(os.path.join(FOLDER, "loaded"))
    return keras.Sequential([keras.layers.Lambda(payload)])
