"""Classes first, lists, and a new array filled in place.
"""
# %% logistic
def logistic(z):
    e = np.exp(-abs(z))
    return (z >= 0) / (1 + e) + (z < 0) * e / (1 + e)
# %% softmax
def softmax(z):
    columns = np.moveaxis(np.array(z, dtype=np.longdouble), -1, 0)
    columns -= columns.max(axis=0)
    np.exp(columns, out=columns)
    columns /= columns.sum(axis=0)
    return np.moveaxis(columns, 0, -1).astype(np.float64)
# %% log_softmax
def log_softmax(z):
    columns = np.moveaxis(np.array(z, dtype=np.float64), -1, 0)
    columns -= columns.max(axis=0)
    columns -= np.log(np.exp(columns).sum(axis=0))
    return np.moveaxis(columns, 0, -1)
# %% softmax_jacobian
def softmax_jacobian(z):
    a = softmax(z)
    J = np.zeros((a.size, a.size))
    np.fill_diagonal(J, a)
    J -= a.reshape(-1, 1) @ a.reshape(1, -1)
    return J.tolist()
# %% softmax_vjp
def softmax_vjp(A, G):
    return (A.T * (G.T - (A * G).sum(axis=1))).T
