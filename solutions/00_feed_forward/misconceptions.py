# %% [markdown]
# # Misconceptions of 00_feed_forward
#
# Each code cell is a believable wrong answer to one question and replaces its whole answer cell.
# The checks of that question must fail on it, and its hint is what the student is told.

# %% relu_makes_everything_positive question="q1"
# Belief: relu makes numbers positive, so it drops the minus sign.
# Hint: Your relu turns -1 into 1. A neuron that disagrees should stay silent: which number is silence?
def relu(z):
    return np.abs(z)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% relu_the_wrong_way_round question="q1"
# Belief: one of maximum and minimum will do; minimum cuts off what is too much.
# Hint: Your relu lets the negative numbers through and silences the positive ones. Which of the two
# numbers, z and 0, should win?
def relu(z):
    return np.minimum(z, 0.0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% relu_stops_at_one question="q1"
# Belief: an output lies between 0 and 1, so a relu stops at one.
# Hint: Your relu has a ceiling. Only one of the two curves squashes at the top: which one?
def relu(z):
    return np.clip(z, 0.0, 2.0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% relu_writes_into_its_input question="q1"
# Belief: setting the negative entries to zero is all there is to do.
# Hint: Your relu sets entries of the array that it was given. Somebody else may still need z: how do
# you get an array of your own?
def relu(z):
    z[z < 0] = 0.0
    return z


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# %% sigmoid_with_the_wrong_sign question="q1"
# Belief: the sign in the exponent does not matter much.
# Hint: Your sigmoid falls where it should rise: it is sure of what it should deny. Which sign does z
# have in the exponent?
def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return 1 / (1 + np.exp(z))


# %% sigmoid_as_a_fraction_of_two_infinities question="q1"
# Belief: e^z / (1 + e^z) is the same thing, so it does not matter which one is computed.
# Hint: Your fraction has a large exponential above the line and below it. For z = 1000 both are
# infinite: what is infinity divided by infinity?
def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


# %% sigmoid_is_tanh question="q1"
# Belief: all squashing curves are the same; tanh is one.
# Hint: Your sigmoid is the tanh: at zero it says 0, and far below it says -1. How sure is a net that
# is minus one sure?
def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return np.tanh(z)


# %% sigmoid_of_straight_lines question="q1"
# Belief: straight pieces are good enough, as in the hard sigmoid of old libraries.
# Hint: Your sigmoid is made of straight lines. What does it say at ln 3, and what should it?
def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    return np.clip(0.2 * z + 0.5, 0.0, 1.0)


# %% sigmoid_shares_out_one question="q1"
# Belief: outputs are probabilities, so all of them together must give one.
# Hint: You divide by a sum over all entries, so they have to share. Each entry answers a question of
# its own: can two of them be nearly 1?
def relu(z):
    return np.maximum(z, 0.0)


def sigmoid(z):
    powers = np.exp(z - np.max(z))
    return powers / np.sum(powers)


# %% activation_before_bias question="q2"
# Belief: first the activation, then the bias, since the bias is added at the end.
# Hint: You add the bias after the activation. The bias shifts what *enters* the activation: where is it
# in the drawing?
def dense(x, W, b, activation=None):
    z = x @ W
    if activation == "relu":
        z = relu(z)
    elif activation == "sigmoid":
        z = sigmoid(z)
    return z + b


# %% bias_forgotten question="q2"
# Belief: the weights do the work, the bias is a detail.
# Hint: Your layer never uses b. With all inputs at zero, how could such a neuron say anything of
# its own?
def dense(x, W, b, activation=None):
    z = x @ W
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% one_bias_for_all question="q2"
# Belief: a layer has a bias, one.
# Hint: All your neurons share the first bias. How many numbers are there in b, and for whom?
def dense(x, W, b, activation=None):
    z = x @ W + b[0]
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% weights_turned_on_their_side question="q2"
# Belief: each row of W belongs to one neuron, so W has to be turned.
# Hint: You turned W on its side. Which axis of W goes along the inputs, the rows or the columns?
def dense(x, W, b, activation=None):
    z = x @ W.T + b
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% activation_ignored question="q2"
# Belief: the activation is somebody else's business.
# Hint: Your layer returns z whatever the activation is. Where do you use the word that comes in?
def dense(x, W, b, activation=None):
    return x @ W + b


# %% relu_for_everybody question="q2"
# Belief: every layer ends in a relu.
# Hint: Your layer uses relu for every word, even for None. What should happen to z when there is
# no activation?
def dense(x, W, b, activation=None):
    z = x @ W + b
    if activation == "sigmoid":
        return sigmoid(z)
    return relu(z)


# %% the_mean_of_the_inputs question="q2"
# Belief: the sum over the inputs should not grow with their number, so it is divided.
# Hint: You divide the sum by the number of inputs. The weights can take care of that themselves: is
# there any division in the formula?
def dense(x, W, b, activation=None):
    z = x @ W / x.shape[1] + b
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% only_the_first_example question="q2"
# Belief: a layer is for one example; a batch is a loop somewhere else.
# Hint: You look at the first row only, or return a single row. Where do the other examples go?
def dense(x, W, b, activation=None):
    z = x[:1] @ W + b
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% inputs_tidied_up_in_place question="q2"
# Belief: nobody needs sixteen digits, so the inputs are rounded a little before they are used.
# Hint: You tidy up x itself before you use it. Who else may still need it as it was?
def dense(x, W, b, activation=None):
    np.round(x, 12, out=x)
    z = x @ W + b
    if activation == "relu":
        return relu(z)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


# %% every_layer_reads_the_inputs question="q3"
# Belief: x is the input of the net, so every layer reads x.
# Hint: All your layers read the inputs of the net. What does the second one get to read in the drawing?
def forward(x, layers):
    cache = []
    y_pred = x
    for layer in layers:
        z = dense(x, layer["W"], layer["b"])
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        y_pred = dense(x, layer["W"], layer["b"], layer["activation"])
    return y_pred, cache


# %% last_layer_without_activation question="q3"
# Belief: the last layer hands out its sums; activations are for hidden layers.
# Hint: Your last layer hands out its bare sums. Each layer brings its own word: what does the last
# one say?
def forward(x, layers):
    cache = []
    for number, layer in enumerate(layers):
        z = dense(x, layer["W"], layer["b"])
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        last = number == len(layers) - 1
        x = dense(x, layer["W"], layer["b"], None if last else layer["activation"])
    return x, cache


# %% relu_inside_and_sigmoid_at_the_end question="q3"
# Belief: hidden layers have relu and the last one a sigmoid; that is what nets look like.
# Hint: You chose the activations yourself: relu inside, sigmoid at the end. Where does each layer say
# which one it wants?
def forward(x, layers):
    cache = []
    for number, layer in enumerate(layers):
        word = "sigmoid" if number == len(layers) - 1 else "relu"
        z = dense(x, layer["W"], layer["b"])
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        x = dense(x, layer["W"], layer["b"], word)
    return x, cache


# %% nets_have_two_layers question="q3"
# Belief: a net has a hidden layer and an output layer.
# Hint: Your net always has two layers. Which Python word walks through a list of any length?
def forward(x, layers):
    first, second = layers[0], layers[1]
    h = dense(x, first["W"], first["b"], first["activation"])
    cache = [
        {
            "x": x,
            "z": dense(x, first["W"], first["b"]),
            "W": first["W"],
            "activation": first["activation"],
        },
        {
            "x": h,
            "z": dense(h, second["W"], second["b"]),
            "W": second["W"],
            "activation": second["activation"],
        },
    ]
    return dense(h, second["W"], second["b"], second["activation"]), cache


# %% note_of_what_went_out question="q3"
# Belief: the note holds what the layer said; x is its name by then.
# Hint: Your note holds what went *out* of a layer as its x. When do you write it: before or after x
# moves on?
def forward(x, layers):
    cache = []
    for layer in layers:
        z = dense(x, layer["W"], layer["b"])
        x = dense(x, layer["W"], layer["b"], layer["activation"])
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
    return x, cache


# %% note_of_z_after_the_activation question="q3"
# Belief: z is the result of the layer.
# Hint: The z in your notes has already gone through the activation. What do the drawing and the letters
# say about z?
def forward(x, layers):
    cache = []
    for layer in layers:
        z = dense(x, layer["W"], layer["b"], layer["activation"])
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        x = z
    return x, cache


# %% note_of_z_without_bias question="q3"
# Belief: z is the product; the bias comes along later.
# Hint: The z in your notes is the product alone. What is added before the activation sees it?
def forward(x, layers):
    cache = []
    for layer in layers:
        z = x @ layer["W"]
        cache.append({"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        x = dense(x, layer["W"], layer["b"], layer["activation"])
    return x, cache


# %% notes_in_reverse question="q3"
# Belief: the way back starts at the end, so the notes are kept from the last to the first.
# Hint: Your notes are in reverse. backward will turn them around by itself: which order does the
# docstring promise?
def forward(x, layers):
    cache = []
    for layer in layers:
        z = dense(x, layer["W"], layer["b"])
        cache.insert(0, {"x": x, "z": z, "W": layer["W"], "activation": layer["activation"]})
        x = dense(x, layer["W"], layer["b"], layer["activation"])
    return x, cache


# %% only_the_outputs_come_back question="q3"
# Belief: forward returns what the net says; notes are a private matter.
# Hint: You return the outputs alone. Which two things does the docstring promise?
def forward(x, layers):
    for layer in layers:
        x = dense(x, layer["W"], layer["b"], layer["activation"])
    return x


# %% everybody_with_everybody question="q4"
# Belief: NumPy knows how to subtract, and would complain if something were wrong.
# Hint: You let NumPy stretch the shapes: (N,) minus (N, 1) is N x N. What does the shape of the difference
# look like before the mean?
def mse(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


# %% only_the_lengths_are_compared question="q4"
# Belief: as many labels as outputs, and all is well.
# Hint: You compare the numbers of examples only. An (N,) and an (N, 1) array are equally long: what else
# do their shapes say?
def mse(y_pred, y_true):
    if len(y_pred) != len(y_true):
        raise ValueError("not as many labels as outputs")
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if len(p) != len(y):
        raise ValueError("not as many labels as outputs")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


# %% shapes_are_ironed_out question="q4"
# Belief: different shapes are a nuisance; flatten both and go on.
# Hint: You flatten both, so that (N,) and (N, 1) go together. A mistake further up stays hidden that
# way: what did the question ask you to do?
def mse(y_pred, y_true):
    a, b = np.ravel(y_pred), np.ravel(y_true)
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return float(np.mean((a - b) ** 2))


def bce(p, y):
    q, t = np.clip(np.ravel(p), 1e-12, 1 - 1e-12), np.ravel(y)
    if q.shape != t.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(t * np.log(q) + (1 - t) * np.log(1 - q)))


# %% sum_for_mean question="q4"
# Belief: all errors count, so they are added up.
# Hint: Your losses grow with the number of examples. Feed the same batch twice: should the loss double?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.sum((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.sum(y * np.log(q) + (1 - y) * np.log(1 - q)))


# %% divided_by_the_examples_only question="q4"
# Belief: the mean is the sum divided by the number of examples.
# Hint: You divide by the number of examples, not of entries. With two outputs for each example, how many
# entries are there?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.sum((y_pred - y_true) ** 2) / len(y_true))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.sum(y * np.log(q) + (1 - y) * np.log(1 - q)) / len(y))


# %% half_the_square question="q4"
# Belief: the squared error has a factor of one half, so that the slope looks nicer.
# Hint: Your mse is half of what it should be. Some books put a half in front: does our formula?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(0.5 * np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


# %% root_of_the_mean_square question="q4"
# Belief: after squaring, the root has to be taken.
# Hint: You take a square root at the end. That is another measure, the RMSE: which step of the formula of
# mse is the last one?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


# %% the_answer_no_does_not_count question="q4"
# Belief: the loss is minus the logarithm of the right answer, y log p.
# Hint: In your bce the examples with the label 0 cost nothing. What should a net pay that says 0.99 when
# the answer is no?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(y * np.log(np.clip(p, 1e-12, 1))))


# %% logarithm_to_the_base_two question="q4"
# Belief: information is counted in bits, so the logarithm is that of base two.
# Hint: Your bce counts in bits. Which logarithm does the formula have, and which does Keras use?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log2(q) + (1 - y) * np.log2(1 - q)))


# %% certainty_is_infinitely_bad question="q4"
# Belief: the formula is the formula; a net never says exactly 0 or 1.
# Hint: Your bce takes the logarithm of exactly zero. A sigmoid can round to 0 or 1: what does NumPy make of
# zero times minus infinity?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% clipped_into_the_outputs question="q4"
# Belief: clipping is harmless, so it can be done in place.
# Hint: You clip p itself, and whoever owns it finds other outputs. What does np.clip return, and where do
# you keep it?
def mse(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.mean((y_pred - y_true) ** 2))


def bce(p, y):
    if p.shape != y.shape:
        raise ValueError("shapes differ")
    np.clip(p, 1e-9, 1 - 1e-9, out=p)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% without_the_slope_of_the_activation question="q5"
# Belief: the activation only matters on the way there.
# Hint: The slope of the activation is missing on your way back: dz is dy. What did the activation do to a
# small nudge of z?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        grads.insert(0, {"dW": note["x"].T @ dy, "db": np.sum(dy, axis=0)})
        dy = dy @ note["W"].T
    return grads


# %% slope_of_the_sigmoid_from_z question="q5"
# Belief: the slope of the sigmoid is z (1 - z), as one reads everywhere.
# Hint: You wrote z (1 - z). In that formula stands not the sum but what the sigmoid has made of it: which of
# the two do you have in your hands?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return z * (1 - z)
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": note["x"].T @ dz, "db": np.sum(dz, axis=0)})
        dy = dz @ note["W"].T
    return grads


# %% slope_is_the_activation question="q5"
# Belief: on the way back one goes through the same activation again.
# Hint: Your slope is the activation itself. A relu that says 3 is as steep as one that says 300: how steep
# is that?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, z, 0.0)
    if activation == "sigmoid":
        return sigmoid(z)
    return z


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": note["x"].T @ dz, "db": np.sum(dz, axis=0)})
        dy = dz @ note["W"].T
    return grads


# %% divided_by_the_examples_once_more question="q5"
# Belief: slopes are means over the examples.
# Hint: You divide by the number of examples. The mean is in dy already: who would divide a second time?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": note["x"].T @ dz / len(dz), "db": np.mean(dz, axis=0)})
        dy = dz @ note["W"].T
    return grads


# %% last_layer_first question="q5"
# Belief: the walk goes from the last layer to the first, and so does the list.
# Hint: Your list begins with the last layer. In which order will sgd_step walk through the layers?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.append({"dW": note["x"].T @ dz, "db": np.sum(dz, axis=0)})
        dy = dz @ note["W"].T
    return grads


# %% dy_goes_back_as_it_came question="q5"
# Belief: the layer before gets the blame as it arrived; this layer's slope was its own affair.
# Hint: You send dy through the weights, and not dz. The layer before is behind this activation, too: how much
# of its nudge comes through?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": note["x"].T @ dz, "db": np.sum(dz, axis=0)})
        dy = dy @ note["W"].T
    return grads


# %% bias_not_summed question="q5"
# Belief: db is dz, since the bias was just added.
# Hint: Your db has a row for each example. All of them share one bias: how do you join their blame?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": note["x"].T @ dz, "db": dz})
        dy = dz @ note["W"].T
    return grads


# %% weights_slope_on_its_side question="q5"
# Belief: dW is dz and x multiplied; which of the two is turned does not matter.
# Hint: Your dW lies on its side. W is (inputs, units): which factor has to be turned, and which one
# comes first?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dz = slope(note["z"], note["activation"]) * dy
        grads.insert(0, {"dW": dz.T @ note["x"], "db": np.sum(dz, axis=0)})
        dy = dz @ note["W"].T
    return grads


# %% blame_written_into_dy question="q5"
# Belief: dy is multiplied on its way, so *= is the natural thing.
# Hint: You multiply dy in place, and the caller's array changes. How do you write it so that a new one is made?
def slope(z, activation):
    if activation == "relu":
        return np.where(z > 0, 1.0, 0.0)
    if activation == "sigmoid":
        return sigmoid(z) * (1 - sigmoid(z))
    return np.ones(z.shape)


def backward(cache, dy):
    grads = []
    for note in cache[::-1]:
        dy *= slope(note["z"], note["activation"])
        grads.insert(0, {"dW": note["x"].T @ dy, "db": np.sum(dy, axis=0)})
        dy = dy @ note["W"].T
    return grads


# %% gradient_ascent question="q6"
# Belief: the slope is the direction to go, so it is added.
# Hint: You add the slope, and so you climb. After one tiny step, did the loss go down?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        W, b = layer["W"] + lr * grad["dW"], layer["b"] + lr * grad["db"]
        new.append({"W": W, "b": b, "activation": layer["activation"]})
    return new


# %% step_in_place question="q6"
# Belief: the parameters are there to be changed, so change them.
# Hint: You write the step into the old layers. One cannot go back to what has been overwritten: what does
# W - ... make that W -= ... does not?
def sgd_step(params, grads, lr):
    for layer, grad in zip(params, grads):
        layer["W"] -= lr * grad["dW"]
        layer["b"] -= lr * grad["db"]
    return params


# %% slopes_shortened_in_place question="q6"
# Belief: the step is the slope times the learning rate, so the slope is turned into it.
# Hint: You turn the slopes into steps in place, and whoever owns them finds them shorter. Which operator makes a
# new array?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        for name in ("dW", "db"):
            grad[name] *= lr
        W, b = layer["W"] - grad["dW"], layer["b"] - grad["db"]
        new.append({"W": W, "b": b, "activation": layer["activation"]})
    return new


# %% biases_do_not_learn question="q6"
# Belief: learning means changing weights.
# Hint: Your biases stay where they were born. Which two slopes did backward find for each layer?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        W = layer["W"] - lr * grad["dW"]
        new.append({"W": W, "b": layer["b"], "activation": layer["activation"]})
    return new


# %% learning_rate_forgotten question="q6"
# Belief: the slope says how far to go.
# Hint: Your step is the whole slope, whatever lr is. Who decides how far to go?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        W, b = layer["W"] - grad["dW"], layer["b"] - grad["db"]
        new.append({"W": W, "b": b, "activation": layer["activation"]})
    return new


# %% steps_of_equal_length question="q6"
# Belief: the slope gives the direction only, the learning rate the length.
# Hint: You use only the sign of the slope, so every weight moves equally far. Should somebody with hardly any
# blame move as far as the one who did it?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        W = layer["W"] - lr * np.sign(grad["dW"])
        b = layer["b"] - lr * np.sign(grad["db"])
        new.append({"W": W, "b": b, "activation": layer["activation"]})
    return new


# %% activation_lost_on_the_way question="q6"
# Belief: only weights and biases are parameters, so only they come back.
# Hint: Your new layers have no activation. What will forward say to such a layer?
def sgd_step(params, grads, lr):
    new = []
    for layer, grad in zip(params, grads):
        new.append({"W": layer["W"] - lr * grad["dW"], "b": layer["b"] - lr * grad["db"]})
    return new


# %% all_zero_start question="q7"
# Belief: zero is the neutral place to begin.
# Hint: Your net begins with zeros, so all hidden neurons are twins and stay twins. What do you see when you
# look at two columns of W?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    params = [
        {"W": np.zeros((x.shape[1], hidden)), "b": np.zeros(hidden), "activation": "relu"},
        {"W": np.zeros((hidden, 1)), "b": np.zeros(1), "activation": "sigmoid"},
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        params = sgd_step(params, backward(cache, (p - y) / (p - p * p) / y.size), lr)
    return params, history


# %% labels_used_as_inputs question="q7"
# Belief: the more a net knows, the better; the labels are numbers as well.
# Hint: You feed the labels to the net as inputs. Predict on rows whose labels you hide: what will it
# read there?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    x = np.concatenate([x, y], axis=1)
    D = x.shape[1]
    params = [
        {"W": rng.normal(0, D**-0.5, (D, hidden)), "b": np.zeros(hidden), "activation": "relu"},
        {"W": rng.normal(0, hidden**-0.5, (hidden, 1)), "b": np.zeros(1), "activation": "sigmoid"},
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        params = sgd_step(params, backward(cache, (p - y) / (p - p * p) / y.size), lr)
    return params, history


# %% first_dy_is_the_difference question="q7"
# Belief: the walk back begins with p - y.
# Hint: Your first dy is p - y over N. That is the slope at z already, behind the sigmoid; backward begins in
# front of it. What is missing below the line?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    D = x.shape[1]
    params = [
        {
            "W": rng.normal(size=(D, hidden)) / np.sqrt(D),
            "b": np.zeros(hidden),
            "activation": "relu",
        },
        {
            "W": rng.normal(size=(hidden, 1)) / np.sqrt(hidden),
            "b": np.zeros(1),
            "activation": "sigmoid",
        },
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        params = sgd_step(params, backward(cache, (p - y) / y.size), lr)
    return params, history


# %% first_dy_not_divided_by_n question="q7"
# Belief: the examples are summed in backward, so nothing is divided.
# Hint: Your first dy lacks the 1/N of the mean. With 2000 examples, how many times too long are your steps?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    D = x.shape[1]
    params = [
        {
            "W": rng.normal(size=(D, hidden)) / np.sqrt(D),
            "b": np.zeros(hidden),
            "activation": "relu",
        },
        {
            "W": rng.normal(size=(hidden, 1)) / np.sqrt(hidden),
            "b": np.zeros(1),
            "activation": "sigmoid",
        },
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        q = np.clip(p, 1e-9, 1 - 1e-9)
        params = sgd_step(params, backward(cache, (q - y) / (q - q * q)), lr)
    return params, history


# %% history_after_the_step question="q7"
# Belief: the loss of an epoch is what is left at its end.
# Hint: Your history holds the loss *after* each step, so it has lost its beginning. Which net is judged by the
# very first entry?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    D = x.shape[1]
    params = [
        {
            "W": rng.normal(size=(D, hidden)) / np.sqrt(D),
            "b": np.zeros(hidden),
            "activation": "relu",
        },
        {
            "W": rng.normal(size=(hidden, 1)) / np.sqrt(hidden),
            "b": np.zeros(1),
            "activation": "sigmoid",
        },
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        params = sgd_step(params, backward(cache, (p - y) / (p - p * p) / y.size), lr)
        history[epoch] = bce(forward(x, params)[0], y)
    return params, history


# %% two_inputs_and_eight_neurons question="q7"
# Belief: there are two levers and eight neurons.
# Hint: Two inputs or eight neurons are built into your net. Where can you read off how many there are
# this time?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(seed)
    params = [
        {"W": rng.normal(size=(2, 8)) / np.sqrt(2), "b": np.zeros(8), "activation": "relu"},
        {"W": rng.normal(size=(8, 1)) / np.sqrt(8), "b": np.zeros(1), "activation": "sigmoid"},
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        params = sgd_step(params, backward(cache, (p - y) / (p - p * p) / y.size), lr)
    return params, history


# %% seed_left_lying question="q7"
# Belief: any random numbers will do; the seed is decoration.
# Hint: Your net is born the same whatever the seed. Where do your random numbers come from?
def train(x, y, hidden=8, epochs=300, lr=0.5, seed=0):
    rng = np.random.default_rng(0)
    D = x.shape[1]
    params = [
        {
            "W": rng.normal(size=(D, hidden)) / np.sqrt(D),
            "b": np.zeros(hidden),
            "activation": "relu",
        },
        {
            "W": rng.normal(size=(hidden, 1)) / np.sqrt(hidden),
            "b": np.zeros(1),
            "activation": "sigmoid",
        },
    ]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        p, cache = forward(x, params)
        history[epoch] = bce(p, y)
        params = sgd_step(params, backward(cache, (p - y) / (p - p * p) / y.size), lr)
    return params, history
