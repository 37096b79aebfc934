"""Loops at cell level over the letters of the algebra.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    return np.eye(n_classes)[labels]


for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
# %% cross_entropy
def cross_entropy(p, q):
    return -np.sum(p * np.log(np.where(np.asarray(p) > 0, q, 1.0)), axis=-1)


for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
# %% dL_da
dL_da = -y[j] / a[j]
for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(y[k] * a[j], (k, 1, m)) - y[j], a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
# %% verdicts
verdicts = {letter: letter in "EIK" for letter in claims}
for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
# %% repairs
repairs = {letter: -claims[letter] for letter in "CLMN"}
repairs["A"] = repairs["D"] = -Sum(y[k] * log(a[k]), (k, 1, m))
repairs["B"] = Product(a[c] ** y[c], (c, 1, m))
repairs["F"] = repairs["H"] = chain_sum
repairs["G"] = Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m))
repairs["J"] = KroneckerDelta(k, j)
for i in range(3):
    for k in range(2):
        for j, (l, c) in enumerate(zip("ab", "cd")):
            print(i, j, k, l, c)
for m, p in [(1, 2.0), (2, 3.0)]:
    a = y = z = m * p
