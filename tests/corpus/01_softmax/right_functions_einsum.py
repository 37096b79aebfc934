"""einsum, masks and np.add.at.
"""
# %% logistic
def logistic(z):
    z = np.asarray(z, dtype=np.float64)
    p = np.empty_like(z)
    up = z >= 0
    p[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    p[~up] = e / (1 + e)
    return p
# %% softmax
def softmax(z):
    e = np.exp(z - np.expand_dims(np.amax(z, -1), -1))
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))
# %% log_softmax
def log_softmax(z):
    shift = np.asarray(z) - np.amax(z, -1)[..., None]
    return shift - np.log(np.einsum("...k->...", np.exp(shift)))[..., None]
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    J = -np.einsum("k,j->kj", a, a)
    np.add.at(J, (np.arange(a.size), np.arange(a.size)), a)
    return J
# %% softmax_vjp
def softmax_vjp(A, G):
    return np.einsum("nj,nj->nj", A, G - np.einsum("nk,nk->n", A, G)[:, np.newaxis])
