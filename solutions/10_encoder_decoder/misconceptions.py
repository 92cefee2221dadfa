# %% [markdown]
# # Misconceptions of encoder_decoder
#
# Each code cell replaces the whole answer cell of one question.

# %% blanks_in_front question="q1"
# Belief: short texts are pushed to the right, like numbers in a column.
# Hint: Your blanks stand in front of the text. On which side did the question ask for them?
def encode_text(s, vocab, T):
    if len(s) > T:
        raise ValueError("the text is too long")
    ids = [0] * (T - len(s)) + [vocab.index(symbol) for symbol in s]
    return np.eye(len(vocab), dtype=np.float32)[ids]


def decode_ids(ids, vocab):
    return "".join(vocab[number] for number in ids if number != 0)


# %% a_blank_has_no_switch question="q1"
# Belief: a blank is nothing, so nothing is switched on.
# Hint: Your blanks are rows without any switch. A blank is the first symbol of the vocabulary: which
# switch belongs to it?
def encode_text(s, vocab, T):
    if len(s) > T:
        raise ValueError("the text is too long")
    grid = np.zeros((T, len(vocab)), dtype=np.float32)
    for place, symbol in enumerate(s):
        grid[place, vocab.index(symbol)] = 1
    return grid


def decode_ids(ids, vocab):
    return "".join(vocab[number] for number in ids if number != 0)


# %% unknown_becomes_a_blank question="q1"
# Belief: what I do not know, I leave out.
# Hint: A symbol that is not in the vocabulary became a blank, and nobody will ever hear of it. Who
# should hear of it, and how?
def encode_text(s, vocab, T):
    if len(s) > T:
        raise ValueError("the text is too long")
    ids = [max(vocab.find(symbol), 0) for symbol in s] + [0] * (T - len(s))
    return np.eye(len(vocab), dtype=np.float32)[ids]


def decode_ids(ids, vocab):
    return "".join(vocab[number] for number in ids if number != 0)


# %% too_long_is_cut question="q1"
# Belief: what does not fit is cut off.
# Hint: A text longer than T lost its end without a word. Is a sum without its end still the same sum?
def encode_text(s, vocab, T):
    ids = [vocab.index(symbol) for symbol in s[:T]] + [0] * (T - len(s))
    return np.eye(len(vocab), dtype=np.float32)[ids]


def decode_ids(ids, vocab):
    return "".join(vocab[number] for number in ids if number != 0)


# %% blanks_are_kept question="q1"
# Belief: every number stands for a symbol, so every number becomes one.
# Hint: In your text there are still blanks. Which number is the blank, and what should become of it?
def encode_text(s, vocab, T):
    if len(s) > T:
        raise ValueError("the text is too long")
    ids = [vocab.index(symbol) for symbol in s] + [0] * (T - len(s))
    return np.eye(len(vocab), dtype=np.float32)[ids]


def decode_ids(ids, vocab):
    return "".join(vocab[number] for number in ids)


# %% target_not_shifted question="q2"
# Belief: the decoder is told the answer, so it is told the answer.
# Hint: Your decoder is handed the answer it has to give at the very same step; accuracy 1.0 on epoch 1 is
# a smell. By how many places should the answer be late?
def shift_right(y, start):
    return y.copy()


# %% shifted_to_the_left question="q2"
# Belief: shifting means to move on to the next one.
# Hint: Your decoder is told what comes after the symbol it has to say. Does the teacher whisper what has
# been, or what will be?
def shift_right(y, start):
    last = np.full((len(y), 1), start)
    return np.concatenate([y[:, 1:], last], axis=1)


# %% rolled_around question="q2"
# Belief: np.roll shifts.
# Hint: The last target has come in again at the front, where the start should be. What does np.roll do with
# what falls off the end?
def shift_right(y, start):
    return np.roll(y, 1, axis=1)


# %% shifted_down_the_batch question="q2"
# Belief: the first axis is the time.
# Hint: Every sum is told the answer of its neighbour. Which axis holds the sums, and which the time?
def shift_right(y, start):
    first = np.full((1, y.shape[1]), start)
    return np.concatenate([first, y[:-1]], axis=0)


