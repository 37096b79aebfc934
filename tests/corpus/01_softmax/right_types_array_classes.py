"""Masked arrays without a mask in force, np.matrix, and objects that are numbers.
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.ma.masked_invalid(np.where(z >= 0, 1, e) / (1 + e))
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(object)
# %% log_softmax
def log_softmax(z):
    return np.ma.array(z) - np.logaddexp.reduce(z, axis=-1, keepdims=True)
# %% softmax_jacobian
def softmax_jacobian(z):
    a = np.asmatrix(softmax(z).astype(float))
    return np.diag(a.A1) - a.T * a
# %% softmax_vjp
def softmax_vjp(A, G):
    return np.asmatrix(A * (G - np.sum(G * A, axis=-1, keepdims=True)))
