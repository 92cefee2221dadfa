# %% [markdown]
# # Alternatives of 12_finance
#
# Right answers written differently; each replaces the whole answer cell of its question.

# %% prices_with_pandas question="q1"
# How: pandas reads the file and its index says whether it moves forward.
def load_prices(csv):
    import io

    import pandas as pd

    table = pd.read_csv(io.StringIO(csv), index_col=0, parse_dates=True)
    if not (table.index.is_monotonic_increasing and table.index.is_unique):
        raise ValueError("dates")
    prices = table.to_numpy(dtype=float)
    if np.isnan(prices).any() or prices.min() <= 0:
        raise ValueError("prices")
    return table.index.to_numpy(), prices


def log_returns(prices):
    return np.log(prices[1:] / prices[:-1])


# %% prices_line_by_line question="q1"
# How: the file is read as one reads a book, and each line is compared with the one before it.
def load_prices(csv):
    dates, prices = [], []
    for number, line in enumerate(csv.splitlines()):
        if number == 0 or not line.strip():
            continue
        day, first, second = line.split(",")
        day, pair = np.datetime64(day, "D"), (float(first), float(second))
        if dates and not day > dates[-1]:
            raise ValueError(f"{day} does not come after {dates[-1]}")
        for price in pair:
            if not price > 0:
                raise ValueError(f"a price of {price} on {day}")
        dates.append(day)
        prices.append(pair)
    return np.array(dates), np.array(prices)


def log_returns(prices):
    logs = np.log(prices)
    return logs[1:] - logs[:-1]


# %% walk_with_a_while_loop question="q2"
# How: the first day of the block walks; the ribbon is painted day by day.
def walk_forward(n, train_min, test, gap, expanding=True):
    folds = []
    start = train_min + gap
    while start < n:
        past = slice(0, start - gap) if expanding else slice(start - gap - train_min, start - gap)
        folds.append((past, slice(start, start + test)))
        start += test
    return folds


def ribbon(n, train_min, test, gap, expanding=True):
    rows = []
    for past, block in walk_forward(n, train_min, test, gap, expanding):
        row = [0] * n
        for day in range(n)[past]:
            row[day] = 1
        for day in range(n)[block]:
            row[day] = 2
        rows.append(row)
    return np.array(rows, dtype=np.int64).reshape(len(rows), n)