# %% shifted_in_place question="q2"
# Belief: the targets are in the way, so they can be moved.
# Hint: Your function moves the targets themselves, and the loss will need them where they were. How do you
# get an array of your own?
def shift_right(y, start):
    y[:, 1:] = y[:, :-1].copy()
    y[:, 0] = start
    return y


# %% nothing_falls_off question="q2"
# Belief: something is put in front, so there is one more.
# Hint: Yours is one column longer than the targets. The last target is never told: to whom could it be?
def shift_right(y, start):
    first = np.full((len(y), 1), start)
    return np.concatenate([first, y], axis=1)


# %% a_note_with_h_twice question="q3"
# Belief: the state of an LSTM is what it says.
# Hint: On your note stands h twice. The encoder's memory is c: where has it gone?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, h


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% states_come_as_c_and_h question="q3"
# Belief: memory first, then what is said.
# Hint: Your encoder hands over c first and h second. In which order does everybody else expect them?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return c, h


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% the_mouth_forgets_c question="q3"
# Belief: a new clerk starts with an empty memory.
# Hint: Your step of the decoder does not use the c that it is given. What is on the note besides h?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, np.zeros_like(h), *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% one_set_of_weights_for_both question="q3"
# Belief: both are LSTMs, so they are the same LSTM.
# Hint: Your decoder steps with the weights of the encoder. Whose weights belong to the Mouth?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["encoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% logits_of_the_old_h question="q3"
# Belief: first speak, then listen.
# Hint: Your logits come from the h before the step, so they know nothing of the symbol that was just told.
# Which h has heard it?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    W, b = params["readout"]
    logits = h @ W + b
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    return logits, h, c


# %% readout_of_the_memory question="q3"
# Belief: the memory knows most, so read the memory.
# Hint: Your readout looks at c. What does the output gate let out, and how is that called?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return c @ W + b, h, c


# %% logits_are_squashed question="q3"
# Belief: what comes out of a net are probabilities.
# Hint: Your logits sum to 1 in each row: somebody has sent them through a softmax. Who asked for it?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    weight = np.exp(h @ W + b)
    return weight / weight.sum(axis=1, keepdims=True), h, c


# %% the_last_symbol_is_not_heard question="q3"
# Belief: the last symbol is the answer, as in a forecast.
# Hint: Your encoder stops before the last symbol. Is there anything in the text that it need not hear?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((len(x), len(params["encoder"][1])))
    for t in range(x.shape[1] - 1):
        h, c = lstm_step(x[:, t], h, c, *params["encoder"])
    return h, c


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% a_neighbours_memory question="q3"
# Belief: the clerk is one and the same, so it keeps its memory from sum to sum.
# Hint: Your encoder goes on, at each sum of the batch, with what it had in mind at the end of the one before. Does a new
# sum begin with an empty head?
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def encoder(x, params):
    h = c = np.zeros((1, len(params["encoder"][1])))
    notes = []
    for text in x:
        for symbol in text:
            h, c = lstm_step(symbol[None], h, c, *params["encoder"])
        notes.append((h[0], c[0]))
    said, kept = zip(*notes)
    return np.array(said), np.array(kept)


def decoder_step(y_prev, h, c, params):
    h, c = lstm_step(y_prev, h, c, *params["decoder"])
    W, b = params["readout"]
    return h @ W + b, h, c


# %% only_h_passed question="q4"
# Belief: the hidden state is what an LSTM hands over.
# Hint: Your decoder starts with the h of the encoder and an empty cell state. The encoder's memory is c:
# who hands it over?
def greedy_decode(x, params, start, stop, max_len):
    h, _ = encoder(x, params)
    c = np.zeros_like(h)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% state_reset_at_each_step question="q4"
