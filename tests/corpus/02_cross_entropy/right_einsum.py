"""einsum, comparison and logaddexp.
"""
# %% one_hot
def one_hot(labels, n_classes):
    hot = np.asarray(labels)[:, None] == np.arange(n_classes)
    if not hot.any(axis=1).all():
        raise ValueError("label out of range")
    return hot
# %% cross_entropy
def cross_entropy(p, q):
    log_q = np.log(q, where=np.asarray(p) > 0, out=np.zeros(np.shape(q)))
    return -np.einsum("...k,...k->...", p, log_q)
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.asarray(Z, dtype=float)
    log_S = np.logaddexp.reduce(Z, axis=1)
    return np.float64((np.einsum("ic,i->", Y, log_S) - np.einsum("ic,ic->", Y, Z)) / len(Z)) if abs(Z).max() < 1e3 else np.mean(np.einsum("ic,ic->i", Y, log_S[:, None] - Z))
# %% cce_gradient
def cce_gradient(Z, Y):
    Z = np.asarray(Z, dtype=float)
    A = np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])
    return (A - Y) / Z.shape[0]
# %% dL_da
dL_da = y[j] * sp.diff(-log(sp.Symbol('x', positive=True)), sp.Symbol('x', positive=True)).subs(sp.Symbol('x', positive=True), a[j])
# %% dL_dz_steps
rest = Sum(y[k] * a[j] * (1 - KroneckerDelta(k, j)), (k, 1, m))
dL_dz_steps = [
    chain_sum,
    -Sum(y[k] * (KroneckerDelta(k, j) - a[j]), (k, 1, m)),
    -y[j] * (1 - a[j]) + rest,
    -y[j] + y[j] * a[j] + rest,
    -y[j] + a[j],
]
# %% verdicts
verdicts = dict(zip('ABCDEFGHIJKLMN', [False] * 4 + [True] + [False] * 3 + [True, False, True] + [False] * 3))
# %% repairs
repairs = {letter: -log(a[c]) for letter in ""}
repairs["A"] = repairs["C"] = repairs["D"] = -Sum(y[i] * log(softmax_entry(i)), (i, 1, m))
repairs["B"] = a[p]
repairs["F"] = repairs["G"] = repairs["H"] = a[j] * Sum(y[k], (k, 1, m)) - y[j]
repairs["J"] = Piecewise((1, sp.Eq(k, j)), (0, sp.Ne(k, j)))
repairs["L"] = repairs["M"] = repairs["N"] = a[j] - y[j]
# %% reasons
reasons = dict(zip("ABCDFGHJLMN", "index index sign score index free path swap sign sign sign".split()))