# %% walk_counted_beforehand question="q2"
# How: the number of folds by rounding up, then every fold by its number; tuples of slices.
def walk_forward(n, train_min, test, gap, expanding=True):
    left = max(0, n - train_min - gap)
    ends = [train_min + test * fold for fold in range(-(-left // test))]
    return tuple(
        (
            slice(None if expanding else end - train_min, end),
            slice(end + gap, min(n, end + gap + test)),
        )
        for end in ends
    )


def ribbon(n, train_min, test, gap, expanding=True):
    days = np.arange(n)
    folds = walk_forward(n, train_min, test, gap, expanding)
    marks = np.zeros((len(folds), n))
    for row, (past, block) in enumerate(folds):
        marks[row] = np.isin(days, days[past]) + 2 * np.isin(days, days[block])
    return marks


# %% baselines_by_least_squares question="q3"
# How: AR(1) from a table with a column of ones.
def baselines(r_train, r_test):
    table = np.stack([np.ones(len(r_train) - 1), r_train[:-1]], axis=1)
    level, slope = np.linalg.solve(table.T @ table, table.T @ r_train[1:])
    said = {
        "zero": np.zeros_like(r_test),
        "mean": np.full_like(r_test, np.mean(r_train)),
        "always_up": np.full_like(r_test, np.mean(np.abs(r_train))),
        "ar1": np.empty_like(r_test),
    }
    newest = r_train[-1]
    for day in range(len(r_test)):
        said["ar1"][day] = level + slope * newest
        newest = r_test[day]
    return said


# %% baselines_by_covariance question="q3"
# How: slope and level of a straight line from means and covariances.
def baselines(r_train, r_test):
    x, y = r_train[:-1], r_train[1:]
    slope = np.mean((x - x.mean()) * (y - y.mean())) / x.var()
    before = np.r_[r_train[-1], r_test][: len(r_test)]
    return {
        "always_up": np.repeat(np.abs(r_train).sum() / r_train.size, len(r_test)),
        "ar1": y.mean() + slope * (before - x.mean()),
        "mean": np.repeat(r_train.mean(), len(r_test)),
        "zero": before * 0.0,
    }


# %% scores_by_norms question="q4"
# How: all sums of squares as lengths of vectors.
def r2_oos(y, yhat, ybench):
    mine, theirs = y - yhat, y - ybench
    return 1.0 - mine @ mine / (theirs @ theirs)


def mase(y, yhat, train):
    parrot = np.abs(train[1:] - train[:-1]).mean()
    return np.abs(yhat - y).mean() / parrot


def theil_u(y, yhat, last):
    return np.linalg.norm(yhat - y) / np.linalg.norm(last - y)


# %% scores_from_each_other question="q4"
# How: Theil's U is what r2_oos says about the parrot as a benchmark.
def r2_oos(y, yhat, ybench):
    return 1 - np.mean(np.square(yhat - y)) / np.mean(np.square(ybench - y))


def mase(y, yhat, train):
    return np.sum(np.abs(y - yhat)) / len(y) / (np.sum(np.abs(np.diff(train))) / (len(train) - 1))


def theil_u(y, yhat, last):
    return np.sqrt(1 - r2_oos(y, yhat, last))


# %% direction_by_products question="q5"
# How: a hit is a product above zero; z from the bell curve; p with the complementary error function.
def direction_accuracy(y, yhat):
    signs = np.sign(y) * np.sign(yhat)
    hits, n = float(np.sum(signs > 0)), float(np.sum(signs != 0))
    if n == 0:
        return float("nan"), 0.0, 1.0
    z = NormalDist().inv_cdf(0.975)
    centre = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * np.sqrt(hits * (n - hits) / n + z * z / 4)
    return hits / n, centre - half, centre + half


def pesaran_timmermann(y, yhat):
    import math

    kept = np.sign(y) * np.sign(yhat) != 0
    n = int(kept.sum())
    up, told = y[kept] > 0, yhat[kept] > 0
    if n == 0 or up.all() or told.all() or not up.any() or not told.any():
        return float("nan")
    hit, u, s = (up == told).mean(), up.mean(), told.mean()
    lucky = u * s + (1 - u) * (1 - s)
    varies = lucky * (1 - lucky) / n
    varies -= (2 * u - 1) ** 2 * s * (1 - s) / n + (2 * s - 1) ** 2 * u * (1 - u) / n
    varies -= 4 * u * s * (1 - u) * (1 - s) / n / n
    return math.erfc((hit - lucky) / math.sqrt(2 * varies)) / 2


# %% direction_by_counting question="q5"
# How: the four cells of the table are counted, and everything is made of them.
def table_of_days(y, yhat):
    cells = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for came, said in zip(y, yhat):
        if came != 0 and said != 0:
            cells[bool(came > 0), bool(said > 0)] += 1
    return cells


def direction_accuracy(y, yhat):
    cells = table_of_days(y, yhat)
    n = sum(cells.values())
    if not n:
        return (np.nan, 0.0, 1.0)
    acc = (cells[True, True] + cells[False, False]) / n
    z = 1.96
    a, b, c = 1 + z**2 / n, -(2 * acc + z**2 / n), acc**2
    root = np.sqrt(b * b - 4 * a * c)
    return acc, (-b - root) / (2 * a), (-b + root) / (2 * a)


def pesaran_timmermann(y, yhat):
    cells = table_of_days(y, yhat)
    n = sum(cells.values())
    if not n:
        return np.nan
    A = (cells[True, True] + cells[False, False]) / n
    U = (cells[True, True] + cells[True, False]) / n
    S = (cells[True, True] + cells[False, True]) / n
    if U in (0, 1) or S in (0, 1):
        return np.nan
    luck = 1 - U - S + 2 * U * S
    w = (2 * U - 1) ** 2 * S * (1 - S) + (2 * S - 1) ** 2 * U * (1 - U)
    w += 4 * U * S * (1 - U) * (1 - S) / n
    return 1 - NormalDist().cdf(np.sqrt(n) * (A - luck) / np.sqrt(luck - luck**2 - w))


# %% hunt_with_the_future_cut_off question="q6"
# How: instead of another future there is none; a pipeline that reads it cannot say the same.
def find_leak(pipeline, prices):
    honest = pipeline(prices.copy())
    for now in range(len(prices) - 2, 4, -max(1, len(prices) // 40)):
        short = pipeline(prices[: now + 2] * np.where(np.arange(now + 2) > now, 1.7, 1.0)[:, None])
        old, new = honest[: now + 1], short[: now + 1]
        moved = ~(np.isclose(old, new, rtol=0, atol=1e-9) | (np.isnan(old) & np.isnan(new)))
        if np.any(moved):
            return True
    return False


# %% hunt_with_a_new_walk question="q6"
# How: from now on prices go on as another random walk; nan is replaced by a number before comparing.
def find_leak(pipeline, prices):
    dice = np.random.default_rng(7)
    before = np.nan_to_num(pipeline(prices * 1.0), nan=1e6)
    leaks = []
    for now in np.unique(np.linspace(3, len(prices) - 2, 40).astype(int)):
        steps = 1 + dice.uniform(-0.3, 0.4, size=(len(prices) - now - 1, 2))
        other = np.concatenate([prices[: now + 1], prices[now] * np.cumprod(steps, axis=0)])
        after = np.nan_to_num(pipeline(other), nan=1e6)
        leaks.append(np.max(np.abs(after - before)[: now + 1]) > 1e-9)
    return bool(np.any(leaks))


# %% run_with_a_table_of_learners question="q7"
# How: all seven are learners in one dictionary; forecasts are collected in a list and joined.
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    folds = walk_forward(len(r), train_min, test, gap)
    said = [np.asarray(learner(r[past], r[block], seed)) for past, block in folds]
    known = np.concatenate([*said, np.empty(0)])
    return np.concatenate([np.full(len(r) - len(known), np.nan), known])


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    def lazy(name):
        return lambda a, b, seed: baselines(a[:, 0], b[:, 0])[name]

    r = log_returns(prices)
    asked = {name: (lazy(name), seed) for name in ("zero", "mean", "always_up", "ar1")}
    asked.update({f"net {seed + k}": (learner, seed + k) for k in range(3)})
    start = train_min + gap
    said = {
        name: foretell(r, who, number, train_min, test, gap)[start:]
        for name, (who, number) in asked.items()
    }
    y = r[start:, 0]
    ups, downs = np.sum(y > 0), np.sum(y < 0)
    rows = {name: judge(y, yhat, said["mean"]) for name, yhat in said.items()}
    return {"rows": rows, "days": len(y), "up_share": ups / (ups + downs)}


# %% run_block_by_block question="q7"
# How: the baselines are asked once for every block, and not through foretell.
def foretell(r, learner, seed, train_min=503, test=251, gap=1):
    yhat = np.empty(len(r)) * np.nan
    for past, block in walk_forward(len(r), train_min, test, gap):
        for day, number in zip(
            range(len(r))[block], learner(r[past].copy(), r[block].copy(), seed)
        ):
            yhat[day] = number
    return yhat


def run(prices, seed, learner=lstm_forecast, train_min=503, test=251, gap=1):
    r = log_returns(prices)
    folds = walk_forward(len(r), train_min, test, gap)
    blocks = [baselines(r[past, 0], r[block, 0]) for past, block in folds]
    said = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    y = np.concatenate([r[block, 0] for _, block in folds])
    for number in (seed, seed + 1, seed + 2):
        yhat = foretell(r, learner, number, train_min, test, gap)
        said["net " + str(number)] = yhat[np.isfinite(yhat)]
    report = {"days": y.size, "rows": {}}
    for name, yhat in said.items():
        report["rows"][name] = judge(y, yhat, said["mean"])
    moved = y[np.abs(y) > 0]
    report["up_share"] = (moved > 0).sum() / moved.size
    return report


# %% costs_step_by_step question="q8"
# How: a loop that remembers its side; the verdict from the smallest and the largest end.
def after_costs(y, yhat, cost):
    results, side = [], 0
    for came, said in zip(y, yhat):
        new = 1 if said > 0 else -1 if said < 0 else 0
        results.append(new * came - cost * abs(new - side))
        side = new
    return np.array(results)


def verdict(report):
    rows = report["rows"]
    nets = [rows[name] for name in rows if "net" in name]
    if min(row["duel_lo"] for row in nets) > 0.5:
        return "better"
    return "worse" if max(row["duel_hi"] for row in nets) < 0.5 else "no evidence"


# %% costs_with_a_rolled_side question="q8"
# How: the side of the day before by shifting; the verdict by counting.
def after_costs(y, yhat, cost):
    side = (yhat > 0) * 1.0 - (yhat < 0) * 1.0
    before = np.roll(side, 1)
    before[0] = 0
    return side * y - np.abs(side - before) * cost


def verdict(report):
    nets = [name for name in report["rows"] if name.split()[0] == "net"]
    above = sum(report["rows"][name]["duel_lo"] > 0.5 for name in nets)
    below = sum(report["rows"][name]["duel_hi"] < 0.5 for name in nets)
    return {len(nets): "better"}.get(above, {len(nets): "worse"}.get(below, "no evidence"))