# Belief: the note is read at every step.
# Hint: Each of your steps begins with the note again. Does step 3 know what step 2 wrote?
def greedy_decode(x, params, start, stop, max_len):
    note = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, _, _ = decoder_step(np.eye(V)[told], *note, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% true_tokens_at_inference question="q4"
# Belief: it was told the right answers in class, so it is told them at the exam.
# Hint: Your decoder is told symbols that it has not said: the right answers, from outside. Would it still
# speak if the labels were deleted?
labels = [1, 4, 2, 0, 3, 2, 1, 0, 2]


def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for t in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        said.append(logits.argmax(axis=-1))
        told = np.full(len(x), labels[t % 9] % V)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% it_never_hears_itself question="q4"
# Belief: the starting shot starts every step.
# Hint: Your decoder is told the start at every step. What should it hear instead, from the second step on?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        said.append(logits.argmax(axis=-1))
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% argmax_over_the_batch question="q4"
# Belief: axis 0 is the axis that one takes.
# Hint: You look for the largest logit among the sums and not among the symbols. Which axis is axis -1?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = np.resize(logits.argmax(axis=0), len(x))
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% the_stop_is_kept question="q4"
# Belief: the full stop was said, so it belongs to the answer.
# Hint: Your answers end with the stop. Where should each be cut: before it or behind it?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop) + 1] if stop in row else row for row in rows]


# %% the_first_stop_ends_it_for_all question="q4"
# Belief: once somebody has finished, the exam is over.
# Hint: As soon as one sum of the batch says stop, all answers end. Whose stop is it?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        if np.any(told == stop):
            break
        said.append(told)
    if not said:
        return [[] for _ in x]
    return np.stack(said, axis=1).tolist()


# %% stops_are_left_out question="q4"
# Belief: the stop is no digit, so it is left out like a blank.
# Hint: Your answers go on after their stop; only the stop itself is missing. What does stop mean for what
# comes behind it?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [[number for number in row if number != stop] for row in rows]


# %% start_and_stop_of_the_notebook question="q4"
# Belief: the start is number 0 everywhere.
# Hint: Your decoder is told number 0 first, whatever start says. Which argument have you not used?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    V = len(params["readout"][1])
    told, said = np.zeros(len(x), dtype=int), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% two_copies_of_one_sum_differ question="q4"
# Belief: sums queue up, and each goes on where the one before has stopped.
# Hint: The same sum, asked twice in a batch, is answered differently: yours starts with the note of another
# one. Which row of the note belongs to which sum?
def greedy_decode(x, params, start, stop, max_len):
    h, c = encoder(x, params)
    h, c = np.cumsum(h, axis=0), np.cumsum(c, axis=0)
    V = len(params["readout"][1])
    told, said = np.full(len(x), start), []
    for _ in range(max_len):
        logits, h, c = decoder_step(np.eye(V)[told], h, c, params)
        told = logits.argmax(axis=-1)
        said.append(told)
    rows = np.stack(said, axis=1).tolist()
    return [row[: row.index(stop)] if stop in row else row for row in rows]


# %% padding_counted question="q5"
# Belief: a place is a place.
# Hint: You praise blanks. A guess that never changes already gets four symbols in ten right here, and one place
# in eight is a blank. Which places may count?
def masked_xent(logits, y, mask):
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(price.mean()) if mask.any() else 0.0


# %% divided_by_all_places question="q5"
# Belief: a mean divides by everything there is.
# Hint: Only real places are summed, and yet you divide by all of them. What does a row of blanks do to your mean?
def masked_xent(logits, y, mask):
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(np.where(mask, price, 0.0).mean())


# %% mean_of_the_row_means question="q5"
# Belief: every sum counts the same, long or short.
# Hint: You take a mean for each row first, so that a place in a short answer counts more than one in a long
# answer. Over what is the mean to be taken?
def masked_xent(logits, y, mask):
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    each = np.where(mask, price, 0.0).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)
    return float(each.sum() / max(mask.any(axis=1).sum(), 1))


# %% nothing_divided_by_nothing question="q5"
# Belief: there is always something real.
# Hint: Without any real place you divide 0 by 0. What should the price be then?
def masked_xent(logits, y, mask):
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    with np.errstate(invalid="ignore"):
        return float(np.where(mask, price, 0.0).sum() / mask.sum())


# %% exponential_first question="q5"
# Belief: softmax first, logarithm second, as the formula says.
# Hint: With enormous logits your exponential overflows before the logarithm can save it. What can be taken away
# from all logits of a place without changing p?
def masked_xent(logits, y, mask):
    with np.errstate(all="ignore"):
        p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
        price = -np.log(np.take_along_axis(p, y[..., None], axis=-1)[..., 0])
        return float(np.where(mask, price, 0.0).sum() / max(mask.sum(), 1))


