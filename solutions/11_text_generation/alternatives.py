# %% [markdown]
# # Alternatives of 11_text_generation
#
# Each code cell is a right answer to one question, written in another way. It replaces the whole
# answer cell and must earn every point.


# %% vocab_with_numpy question="q1"
# How: np.unique finds and sorts; dictionaries and lists are made from it.
def build_vocab(text):
    symbols = list(np.unique(list(text)))
    return [symbols, dict(zip(symbols, range(len(symbols))))]


def encode(text, index):
    ids = np.zeros(len(text), dtype=np.int64)
    for place, symbol in enumerate(text):
        ids[place] = index[symbol]
    return ids


def decode(ids, symbols):
    text = ""
    for number in ids:
        text += symbols[number]
    return text


# %% vocab_with_iterators question="q1"
# How: a counter on the way, np.fromiter and map.
def build_vocab(text):
    symbols = []
    for symbol in sorted(text):
        if not symbols or symbols[-1] != symbol:
            symbols.append(symbol)
    return symbols, {symbols[place]: place for place in range(len(symbols))}


def encode(text, index):
    return np.fromiter(map(index.__getitem__, text), dtype=np.int64, count=len(text))


def decode(ids, symbols):
    return "".join(map(symbols.__getitem__, ids))


# %% pieces_one_by_one question="q2"
# How: a loop over the pieces, slices of the text, stacked.
def batches(ids, T, N, rng):
    starts = [int(rng.integers(len(ids) - T)) for _ in range(N)]
    x = np.stack([ids[start : start + T] for start in starts])
    y = np.stack([ids[start + 1 : start + T + 1] for start in starts])
    return x, y


# %% pieces_from_a_view question="q2"
# How: all possible pieces are seen at once as a sliding view, and some of its rows are chosen.
def batches(ids, T, N, rng):
    if len(ids) < T + 1:
        raise ValueError("there is no room for a piece and its target")
    all_pieces = np.lib.stride_tricks.sliding_window_view(ids, T + 1)
    chosen = all_pieces[rng.integers(len(all_pieces), size=N)]
    return [chosen[:, :T].copy(), chosen[:, 1:].copy()]


# %% pieces_by_choice question="q2"
# How: rng.choice among the possible beginnings, and take.
def batches(ids, T, N, rng):
    starts = rng.choice(np.arange(len(ids) - T), size=N)
    where = np.add.outer(starts, np.arange(T))
    return np.take(ids, where), np.take(ids, where + 1)


# %% softmax_by_logarithms question="q3"
# How: the logarithm of the sum first, then one exponential.
def softmax_t(logits, temperature):
    if not temperature > 0:
        raise ValueError(f"a temperature of {temperature} is no temperature")
    warm = np.array(logits, dtype=float) / temperature
    return np.exp(warm - np.logaddexp.reduce(warm, axis=-1, keepdims=True))


# %% softmax_of_differences question="q3"
# How: each probability is one over the sum of all odds against it.
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("too cold")
    warm = np.asarray(logits).astype(np.float64)
    best = np.amax(warm, axis=-1)[..., np.newaxis]
    weight = np.exp((warm - best) * (1.0 / temperature))
    return np.divide(weight, np.sum(weight, axis=-1)[..., None])


# %% softmax_by_scipy question="q3"
# How: SciPy has a softmax.
def softmax_t(logits, temperature):
    from scipy.special import softmax

    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    return softmax(np.asarray(logits, dtype=np.float64) / temperature, axis=-1)


# %% dart_on_a_line question="q4"
# How: the line of the picture: how many ends has the dart passed?
def sample(p, rng):
    ends = np.cumsum(p)
    return int(np.searchsorted(ends, rng.random() * ends[-1], side="right"))


# %% dart_by_multinomial question="q4"
# How: one throw of a multinomial, and where its 1 is.
def sample(p, rng):
    return int(np.argmax(rng.multinomial(1, p)))


# %% dart_by_a_race question="q4"
# How: everybody runs with exponential luck; who has no probability never arrives.
def sample(p, rng):
    luck = rng.exponential(size=len(p))
    with np.errstate(divide="ignore"):
        return int(np.argmin(luck / np.asarray(p)))


# %% bits_by_logaddexp question="q5"
# How: NumPy's own logarithm of a sum of exponentials, base two by base two.
def bits_per_char(logits, y):
    doubled = logits / np.log(2)
    every = np.logaddexp2.reduce(doubled, axis=-1)
    rows = np.arange(y.size)
    came = doubled.reshape(y.size, -1)[rows, y.ravel()]
    return (every.ravel() - came).mean()


# %% bits_by_a_loop question="q5"
# How: place by place, how far each logit lies above the one that came.
def bits_per_char(logits, y):
    total = 0.0
    for piece, goals in zip(logits, y):
        for row, came in zip(piece, goals):
            above = row - row[came]
            most = above.max()
            total += most + np.log(np.sum(np.exp(above - most)))
    return total / y.size / np.log(2)


