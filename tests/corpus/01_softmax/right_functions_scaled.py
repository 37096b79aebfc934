"""By tanh and by ratios of pairs.
"""
# %% logistic
def logistic(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(np.minimum(z, 0))
    return small / (small + np.exp(np.minimum(-z, 0)))
# %% softmax
def softmax(z):
    z = np.asarray(z)
    top = np.max(z, axis=-1, keepdims=True)
    e = np.exp(np.subtract(z, top))
    return np.divide(e, np.add.reduce(e, axis=-1, keepdims=True))
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, dtype=float)
    ordered = np.sort(z, axis=-1)
    top = ordered[..., -1:]
    rest = np.exp(ordered[..., :-1] - top).sum(axis=-1, keepdims=True)
    return (z - top) - np.log1p(rest)
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return np.array([a * (e - e @ a) for e in np.eye(len(a))])
# %% softmax_vjp
def softmax_vjp(A, G):
    return A * (G - (G[:, None, :] @ A[:, :, None])[:, 0])