# %% a_blank_is_a_zero_logit question="q5"
# Belief: if I multiply the logits by the mask, blanks are gone.
# Hint: You have set the logits of blanks to 0, which is the opinion of somebody without any idea, and it has a price.
# What should be thrown away: the logits or the price?
def masked_xent(logits, y, mask):
    logits = logits * mask[..., None]
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]
    return float(price.sum() / max(mask.sum(), 1)) if mask.any() else 0.0


# %% the_price_in_bits question="q5"
# Belief: prices of symbols are in bits.
# Hint: Your price is in bits. Which logarithm did the formula of this notebook ask for?
def masked_xent(logits, y, mask):
    top = logits.max(axis=-1)
    total = np.log(np.exp(logits - top[..., None]).sum(axis=-1)) + top
    price = (total - np.take_along_axis(logits, y[..., None], axis=-1)[..., 0]) / np.log(2)
    return float(np.where(mask, price, 0.0).sum() / max(mask.sum(), 1))


# %% layers_in_the_order_they_come question="q6"
# Belief: the encoder comes first, then the decoder, then the readout.
# Hint: You take the layers in the order in which they come, and call them by the names that you expect. What if a net
# was built in another order: how does a layer tell you its name?
def build_seq2seq(V, H):
    ear = keras.layers.LSTM(H, return_state=True, name="encoder")
    mouth = keras.layers.LSTM(H, return_sequences=True, return_state=True, name="decoder")
    readout = keras.layers.Dense(V, name="readout")
    asked, told = keras.Input((None, V)), keras.Input((None, V))
    seq, _, _ = mouth(told, initial_state=ear(asked)[1:])
    train_model = keras.Model([asked, told], readout(seq))

    def encode_fn(x):
        _, h, c = ear(x)
        return np.asarray(h), np.asarray(c)

    def step_fn(y_prev, h, c):
        seq, h, c = mouth(y_prev[:, None], initial_state=[h, c])
        return np.asarray(readout(seq)[:, 0]), np.asarray(h), np.asarray(c)

    return train_model, encode_fn, step_fn


def weights_of(train_model):
    layers = [layer for layer in train_model.layers if layer.get_weights()]
    params = {}
    for name, layer in zip(("encoder", "decoder", "readout"), layers):
        params[name] = tuple(np.asarray(weight, dtype=np.float64) for weight in layer.get_weights())
    return params


# %% one_clerk_twice question="q6"
# Belief: both clerks are LSTMs of the same size, so one set of weights will do.
# Hint: Under encoder and decoder there are the same numbers. How many clerks have been to school?
def build_seq2seq(V, H):
    ear = keras.layers.LSTM(H, return_state=True, name="encoder")
    mouth = keras.layers.LSTM(H, return_sequences=True, return_state=True, name="decoder")
    readout = keras.layers.Dense(V, name="readout")
    asked, told = keras.Input((None, V)), keras.Input((None, V))
    seq, _, _ = mouth(told, initial_state=ear(asked)[1:])
    train_model = keras.Model([asked, told], readout(seq))

    def encode_fn(x):
        _, h, c = ear(x)
        return np.asarray(h), np.asarray(c)

    def step_fn(y_prev, h, c):
        seq, h, c = mouth(y_prev[:, None], initial_state=[h, c])
        return np.asarray(readout(seq)[:, 0]), np.asarray(h), np.asarray(c)

    return train_model, encode_fn, step_fn


def weights_of(train_model):
    params = {}
    for name, source in (("encoder", "encoder"), ("decoder", "encoder"), ("readout", "readout")):
        weights = train_model.get_layer(source).get_weights()
        params[name] = tuple(np.asarray(weight, dtype=np.float64) for weight in weights)
    return params


