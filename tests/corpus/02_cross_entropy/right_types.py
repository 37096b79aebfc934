"""Other types of the same numbers.
"""
# %% one_hot
from fractions import Fraction


def one_hot(labels, n_classes):
    if any(not 0 <= label < n_classes for label in labels):
        raise ValueError("label out of range")
    return [[Fraction(int(c == label)) for c in range(n_classes)] for label in labels]
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.ma.masked_equal(np.asarray(p, dtype=float), 0), np.asarray(q, dtype=float)
    return -(p * np.log(q)).sum(axis=-1)
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z, dtype=np.longdouble)
    s = Z - Z.max(axis=1, keepdims=True)
    return np.sum(Y * (np.log(np.exp(s).sum(axis=1, keepdims=True)) - s)) / len(Z)
# %% cce_gradient
def cce_gradient(Z, Y):
    S = np.asmatrix(Z, dtype=float)
    E = np.exp(S - S.max(axis=1))
    return (E / E.sum(axis=1) - Y) / len(Z)
