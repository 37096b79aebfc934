"""By logarithms: logaddexp and logsumexp.
"""
# %% logistic
def logistic(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, dtype=float)
    top = z.max(axis=-1, keepdims=True)
    return z - (top + np.log(np.exp(z - top).sum(axis=-1, keepdims=True)))
# %% softmax_jacobian
def softmax_jacobian(z):
    a = np.exp(log_softmax(z))
    return a[:, None] * (np.identity(a.shape[0]) - a[None, :])
# %% softmax_vjp
def softmax_vjp(A, G):
    weighted = A * G
    return weighted - A * weighted.sum(axis=1)[:, None]
