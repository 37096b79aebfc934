"""NumPy's and math's names in place of SymPy's.
"""
# %% one_hot
def one_hot(labels, n_classes):
    labels = np.asarray(labels)
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError("label out of range")
    return np.eye(n_classes)[labels]


from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
# %% cross_entropy
def cross_entropy(p, q):
    return -np.sum(p * np.log(np.where(np.asarray(p) > 0, q, 1.0)), axis=-1)


from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
# %% dL_da
dL_da = -y[j] / a[j]
from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
# %% dL_dz_steps
dL_dz_steps = [chain_sum, Sum(y[k] * a[j], (k, 1, m)) - y[j], a[j] * Sum(y[k], (k, 1, m)) - y[j], a[j] - y[j]]
from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
# %% verdicts
verdicts = {letter: letter in "EIK" for letter in claims}
from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
# %% repairs
repairs = {letter: -claims[letter] for letter in "CLMN"}
repairs["A"] = repairs["D"] = -Sum(y[k] * log(a[k]), (k, 1, m))
repairs["B"] = Product(a[c] ** y[c], (c, 1, m))
repairs["F"] = repairs["H"] = chain_sum
repairs["G"] = Sum(y[k] * (a[j] - KroneckerDelta(k, j)), (k, 1, m))
repairs["J"] = KroneckerDelta(k, j)
from math import *
from numpy import *

z = array([1.0, 2.0, -1.0])
a = exp(z) / exp(z).sum()
y = log(a)
del j, k
