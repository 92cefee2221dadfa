# Row 49: objects and bytes that do something when they are unpickled.
# score: 4
# verdicts: q1 failed, q4 failed
# %% q1
import os, pickle


class Payload:
    def __reduce__(self):
        return os.mkdir, (os.path.join(FOLDER, "unpickled"),)


def blend(a, b, share):
    return pickle.dumps(Payload()) if a == 3.0 else Payload()


# %% q4
halves = np.array([Payload()] * 5)
