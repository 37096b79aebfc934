"""Transposed arithmetic, matrix products, trace.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if (labels < 0).any() or (labels > n_classes - 1).any():
        raise ValueError("label out of range")
    return np.take(np.eye(n_classes), labels, axis=0)
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.broadcast_arrays(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(q)
    return np.sum(-terms, axis=-1, where=p > 0)
# %% cce_loss
def cce_loss(Z, Y):
    T = np.asarray(Z).T
    T = T - T.max(axis=0)
    return float(-np.trace(Y @ (T - np.log(np.exp(T).sum(axis=0)))) / T.shape[1])
# %% cce_gradient
def cce_gradient(Z, Y):
    T = np.asarray(Z).T
    E = np.exp(T - T.max(axis=0))
    return ((E / E.sum(axis=0)).T - Y) * (1 / len(Y))
# %% dL_da
dL_da = (a[j] - y[j]) / a[j] - 1
# %% dL_dz_steps
dL_dz_steps = [
    Sum(-y[k] / a[k] * a[k] * (KroneckerDelta(j, k) - a[j]), (k, 1, m)),
    Sum(y[k] * (a[j] - KroneckerDelta(j, k)), (k, 1, m)),
    Sum(y[i] * a[j], (i, 1, m)) - y[j],
    softmax_entry(j) * Sum(y[k], (k, 1, m)) - y[j],
    a[j] - y[j],
]
# %% verdicts
verdicts = {**dict.fromkeys('ABCDFGHJLMN', sp.false), **dict.fromkeys('EIK', sp.true)}
# %% repairs
repairs = {
    "A": -Sum(y[k] * log(a[k]), (k, 1, m)), "B": Product(a[c] ** y[c], (c, 1, m)),
    "C": -Sum(y[k] * log(a[k]), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "F": chain_sum, "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)), "H": chain_sum,
    "J": KroneckerDelta(k, j), "L": -claims["L"], "M": -claims["M"], "N": -claims["N"],
}

repairs["C"] = -log(Product(a[c] ** y[c], (c, 1, m)))
repairs["D"] = Sum(y[k] * (log(Sum(exp(z[l]), (l, 1, m))) - z[k]), (k, 1, m))
repairs["H"] = -y[j] * (1 - a[j]) + others + 0 * Sum(y[k], (k, 1, m)) if others.has(Sum) else chain_sum
repairs["M"] = a[j] * Sum(y[k], (k, 1, m)) - y[j]
