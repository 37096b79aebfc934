"""Loops and Python floats.
"""
# %% logistic
import math


def logistic(z):
    z = np.asarray(z, dtype=float)
    p = [1 / (1 + math.exp(-s)) if s >= 0 else math.exp(s) / (1 + math.exp(s)) for s in z.flat]
    return np.reshape(p, z.shape)
# %% softmax
def softmax(z):
    z = np.asarray(z, dtype=float)
    out = np.zeros(z.shape)
    for index in np.ndindex(z.shape[:-1]):
        row = z[index]
        terms = [math.exp(value - max(row)) for value in row]
        for c in range(len(row)):
            out[index + (c,)] = terms[c] / sum(terms)
    return out
# %% log_softmax
def log_softmax(z):
    z = np.asarray(z, dtype=float)
    out = np.zeros(z.shape)
    for index in np.ndindex(z.shape[:-1]):
        top = max(z[index])
        total = math.fsum(math.exp(value - top) for value in z[index])
        out[index] = [value - top - math.log(total) for value in z[index]]
    return out
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    C = len(a)
    J = np.zeros((C, C))
    for k in range(C):
        for j in range(C):
            J[k, j] = a[k] * ((1 if j == k else 0) - a[j])
    return J
# %% softmax_vjp
def softmax_vjp(A, G):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            for k in range(A.shape[1]):
                out[i, j] += G[i, k] * A[i, k] * ((j == k) - A[i, j])
    return out
