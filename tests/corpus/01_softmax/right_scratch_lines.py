"""Functions are tried out in their own cells, with every letter of the algebra.
"""
# %% logistic
def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


s = z = np.array([1.0, 2.0, 3.0])
sigma = logistic(z)
for k in range(3):
    print(k, sigma[k])
# %% softmax
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


x = z = c = np.array([1.0, 2.0, 3.0])
a = S = softmax(z)
i = j = k = l = m = n = 2
# %% log_softmax
def log_softmax(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


from numpy import exp, log

z, a, Sum = np.zeros(3), log_softmax(np.zeros(3)), sum
for j in range(3):
    for k, l in enumerate(a):
        m = S = KroneckerDelta = exp(l)
# %% da_same
da_same = a(k) * (1 - a(k))
# %% da_other
da_other = -a(k) * exp(z[j]) / Sum(exp(z[l]), (l, 1, m))
k = j = a = z = m = S = exp = 1
# %% da
da = a(k) * (KroneckerDelta(j, k) - exp(z[j]) / S)
k = j = a = log = 1
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    return np.diag(a) - np.outer(a, a)


z = np.array([1.0, 2.0, 3.0])
for j, k in enumerate(softmax_jacobian(z)):
    m = a = p = g = n = x = s = k
# %% repairs
repairs = {"A": m, "B": exp(z[k]) / Sum(exp(z[l]), (l, 1, m)), "D": 1 / x**2}
