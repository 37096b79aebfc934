"""long double throughout, and ordered dictionaries.
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(np.asarray(z, dtype=np.longdouble)))
    return np.where(z >= 0, 1, e) / (1 + e)
# %% softmax
def softmax(z):
    w = np.asarray(z, dtype=np.longdouble)
    e = np.exp(w - w.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
# %% log_softmax
def log_softmax(z):
    w = np.asarray(z, dtype=np.longdouble)
    return w - np.logaddexp.reduce(w, axis=-1, keepdims=True)
# %% softmax_vjp
def softmax_vjp(A, G):
    A = A.astype(np.longdouble)
    return A * (G - np.sum(G * A, axis=-1, keepdims=True))
# %% verdicts
from collections import OrderedDict

verdicts = OrderedDict(D=sp.false, C=sp.true, B=sp.false, A=sp.false)
# %% repairs
repairs = OrderedDict([("A", m), ("B", a(k)), ("D", x**-2)])
