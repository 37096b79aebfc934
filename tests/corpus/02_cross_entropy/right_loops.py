"""Loops and Python floats.
"""
# %% one_hot
def one_hot(labels, n_classes):
    rows = []
    for label in labels:
        if not 0 <= label < n_classes:
            raise ValueError(f"label {label}")
        rows.append([1.0 if c == label else 0.0 for c in range(n_classes)])
    return np.array(rows)
# %% cross_entropy
import math


def cross_entropy(p, q):
    p, q = np.asarray(p), np.asarray(q)
    total = np.zeros(p.shape[:-1])
    for index in np.ndindex(p.shape[:-1]):
        for p_k, q_k in zip(p[index], q[index]):
            if p_k > 0:
                total[index] -= p_k * math.log(q_k)
    return total
# %% cce_loss
def cce_loss(Z, Y):
    total = 0.0
    for z_row, y_row in zip(np.asarray(Z).tolist(), np.asarray(Y).tolist()):
        top = max(z_row)
        log_sum = math.log(math.fsum(math.exp(v - top) for v in z_row))
        total -= sum(t * (v - top - log_sum) for v, t in zip(z_row, y_row))
    return total / len(Z)
# %% cce_gradient
def cce_gradient(Z, Y):
    N, C = np.shape(Z)
    G = np.zeros((N, C))
    for i in range(N):
        e = [math.exp(v - max(Z[i])) for v in Z[i]]
        for c in range(C):
            G[i, c] = (e[c] / sum(e) - Y[i, c]) / N
    return G
# %% dL_da
dL_da = -(y[k] / a[k])
# %% dL_dz_steps
dL_dz_steps = (
    chain_sum,
    Sum(y[k] * a[j] - y[k] * KroneckerDelta(k, j), (k, 1, m)),
    Sum(y[k] * a[j], (k, 1, m)) - Sum(y[k] * KroneckerDelta(k, j), (k, 1, m)),
    a[j] * Sum(y[k], (k, 1, m)) - y[j],
    a[j] - y[j],
)
# %% verdicts
verdicts = {}
for letter in "ABCDEFGHIJKLMN":
    verdicts[letter] = letter in ("E", "I", "K")
# %% repairs
repairs = {
    "A": -Sum(y[k] * log(a[k]), (k, 1, m)), "B": Product(a[c] ** y[c], (c, 1, m)),
    "C": -Sum(y[k] * log(a[k]), (k, 1, m)), "D": -Sum(y[k] * log(a[k]), (k, 1, m)),
    "F": chain_sum, "G": Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m)), "H": chain_sum,
    "J": KroneckerDelta(k, j), "L": -claims["L"], "M": -claims["M"], "N": -claims["N"],
}
# %% reasons
reasons = {}
for letter, word in [("A", "index"), ("D", "score"), ("G", "free"), ("H", "path"), ("N", "sign")]:
    reasons[letter] = word
