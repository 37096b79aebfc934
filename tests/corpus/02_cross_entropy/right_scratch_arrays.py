"""Functions tried out on arrays named like the letters of the algebra.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    return np.eye(n_classes)[labels]


a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
# %% cross_entropy
def cross_entropy(p, q):
    return -np.sum(p * np.log(np.where(np.asarray(p) > 0, q, 1.0)), axis=-1)


a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
# %% dL_da
dL_da = -y[j] / a[j]
a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(y[k] * a[j], (k, 1, m)) - y[j], a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
# %% verdicts
verdicts = {letter: letter in "EIK" for letter in claims}
a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
# %% repairs
repairs = {letter: -claims[letter] for letter in "CLMN"}
repairs["A"] = repairs["D"] = -Sum(y[k] * log(a[k]), (k, 1, m))
repairs["B"] = Product(a[c] ** y[c], (c, 1, m))
repairs["F"] = repairs["H"] = chain_sum
repairs["G"] = Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m))
repairs["J"] = KroneckerDelta(k, j)
a, c, i, j, k, l, m, p, y, z = np.random.default_rng(0).dirichlet(np.ones(3), 10)
q, x, s, N, C, L, S, A, Y, Z = 10 * [np.ones((2, 2))]
exp, log = np.exp, np.log
cross_entropy_of_both = (p @ log(y), exp(z).sum())
