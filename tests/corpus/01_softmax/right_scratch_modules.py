"""The names of modules are used for something else where a function is tried out."""

# %% logistic
def logistic(z):
    z = np.asarray(z, dtype=float)
    exp_minus_abs = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, exp_minus_abs) / (1 + exp_minus_abs)


check = sp = plots = data = logistic(np.zeros(2))

# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    exp_shifted = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return exp_shifted / np.sum(exp_shifted, axis=-1, keepdims=True)


for check in range(3):
    sp, plots = softmax(np.ones(2)), check
