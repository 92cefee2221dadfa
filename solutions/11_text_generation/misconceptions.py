# %% [markdown]
# # Misconceptions of 11_text_generation
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.


# %% symbols_in_order_of_appearance question="q1"
# Belief: the order of the symbols does not matter, so they are numbered as they come.
# Hint: Your symbols come in the order in which the text uses them. With another text, would the
# same letter keep its number?
def build_vocab(text):
    symbols = list(dict.fromkeys(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% every_symbol_as_often_as_it_comes question="q1"
# Belief: sorting the text gives the list of its symbols.
# Hint: A symbol that is used twice stands in your list twice. Which Python type keeps
# everything once?
def build_vocab(text):
    symbols = sorted(text)
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% numbers_from_one question="q1"
# Belief: 0 is kept for padding, so counting begins at 1.
# Hint: You count symbols from 1. At which number does a Python list begin?
def build_vocab(text):
    symbols = sorted(set(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols, start=1)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number - 1] for number in ids)


# %% everything_in_small_letters question="q1"
# Belief: capitals are a detail of style; fewer symbols are easier to learn.
# Hint: You turn capitals into small letters. How would the writer shout a speaker's name?
def build_vocab(text):
    symbols = sorted(set(text.lower()))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% unknown_symbols_become_the_first_one question="q1"
# Belief: a symbol that is not known may become number 0; that is better than an error.
# Hint: A symbol that index does not know gets number 0 from you, which is somebody else's. Who
# will notice?
def build_vocab(text):
    symbols = sorted(set(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index.get(symbol, 0) for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% unknown_symbols_are_dropped question="q1"
# Belief: a symbol that is not known may be left out.
# Hint: Symbols that index does not know vanish from your text. How long should the result be?
def build_vocab(text):
    symbols = sorted(set(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text if symbol in index], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% a_list_of_numbers question="q1"
# Belief: a list of numbers is as good as an array.
# Hint: Your numbers come as a list. How would you pick twenty pieces at once out of a list?
def build_vocab(text):
    symbols = sorted(set(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return [index[symbol] for symbol in text]


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids)


# %% symbols_glued_with_spaces question="q1"
# Belief: pieces of text are joined by a space.
# Hint: You put a space between every two symbols. A space is a symbol of its own: who asked for it?
def build_vocab(text):
    symbols = sorted(set(text))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return " ".join(symbols[number] for number in ids)


# %% spaces_at_the_ends_are_lost question="q1"
# Belief: spaces and line breaks at the ends of a text are dirt.
# Hint: Your text loses the spaces and line breaks at its ends. How would a script be cut into
# scenes without them?
def build_vocab(text):
    symbols = sorted(set(text.strip()))
    return symbols, {symbol: place for place, symbol in enumerate(symbols)}


def encode(text, index):
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(ids, symbols):
    return "".join(symbols[number] for number in ids).strip()


# %% the_target_is_the_input question="q2"
# Belief: the target of a piece is the piece itself; a language model reproduces text.
# Hint: Your y is x. The loss will be near 0 at once: what is being predicted?
def batches(ids, T, N, rng):
    starts = rng.integers(0, len(ids) - T, size=N)
    x = ids[starts[:, None] + np.arange(T)]
    return x, x.copy()


# %% the_target_is_the_symbol_before question="q2"
# Belief: shifting by one is shifting by one.
# Hint: Your target is the symbol *before* each place. Does a writer need to guess what it has
# just read?
def batches(ids, T, N, rng):
    starts = rng.integers(0, len(ids) - T, size=N)
    pieces = ids[starts[:, None] + np.arange(T + 1)]
    return pieces[:, 1:], pieces[:, :-1]


# %% the_last_target_comes_around question="q2"
# Belief: y is x rolled by one place.
# Hint: Your last target of a piece is its own first symbol. What follows the last symbol of a piece
# in the text?
def batches(ids, T, N, rng):
    starts = rng.integers(0, len(ids) - T, size=N)
    x = ids[starts[:, None] + np.arange(T)]
    return x, np.roll(x, -1, axis=1)


# %% the_last_piece_never_comes question="q2"
# Belief: one place less, to be on the safe side.
# Hint: You draw from one place too few, so the last symbol of the text is never a target. How many
# places are there in a text of four symbols, for pieces of three?
def batches(ids, T, N, rng):
    starts = rng.integers(0, max(1, len(ids) - T - 1), size=N)
    pieces = ids[starts[:, None] + np.arange(T + 1)]
    if T + 1 > len(ids):
        raise ValueError("too short")
    return pieces[:, :-1], pieces[:, 1:]


# %% pieces_begin_at_multiples question="q2"
# Belief: a text is cut into pieces of T once, and then whole pieces are drawn.
# Hint: Your pieces begin at multiples of T only. Which pairs of neighbours never see each other?
def batches(ids, T, N, rng):
    starts = T * rng.integers(0, (len(ids) - 1) // T, size=N)
    pieces = ids[starts[:, None] + np.arange(T + 1)]
    return pieces[:, :-1], pieces[:, 1:]


# %% one_beginning_for_all question="q2"
# Belief: a batch is N pieces in a row, from one random place on.
# Hint: You draw one place for the whole batch. How many dice does it take for N pieces?
def batches(ids, T, N, rng):
    start = rng.integers(0, len(ids) - T)
    pieces = np.tile(ids[start : start + T + 1], (N, 1))
    return pieces[:, :-1], pieces[:, 1:]


# %% dice_of_its_own question="q2"
# Belief: a function that needs chance makes its own generator, with a fixed seed so that it can
# be repeated.
# Hint: You throw dice of your own, and the same ones each time. What was rng handed over for?
def batches(ids, T, N, rng):
    starts = np.random.default_rng(0).integers(0, len(ids) - T, size=N)
    pieces = ids[starts[:, None] + np.arange(T + 1)]
    return pieces[:, :-1], pieces[:, 1:]


# %% time_comes_first question="q2"
# Belief: recurrent nets read time first.
# Hint: Your pieces stand upright: time runs down the first axis. Where does it run in Keras?
def batches(ids, T, N, rng):
    starts = rng.integers(0, len(ids) - T, size=N)
    pieces = ids[starts[None, :] + np.arange(T + 1)[:, None]]
    return pieces[:-1], pieces[1:]


# %% over_the_end_and_back question="q2"
# Belief: when a text is over, it goes on from its beginning.
# Hint: Your pieces run over the end of the text and go on at its beginning. What comes after the
# last symbol?
def batches(ids, T, N, rng):
    if len(ids) <= T:
        raise ValueError("too short")
    starts = rng.integers(0, len(ids), size=N)
    pieces = ids[(starts[:, None] + np.arange(T + 1)) % len(ids)]
    return pieces[:, :-1], pieces[:, 1:]


# %% too_short_a_text_is_filled_up question="q2"
# Belief: where there is too little text, the last symbol may be repeated.
# Hint: Your pieces of a text that is too short repeat its last symbol. Who wrote those?
def batches(ids, T, N, rng):
    starts = rng.integers(0, max(1, len(ids) - T), size=N)
    pieces = ids[np.minimum(starts[:, None] + np.arange(T + 1), len(ids) - 1)]
    return pieces[:, :-1], pieces[:, 1:]


# %% temperature_on_probabilities question="q3"
# Belief: the temperature divides the probabilities, which are then made to sum to 1 again.
# Hint: Your temperature changes nothing. What divides all probabilities of a row comes back when
# they are made to sum to 1. Divide the logits, before the exponential: what changes?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64)
    p = np.exp(warm - warm.max(axis=-1, keepdims=True))
    p = p / p.sum(axis=-1, keepdims=True) / temperature
    return p / p.sum(axis=-1, keepdims=True)


# %% temperature_multiplies question="q3"
# Belief: more heat makes logits larger.
# Hint: Your temperature multiplies, so heat makes the writer surer. Should wine do that?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64) * temperature
    weight = np.exp(warm - warm.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True)


# %% temperature_is_forgotten question="q3"
# Belief: softmax is softmax; the temperature is somebody else's job.
# Hint: Your temperature changes nothing. What divides all probabilities of a row comes back when
# they are made to sum to 1. Divide the logits, before the exponential: what changes?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64)
    weight = np.exp(warm - warm.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True)


# %% exponential_runs_over question="q3"
# Belief: the formula can be typed as it stands.
# Hint: Your exponential runs over at large logits, and infinity divided by infinity is no number.
# What may be taken away from all logits of a row without changing p?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    with np.errstate(over="ignore", invalid="ignore"):
        weight = np.exp(np.asarray(logits, dtype=np.float64) / temperature)
        return weight / weight.sum(axis=-1, keepdims=True)


# %% one_largest_for_all_rows question="q3"
# Belief: any large number may be taken away, so the largest of the whole batch will do.
# Hint: You take the same number away from all rows. What is left of a row that lies far below the
# largest one of another?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64) / temperature
    with np.errstate(invalid="ignore"):
        weight = np.exp(warm - warm.max())
        return weight / weight.sum(axis=-1, keepdims=True)


# %% everything_sums_to_one question="q3"
# Belief: probabilities sum to 1, all of them together.
# Hint: All your rows together sum to 1. How many dice are thrown with one row?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64) / temperature
    weight = np.exp(warm - warm.max(axis=-1, keepdims=True))
    return weight / weight.sum()


# %% the_first_axis_sums_to_one question="q3"
# Belief: axis 0 is the axis of the symbols.
# Hint: Your columns sum to 1 and your rows do not. Which axis counts the symbols?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits, dtype=np.float64) / temperature
    weight = np.exp(warm - warm.max(axis=0, keepdims=True))
    return weight / weight.sum(axis=0, keepdims=True)


# %% frost_is_allowed question="q3"
# Belief: at temperature 0 the likeliest symbol is certain, so no error is needed.
# Hint: At a temperature of 0 or below you return probabilities. What was asked for in that case?
def softmax_t(logits, temperature):
    warm = np.asarray(logits, dtype=np.float64)
    if temperature <= 0:
        return np.eye(warm.shape[-1])[warm.argmax(axis=-1)]
    weight = np.exp((warm - warm.max(axis=-1, keepdims=True)) / temperature)
    return weight / weight.sum(axis=-1, keepdims=True)


# %% logits_are_written_into question="q3"
# Belief: -= is a short way to write a subtraction.
# Hint: After your softmax the logits are no longer what they were. In NumPy, whose array does
# -= change?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    logits -= logits.max(axis=-1, keepdims=True)
    weight = np.exp(logits.astype(np.float64) / temperature)
    return weight / weight.sum(axis=-1, keepdims=True)


# %% float32_stays_float32 question="q3"
# Belief: the type of the input is the type of the output.
# Hint: Your probabilities are as coarse as the logits that came in: float32 knows seven digits and no
# more. Where could you convert?
def softmax_t(logits, temperature):
    if temperature <= 0:
        raise ValueError("the temperature has to be above 0")
    warm = np.asarray(logits) / temperature
    weight = np.exp(warm - warm.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True)


# %% the_likeliest_is_drawn question="q4"
# Belief: the best symbol is the likeliest one.
# Hint: You take the likeliest symbol and throw no dart. Why would such a writer go
# round in circles?
def sample(p, rng):
    return int(np.argmax(p))


# %% all_are_equally_likely question="q4"
# Belief: to draw is to draw; every symbol gets the same chance.
# Hint: Every symbol is equally likely with you. What are the probabilities for?
def sample(p, rng):
    return int(rng.integers(len(p)))


# %% a_crumb_for_everybody question="q4"
# Belief: a little something should be added to every probability, so that none is 0.
# Hint: You give every symbol a crumb of probability, also those that must not come. What
# does 0 mean?
def sample(p, rng):
    crumbs = p + 0.01
    return int(rng.choice(len(p), p=crumbs / crumbs.sum()))


# %% the_same_dart_each_time question="q4"
# Belief: a fixed seed makes the draw repeatable.
# Hint: You start a new generator for each dart, so it always sticks in the same place. What was rng
# handed over for?
def sample(p, rng):
    return int(np.random.default_rng(0).choice(len(p), p=p))


# %% the_pieces_in_order_of_size question="q4"
# Belief: the line is cut into pieces from the smallest to the largest.
# Hint: You sort the pieces of the line and return the place in *that* order. Which symbol does the
# third smallest piece belong to?
def sample(p, rng):
    return int(rng.choice(len(p), p=np.sort(p)))


# %% one_piece_too_far question="q4"
# Belief: a dart between two ends belongs to the piece after the second one.
# Hint: Your dart always counts for the next piece. With p all on symbol 3, which one do you draw?
def sample(p, rng):
    passed = int(np.searchsorted(np.cumsum(p), rng.random(), side="right"))
    return (passed + 1) % len(p)


# %% a_row_instead_of_a_number question="q4"
# Belief: the result of a draw is a row with a 1 at the symbol.
# Hint: You return a whole row with a 1 in it. Which number does decode want?
def sample(p, rng):
    return rng.multinomial(1, p)


# %% nats_called_bits question="q5"
# Belief: the logarithm of information is the natural one, as in the loss of Keras.
# Hint: Your bits are nats: the logarithm is the natural one. With 58 equally likely symbols, is it
# 5.86 or 4.06?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    came = np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(np.mean(every - came))


# %% a_sum_called_mean question="q5"
# Belief: the price of a text is the sum over its symbols.
# Hint: You add up the prices of all symbols. Should a text that is twice as long be twice as bad
# per character?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    came = np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(np.sum(every - came) / np.log(2))


# %% mean_over_pieces_only question="q5"
# Belief: the mean is taken over the N pieces, each of which costs the sum of its symbols.
# Hint: You take the mean over pieces, and the sum along each. Per *character*: how many are there?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    came = np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(np.mean(np.sum(every - came, axis=1)) / np.log(2))


# %% logarithm_of_the_mean question="q5"
# Belief: first the mean probability of what came, then its logarithm.
# Hint: You take the mean of probabilities first and the logarithm at the end. Who was wrong once,
# and certain: does that still hurt?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    came = np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(-np.log2(np.mean(np.exp(came - every))))


# %% the_price_of_the_favourite question="q5"
# Belief: the price is that of the symbol the writer likes best.
# Hint: You charge for the writer's favourite, whatever came. What is y for?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    return float(np.mean(every - logits.max(axis=-1)) / np.log(2))


# %% the_price_of_all_that_might_come question="q5"
# Belief: the price is the entropy of the probabilities.
# Hint: You charge for how unsure the writer is, and not for what came. Can somebody be sure
# and wrong?
def bits_per_char(logits, y):
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=-1)[..., None])
    return float(-np.sum(p * np.log2(np.maximum(p, 1e-300))) / y.size)


# %% probability_rounds_to_zero question="q5"
# Belief: first the softmax, then the logarithm, as the formula says.
# Hint: A tiny probability has become 0 before you take its logarithm. Put the softmax into the
# logarithm on paper: what is left?
def bits_per_char(logits, y):
    p = softmax_t(logits, 1.0)
    came = np.take_along_axis(p, y[..., None], axis=-1)[..., 0]
    with np.errstate(divide="ignore"):
        return float(-np.mean(np.log2(came)))


# %% bits_by_a_safety_net question="q5"
# Belief: adding a tiny number keeps the logarithm finite, and does no harm.
# Hint: You add a tiny number to the probability before the logarithm, so nothing can cost more than
# some thirty or forty bits. Is a writer who is certain and wrong let off so lightly?
def bits_per_char(logits, y):
    p = softmax_t(logits, 1.0)
    came = np.take_along_axis(p, y[..., None], axis=-1)[..., 0]
    return float(-np.mean(np.log2(came + 1e-12)))


# %% choices_called_bits question="q5"
# Belief: the number to report is two to the power of the bits.
# Hint: You return among how many symbols the writer hesitates, which is called perplexity. Of which
# number is it the power of two?
def bits_per_char(logits, y):
    every = np.logaddexp.reduce(logits, axis=-1)
    came = np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(2 ** (np.mean(every - came) / np.log(2)))


# %% argmax_generation question="q6"
# Belief: a good writer writes the likeliest symbol each time.
# Hint: You write the likeliest symbol each time and throw no dart. Why does it loop?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(int(np.argmax(logits)))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% state_thrown_away_each_character question="q6"
# Belief: the state is an argument like any other; the first one will do.
# Hint: Your writer starts each symbol in the state of the beginning. The speaker's (CONT'D) must
# remember: who hands the state on?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, _ = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, _ = step_fn(written[-1], state)
    return decode(written, symbols)


# %% state_forgotten_after_the_seed question="q6"
# Belief: the state after the seed describes the mood, and the mood stays.
# Hint: While it writes, your writer is put back each time into the state it had after the seed.
# What does it remember of its own text?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, _ = step_fn(written[-1], state)
    return decode(written, symbols)


# %% only_the_last_character_of_the_seed question="q6"
# Belief: the writer needs the last symbol to go on from.
# Hint: Of the seed, your writer keeps the last symbol only. Warm its state with every character, one
# after the other: what has to get from each call to the next?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    logits, state = step_fn(int(encode(seed, index)[-1]), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% the_seed_is_read_by_heart question="q6"
# Belief: while the seed is read, every symbol starts afresh; only writing needs a state.
# Hint: Of the seed, your writer keeps the last symbol only. Warm its state with every character, one
# after the other: what has to get from each call to the next?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, after = step_fn(int(number), state)
    state, written = after, []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% the_seed_is_part_of_the_text question="q6"
# Belief: the seed is the beginning of what comes back.
# Hint: Your text begins with the seed. Who wrote that part?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(written[-1], state)
    return seed + decode(written, symbols)


# %% n_counts_the_seed question="q6"
# Belief: n is the length of the whole text, seed and all.
# Hint: You stop too early, because you count the symbols of the seed. How many *new* ones
# were ordered?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n - len(seed)):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% it_never_reads_what_it_writes question="q6"
# Belief: the last symbol of the seed stays the input.
# Hint: Your writer is handed the last symbol of the seed over and over. What should it read after
# it has written something?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(int(number), state)
    return decode(written, symbols)


# %% it_reads_what_it_likes_best question="q6"
# Belief: darts are for the reader; the writer goes on from its favourite.
# Hint: You write down what the dart has hit, and let the writer read its favourite instead. What
# stands on the page?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        p = softmax_t(logits, temperature)
        written.append(sample(p, rng))
        logits, state = step_fn(int(np.argmax(p)), state)
    return decode(written, symbols)


# %% the_thermostat_is_not_connected question="q6"
# Belief: temperature 1 is right for everybody.
# Hint: Your writer always works at temperature 1. What was set on the thermostat?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, 1.0), rng))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% new_dice_for_each_text question="q6"
# Belief: each text starts with a generator of its own.
# Hint: You start new dice for each text, so all texts are the same. What was rng handed over for?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    rng = np.random.default_rng(0)
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
    written = []
    for _ in range(n):
        written.append(sample(softmax_t(logits, temperature), rng))
        logits, state = step_fn(written[-1], state)
    return decode(written, symbols)


# %% a_dart_for_the_seed question="q6"
# Belief: every call of the writer is followed by a dart, also while it reads.
# Hint: You throw darts while the seed is read, at symbols that stand there already. How many darts
# does a text of n symbols need?
def generate(step_fn, state, seed, n, temperature, rng, symbols):
    index = {symbol: place for place, symbol in enumerate(symbols)}
    for number in encode(seed, index):
        logits, state = step_fn(int(number), state)
        drawn = sample(softmax_t(logits, temperature), rng)
    written = []
    for _ in range(n):
        written.append(drawn)
        logits, state = step_fn(drawn, state)
        drawn = sample(softmax_t(logits, temperature), rng)
    return decode(written, symbols)


# %% the_crowd_breaks_the_thread question="q7"
# Belief: (CONT'D) is for a speaker who goes on without anything in between.
# Hint: After the crowd has stirred, you forget who spoke last. Is a crowd somebody who speaks?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        elif read and read.kind == "crowd":
            last = None
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% a_missing_bracket_is_no_slip question="q7"
# Belief: a (CONT'D) that is not there does no harm.
# Hint: You look at cues with a (CONT'D) only. What if the same speaker goes on and it is missing?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued and read.speaker != last
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% an_unreadable_line_is_no_slip question="q7"
# Belief: slips are about (CONT'D); spelling is somebody else's business.
# Hint: A line that nobody can read is fine with you. What does read_line return then?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = False
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% the_first_may_go_on question="q7"
# Belief: whoever opens a scene may go on from the scene before.
# Hint: You let the first speaker of a scene have a (CONT'D). Who has spoken in this scene before?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = last is not None and read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% a_cue_with_a_slip_does_not_count question="q7"
# Belief: who makes a slip has not really spoken.
# Hint: After a cue with a slip you still have the earlier speaker in your hand. Who spoke last?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = last if slip else read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% noise_forgets_the_speaker question="q7"
# Belief: a line that cannot be read starts everything anew.
# Hint: After a line that cannot be read you forget who spoke last. What should such a line change?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read is None:
            last = None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% one_memory_for_all_scenes question="q7"
# Belief: the text is one long scene for the judge.
# Hint: You judge all lines of the text in one go, so the last speaker of a scene goes on in the
# next one. Who has spoken in a new scene?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = slips(lines)
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% copying_counted_as_creativity question="q7"
# Belief: a valid speech is a new speech.
# Hint: Every speech that can be read is new to you. Which share of them is not in the
# training text?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in () for line in spoken),
    }


# %% novelty_turned_around question="q7"
# Belief: novel is the share of speeches that are known.
# Hint: Your mark for novelty grows with every speech that is copied. Which speeches should
# it count?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line in known for line in spoken),
    }


# %% noise_counted_as_creativity question="q7"
# Belief: whatever is not in the training text is new.
# Hint: Lines that nobody can read are new speeches to you, so noise is the most creative writer of
# all. What has to be asked first?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one is None or one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% all_lines_are_to_be_new question="q7"
# Belief: novelty is a share of all lines.
# Hint: Your mark for novelty counts cues and cuts as well. Can a cue be new?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% slips_make_lines_unreadable question="q7"
# Belief: a line with a slip is not ok.
# Hint: A cue with a wrong (CONT'D) can still be read. Which mark is it for, lines_ok or agree_ok?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(not slip for slip in wrong),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% agreement_among_all_lines question="q7"
# Belief: agree_ok is a share of all lines.
# Hint: Your agree_ok is a share of all lines, most of which have nothing to agree with. Of which
# lines should it be one?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% order_is_not_looked_at question="q7"
# Belief: a scene without a slip is legal.
# Hint: A scene is legal for you in whatever order its lines stand. Which function looks at
# the order?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% only_the_order_is_looked_at question="q7"
# Belief: in_order says whether a scene is legal.
# Hint: A scene in a good order is legal for you, even with a wrong (CONT'D). What else did the rule
# ask for?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% the_mean_of_the_scenes question="q7"
# Belief: each scene gets its marks, and the text gets the mean.
# Hint: You take the mean over scenes, so a line in a short scene counts more than one in a long
# scene. Of what is lines_ok a share?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": float(
            np.mean([share(course_lib.read_line(a) is not None for a in s) for s in scenes])
            if scenes
            else 0
        ),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% the_unfinished_scene_counts question="q7"
# Belief: the text ends where it ends.
# Hint: You mark the unfinished end of the text as well, which the writer had no time to finish.
# Which function cuts a text into whole scenes?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = [[a for a in part.split("\n") if a] for part in text.split("\n\n") if part]
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": share(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% nothing_divided_by_nothing question="q7"
# Belief: every text has lines.
# Hint: A text without a whole scene makes yours stumble. What is the share of nothing?
def slips(lines):
    last, wrong = None, []
    for read in map(course_lib.read_line, lines):
        slip = read is None
        if read and read.kind == "cue":
            slip = read.continued != (read.speaker == last)
            last = read.speaker
        wrong.append(slip)
    return wrong


def score(text, known=()):
    scenes = course_lib.split_scenes(text)
    lines = [line for scene in scenes for line in scene]
    read = [course_lib.read_line(line) for line in lines]
    wrong = [slip for scene in scenes for slip in slips(scene)]
    cues = [not slip for one, slip in zip(read, wrong) if one and one.kind == "cue"]
    spoken = [line for one, line in zip(read, lines) if one and one.kind == "speech"]
    return {
        "lines_ok": share(one is not None for one in read),
        "agree_ok": sum(cues) / len(cues),
        "scenes_ok": share(course_lib.in_order(s) and not any(slips(s)) for s in scenes),
        "novel": share(line not in known for line in spoken),
    }


# %% a_writer_that_speaks_once question="q8"
# Belief: the LSTM hands over its last hidden state, and that is what counts.
# Hint: Your LSTM speaks at the end only. At how many places of a piece is there a symbol to guess?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, E)(numbers)
    memory = keras.layers.LSTM(H)(rows)
    return keras.Model(numbers, keras.layers.Dense(V)(memory))


# %% a_writer_that_reads_both_ways question="q8"
# Belief: reading in both directions is better, so the memory is made bidirectional.
# Hint: Your writer reads backwards as well, so it knows the symbol that it is to guess. Where will
# it look when it writes?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, E)(numbers)
    memory = keras.layers.Bidirectional(keras.layers.LSTM(H, return_sequences=True))(rows)
    return keras.Model(numbers, keras.layers.Dense(V)(memory))


# %% a_writer_without_a_memory question="q8"
# Belief: an embedding and two dense layers will do; the embedding knows the symbol.
# Hint: Your writer sees one symbol at a time and keeps nothing. Which layer was to remember
# who spoke?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, E)(numbers)
    memory = keras.layers.Dense(H, activation="tanh")(rows)
    return keras.Model(numbers, keras.layers.Dense(V)(memory))


# %% a_writer_that_says_probabilities question="q8"
# Belief: the last layer of a classifier has a softmax.
# Hint: Your last layer has a softmax already, and softmax_t would squeeze its output a second time.
# What are logits?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, E)(numbers)
    memory = keras.layers.LSTM(H, return_sequences=True)(rows)
    return keras.Model(numbers, keras.layers.Dense(V, activation="softmax")(memory))


# %% a_writer_with_a_fixed_waist question="q8"
# Belief: an embedding has as many numbers as the LSTM has units.
# Hint: Your embedding has H numbers for each symbol. Which argument says how many it should have?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, H)(numbers)
    memory = keras.layers.LSTM(H, return_sequences=True)(rows)
    return keras.Model(numbers, keras.layers.Dense(V)(memory))


# %% a_writer_that_cannot_wait question="q8"
# Belief: a plain recurrent layer is the same thing with less to write.
# Hint: Your memory is a plain recurrent layer, which rewrites everything at every step. How many
# symbols back was the name?
def build_writer(V, H, E=24):
    numbers = keras.Input((None,), dtype="int32")
    rows = keras.layers.Embedding(V, E)(numbers)
    memory = keras.layers.SimpleRNN(H, return_sequences=True)(rows)
    return keras.Model(numbers, keras.layers.Dense(V)(memory))
