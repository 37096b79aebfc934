"""Lists, tuples, deques and Python's own numbers.
"""
# %% logistic
from collections import deque
from math import exp as exponential


def logistic(z):
    def of(s):
        e = exponential(-abs(s))
        return (1 if s >= 0 else e) / (1 + e)

    return np.vectorize(of, otypes=[float])(z).tolist()
# %% softmax
def softmax(z):
    def of(row):
        terms = np.exp(row - row.max())
        return tuple(terms / sum(terms))

    return np.apply_along_axis(of, -1, np.asarray(z)).tolist()
# %% log_softmax
def log_softmax(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return list(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
# %% softmax_jacobian
def softmax_jacobian(z):
    a = np.array(softmax(z))
    return [[p * ((k == j) - q) for j, q in enumerate(a)] for k, p in enumerate(a)]
# %% softmax_vjp
def softmax_vjp(A, G):
    return deque(a * (g - g @ a) for a, g in zip(A, G))