# %% without_biases question="q6"
# Belief: weights are matrices.
# Hint: Your params hold matrices only. What else is added up in a step, and in the readout?
def build_seq2seq(V, H):
    ear = keras.layers.LSTM(H, return_state=True, name="encoder")
    mouth = keras.layers.LSTM(H, return_sequences=True, return_state=True, name="decoder")
    readout = keras.layers.Dense(V, name="readout")
    asked, told = keras.Input((None, V)), keras.Input((None, V))
    seq, _, _ = mouth(told, initial_state=ear(asked)[1:])
    train_model = keras.Model([asked, told], readout(seq))

    def encode_fn(x):
        _, h, c = ear(x)
        return np.asarray(h), np.asarray(c)

    def step_fn(y_prev, h, c):
        seq, h, c = mouth(y_prev[:, None], initial_state=[h, c])
        return np.asarray(readout(seq)[:, 0]), np.asarray(h), np.asarray(c)

    return train_model, encode_fn, step_fn


def weights_of(train_model):
    params = {}
    for name in ("encoder", "decoder", "readout"):
        weights = train_model.get_layer(name).get_weights()
        params[name] = tuple(np.asarray(weight, dtype=np.float64) for weight in weights[:-1])
    return params


# %% most_symbols_are_good_enough question="q7"
# Belief: an answer that is nearly right is nearly right.
# Hint: You count symbols. Is 47 nearly the right change for 46?
def split_pairs(pairs, share, rng):
    kinds, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    drawn = rng.permutation(len(kinds))[: round(share * len(kinds))]
    chosen = np.isin(which.reshape(-1), drawn)
    return pairs[~chosen], pairs[chosen]


def exact_match(pred, true):
    hits = [a == b for mine, theirs in zip(pred, true) for a, b in zip(mine, theirs)]
    return sum(hits) / sum(len(theirs) for theirs in true)


# %% as_far_as_it_goes question="q7"
# Belief: zip compares two lists.
# Hint: An answer that breaks off, or goes on, counts as right with you. What does zip do when one list is shorter?
def split_pairs(pairs, share, rng):
    kinds, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    drawn = rng.permutation(len(kinds))[: round(share * len(kinds))]
    chosen = np.isin(which.reshape(-1), drawn)
    return pairs[~chosen], pairs[chosen]


def exact_match(pred, true):
    right = [all(a == b for a, b in zip(mine, theirs)) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)


# %% the_order_of_digits_is_free question="q7"
# Belief: the right digits are the right digits.
# Hint: An answer with its digits in another order counts as right with you. Is 64 the same as 46?
def split_pairs(pairs, share, rng):
    kinds, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    drawn = rng.permutation(len(kinds))[: round(share * len(kinds))]
    chosen = np.isin(which.reshape(-1), drawn)
    return pairs[~chosen], pairs[chosen]


def exact_match(pred, true):
    right = [sorted(mine) == sorted(theirs) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)


# %% mirror_images_are_torn_apart question="q7"
# Belief: rows are drawn, and that is a split.
# Hint: A sum is in your lessons and its mirror image is in your exam. What if each pair were sorted before you split?
def split_pairs(pairs, share, rng):
    order = rng.permutation(len(pairs))
    size = round(share * len(pairs))
    return pairs[order[size:]], pairs[order[:size]]


def exact_match(pred, true):
    right = [list(mine) == list(theirs) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)


# %% the_first_ones_are_asked question="q7"
# Belief: an exam is what stands at the front of the list.
# Hint: Your exam is always the same: the first pairs in order. Are the smallest sums a fair exam, and who throws dice?
def split_pairs(pairs, share, rng):
    kinds, which = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    chosen = which.reshape(-1) < round(share * len(kinds))
    return pairs[~chosen], pairs[chosen]


def exact_match(pred, true):
    right = [list(mine) == list(theirs) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)


# %% pairs_come_back_sorted question="q7"
# Belief: once sorted, always sorted.
# Hint: Your pairs come back with the smaller number first, so half of the sums are asked the other way round. Do you
# need the sorted pairs for anything but the draw?
def split_pairs(pairs, share, rng):
    pairs = np.sort(pairs, axis=1)
    kinds, which = np.unique(pairs, axis=0, return_inverse=True)
    drawn = rng.permutation(len(kinds))[: round(share * len(kinds))]
    chosen = np.isin(which.reshape(-1), drawn)
    return pairs[~chosen], pairs[chosen]


def exact_match(pred, true):
    right = [list(mine) == list(theirs) for mine, theirs in zip(pred, true)]
    return sum(right) / len(true)
