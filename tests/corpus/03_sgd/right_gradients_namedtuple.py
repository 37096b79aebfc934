"""A named tuple is returned."""

# %% loss_and_gradients
from collections import namedtuple

Parts = namedtuple("Parts", "loss dW db")


def loss_and_gradients(X, Y, W, b, l2=0.0):
    log_A = log_softmax(X @ W + b)
    loss = -np.sum(Y * log_A) / len(X) + l2 / 2 * np.sum(W**2)
    dZ = (np.exp(log_A) - Y) / len(X)
    return Parts(loss, X.T @ dZ + l2 * W, dZ.sum(axis=0))
