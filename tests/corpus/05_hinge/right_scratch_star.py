"""Letters, functions of SymPy and of NumPy are imported by a star, after answers and inside them."""

# %% d_hinge_wj
d_hinge_wj = indicator(u(j)) * x
from numpy import *
from math import *

# %% d_hinge_wy
d_hinge_wy = -Sum(indicator(u(l)), (l, 1, m - 1)) * x
from numpy import *

# %% svm_sgd
def svm_sgd(X, labels, n_classes, *, learning_rate, epochs, batch_size, l2=0.0, seed=0):
    W = np.zeros((X.shape[1], n_classes))
    rng = np.random.default_rng(seed)
    history = [hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2)]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - learning_rate * (hinge_gradient(X[batch], labels[batch], W) + l2 * W)
        history.append(hinge_loss(X, labels, W) + l2 / 2 * np.sum(W**2))
    return W, history


from numpy import *

# %% verdicts
verdicts = {"A": False, "B": True, "C": True, "D": False}
from numpy import *
