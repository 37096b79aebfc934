"""Everything right, in another style: loops and masks.

base: solution
"""

# %% logistic
def logistic(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    right = z >= 0
    out[right] = 1 / (1 + np.exp(-z[right]))
    out[~right] = np.exp(z[~right]) / (1 + np.exp(z[~right]))
    return out


# %% softmax
def softmax(z):
    z = np.asarray(z)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


# %% log_softmax
def log_softmax(z):
    z = np.asarray(z)
    return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)


# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(np.asarray(z, dtype=float))
    J = np.empty((len(a), len(a)))
    for k in range(len(a)):
        for j in range(len(a)):
            J[k, j] = a[k] * ((k == j) - a[j])
    return J


# %% softmax_vjp
def softmax_vjp(A, G):
    return np.stack([a * (g - a @ g) for a, g in zip(A, G)])


# %% da
da = KroneckerDelta(j, k) * a(k) - a(j) * a(k)
