"""Index by argmax where rows are one-hot, np.add.at, other summation order.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if set(labels.tolist()) - set(range(n_classes)):
        raise ValueError("label out of range")
    encoded = np.zeros((labels.size, n_classes), dtype=int)
    np.add.at(encoded, (np.arange(labels.size), labels), 1)
    return encoded
# %% cross_entropy
def cross_entropy(p, q):
    p, q = np.asarray(p, float), np.array(q, float)
    q[p == 0] = 1
    return np.array(-(np.log(q) * p)[..., ::-1].sum(-1))
# %% cce_loss
def cce_loss(Z, Y):
    Z = np.array(Z, dtype=float)
    Z -= Z.max(1)[:, None]
    per_sample = np.log(np.exp(Z).sum(1)) - (Z * Y).sum(1)
    return np.array(per_sample[::-1].mean())
# %% cce_gradient
def cce_gradient(Z, Y):
    G = np.array(Z, dtype=float)
    G -= G.max(1)[:, None]
    np.exp(G, out=G)
    G /= G.sum(1)[:, None]
    np.subtract.at(G, np.nonzero(Y), Y[np.nonzero(Y)])
    return G / len(G)
# %% dL_da
dL_da = sp.Mul(-1, y[p], sp.Pow(a[p], -1))
# %% dL_dz_steps
before = Sum(y[k] * a[j], (k, 1, j - 1))
after = Sum(y[k] * a[j], (k, j + 1, m))
dL_dz_steps = [chain_sum, -y[j] * (1 - a[j]) + before + after, -y[j] + y[j] * a[j] + before + after,
               -y[j] + Sum(y[k] * a[j], (k, 1, m)), a[j] - y[j]]
# %% verdicts
verdicts = {letter: np.bool_(letter in 'EIK') for letter in 'NMLKJIHGFEDCBA'}
# %% repairs
repairs = {
    "A": -Sum(y[k] * log(a[k]), (k, 1, m)), "B": Product(a[c] ** y[c], (c, 1, m)),
    "C": -Sum(y[k] * log(a[k]), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "F": chain_sum, "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)), "H": chain_sum,
    "J": KroneckerDelta(k, j), "L": -claims["L"], "M": -claims["M"], "N": -claims["N"],
}

repairs["L"] = -y[j] * (1 - a[j]) + Sum(y[k] * a[j], (k, 1, j - 1)) + Sum(y[k] * a[j], (k, j + 1, m))
repairs["J"] = 1 - claims["J"]
repairs["B"] = Product(a[i] ** y[i], (i, 1, m))
# %% reasons
from collections import UserDict

reasons = UserDict(A="index", D="score", G="free", H="path", N="sign")
