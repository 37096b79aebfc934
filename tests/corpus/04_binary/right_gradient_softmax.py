"""The first output of softmax of (s, 0), minus t."""
# %% bce_gradient
def bce_gradient(s, t):
    s = np.asarray(s, dtype=float)
    m = np.maximum(s, 0)
    return np.exp(s - m) / (np.exp(s - m) + np.exp(-m)) - t