# %% bits_with_a_mask question="q5"
# How: a row of the identity picks what came.
def bits_per_char(logits, y):
    from scipy.special import log_softmax

    picked = np.eye(logits.shape[-1], dtype=bool)[y]
    return float(-np.mean(log_softmax(logits, axis=-1)[picked]) / np.log(2))


# %% generate_in_one_loop question="q6"
# How: one loop over seed and text; a dart is thrown only when the seed has been read.
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    queue = [symbols.index(symbol) for symbol in seed]
    place = 0
    while len(queue) < len(seed) + n:
        logits, state = step_fn(queue[place], state)
        place += 1
        if place >= len(seed):
            queue.append(sample(softmax_t(logits, temperature), rng))
    return decode(queue[len(seed) :], symbols)


# %% generate_by_appending_text question="q6"
# How: the text grows letter by letter; the last step is taken although nobody needs it.
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    _, index = symbols, dict(zip(symbols, range(len(symbols))))
    text, logits = "", None
    for number in encode(seed, index).tolist():
        logits, state = step_fn(number, state)
    while len(text) < n:
        p = softmax_t(np.asarray(logits), temperature)
        letter = symbols[sample(p, rng)]
        text = text + letter
        logits, state = step_fn(int(encode(letter, index)[0]), state)
    return text


# %% judge_with_lists question="q7"
# How: the judge's marks are kept in lists; the shares are counted one by one.
def slips(lines):
    marks, spoke = [], ""
    for line in lines:
        read = course_lib.read_line(line)
        if read is None:
            marks.append(True)
            continue
        kind, speaker, continued = read
        if kind != "cue":
            marks.append(False)
            continue
        marks.append(continued is not (speaker == spoke))
        spoke = speaker
    return marks


def score(text, known=()):
    known = set(known)
    counts = {name: [0, 0] for name in ("lines_ok", "agree_ok", "scenes_ok", "novel")}
    for scene in course_lib.split_scenes(text):
        found = slips(scene)
        legal = not any(found) and course_lib.in_order(scene)
        counts["scenes_ok"] = [counts["scenes_ok"][0] + legal, counts["scenes_ok"][1] + 1]
        for line, slip in zip(scene, found):
            read = course_lib.read_line(line)
            counts["lines_ok"][0] += read is not None
            counts["lines_ok"][1] += 1
            if read is not None and read.kind == "cue":
                counts["agree_ok"][0] += not slip
                counts["agree_ok"][1] += 1
            if read is not None and read.kind == "speech":
                counts["novel"][0] += line not in known
                counts["novel"][1] += 1
    return {name: good / of if of else 0.0 for name, (good, of) in counts.items()}


# %% judge_by_pairs question="q7"
# How: cues are compared with the cue before them, all at once.
def slips(lines):
    read = [course_lib.read_line(line) for line in lines]
    cues = [place for place, one in enumerate(read) if one is not None and one.kind == "cue"]
    wrong = np.array([one is None for one in read])
    for before, now in zip([None, *cues], cues):
        same = before is not None and read[before].speaker == read[now].speaker
        wrong[now] = same != read[now].continued
    return wrong.tolist()


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    kinds, clean, fresh = [], [], []
    for scene in scenes:
        for line, slip in zip(scene, slips(scene)):
            read = course_lib.read_line(line)
            kinds.append(read.kind if read else None)
            clean.append(not slip)
            fresh.append(line not in known)
    legal = [course_lib.in_order(scene) and sum(slips(scene)) == 0 for scene in scenes]
    return dict(
        lines_ok=share(kind is not None for kind in kinds),
        agree_ok=share(good for kind, good in zip(kinds, clean) if kind == "cue"),
        scenes_ok=share(legal),
        novel=share(new for kind, new in zip(kinds, fresh) if kind == "speech"),
    )


# %% writer_in_a_row question="q8"
# How: keras.Sequential, built layer by layer.
def build_writer(V, H, E=24):
    return keras.Sequential(
        [
            keras.Input(shape=(None,)),
            keras.layers.Embedding(input_dim=V, output_dim=E),
            keras.layers.LSTM(units=H, return_sequences=True),
            keras.layers.Dense(units=V, activation="linear"),
        ]
    )


# %% writer_of_cells question="q8"
# How: the LSTM is a cell in an RNN layer, and the last layer is dealt out over time.
def build_writer(V, H, E=24):
    x = keras.Input(shape=(None,), dtype="int64")
    y = keras.layers.RNN(keras.layers.LSTMCell(H), return_sequences=True)(
        keras.layers.Embedding(V, E)(x)
    )
    return keras.Model(inputs=x, outputs=keras.layers.TimeDistributed(keras.layers.Dense(V))(y))
